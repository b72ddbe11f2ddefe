import net from "node:net";
import { type CryptoKey, exportSPKI, generateKeyPair, importJWK } from "jose";
import { pick, random } from "../../bench/random.ts";
import { ATTACKS, type Bench, part, TWICE, unpart } from "../../tenancy/crafted-tokens.ts";
import { type Context, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { type Answer, jsonOf, type Served, serveProduct } from "../served/served.ts";

/** Crafted and mutated tokens, over HTTP: each is refused with the same answer, and no address in one is ever asked. */

async function prove(context: Context): Promise<Outcome> {
	const served = await serveProduct(context);
	const listener = net.createServer((socket) => {
		listened++;
		socket.destroy();
	});
	let listened = 0;
	await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
	context.after(() => listener.close());
	const bench = await openBench(served, `http://127.0.0.1:${(listener.address() as net.AddressInfo).port}`);
	// Blanks around it are the header's, not the token's.
	const ask = async (token: string) =>
		typeof token !== "string" || token !== token.trim()
			? unsendable()
			: served.ask({ url: "/v1/jobs", headers: { authorization: `Bearer ${token}` } }).catch(unsendable);
	const faults: string[] = [];
	if ((await ask(bench.token)).status !== 200) faults.push("The good token is refused: nothing was proved.");
	const wanted = seen(await ask("x.y.z"));
	let sent = 0;
	for (const [name, make] of ATTACKS) {
		const answer = await ask(await make(bench));
		if (answer.status === 0) continue;
		sent++;
		// A header that is too long is refused before anybody reads it.
		if (seen(answer) !== wanted && answer.status !== 431)
			faults.push(`${name}: ${answer.status} ${answer.body.slice(0, 120)}`);
	}
	for (const [name, make] of TWICE) {
		const answer = await served.ask({ url: "/v1/jobs", headers: { authorization: make(bench) } });
		sent++;
		if (seen(answer) !== wanted) faults.push(`${name}: ${answer.status} ${answer.body.slice(0, 120)}`);
	}
	const mutations = context.amount({ quick: 300, full: 100_000 });
	const next = random(context.seed);
	for (let at = 0; at < mutations; at++) {
		const token = mutated(bench.token, next);
		const answer = await ask(token);
		if (answer.status !== 0 && seen(answer) !== wanted) faults.push(`mutated ${token.slice(-40)}: ${answer.status}`);
	}
	if (listened > 0) faults.push(`${listened} connections to an address in a token`);
	return {
		figure: `${sent} of ${ATTACKS.length + TWICE.length} crafted tokens sent (the rest no header can hold), ${mutations.toLocaleString("en")} mutated ones: 0 accepted but for the faults, one answer for all, ${listened} connections out`,
		faults,
		short: fewer(mutations, 100_000, "mutated tokens"),
	};
}

async function openBench(served: Served, listener: string): Promise<Bench> {
	for (const tenant of ["demo-a", "demo-b"]) await served.order("tenant", tenant);
	const token = await served.order("token", "demo-a");
	const { clientId: foreignClient } = await served.order("client", "demo-b");
	const [head, body] = token.split(".");
	const [publicJwk] = jsonOf(await served.ask({ url: "/oauth/v2/keys" })).keys as [Bench["publicJwk"]];
	const claims = unpart(body);
	return {
		token,
		header: unpart(head),
		claims,
		sign: (header, payload) =>
			served.order("sign", `${part(header)}.${typeof payload === "string" ? payload : part(payload)}`),
		publicJwk,
		spki: await exportSPKI((await importJWK({ ...publicJwk, alg: "EdDSA" })) as CryptoKey),
		strangers: (await generateKeyPair("EdDSA", { crv: "Ed25519" })).privateKey,
		foreignClient,
		now: claims.iat,
		listener,
	};
}

/** What a header cannot hold, no client can send. */
const unsendable = (): Answer => ({ status: 0, headers: [], body: "" });

const seen = ({ status, headers, body }: Answer): string =>
	JSON.stringify([status, headers.filter(([name]) => !["date", "x-request-id"].includes(name)), body]);

function mutated(token: string, next: () => number): string {
	for (;;) {
		const at = Math.floor(next() * token.length);
		const put = pick(next, [..."ABCXYZabcxyz0189-_.=+/", ""]);
		const made = token.slice(0, at) + put + token.slice(at + (next() < 0.7 ? 1 : 0));
		if (made !== token) return made;
	}
}

const edit = (name: string, find: string, replace: string) => ({
	name,
	edits: [{ file: "src/tenancy/tokens.ts", find, replace }],
});

export const tokens: Proof = {
	name: "tokens",
	claim: "No crafted or mutated token is accepted, and all are answered alike",
	requirements: [9],
	target:
		"60 crafted tokens and 100,000 mutated ones: 0 accepted, 0 answers of 500 and above, one identical refusal, 0 connections out",
	controls: [
		edit("keys named in the header are not refused", "Header.parse(header).kid", "String(header.kid)"),
		edit("the audience is not looked at", "		audience,\n		requiredClaims", "		requiredClaims"),
		edit(
			"the tenant in the token is believed",
			"options.clients.find(claims.client_id, claims.tenant, by)",
			"options.clients.find(claims.client_id, undefined, by)",
		),
		edit("several spellings of one token", 'if (!isCanonical(token)) throw new TributaryError("invalid-token");', ""),
	],
	run: prove,
};

import { openEmbeddedEngine } from "../../../src/engine/embedded/engine.ts";
import { openVault } from "../../../src/tenancy/vault.ts";
import { type Context, everyReason, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { type Answer, jsonOf, login, type Request, type Served, serveProduct } from "../served/served.ts";
import { secretFaults } from "./secrets.ts";

/** Secrets as they are kept and changed under load, guesses, revocations, and the rotation of the key that signs. */

/** Of each kind and tenant, held against each other. */
const SECRETS = 6;
/** Requests while the signing key changes once. */
const AT_ONCE = 10;

async function prove(context: Context): Promise<Outcome> {
	const folder = context.folder();
	const served = await serveProduct(context, {
		folder,
		config: { limits: { failedLogins: 10 }, outbound: { allowLoopback: true } },
	});
	await served.order("tenant", "acme");
	const faults = await secretFaults(served, SECRETS);
	const logins = await rotateUnderLoad(served, context.amount({ quick: 40, full: 20_000 }), faults);
	const revoked = await revoke(served, context.amount({ quick: 12, full: 1000 }), faults);
	const used = await rotateSigningKey(served, context.amount({ quick: 60, full: 50_000 }), faults);
	await guess(served, faults);
	const secrets: string[] = [];
	for (let at = 0; at < context.amount({ quick: 10, full: 100 }); at++)
		secrets.push((await served.order("client", "acme", ["search"])).clientSecret);
	const cut = await beforeTheCut(served, context.amount({ quick: 5, full: 100 }), faults);
	await served.stop();
	const kept = await keptOf(folder, cut);
	for (const secret of secrets) if (kept.includes(secret)) faults.push("A secret is kept as it is.");
	await afterTheCut(await serveProduct(context, { folder }), cut, faults);
	return {
		figure: `${logins} logins during rotations, ${revoked} revocations and ${cut.size} lost scopes each refused at the next request, ${used} requests while signing keys changed, ${secrets.length} secrets not found in the registry`,
		faults,
		short: everyReason(
			fewer(logins, 20_000, "logins"),
			fewer(revoked, 1000, "revocations"),
			fewer(used, 50_000, "requests while signing keys changed"),
		),
	};
}

/** Both the secret before and the one after sign in, at every moment. */
async function rotateUnderLoad(served: Served, wanted: number, faults: string[]): Promise<number> {
	const { clientId, clientSecret } = await served.order("client", "acme", ["search"]);
	let [known, done] = [clientSecret, 0];
	while (done < wanted) {
		const rotated = served.order("rotateSecret", "acme", clientId);
		const during = await Promise.all(Array.from({ length: 4 }, () => login(served, clientId, known)));
		const next = await rotated;
		const after = [await login(served, clientId, known), await login(served, clientId, next)];
		for (const { status, body } of [...during, ...after])
			if (status !== 200) faults.push(`a live secret was refused: ${status} ${body}`);
		done += 6;
		await served.order("endOldSecrets", "acme", clientId, next);
		known = next;
	}
	return done;
}

/** Whatever is taken away is gone with the next request, for tokens that were got before, too. */
async function revoke(served: Served, wanted: number, faults: string[]): Promise<number> {
	const ask = (token: string) => served.ask({ url: "/v1/jobs", token });
	for (let at = 0; at < wanted; at++) {
		const tenant = `t-${at}`;
		await served.order("tenant", tenant);
		const { clientId, clientSecret } = await served.order("client", tenant);
		const { access_token: token } = jsonOf(await login(served, clientId, clientSecret));
		if ((await ask(token)).status !== 200) faults.push("a good token was refused");
		if (at % 3 === 0) await served.order("disableClient", tenant, clientId);
		else if (at % 3 === 1) await served.order("disableTenant", tenant);
		else await served.order("endOldSecrets", tenant, clientId, "none");
		const { status } = await ask(token);
		if (status !== 401 && status !== 403)
			faults.push(`after ${["the client", "the tenant", "the secret"][at % 3]} was switched off: ${status}`);
	}
	return wanted;
}

async function rotateSigningKey(served: Served, wanted: number, faults: string[]): Promise<number> {
	const first = await served.order("token", "acme");
	let used = 0;
	while (used < wanted) {
		const fresh = await served.order("token", "acme");
		const rotating = served.order("rotateSigningKey");
		const tokens = Array.from({ length: AT_ONCE }, (_, at) => (at % 2 === 0 ? first : fresh));
		for (const { status } of await Promise.all(tokens.map((token) => served.ask({ url: "/v1/jobs", token }))))
			if (status !== 200) faults.push(`a token was refused while the signing key changed: ${status}`);
		used += AT_ONCE;
		await rotating;
	}
	return used;
}

/** An unknown client is answered as a wrong secret, to the byte, and who guesses is told to stop. */
async function guess(served: Served, faults: string[]): Promise<void> {
	const { clientId } = await served.order("client", "acme", ["search"]);
	const plain = ({ status, headers, body }: Answer) =>
		JSON.stringify([status, headers.filter(([name]) => !["date", "x-request-id"].includes(name)), body]);
	const [wrong, unknown] = [
		await login(served, clientId, "B".repeat(43)),
		await login(served, "A".repeat(22), "B".repeat(43)),
	];
	if (plain(wrong) !== plain(unknown)) faults.push(`an unknown client: ${unknown.body}; a wrong secret: ${wrong.body}`);
	const answers = await Promise.all(Array.from({ length: 14 }, () => login(served, clientId, "C".repeat(43))));
	if (!answers.some(({ status }) => status === 429))
		faults.push("14 wrong secrets in a minute, and nobody was told to stop");
}

const JOBS: Request = { url: "/v1/jobs" };
const SEARCH: Request = { method: "POST", url: "/v1/search", body: { query: "java" } };

/** @returns tokens of two scopes, by their clients */
async function beforeTheCut(served: Served, count: number, faults: string[]): Promise<ReadonlyMap<string, string>> {
	const tokens = new Map<string, string>();
	while (tokens.size < count) {
		const { clientId, clientSecret } = await served.order("client", "acme", ["search", "jobs:read"]);
		const { access_token: token } = jsonOf(await login(served, clientId, clientSecret));
		tokens.set(clientId, token);
		for (const request of [JOBS, SEARCH])
			if ((await served.ask({ ...request, token })).status !== 200) faults.push("a good token was refused");
	}
	return tokens;
}

/** What the client has lost its token has, too, and no more. */
async function afterTheCut(served: Served, tokens: ReadonlyMap<string, string>, faults: string[]): Promise<void> {
	for (const token of tokens.values()) {
		const [lost, left] = [await served.ask({ ...JOBS, token }), await served.ask({ ...SEARCH, token })];
		if (lost.status !== 403) faults.push(`after the client lost a scope, its token had it: ${lost.status}`);
		if (left.status !== 200) faults.push(`after the client lost a scope, its token lost another: ${left.status}`);
	}
}

/**
 * Everything that the registry keeps, opened with the master key; of the clients of `cut` the scope is taken away that they read jobs with,
 * which nobody can do while the product runs.
 */
async function keptOf(folder: string, cut: ReadonlyMap<string, string>): Promise<string> {
	const vault = await openVault({ file: `${folder}/master.key` });
	const engine = await openEmbeddedEngine({ dataDir: `${folder}/data` });
	try {
		const store = await engine.open({ kind: "platform" }, await vault.derive("store:platform"));
		const clients = await store.list("client", { limit: 10_000 });
		if (clients.length === 0) throw new Error("The registry has no clients: nothing was looked at.");
		const ids = [...cut.keys()];
		for (const one of await store.read("client", { ids })) {
			if (one === null) throw new Error("A client is not in the registry.");
			const record = JSON.stringify({ ...JSON.parse(one.record), permissions: ["search"] });
			await store.write([
				{
					op: "put",
					collection: "client",
					id: one.id,
					record,
					...(one.keys === undefined ? {} : { keys: one.keys }),
					ifVersion: one.version,
				},
			]);
		}
		return clients.map(({ record }) => record).join("\n");
	} finally {
		await engine.close();
	}
}

export const credentials: Proof = {
	name: "credentials",
	claim: "Secrets are kept as digests, change without a refusal, and what is revoked is refused at the next request",
	requirements: [10, 11, 14],
	target:
		"20,000 logins during rotations without a refusal; 1,000 of 1,000 revocations at once; 50,000 requests while signing keys change; 0 secrets in the registry; 429 after 10 guesses",
	controls: [
		{
			name: "a client that was looked up is remembered",
			edits: [
				{
					file: "src/tenancy/tokens.ts",
					find: "const client = await options.clients.find(claims.client_id, claims.tenant, by);",
					replace:
						"const seen = ((globalThis as never as Record<string, Map<string, never>>).clients ??= new Map()); const client = seen.get(claims.client_id) ?? (await options.clients.find(claims.client_id, claims.tenant, by)); if (client !== null) seen.set(claims.client_id, client as never);",
				},
			],
		},
		{
			name: "a token keeps the scopes that its client has lost",
			edits: [
				{
					file: "src/tenancy/tokens.ts",
					find: "const permissions = client.permissions.filter((permission) => granted.has(permission));",
					replace: "const permissions = [...granted] as Permission[];",
				},
			],
		},
		{
			name: "webhooks of all tenants have one secret",
			edits: [
				{
					file: "src/export/signatures.ts",
					find: 'randomBytes(SECRET_BYTES).toString("base64")',
					replace: 'Buffer.from("a secret that all of them share...").subarray(0, SECRET_BYTES).toString("base64")',
				},
			],
		},
		{
			name: "addresses to upload to are made of one random byte",
			edits: [
				{
					file: "src/sync/uploads.ts",
					find: 'randomBytes(SECRET_BYTES).toString("base64url")',
					replace: 'Buffer.alloc(SECRET_BYTES, randomBytes(1)).toString("base64url")',
				},
			],
		},
		{
			name: "keys that signed before are thrown away at once",
			edits: [
				{
					file: "src/tenancy/signing-keys.ts",
					find: "if (atOnce || isOver(record, now))",
					replace: "if (atOnce || now)",
				},
			],
		},
		{
			name: "the secret is kept beside its digest",
			edits: [
				{
					file: "src/tenancy/clients.ts",
					find: "		name: name.data,\n",
					replace: '		name: name.data + " " + made.text,\n',
				},
			],
		},
	],
	run: prove,
};

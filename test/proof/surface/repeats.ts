import http from "node:http";
import { random } from "../../bench/random.ts";
import { type Context, everyReason, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { type Answer, jsonOf, type Served, serveProduct } from "../served/served.ts";
import { apart, keyed as requestOf } from "./keys-apart.ts";

/** Clients are made with a key each, sent one to five times at once, some by who never waits for an answer, while the server is killed. */

const MOST_TIMES = 5;
/** Writes between two kills. */
const STRETCH = 40;
/** Writes of one tenant: all that it has is counted after each stretch. */
const OF_A_TENANT = 1000;
/** Milliseconds after which who was killed is no longer believed to be at work on a request; a little more. */
const LEASE = 125_000;
/** Tries until what is under way has ended. */
const TRIES = 50;
/** Milliseconds that a stretch takes, about. */
const LONGEST = 400;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function prove(context: Context): Promise<Outcome> {
	const next = random(context.seed);
	const folder = context.diskFolder();
	const writes = context.amount({ quick: 2 * STRETCH, full: 10_000 });
	const shared = Array.from({ length: context.amount({ quick: 2, full: 40 }) }, (_, at) => `apart-${at}`);
	const tally = { sent: 0, replayed: 0, cut: 0, unknown: 0, kills: 0 };
	let served = await serveProduct(context, { folder });
	const faults = await apart(served, shared);
	let token = "";
	for (let from = 0; from < writes && faults.length === 0; from += STRETCH) {
		if (from % OF_A_TENANT === 0) {
			await served.order("tenant", `acme-${from}`);
			token = await served.order("token", `acme-${from}`);
		}
		const names = Array.from({ length: Math.min(STRETCH, writes - from) }, (_, at) => `made-${from + at}`);
		const first = new Map<string, Answer>();
		const isKilled = from + STRETCH < writes;
		const sending = names.map((name) =>
			sendAtOnce(served, token, { name, times: 1 + Math.floor(next() * MOST_TIMES), cut: next() < 0.3, tally, first }),
		);
		if (isKilled) {
			// Anywhere between the first of them and the last.
			await pause(next() * LONGEST);
			await served.kill();
			tally.kills++;
		}
		for (const found of await Promise.all(sending)) faults.push(...found);
		if (isKilled) {
			served = await serveProduct(context, { folder });
			// Nobody waits for who was killed; here that need not take two minutes.
			await served.order("clock", Date.now() + LEASE);
		}
		const ends = await Promise.all(names.map((name) => settled(served, token, { name, first, tally })));
		faults.push(...ends.flat(), ...(await counted(served, token, { names, first })));
		if (isKilled) await served.order("clock", null);
	}
	return {
		figure: `${writes.toLocaleString("en")} keyed writes sent ${tally.sent.toLocaleString("en")} times, ${tally.cut} of them left without waiting, ${tally.kills} kills: one effect each, ${tally.replayed} repetitions answered as the first, of ${tally.unknown} cut off in the middle it was said that nobody knows; ${shared.length} keys of three clients each, of two tenants, answered again for a day; ${faults.length} faults`,
		faults,
		short: everyReason(
			fewer(writes, 10_000, "keyed writes"),
			tally.unknown === 0 ? "no kill fell between a write and its answer" : null,
		),
	};
}

interface Sending {
	readonly name: string;
	readonly times: number;
	readonly cut: boolean;
	readonly tally: { sent: number; replayed: number; cut: number };
	/** What was answered first, by name. */
	readonly first: Map<string, Answer>;
}

async function sendAtOnce(
	served: Served,
	token: string,
	{ name, times, cut, tally, first }: Sending,
): Promise<string[]> {
	tally.sent += times;
	if (cut) {
		tally.cut++;
		leave(served.url, token, name);
	}
	const all = Array.from({ length: times }, () => served.ask({ ...requestOf(name), token }).catch(() => null));
	return (await Promise.all(all)).flatMap((answer) => (answer === null ? [] : judged(answer, { name, tally, first })));
}

/** Sends it and goes away. */
function leave(url: string, token: string, name: string): void {
	const { method, url: path, headers, body } = requestOf(name);
	const sent = { ...headers, authorization: `Bearer ${token}`, "content-type": "application/json" };
	const call = http.request(`${url}${path}`, { method: method ?? "POST", headers: sent });
	call.on("error", () => {});
	call.end(JSON.stringify(body), () => setTimeout(() => call.destroy(), 3));
}

/** A success is the same as the first one was, to the byte; everything else says why it is none. */
function judged(answer: Answer, { name, tally, first }: Omit<Sending, "times" | "cut">): string[] {
	const { status, body } = answer;
	if (status < 300) {
		const known = first.get(name);
		first.set(name, known ?? answer);
		if (known !== undefined) tally.replayed++;
		const isSame = known === undefined || (known.body === body && known.status === status);
		return isSame
			? []
			: [
					`${name} was answered in two ways: ${known.status} ${known.body.slice(0, 80)} and ${status} ${body.slice(0, 80)}`,
				];
	}
	const { code } = jsonOf(answer) as { code: string };
	const isReason = [
		"idempotency-key-in-use",
		"idempotency-outcome-unknown",
		"store-unavailable",
		"audit-unavailable",
		"overloaded",
	].includes(code);
	return isReason ? [] : [`${name} was answered with ${status} ${code}`];
}

interface Settling {
	readonly name: string;
	readonly first: Map<string, Answer>;
	readonly tally: { sent: number; replayed: number; cut: number; unknown: number };
}

/** Sent until it is known what became of it, or that nobody knows; then another body with the key is refused. */
async function settled(served: Served, token: string, { name, first, tally }: Settling): Promise<string[]> {
	const faults: string[] = [];
	let isSettled = false;
	for (let tries = 0; tries < TRIES && !isSettled; tries++) {
		if (tries > 0) await pause(100);
		const answer = await served.ask({ ...requestOf(name), token });
		tally.sent++;
		faults.push(...judged(answer, { name, tally, first }));
		const isUnknown = jsonOf(answer).code === "idempotency-outcome-unknown";
		if (isUnknown) tally.unknown++;
		isSettled = isUnknown || answer.status < 300;
	}
	if (!isSettled) faults.push(`${name}: in ${TRIES} tries nobody says what became of it`);
	const other = await served.ask({ ...requestOf(name, "jobs:read"), token });
	if (other.status !== 422) faults.push(`${name}: another body with its key was answered with ${other.status}`);
	return faults;
}

/** How many clients there are of each name: one, or at most one where nobody knows. */
async function counted(
	served: Served,
	token: string,
	{ names, first }: { names: readonly string[]; first: ReadonlyMap<string, Answer> },
) {
	const { items } = jsonOf(await served.ask({ url: "/v1/clients", token })) as { items: { name: string }[] };
	const counts = new Map<string, number>();
	for (const { name } of items) counts.set(name, (counts.get(name) ?? 0) + 1);
	return names.flatMap((name) => {
		const count = counts.get(name) ?? 0;
		const isRight = first.has(name) ? count === 1 : count <= 1;
		return isRight ? [] : [`${name} was made ${count} times`];
	});
}

export const repeats: Proof = {
	name: "repeats",
	claim:
		"What is sent with a key has one effect and one answer, however often it is sent and whatever is cut off; a key is one client's own",
	requirements: [39],
	target:
		"10,000 keyed writes, each sent 1 to 5 times at once, with answers cut off and kills: one effect each, repetitions the same to the byte, another body 422",
	minutes: 60,
	controls: [
		{
			name: "a key that was used before is done again",
			edits: [
				{
					file: "src/api/idempotency.ts",
					find: "		if (claim.answer === null) {",
					replace: "		if (claim.answer === null || true) {",
				},
				{
					file: "src/api/idempotency.ts",
					find: "			request.claimedKey = claim;",
					replace: "			request.claimedKey = claim.answer === null ? claim : null;",
				},
			],
		},
		{
			name: "keys of all tenants are one",
			edits: [
				{
					file: "src/api/idempotency.ts",
					find: "		const claim = await claimKey(scope, { key, text: textOf(request) }, clock());",
					replace:
						"		const all: Map<string, KeptAnswer> = ((globalThis as never as Record<string, Map<string, KeptAnswer>>).answers ??= new Map()); const own = all.has(key) ? null : await claimKey(scope, { key, text: textOf(request) }, clock()); const claim: Claim = own === null ? { answer: all.get(key) as KeptAnswer } : own.answer !== null ? own : { ...own, keep: (answer) => (all.set(key, answer), own.keep(answer)) };",
				},
			],
		},
		{
			name: "keys of all clients of a tenant are one",
			edits: [
				{
					file: "src/tenancy/kept-answers.ts",
					find: "JSON.stringify([actor.kind, actor.id, key])",
					replace: "JSON.stringify([actor.kind, key])",
				},
			],
		},
		{
			name: "answers are kept for ten minutes",
			edits: [
				{
					file: "src/tenancy/kept-answers.ts",
					find: "const LIFETIME = 25 * 3_600_000;",
					replace: "const LIFETIME = 600_000;",
				},
			],
		},
		{
			name: "what is answered again has lost its headers",
			edits: [
				{
					file: "src/api/idempotency.ts",
					find: 'const KEPT_HEADERS = ["content-type", "location"] as const;',
					replace: "const KEPT_HEADERS: readonly string[] = [];",
				},
			],
		},
	],
	run: prove,
};

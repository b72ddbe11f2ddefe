import { pick, random } from "../../bench/random.ts";
import { type Context, fewer, firstOf, type Outcome, type Proof } from "../frame/proof.ts";
import { jsonOf, type Served, serveProduct } from "../served/served.ts";

/** A served product is killed at random moments while people come, change and go: what was acknowledged is there, and nothing by halves. */

const CONNECTIONS = 4;
/** Milliseconds to wait for changes. */
const LONGEST = 20_000;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const headers = { "content-type": "application/x-ndjson" };

/** By id: the text of the last change that was acknowledged, null for an erasure; and of those that were not answered. */
interface Journal {
	readonly known: Map<string, string | null>;
	readonly open: Map<string, (string | null)[]>;
}

async function prove(context: Context): Promise<Outcome> {
	const next = random(context.seed);
	const folder = context.diskFolder();
	const kills = context.amount({ quick: 2, control: 6, full: 2000 });
	const journal: Journal = { known: new Map(), open: new Map() };
	const faults: string[] = [];
	const ready: number[] = [];
	let [served, token] = [await serveProduct(context, { folder }), ""];
	await served.order("tenant", "acme");
	let acknowledged = 0;
	for (let kill = 0; kill < kills && faults.length === 0; kill++) {
		token = await served.order("token", "acme");
		const working = { going: true, count: 0 };
		const workers = Array.from({ length: CONNECTIONS }, (_, at) => work(served, token, { at, working, journal, next }));
		// After some changes, and a moment that falls anywhere in the next one.
		const enough = 3 + Math.floor(next() * 30);
		for (let waited = 0; working.count < enough && waited < LONGEST; waited += 2) await pause(2);
		await pause(next() * 10);
		await served.kill();
		working.going = false;
		acknowledged += (await Promise.all(workers)).reduce((sum, count) => sum + count, 0);
		const from = performance.now();
		served = await serveProduct(context, { folder });
		ready.push(performance.now() - from);
		faults.push(...(await look(served, await served.order("token", "acme"), journal)));
	}
	return {
		figure: `${kills} kills, ${acknowledged} acknowledged changes, ${faults.length} lost or by halves; up again within ${Math.round(Math.max(...ready))} ms`,
		faults,
		short: firstOf(fewer(kills, 2000, "kills"), acknowledged > 0 ? null : "nothing was acknowledged"),
	};
}

interface Work {
	readonly at: number;
	readonly working: { going: boolean; count: number };
	readonly journal: Journal;
	readonly next: () => number;
}

/** Each connection has people of its own, so that the order of their changes is known. @returns acknowledged changes */
async function work(served: Served, token: string, { at, working, journal, next }: Work): Promise<number> {
	let count = 0;
	for (let step = 0; working.going; step++) {
		const id = `p${at}-${Math.floor(next() * 8)}`;
		const text =
			journal.known.get(id) != null && next() < 0.2
				? null
				: `words${step}${pick(next, ["x", "y", "z"])}${Math.floor(next() * 1e9)}`;
		const request =
			text === null
				? { method: "POST", url: "/v1/erasures", body: { candidateId: id } }
				: {
						method: "POST",
						url: "/v1/candidates/import",
						headers,
						body: `${JSON.stringify({ id, resume: { basics: { name: text } } })}\n`,
					};
		journal.open.set(id, [...(journal.open.get(id) ?? []), text]);
		const answer = await served.ask({ ...request, token }).catch(() => null);
		if (answer === null) return count;
		journal.open.delete(id);
		if (answer.status !== 200) continue;
		journal.known.set(id, text);
		count++;
		working.count++;
	}
	return count;
}

async function look(served: Served, token: string, { known, open }: Journal): Promise<string[]> {
	const faults: string[] = [];
	for (const [id, text] of known) {
		const answer = await served.ask({ url: `/v1/candidates/${id}`, token });
		const found = answer.status === 404 ? null : (jsonOf(answer).resume?.basics?.name ?? "?");
		const allowed = [text, ...(open.get(id) ?? [])];
		if (!allowed.includes(found)) faults.push(`${id} was acknowledged as ${text} and is ${found}`);
		// From now on it is what it is.
		known.set(id, found);
		if (found === null || found === "?") continue;
		const { hits } = jsonOf(await served.ask({ url: `/v1/search?q=${found}`, token })) as {
			hits: { candidateId: string }[];
		};
		if (!hits.some(({ candidateId }) => candidateId === id)) faults.push(`${id} is stored and is not found`);
	}
	open.clear();
	const verdict = await served.order("verifyAudit", "acme");
	if (!verdict.ok) faults.push(`the audit log is broken: ${verdict.reason}`);
	return faults;
}

export const kill: Proof = {
	name: "kill",
	claim: "What was acknowledged survives kill -9, and nothing is left by halves",
	requirements: [31],
	target:
		"2,000 kills during mixed changes: 0 acknowledged lost, 0 by halves (store, index, audit), ready again within 5 s",
	minutes: 60,
	controls: [
		{
			name: "a write is acknowledged before it is durable",
			edits: [
				{
					file: "src/engine/embedded/store.ts",
					find: "			return await writing;",
					replace:
						'			writing.catch(() => {}); if (changes.some((one) => one.collection === "person")) return changes.map(() => 1); return await writing;',
				},
				{
					file: "src/engine/embedded/writing/write-queue.ts",
					find: "		setImmediate(() => {",
					// Long enough for the kill to fall between the two on a machine of any speed.
					replace: "		((work: () => void) => setTimeout(work, 50))(() => {",
				},
			],
		},
	],
	run: prove,
};

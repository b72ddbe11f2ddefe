import { rmSync } from "node:fs";
import path from "node:path";
import { restore } from "../../../src/server.ts";
import { verifyReceipt } from "../../../src/tenancy/disposal/receipt.ts";
import { pick, random } from "../../bench/random.ts";
import { type Context, everyReason, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { configurationIn } from "../served/configuration.ts";
import { jsonOf, type Served, serveProduct } from "../served/served.ts";

/** Backups are made while people come; then some are erased and a tenant is wiped. Each backup comes back without them, and with all others. */

const TENANT = "acme";
const GONE = "gone";
/** People of the wiped tenant for each of the other's: who they are does not matter, only that none of them is left. */
const OF_THE_GONE = 0.1;
const BATCH = 1000;
const TRIES = 20;
/** Of those who should be there so many are read, too; all are counted. */
const READ = 500;
/** The first of all have a file. */
const WITH_FILE = 10;
/** Milliseconds. */
const LONGEST = 5 * 60_000;

async function prove(context: Context): Promise<Outcome> {
	const next = random(context.seed);
	const folder = context.diskFolder();
	const rounds = context.amount({ quick: 1, full: 20 });
	const people = context.amount({ quick: 20, full: 5000 });
	let served = await serveProduct(context, { folder });
	const tokens = { [TENANT]: "", [GONE]: "" };
	for (const tenant of [TENANT, GONE] as const) {
		await served.order("tenant", tenant);
		tokens[tenant] = await served.order("token", tenant);
	}
	const backups: string[] = [];
	for (let round = 0; round < rounds; round++) {
		await bring(served, tokens[TENANT], { from: round * people, count: people });
		await bring(served, tokens[GONE], { from: round * people, count: Math.ceil(people * OF_THE_GONE) });
		backups.push(path.join(folder, `backup-${round}`));
		await served.order("backup", backups.at(-1) ?? "");
	}
	const published = await served.order("certificateKey");
	const faults: string[] = [];
	const erased = new Set([
		...idsOf(0, WITH_FILE / 2),
		...Array.from({ length: Math.min(500, Math.ceil(people / 4)) }, () => pick(next, idsOf(0, rounds * people))),
	]);
	for (const candidateId of erased) {
		const answer = await served.ask({
			method: "POST",
			url: "/v1/erasures",
			body: { candidateId },
			token: tokens[TENANT],
		});
		if (answer.status !== 200) throw new Error(`An erasure was answered with ${answer.status} ${answer.body}`);
		const broken = (await verifyReceipt(jsonOf(answer), published)).filter(({ holds }) => !holds);
		faults.push(...broken.map(({ check }) => `the receipt of ${candidateId}: not true that ${check}`));
	}
	await served.order("approveWipe", GONE);
	await served.order("wipe", GONE);
	await served.stop();
	let longest = 0;
	for (const [round, backup] of backups.entries()) {
		rmSync(path.join(folder, "data"), { recursive: true });
		const from = performance.now();
		await restore(configurationIn(folder), backup);
		longest = Math.max(longest, performance.now() - from);
		served = await serveProduct(context, { folder });
		const found = await look(served, { known: idsOf(0, (round + 1) * people), erased, next });
		faults.push(...found.map((fault) => `backup ${round}: ${fault}`));
		await served.stop();
	}
	return {
		figure: `${rounds} backups of up to ${rounds * people} people brought back after ${erased.size} erasures and a wipe: nobody came back who should not, nobody else is missing, longest ${Math.round(longest)} ms; ${faults.length} faults`,
		faults,
		short: everyReason(
			fewer(rounds, 20, "backups"),
			fewer(rounds * people, 100_000, "people"),
			longest > LONGEST ? `it took ${Math.round(longest / 1000)} s` : null,
		),
	};
}

const idsOf = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `p${from + at}`);

async function bring(served: Served, token: string, { from, count }: { from: number; count: number }): Promise<void> {
	for (let start = from; start < from + count; start += BATCH)
		await importAll(served, token, idsOf(start, Math.min(start + BATCH, from + count)));
	for (const id of idsOf(from, Math.min(from + count, WITH_FILE))) {
		const headers = { "content-type": "text/plain" };
		const body = `Ann ${id}x\n\nExperience\nWelder at ${id}file, 2019 - 2024\n`;
		const answer = await served.ask({ method: "PUT", url: `/v1/candidates/${id}/resume`, headers, body, token });
		if (answer.status >= 300) throw new Error(`A file was not taken: ${answer.status} ${answer.body}`);
	}
}

/** A machine with much else to do may have to be sent some of them again. */
async function importAll(served: Served, token: string, ids: readonly string[]): Promise<void> {
	const headers = { "content-type": "application/x-ndjson" };
	let left = ids;
	for (let tries = 0; left.length > 0; tries++) {
		const lines = left.map((id) => JSON.stringify(personOf(id)));
		const body = `${lines.join("\n")}\n`;
		const answer = await served.ask({ method: "POST", url: "/v1/candidates/import", headers, body, token });
		const results = answer.body.split("\n").filter((line) => line !== "");
		const refused = results.filter((line) => line.includes('"status":"failed"'));
		const isBusy = answer.status === 200 && refused.every((line) => line.includes("audit-unavailable"));
		if (!isBusy || tries === TRIES) throw new Error(`Somebody was not taken: ${answer.status} ${refused[0]}`);
		left = left.filter((_, at) => refused.includes(results[at] ?? ""));
	}
}

const personOf = (id: string) => ({
	id,
	resume: { basics: { name: `Ann ${id}x` } },
	notes: [{ id: `n-${id}`, text: `${id}note` }],
});

interface Looking {
	readonly known: readonly string[];
	readonly erased: ReadonlySet<string>;
	readonly next: () => number;
}

async function look(served: Served, { known, erased, next }: Looking): Promise<string[]> {
	const faults: string[] = [];
	const token = await served.order("token", TENANT);
	const wanted = known.filter((id) => !erased.has(id));
	const { total } = jsonOf(await served.ask({ url: "/v1/search?q=ann", token }));
	if (total !== wanted.length) faults.push(`${total} people are found, ${wanted.length} were stored and not erased`);
	for (const id of [...erased, ...Array.from({ length: READ }, () => pick(next, wanted))]) {
		const { status } = await served.ask({ url: `/v1/candidates/${id}`, token });
		if (status !== (erased.has(id) ? 404 : 200))
			faults.push(`${id}, who is ${erased.has(id) ? "" : "not "}erased, is answered with ${status}`);
	}
	for (const id of erased)
		for (const word of [`${id}x`, `${id}note`, `${id}file`]) {
			const { total } = jsonOf(await served.ask({ url: `/v1/search?q=${word}`, token }));
			if (total !== 0) faults.push(`${id}, who is erased, is found by ${word}`);
		}
	const files = idsOf(0, WITH_FILE);
	for (const id of files) {
		const { status } = await served.ask({ url: `/v1/candidates/${id}/resume`, token });
		if (status !== (erased.has(id) ? 404 : 200)) faults.push(`the file of ${id} is answered with ${status}`);
	}
	const left = files.filter((id) => !erased.has(id)).length;
	const { original } = await served.order("counts", TENANT);
	if (original !== left) faults.push(`${original} files are stored, and ${left} are of people who are there`);
	if (await served.order("hasKey", GONE)) faults.push("the wiped tenant is in the registry");
	return faults;
}

export const restored: Proof = {
	name: "restored",
	claim: "A backup that comes back brings nobody back who was erased or wiped since, and loses nobody else",
	requirements: [22],
	target:
		"20 older backups: erased people and wiped tenants unreadable in 100%, 0 others lost, within 5 minutes for 100,000 people",
	minutes: 60,
	controls: [
		{
			name: "who was erased since is not erased again",
			edits: [
				{
					file: "src/server/erase-again.ts",
					find: "		if (!isErased({ candidateIds, emails })) continue;",
					replace: "		if (isErased({ candidateIds, emails }) || true) continue;",
				},
			],
		},
		{
			name: "a tenant that was wiped since comes back",
			edits: [
				{
					file: "src/server/erase-again.ts",
					find: "(await platform.tenancy.backups?.dropWiped(await erasures.wiped(), actor)) ?? [];",
					replace: "[] as readonly TenantId[];",
				},
			],
		},
	],
	run: prove,
};

import { execFileSync } from "node:child_process";
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { entryHash } from "../../../src/tenancy/audit-entry.ts";
import { checkExport, EXPORT_FORMAT } from "../../../src/tenancy/audit-export.ts";
import type { SignedHead } from "../../../src/tenancy/audit-tree.ts";
import { canonicalJson } from "../../../src/tenancy/canonical-json.ts";
import { pick, random } from "../../bench/random.ts";
import { fillTenant } from "../boundary/fill.ts";
import { type Context, everyReason, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { jsonOf, type Served, serveProduct } from "../served/served.ts";
import { holdBack } from "./held.ts";
import { keepJournal } from "./journal.ts";

/** The log is held from outside: nothing is answered that cannot be written down. It says of each request what the client says. And a log that was edited anywhere is found out. */

const TENANT = parseTenantId("acme");
const NEIGHBOUR = "neighbour";
const TRIES = 20;
/** Routes that answer one of their examples with what was asked for; the others want a person, or what is not there. */
const LEAST_ANSWERED = 100;

async function prove(context: Context): Promise<Outcome> {
	const folder = context.folder();
	const served = await serveProduct(context, { folder });
	await served.order("tenant", TENANT);
	const token = await served.order("token", TENANT);
	const faults: string[] = [];
	for (let at = 0; at < 10; at++) await served.ask({ url: `/v1/search?q=w${at}`, token });
	// A log that was whole then, and what another server made of it that went its own way: both signed by the right key.
	const older = await exported(served, token);
	const elsewhere = context.folder();
	execFileSync("cp", ["-a", `${folder}/.`, elsewhere]);
	for (let at = 0; at < 3; at++) await served.ask({ url: `/v1/search?q=t${at}`, token });
	const kept: SignedHead = jsonOf(await served.ask({ url: "/v1/audit/head", token }));
	for (let at = 0; at < 10; at++) await served.ask({ url: `/v1/search?q=v${at}`, token });
	const lines = await exported(served, token);
	const { held, noted } = await asked(context, faults);
	const edits = context.amount({ quick: 600, full: 10_000 });
	const next = random(context.seed);
	for (let at = 0; at < edits; at++) {
		const [how, made] = edited(lines, next);
		if (made.join("\n") === lines.join("\n")) continue;
		const verdict = await checkExport(made, { trusted: kept.fingerprint, witnessed: kept }).catch(() => ({
			ok: false,
		}));
		if (verdict.ok) faults.push(`a log that was ${how} passes`);
	}
	faults.push(
		...(await rightlySigned(
			[
				["an older log", older],
				["a fork of the log", await forked(context, elsewhere)],
			],
			kept,
		)),
	);
	for (const sound of [lines, await exported(served, token)])
		if (!(await checkExport(sound, { trusted: kept.fingerprint, witnessed: kept })).ok)
			faults.push("the sound log does not pass");
	return {
		figure: `${held.asked} requests to every route while the log could not be written, ${held.refused} refused for it within ${(held.slowest / 1000).toFixed(1)} s, the others for their form, all well afterwards; ${noted.asked} requests of clients who kept a journal, ${noted.answered.size} routes that answered: who, why and about whom as in the log; ${faults.length} faults; ${edits.toLocaleString("en")} edited logs found out`,
		faults,
		short: everyReason(
			held.slowest > 2000 ? "a refusal took longer than 2 s" : null,
			fewer(held.asked, 10_000, "requests"),
			fewer(edits, 10_000, "edits"),
			fewer(noted.asked, 1_000_000, "requests in a journal"),
		),
	};
}

/** What is asked of a tenant that has one of everything: first with its log held, then by clients who keep a journal. */
async function asked(context: Context, faults: string[]) {
	const folder = context.folder();
	const served = await serveProduct(context, { folder, config: { outbound: { allowLoopback: true } } });
	const filled = await fillTenant(served, TENANT, "own-", "Amelia");
	await served.order("tenant", NEIGHBOUR);
	const neighbour = await served.order("token", NEIGHBOUR);
	const journal = { served, tenant: TENANT, filled };
	const batch = context.size === "full" ? 10 : 40;
	const rounds = context.amount({ quick: 1, full: 1000 });
	const held = await holdBack({ ...journal, folder, neighbour, rounds, batch }, faults);
	const noted = await keepJournal(journal);
	faults.push(...noted.faults);
	if (noted.answered.size < LEAST_ANSWERED)
		faults.push(`Only ${noted.answered.size} routes answered: nothing was proved of the others.`);
	await served.stop();
	return { held, noted };
}

type Logs = readonly (readonly [what: string, log: readonly string[]])[];

/** Logs that are whole, signed by the right key, and not the one of which a head was kept. */
async function rightlySigned(logs: Logs, kept: SignedHead): Promise<string[]> {
	const faults: string[] = [];
	for (const [what, log] of logs) {
		const trusted = kept.fingerprint;
		if (!(await checkExport(log, { trusted })).ok) faults.push(`${what} is broken: nothing was proved`);
		if ((await checkExport(log, { trusted, witnessed: kept })).ok)
			faults.push(`${what}, signed by the right key, passes for the one that was witnessed`);
	}
	return faults;
}

/** The log of a server that began where another was, and was asked other things, longer than the other. */
async function forked(context: Context, folder: string): Promise<string[]> {
	const served = await serveProduct(context, { folder });
	const token = await served.order("token", TENANT);
	for (let at = 0; at < 10; at++) await served.ask({ url: `/v1/search?q=u${at}`, token });
	const lines = await exported(served, token);
	await served.kill();
	return lines;
}

/** A machine with much else to do may have to be asked again. */
async function told(served: Served, token: string, url: string) {
	for (let tries = 1; ; tries++) {
		const answer = await served.ask({ url, token });
		if (answer.status !== 503 || tries === TRIES) return jsonOf(answer);
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
}

/** The log as its owner exports it: a signed head, and an entry on each further line. */
async function exported(served: Served, token: string): Promise<string[]> {
	const lines: string[] = [];
	const signedHead = await told(served, token, "/v1/audit/head");
	for (let after = 0; after < signedHead.head.size; ) {
		const { items } = (await told(served, token, `/v1/audit?after=${after}&limit=100`)) as {
			items: { seq: number }[];
		};
		for (const entry of items) if (entry.seq <= signedHead.head.size) lines.push(canonicalJson(entry));
		after = items.at(-1)?.seq ?? signedHead.head.size;
	}
	return [JSON.stringify({ format: EXPORT_FORMAT, signedHead }), ...lines];
}

function edited(lines: readonly string[], next: () => number): readonly [how: string, made: readonly string[]] {
	const at = 1 + Math.floor(next() * (lines.length - 1));
	const other = 1 + Math.floor(next() * (lines.length - 1));
	const line = lines[at] as string;
	const place = Math.floor(next() * line.length);
	const all: readonly (readonly [string, () => readonly string[]])[] = [
		["changed", () => lines.with(at, line.slice(0, place) + pick(next, [..."09afX "]) + line.slice(place + 1))],
		["cut", () => lines.toSpliced(at)],
		["robbed of an entry", () => lines.toSpliced(at, 1)],
		["given an entry twice", () => lines.toSpliced(at, 0, line)],
		["put in another order", () => lines.with(at, lines[other] as string).with(other, line)],
		["chained anew", () => chained(lines, at)],
		[
			"given an older head",
			() =>
				lines
					.with(
						0,
						(lines[0] as string).replace(/"size":(\d+)/, (_, size) => `"size":${Number(size) - 1}`),
					)
					.slice(0, -1),
		],
	];
	const [how, make] = pick(next, all);
	return [how, make()];
}

/** An entry is changed, and all that follow are linked to it as if it had always been so. */
function chained(lines: readonly string[], at: number): readonly string[] {
	let previous = "";
	return lines.map((line, index) => {
		if (index < at) return line;
		const { hash: _, ...entry } = JSON.parse(line);
		if (index === at) entry.purpose = `${entry.purpose} x`;
		else entry.previous = previous;
		previous = entryHash(entry);
		return canonicalJson({ ...entry, hash: previous });
	});
}

export const audit: Proof = {
	name: "audit",
	claim:
		"What cannot be written down is not answered, the log says who asked, why and about whom, and a log that was edited anywhere is found out",
	requirements: [24, 25],
	target:
		"10,000 requests to every route while the log cannot be written: 0 answered, 503 within 2 s, heals alone; a journal of clients of 1,000,000 requests against the log: 0 missing, 0 of another; 10,000 random edits and cuts, an older log and a fork by the right key: 100% found out offline",
	controls: [
		{
			name: "an answer does not wait for its entry",
			edits: [
				{
					file: "src/tenancy/recording.ts",
					find: "	await write(AuditResult.parse(done.result), ending);\n",
					replace: "	write(AuditResult.parse(done.result), ending).catch(() => {});\n",
				},
			],
		},
		{
			name: "a log is not compared with the hash that was signed",
			edits: [
				{
					file: "src/tenancy/audit-export.ts",
					find: '	if (rootOf(range).toString("hex") === head.root) return undefined;',
					replace: "	if (range !== null) return undefined;",
				},
			],
		},
		{
			name: "the head that was witnessed is not looked at",
			found: /^a fork of the log, signed/,
			edits: [
				{
					file: "src/tenancy/audit-export.ts",
					find: "const reason = entryFault(text, state) ?? witnessFault(state.range, options.witnessed);",
					replace: "const reason = entryFault(text, state);",
				},
			],
		},
		{
			name: "every entry names another client",
			found: /is said to be by/,
			edits: [
				{
					file: "src/tenancy/recording.ts",
					find: "		log.append({ ...draft, ...more,",
					replace: '		log.append({ ...draft, actor: { kind: "client", id: "c-other" } as never, ...more,',
				},
			],
		},
		{
			name: "the list of somebody's files is not written down",
			found: /GET \/v1\/candidates\/:id\/resumes/,
			edits: [
				{
					file: "src/api/v1/resume-files.ts",
					find: '	return scope.record("resume.read", { candidateId: id }, async () => {\n		const found = await readCandidate(scope.store, id);',
					replace:
						'	const unlogged = async <T>(_: string, __: object, run: () => Promise<{ value: T }>) => (await run()).value;\n	return unlogged("resume.read", { candidateId: id }, async () => {\n		const found = await readCandidate(scope.store, id);',
				},
			],
		},
		{
			name: "what is refused for lack of a scope is not written down",
			found: /without its scope|answered with 403/,
			edits: [
				{
					file: "src/tenancy/refusals.ts",
					find: "			await journals.deny(await journals.recordOf(tenant), access, code);\n		},\n		login",
					replace: "			void access;\n			void code;\n		},\n		login",
				},
			],
		},
		{
			name: "a login that fails is not written down",
			found: /^sign in, answered with 401/,
			edits: [
				{
					file: "src/tenancy/refusals.ts",
					find: "			await journals.deny(owner, access, code);",
					replace: "			void access;",
				},
			],
		},
	],
	minutes: 60,
	run: prove,
};

/**
 * How long does the mark beside a page of profiles take? 300 calls for 100 profiles each, of whom 60 are in the ATS, each with its
 * durable audit entry: for the client itself, and for a seat on ten access lists, before and after the rest is opened to everybody.
 */
import { Candidate } from "../../src/domain/candidate.ts";
import type { Change } from "../../src/engine/port.ts";
import { putCandidate } from "../../src/ingest/candidate-record.ts";
import { confined } from "../../src/sync/confined.ts";
import { indicate } from "../../src/sync/indicator.ts";
import type { Kind } from "../../src/sync/kinds.ts";
import { writeSeat } from "../../src/sync/seats.ts";
import { putStored } from "../../src/sync/stored.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import type { Bench } from "./main.ts";
import { candidateOf } from "./people.ts";
import { type BenchPlatform, openBenchPlatform, percentiles, round } from "./platform.ts";
import { pick, random } from "./random.ts";

const CALLS = 300;
const PROFILES = 100;
const IN_ATS = 60;
const JOBS = 500;
const LISTS = 10;
const BATCH = 500;
const SEAT = "S1";
const AT = "2026-01-01T00:00:00.000Z";
const STAGES = ["New", "Phone screen", "Interview", "Offer"] as const;

export const run: Bench = async ({ candidates, seed, json }) => {
	const bench = await openBenchPlatform();
	try {
		const next = random(seed);
		await fill(bench, candidates, next, json);
		const idsOfCall = () =>
			Array.from({ length: PROFILES }, (_, index) =>
				index < IN_ATS ? `p-${Math.floor(next() * candidates)}` : `stranger-${Math.floor(next() * 1e9)}`,
			);
		const calls = Array.from({ length: CALLS }, idsOfCall);
		const own = await measure(calls, () => bench.scope);
		const listed = await measure(calls, () => confined(bench.scope, SEAT));
		await open(bench);
		const opened = await measure(calls, () => confined(bench.scope, SEAT));
		return {
			candidates,
			seed,
			calls: CALLS,
			"profiles in a call": PROFILES,
			"for the client itself, ms": own.times,
			"for a seat on ten lists, ms": listed.times,
			"for the same, the rest open, ms": opened.times,
			"in the ATS, by call": { client: own.shown, seat: listed.shown, "seat, the rest open": opened.shown },
			machine: { node: process.version, cores: (await import("node:os")).availableParallelism() },
		};
	} finally {
		await bench.close();
	}
};

async function measure(calls: readonly (readonly string[])[], scopeOf: () => Scope) {
	const times: number[] = [];
	let shown = 0;
	const before = process.cpuUsage();
	for (const ids of calls) {
		const began = performance.now();
		const marks = await indicate(scopeOf(), ids);
		times.push(performance.now() - began);
		shown += marks.filter(({ inAts }) => inAts).length;
	}
	const { user, system } = process.cpuUsage(before);
	// Of all threads: what the call costs on a machine that has other things to do.
	const processor = round((user + system) / 1000 / calls.length);
	return { times: { ...percentiles(times), processor }, shown: round(shown / calls.length, 1) };
}

/** People with one to three applications each, and notes; a tenth of the jobs are on lists, and one in ten of those restricted. */
async function fill(bench: BenchPlatform, count: number, next: () => number, quiet: boolean): Promise<void> {
	const { scope } = bench;
	await writeSeat(
		scope,
		SEAT,
		{ firstName: "S", lastName: "R", email: "s@example.com", active: true, admin: false, roles: [] },
		new Date(AT),
	);
	await scope.store.write(Array.from({ length: JOBS }, (_, index) => jobOf(index)));
	await scope.store.write([
		...Array.from({ length: JOBS / 10 }, (_, index) => stored("acl", [`G${index % LISTS}`, `R${index * 10}`], {})),
		...Array.from({ length: LISTS }, (_, index) => stored("acl-assignee", [`G${index}`, SEAT], {})),
	]);
	for (let start = 0; start < count; start += BATCH) {
		const people = Array.from({ length: Math.min(BATCH, count - start) }, (_, index) => personOf(start + index, next));
		await scope.store.write(people.flatMap((person) => changesOf(bench, person)));
		if (!quiet) process.stderr.write(`\r${start + people.length} of ${count} people stored`);
	}
	if (!quiet) process.stderr.write("\n");
}

function jobOf(index: number): Change {
	const job = {
		id: `R${index}`,
		title: `Job ${index}`,
		description: "What is done here. ".repeat(120),
		status: "open",
		...(index % 100 === 0 ? { accessRestricted: true } : {}),
	};
	return { op: "put", collection: "job", id: job.id, record: JSON.stringify(job) };
}

const stored = (kind: Kind, path: string[], entity: Record<string, unknown>): Change =>
	putStored({ kind, path, entity, receivedAt: AT, asOf: 0 }, 0);

function personOf(number: number, next: () => number): Candidate {
	const applications = Array.from({ length: 1 + Math.floor(next() * 3) }, (_, index) => ({
		id: `J${number}-${index}`,
		jobId: `R${Math.floor(next() * JOBS)}`,
		jobTitle: "Engineer",
		stage: pick(next, STAGES),
		outcome: "open",
		appliedAt: AT,
		updatedAt: AT,
		stages: STAGES.slice(0, 1 + Math.floor(next() * STAGES.length)).map((stage) => ({ stage, at: AT })),
	}));
	const text = "Spoke on the phone; friendly, knows the field, could start in spring.";
	return Candidate.parse({
		...candidateOf(number),
		file: null,
		match: { profileId: `p-${number}`, score: 1, evidence: [], linkedAt: AT, by: "rule" },
		applications,
		notes: applications.map(({ id }, index) => ({ id: `N${index}`, text, applicationId: id })),
		createdAt: AT,
		updatedAt: AT,
	});
}

/** The person, and the applications as the ATS sent them, which share a key with the lists of their jobs. */
function changesOf({ platform }: BenchPlatform, person: Candidate): Change[] {
	const put = putCandidate(person, new Map(), platform.ingest.candidateDocument, 0);
	const sent = (person.applications ?? []).map(({ id, jobId }) =>
		stored("application", [id], {
			candidateId: person.id,
			jobId,
			jobName: "Engineer",
			createdAt: 1,
			lastModifiedAt: 1,
		}),
	);
	return [put, ...sent];
}

async function open({ scope }: BenchPlatform): Promise<void> {
	const everybody = { value: "ALL_PRODUCT_USERS", application: "ats", updatedAt: AT };
	const configurations = { JOB_POSTING_VIEWERS: everybody, APPLICATION_VIEWERS: everybody };
	const record = JSON.stringify({ integrations: {}, configurations });
	await scope.store.write([{ op: "put", collection: "setting", id: "integrations", record }]);
}

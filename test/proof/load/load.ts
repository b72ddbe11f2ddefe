import { assignments, FORMATS, resumeFile } from "../../../corpora/generate/files.ts";
import { makePerson, toJsonResume } from "../../../corpora/generate/people.ts";
import { candidateOf } from "../../bench/people.ts";
import { percentiles } from "../../bench/platform.ts";
import { recruiterQueries } from "../../bench/queries.ts";
import { pick, random } from "../../bench/random.ts";
import { type Context, everyReason, fewer, mib, type Outcome, type Proof } from "../frame/proof.ts";
import { type Answer, type Served, serveProduct } from "../served/served.ts";
import { growthOf } from "./growth.ts";

/** A working day in small: recruiters search while resumes arrive and an ATS synchronizes. Answers, times and memory. */

const RECRUITERS = 50;
const RESUMES_A_MINUTE = 200;
/** Seconds that a recruiter looks at a list. */
const LOOKS = 2;
const MINUTE = 60_000;
/** Seeds from here on are of people who are not among those stored first. */
const NEW_PEOPLE = 1_000_000_000;

async function prove(context: Context): Promise<Outcome> {
	const asked = context.size === "full" ? process.env : {};
	const people = Number(asked.PROOF_CANDIDATES ?? context.amount({ quick: 400, full: 100_000 }));
	const minutes = Number(asked.PROOF_MINUTES ?? context.amount({ quick: 0.15, full: 30, control: 0.1 }));
	const served = await serveProduct(context, { folder: context.diskFolder(), connections: 128 });
	const { organization } = await served.order("tenant", "acme");
	await fill(served, people);
	const token = await served.order("token", "acme");
	context.say(`${people} people stored`);
	const files = await makeFiles(Math.ceil(minutes * RESUMES_A_MINUTE));
	context.say(`${files.length} resumes made`);
	const end = performance.now() + minutes * MINUTE;
	const day: Day = { served, token, end, times: [], wrong: [], next: random(context.seed), organization, files };
	const memory = [(await served.order("memory")).rss];
	const [, resumes, records] = await Promise.all([
		Promise.all(Array.from({ length: RECRUITERS }, (_, at) => recruit(day, at))),
		arrive(day),
		synchronize(day),
		(async () => {
			while (performance.now() < end) {
				// One lasts for half an hour.
				day.token = await served.order("token", "acme");
				await pause(Math.max(500, (minutes * MINUTE) / 20));
				memory.push((await served.order("memory")).rss);
			}
		})(),
	]);
	const { p50, p95, p99 } = percentiles(day.times);
	const grown = growthOf(memory);
	return {
		figure: `${people.toLocaleString("en")} people, ${minutes} min: ${day.times.length} searches of ${RECRUITERS} recruiters, p50 ${p50} p95 ${p95} p99 ${p99} ms, ${day.wrong.length} errors; ${resumes} resumes and ${records} records came in; memory ${mib(memory[0])} to ${mib(memory.at(-1))} MiB, ${(grown * 100).toFixed(1)}% of it in the second half by the slope of ${memory.length} samples`,
		faults: [...Map.groupBy(day.wrong, (wrong) => wrong)].map(([wrong, all]) => `${all.length} answers ${wrong}`),
		short: everyReason(
			p95 > 100 ? `p95 is ${p95} ms` : null,
			grown > 0.1 ? `memory grew by ${Math.round(grown * 100)}% in the second half` : null,
			fewer(people, 100_000, "people"),
			fewer(minutes, 30, "minutes"),
		),
	};
}

/** Status and code. */
const failureOf = ({ status, body }: Answer) =>
	`${status} ${/"(?:code|errorDetailType)":"([^"]*)"/.exec(body)?.[1] ?? body.slice(0, 100)}`;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Day {
	readonly served: Served;
	token: string;
	readonly end: number;
	readonly times: number[];
	readonly wrong: string[];
	readonly next: () => number;
	readonly organization: number;
	readonly files: readonly File[];
}

interface File {
	readonly name: string;
	readonly bytes: Buffer;
}

/** Resumes of people who are not stored yet, in all formats and layouts of the generated corpus, made before the clock runs. */
async function makeFiles(count: number): Promise<File[]> {
	const made: File[] = [];
	for (const [at, each] of assignments(FORMATS, count, 1).entries()) {
		const name = `resume-${at}.${each.format}`;
		made.push({ name, bytes: (await resumeFile(makePerson(NEW_PEOPLE + at), each, name)).bytes });
	}
	return made;
}

async function fill(served: Served, people: number): Promise<void> {
	const headers = { "content-type": "application/x-ndjson" };
	let token = "";
	for (let at = 0; at < people; at += 500) {
		// A slow disk may take longer than one lasts.
		if (at % 10_000 === 0) token = await served.order("token", "acme");
		const lines = Array.from(
			{ length: Math.min(500, people - at) },
			(_, each) => `${JSON.stringify(candidateOf(at + each))}\n`,
		);
		const answer = await served.ask({
			method: "POST",
			url: "/v1/candidates/import",
			token,
			headers,
			body: lines.join(""),
		});
		if (answer.status !== 200) throw new Error(answer.body);
	}
}

async function recruit(day: Day, at: number): Promise<void> {
	const queries = recruiterQueries(100, at, (seed) => toJsonResume(makePerson(seed % 1000)));
	await pause(day.next() * LOOKS * 1000);
	while (performance.now() < day.end) {
		const from = performance.now();
		const body = { ...pick(day.next, queries), facets: ["skill", "company", "city"] };
		const answer = await day.served.ask({ method: "POST", url: "/v1/search", token: day.token, body });
		day.times.push(performance.now() - from);
		if (answer.status !== 200) day.wrong.push(`to a search: ${failureOf(answer)}`);
		await pause(LOOKS * 1000 * (0.5 + day.next()));
	}
}

/** @returns how many came */
async function arrive(day: Day): Promise<number> {
	let count = 0;
	while (performance.now() < day.end) {
		const { name, bytes } = day.files[count % day.files.length] as File;
		const headers = { "content-type": "application/octet-stream", "x-file-name": name };
		const from = performance.now();
		const answer = await day.served.ask({
			method: "PUT",
			url: `/v1/candidates/new-${count++}/resume`,
			token: day.token,
			headers,
			body: bytes,
		});
		if (answer.status >= 300) day.wrong.push(`to a resume: ${failureOf(answer)}`);
		else if (JSON.parse(answer.body).parsed === null) day.wrong.push(`that ${name} could not be read`);
		await pause(Math.max(0, MINUTE / RESUMES_A_MINUTE - (performance.now() - from)));
	}
	return count;
}

/** Batches of an ATS, one after the other. @returns records */
async function synchronize(day: Day): Promise<number> {
	let count = 0;
	while (performance.now() < day.end) {
		const entities = Object.fromEntries(
			Array.from({ length: 20 }, () => {
				const key = `atsCandidateId=S${count++}&dataProvider=ATS&integrationContext=urn:li:organization:${day.organization}`;
				return [
					key,
					{
						firstName: "Sam",
						lastName: `Sync${count}`,
						emailAddresses: [],
						phoneNumbers: [],
						addresses: [],
						externalProfileUrl: "https://ats.example.com/1",
						atsCreatedAt: 1_767_225_600_000,
						atsLastModifiedAt: 1_767_225_600_000 + count,
					},
				];
			}),
		);
		const headers = { "x-restli-method": "batch_update", "content-type": "application/json" };
		const answer = await day.served.ask({
			method: "PUT",
			url: "/v2/atsCandidates",
			token: day.token,
			headers,
			body: { entities },
		});
		if (answer.status >= 300) day.wrong.push(`to a sync: ${failureOf(answer)}`);
		await pause(1000);
	}
	return count;
}

export const load: Proof = {
	name: "load",
	claim: "Fifty recruiters are served while resumes arrive and an ATS synchronizes",
	requirements: [36],
	target:
		"100,000 people, 50 recruiters, 200 resumes a minute and a sync for 30 minutes: search p95 <= 100 ms, 0 errors, memory flat",
	minutes: 90,
	controls: [
		{
			name: "one search in twenty fails",
			edits: [
				{
					file: "src/api/v1/search.ts",
					find: "export async function searchRoutes(",
					replace:
						'export async function searchRoutes(...given: Parameters<typeof soundRoutes>) { given[0].addHook("preHandler", async () => { if (Math.random() < 0.05) throw new Error("planted"); }); return soundRoutes(...given); }\nasync function soundRoutes(',
				},
			],
		},
	],
	run: prove,
};

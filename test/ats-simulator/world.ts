/** Everything an ATS would send in its first load, entirely decided by the seed and the numbers. */
import { makePerson, toJsonResume } from "../../corpora/generate/people.ts";
import { makeApplication, makeCandidateNotes } from "./applications.ts";
import { makeApplicant, randomFor } from "./candidates.ts";
import type { Entry, Kind } from "./entries.ts";
import { type Job, makeJob } from "./jobs.ts";

export interface WorldOptions {
	readonly seed: number;
	readonly candidates: number;
	readonly jobs: number;
	readonly applications: number;
	/** Resumes that are attached. */
	readonly resumes: number;
	readonly context: string;
}

export interface World {
	readonly jobs: readonly Job[];
	readonly entries: Readonly<Record<Kind, readonly Entry[]>>;
}

export function makeWorld(options: WorldOptions): World {
	const { seed, context } = options;
	const jobs = Array.from({ length: options.jobs }, (_, number) => makeJob(seed, number, context));
	const candidates = Array.from({ length: options.candidates }, (_, number) => makeApplicant(seed, number).entry);
	const applications = makeApplications(options, candidates, jobs);
	const made = [
		...jobs.map(({ entry }) => entry),
		...accessLists(jobs),
		...candidates,
		...candidates.flatMap((candidate, number) => makeCandidateNotes(seed, number, candidate)),
		...applications,
		...candidates.slice(0, options.resumes).map((candidate, number) => attachment(seed, number, candidate)),
	];
	const of = (kind: Kind) => made.filter((entry) => entry.kind === kind);
	return {
		jobs,
		entries: {
			job: of("job"),
			acl: of("acl"),
			assignee: of("assignee"),
			candidate: of("candidate"),
			candidateNote: of("candidateNote"),
			application: of("application"),
			applicationNote: of("applicationNote"),
			feedback: of("feedback"),
			stage: of("stage"),
			attachment: of("attachment"),
		},
	};
}

function makeApplications(options: WorldOptions, candidates: readonly Entry[], jobs: readonly Job[]): Entry[] {
	if (candidates.length === 0 || jobs.length === 0) return [];
	return Array.from({ length: options.applications }, (_, number) => {
		const random = randomFor(options.seed, number, 4);
		const whose = { candidate: random.pick(candidates), job: random.pick(jobs).entry };
		return makeApplication(options.seed, number, whose);
	}).flat();
}

/** Each group on each of its jobs, and two people in each group. */
function accessLists(jobs: readonly Job[]): Entry[] {
	const behind = jobs.filter(({ group }) => group !== null);
	const lists = behind.map(
		({ entry, group }): Entry => ({ kind: "acl", id: group ?? "", parent: entry.id, fields: {} }),
	);
	const groups = [...new Set(behind.map(({ group }) => group ?? ""))];
	const people = groups.flatMap((group) =>
		[1, 2].map(
			(number): Entry => ({ kind: "assignee", id: `urn:li:person:sim-${group}-${number}`, parent: group, fields: {} }),
		),
	);
	return [...lists, ...people];
}

/** A resume as a plain text file. */
function attachment(seed: number, number: number, candidate: Entry): Entry {
	const fields = {
		externalCandidateId: candidate.id,
		attachmentType: "RESUME",
		fileName: `resume-${number}.txt`,
		contentType: "text/plain",
		content: Buffer.from(resumeText(seed * 1_000_000 + number)).toString("base64"),
	};
	return { kind: "attachment", id: `R-${String(number).padStart(6, "0")}`, parent: "", fields };
}

function resumeText(personSeed: number): string {
	const { basics, work, education, skills } = toJsonResume(makePerson(personSeed));
	const jobs = work.flatMap(({ name, position, startDate, endDate = "present", highlights }) => [
		`${position}, ${name}, ${startDate} - ${endDate}`,
		...highlights.map((line) => `- ${line}`),
	]);
	const schools = education.map(
		({ institution, studyType = "", endDate = "" }) => `${studyType}, ${institution}, ${endDate}`,
	);
	const head = [basics.name, basics.label, basics.email, basics.phone, "", basics.summary];
	const tail = ["", "Education", ...schools, "", "Skills", skills.map(({ name }) => name).join(", ")];
	return [...head, "", "Experience", ...jobs, ...tail, ""].join("\n");
}

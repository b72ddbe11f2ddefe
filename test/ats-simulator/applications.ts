/** Applications with what recruiters leave on them: notes, feedback of interviews, and the stages that were passed. */
import type { Random } from "../../corpora/generate/random.ts";
import { randomFor, type Times, timesOf } from "./candidates.ts";
import type { Entry, Fields } from "./entries.ts";

const DAY = 86_400_000;

const STAGES = ["New", "Phone Screen", "Onsite", "Offer", "Hired"];
const REASONS = ["", "Not enough experience", "Took another offer", "Position was filled"];
const SOURCES = ["Referral", "Career site", "LinkedIn", "Agency"];
const RECRUITERS = [
	["Ana", "Prieto"],
	["Ben", "O'Hara"],
	["Chloé", "Martin"],
	["Deniz", "Yıldız"],
] as const;
const REMARKS = [
	"Spoke on the phone, wants to move within three months.",
	"Strong references; salary expectation above the band.",
	"Did the exercise well & asked good questions.",
	"Prefers to work remotely (two days a week on site are fine).",
	"Zweites Gespräch vereinbart: Team kennenlernen.",
	"Übersetzt, présenté, señalado — notes arrive in any language.",
];
const ATTRIBUTES = ["Communication", "Technical skills", "Culture"];
const RESULTS = ["Strong yes", "Yes", "No"];

export interface Whose {
	readonly candidate: Entry;
	readonly job: Entry;
}

export const applicationId = (number: number) => `A-${String(number).padStart(6, "0")}`;

/** An application and everything that hangs on it; it comes first. */
export function makeApplication(seed: number, number: number, { candidate, job }: Whose): Entry[] {
	const random = randomFor(seed, number, 2);
	const id = applicationId(number);
	const times = timesOf(random);
	const emails = candidate.fields.emailAddresses as readonly string[];
	const application: Entry = {
		kind: "application",
		id,
		parent: "",
		fields: {
			atsCandidateId: candidate.id,
			...times,
			atsJobPostingId: job.id,
			atsJobPostingName: job.fields.title,
			...(emails[0] === undefined ? {} : { candidateEmail: emails[0] }),
			firstName: candidate.fields.firstName,
			lastName: candidate.fields.lastName,
			source: random.pick(SOURCES),
			...(random.chance(0.4) ? { dispositionReason: random.pick(REASONS) } : {}),
		},
	};
	const notes = Array.from({ length: random.pick([0, 0, 1, 1, 2]) }, (_, index) =>
		makeNote("applicationNote", { id: `${id}-N${index + 1}`, parent: id }, times, random),
	);
	const feedback = random.chance(0.4) ? [makeFeedback(id, times, random)] : [];
	return [application, ...notes, ...feedback, ...makeStages(id, times, random)];
}

export function makeCandidateNotes(seed: number, number: number, candidate: Entry): Entry[] {
	const random = randomFor(seed, number, 3);
	if (random.chance(0.7)) return [];
	const of = { id: `${candidate.id.slice(0, 8)}-N1`, parent: candidate.id };
	return [makeNote("candidateNote", of, candidate.fields as unknown as Times, random)];
}

interface Hanging {
	readonly id: string;
	readonly parent: string;
}

function makeNote(kind: "candidateNote" | "applicationNote", of: Hanging, times: Times, random: Random): Entry {
	const { atsCreatedAt } = times;
	return {
		kind,
		...of,
		fields: { atsCreatedAt: atsCreatedAt + random.int(0, DAY), note: random.pick(REMARKS), author: recruiter(random) },
	};
}

function makeFeedback(application: string, { atsCreatedAt }: Times, random: Random): Entry {
	const evaluations = random.sample(ATTRIBUTES, random.int(1, 3)).map((attribute) => ({
		attribute,
		...(random.chance(0.8) ? { result: random.pick(RESULTS) } : {}),
	}));
	const fields = {
		atsCreatedAt: atsCreatedAt + random.int(DAY, 9 * DAY),
		interviewer: recruiter(random),
		evaluations,
		feedback: random.pick(REMARKS),
		interviewType: random.pick(["PHONE_SCREEN", "ONSITE"]),
	};
	return { kind: "feedback", id: `${application}-F1`, parent: application, fields };
}

/** A history in the order of time; the last is where the application stands. */
function makeStages(application: string, { atsCreatedAt }: Times, random: Random): Entry[] {
	const passed = STAGES.slice(0, random.int(1, STAGES.length));
	const names = random.chance(0.4) ? [...passed.slice(0, -1), "Rejected"] : passed;
	return names.map((stage, index) => makeStage(application, `S${index + 1}`, stage, atsCreatedAt + index * 7 * DAY));
}

export function makeStage(application: string, id: string, stage: string, atsCreatedAt: number): Entry {
	return { kind: "stage", id: `${application}-${id}`, parent: application, fields: { atsCreatedAt, stage } };
}

function recruiter(random: Random): Fields {
	const [firstName, lastName] = random.pick(RECRUITERS);
	return { firstName, lastName };
}

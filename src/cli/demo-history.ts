import * as z from "zod";
import type { Platform } from "../server.ts";
import { refOf } from "../sync/kinds.ts";
import type { SyncedKind } from "../sync/schemas.ts";
import { type Item, writeRecords } from "../sync/write.ts";
import type { Scope } from "../tenancy/scope.ts";

/** What the demo's ATS knows of its people: applications with stages, notes and interview feedback, synchronized as those of a real one. */

const daysAgo = z.number().nonnegative();
const Note = z.strictObject({ by: z.string(), daysAgo, text: z.string() });

/** A line of `history.ndjson`, written by hand. Times are told from today, so that a demo is never years old. */
export const DemoHistory = z.strictObject({
	/** Of the resume, in the tenant's folder. */
	file: z.string(),
	/** Absent: notes on the person, not on an application. */
	job: z.string().optional(),
	jobTitle: z.string().optional(),
	source: z.string().optional(),
	/** Why it ended. */
	reason: z.string().optional(),
	stages: z.array(z.strictObject({ stage: z.string(), daysAgo })).default([]),
	notes: z.array(Note).default([]),
	feedback: z
		.array(
			Note.extend({
				type: z.enum(["PHONE_SCREEN", "ONSITE"]),
				evaluations: z.array(z.strictObject({ attribute: z.string(), result: z.string() })),
			}),
		)
		.default([]),
});
type DemoHistory = z.output<typeof DemoHistory>;

const DAY = 86_400_000;

/**
 * Synchronizes the lines whose people are there.
 * @param people ids of candidates by the names of their files
 * @returns how many applications and how many notes and judgements were taken
 */
export async function syncHistories(
	platform: Pick<Platform, "ingest">,
	scope: Scope,
	histories: readonly DemoHistory[],
	people: ReadonlyMap<string, string>,
): Promise<{ readonly applications: number; readonly remarks: number }> {
	const now = platform.ingest.clock().getTime();
	const items = histories.flatMap((history, place) => {
		const candidateId = people.get(history.file);
		return candidateId === undefined ? [] : itemsOf(history, { candidateId, id: `A-${place + 1}`, now });
	});
	const taken = { applications: 0, remarks: 0 };
	// What hangs on an application waits for it, so that each person is written once.
	for (const kind of ["stage", "application-note", "interview-feedback", "candidate-note", "application"] as const) {
		const own = items.filter(({ ref }) => ref.kind === kind);
		const outcomes = await writeRecords(scope, platform.ingest, kind, own);
		const count = outcomes.filter(({ ok }) => ok).length;
		if (kind === "application") taken.applications += count;
		else if (kind !== "stage") taken.remarks += count;
	}
	return taken;
}

interface Whose {
	readonly candidateId: string;
	readonly id: string;
	readonly now: number;
}

function itemsOf(history: DemoHistory, { candidateId, id, now }: Whose): Item[] {
	const { job, jobTitle, source, reason, stages, notes, feedback } = history;
	const at = (days: number) => Math.round(now - days * DAY);
	const item = (kind: SyncedKind, path: readonly string[], entity: object): Item => ({
		ref: refOf(kind, ...path),
		entity,
	});
	const note = ({ by, daysAgo, text }: z.output<typeof Note>) => ({
		createdAt: at(daysAgo),
		note: text,
		author: nameOf(by),
	});
	if (job === undefined)
		return notes.map((one, place) => item("candidate-note", [candidateId, `${id}-N${place + 1}`], note(one)));
	const days = [...stages, ...notes, ...feedback].map((one) => one.daysAgo);
	const times = { createdAt: at(Math.max(...days)), lastModifiedAt: at(Math.min(...days)) };
	const application = {
		...times,
		candidateId,
		jobId: job,
		jobName: jobTitle ?? job,
		source,
		dispositionReason: reason,
	};
	return [
		item("application", [id], application),
		...stages.map((one, place) =>
			item("stage", [id, `S${place + 1}`], { createdAt: at(one.daysAgo), stage: one.stage }),
		),
		...notes.map((one, place) => item("application-note", [id, `N${place + 1}`], note(one))),
		...feedback.map(({ by, daysAgo, type, text, evaluations }, place) =>
			item("interview-feedback", [id, `F${place + 1}`], {
				createdAt: at(daysAgo),
				interviewer: nameOf(by),
				feedback: text,
				interviewType: type,
				evaluations,
			}),
		),
	];
}

/** As the wire has people. */
function nameOf(name: string) {
	const [firstName = "", ...rest] = name.split(" ");
	return { firstName, lastName: rest.join(" ") };
}

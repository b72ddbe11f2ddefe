/** Batches with mistakes in them: what is wrong is refused by name, what is right is taken. */

import { type Delivery, MOST, put, remove } from "./deliver.ts";
import type { Entry, Fields } from "./entries.ts";
import { sendJobMistakes } from "./job-mistakes.ts";
import { readBack } from "./read-back.ts";
import { resourcesOf } from "./resources.ts";
import type { Session } from "./session.ts";
import { sampleOf } from "./sync.ts";

/** An organization that is not the customer's. */
const FOREIGN = 999_999_999;

export async function sendMistakes(session: Session): Promise<void> {
	await threeBadOfHundred(session);
	await badApplications(session);
	await badParts(session);
	await tooMany(session);
	await foreignContext(session);
	await sendJobMistakes(session);
}

const spoil = (entry: Entry, fields: Fields): Entry => ({ ...entry, fields: { ...entry.fields, ...fields } });

const omit = (entry: Entry, name: string): Entry => ({
	...entry,
	fields: Object.fromEntries(Object.entries(entry.fields).filter(([field]) => field !== name)),
});

/** The last of a hundred records are wrong, each in another way. */
async function spoilLast(session: Session, entries: readonly Entry[], mistakes: readonly ((entry: Entry) => Entry)[]) {
	const batch = sampleOf(entries, MOST);
	if (batch.length <= mistakes.length) return;
	const right = batch.slice(mistakes.length);
	const wrong = mistakes.map((mistake, index) => mistake(batch[index] as Entry));
	const names = new Set(wrong.map(({ parent, id }) => `${parent} ${id}`));
	const expected = ({ parent, id }: { parent: string; id: string }) =>
		names.has(`${parent} ${id}`) ? "refused" : "accepted";
	await put(session, [...right, ...wrong], { phase: "mistakes", expected });
	// What was refused left what was there before.
	await readBack(session, batch);
}

function threeBadOfHundred(session: Session): Promise<void> {
	return spoilLast(session, session.belief.of("candidate"), [
		(entry) => omit(entry, "firstName"),
		(entry) => spoil(entry, { atsCreatedAt: 2, atsLastModifiedAt: 1 }),
		(entry) => spoil(entry, { emailAddresses: ["no address"] }),
	]);
}

function badApplications(session: Session): Promise<void> {
	return spoilLast(session, session.belief.of("application"), [
		(entry) => omit(entry, "atsJobPostingId"),
		(entry) => spoil(entry, { atsJobPostingName: "" }),
		(entry) => spoil(entry, { atsCreatedAt: 0 }),
	]);
}

async function badParts(session: Session): Promise<void> {
	const [stage] = session.belief.of("stage");
	const [feedback] = session.belief.of("feedback");
	const refused: Delivery = { phase: "mistakes", expected: () => "refused" };
	if (stage !== undefined) await put(session, [spoil({ ...stage, id: "S-bad" }, { stage: "Not Available" })], refused);
	if (feedback === undefined) return;
	await put(session, [spoil({ ...feedback, id: "F-bad" }, { interviewType: "OVER_LUNCH" })], refused);
}

/** One more than a hundred is refused as a whole. */
async function tooMany(session: Session): Promise<void> {
	const entries = session.belief.of("candidate").slice(0, MOST + 1);
	if (entries.length <= MOST) return;
	await put(session, entries, { phase: "mistakes", expected: () => "refused", most: entries.length });
}

/** Another customer's organization is refused, whatever is known of it. */
async function foreignContext(session: Session): Promise<void> {
	const { belief, settings } = session;
	const context = `urn:li:organization:${FOREIGN}`;
	const foreign: Session = { ...session, context, resources: resourcesOf(settings.generation, context) };
	for (const kind of ["candidate", "application", "stage"] as const) {
		const entries = belief.of(kind).slice(0, 2);
		await put(foreign, entries, { phase: "foreign", expected: () => "forbidden" });
		await remove(foreign, entries, { phase: "foreign", expected: () => "forbidden" });
	}
}

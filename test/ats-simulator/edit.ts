/** What happens to an ATS after the first load: changes, the same again, and what arrives in the wrong order. */
import { checkActivity } from "./activity.ts";
import { makeStage } from "./applications.ts";
import { NOW } from "./candidates.ts";
import { put } from "./deliver.ts";
import type { Entry, Fields } from "./entries.ts";
import { sendMistakes } from "./mistakes.ts";
import { readBack } from "./read-back.ts";
import { checkRefusals } from "./refusals.ts";
import type { Session } from "./session.ts";
import { sendSpellings } from "./spellings.ts";
import { sampleOf } from "./sync.ts";
import { checkTokens } from "./token-checks.ts";

const HOUR = 3_600_000;
/** Of all records, how many are changed. */
const SHARE = 0.05;
const OUT_OF_ORDER = 20;

export async function edit(session: Session): Promise<void> {
	await changeCandidates(session);
	await changeApplications(session);
	await correctStages(session);
	await sendAgain(session);
	await sendLate(session);
	await sendBeforeItsCandidate(session);
	await sendSpellings(session);
	await sendMistakes(session);
	await checkRefusals(session);
	await checkTokens(session);
	await checkActivity(session);
}

const some = (entries: readonly Entry[]) => sampleOf(entries, Math.ceil(entries.length * SHARE));

const without = (fields: Fields, names: readonly string[]): Fields =>
	Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** The same record, changed `hours` after the first load. */
function changed(entry: Entry, hours: number, fields: Fields): Entry {
	return { ...entry, fields: { ...entry.fields, ...fields, atsLastModifiedAt: NOW + hours * HOUR } };
}

const OPTIONAL = ["linkedInProfileUrl", "middleInitial", "prefix", "suffix"];

/** New values, and optional ones left out or null, which is the same: a PUT replaces the whole record. */
async function changeCandidates(session: Session): Promise<void> {
	const entries = some(session.belief.of("candidate")).map((entry, index) => {
		const nothing = index % 2 === 0 ? {} : Object.fromEntries(OPTIONAL.map((name) => [name, null]));
		const kept = { ...entry, fields: { ...without(entry.fields, OPTIONAL), ...nothing } };
		// Letters of several scripts, one of them beyond the basic plane, and an accent that is a character of its own.
		const names = { currentJobTitle: "Head of Simulation 🧪 Ὁδός", currentCompanyName: "Chaînge & Söns (Holding)" };
		return changed(kept, 1, names);
	});
	await put(session, entries, { phase: "edit" });
	await readBack(session, entries);
}

async function changeApplications(session: Session): Promise<void> {
	const { belief } = session;
	const applications = some(belief.of("application")).map((entry) => {
		const kept = { ...entry, fields: without(entry.fields, ["source"]) };
		return changed(kept, 1, { dispositionReason: "Withdrew: moves to another town" });
	});
	await put(session, applications, { phase: "edit" });
	const stages = applications.map(({ id }) => makeStage(id, "S9", "Withdrawn", NOW + HOUR));
	await put(session, stages, { phase: "edit" });
	const parts = applications.flatMap((entry) => belief.partsOf(entry));
	const notes = parts.filter(({ kind }) => kind === "applicationNote");
	await put(
		session,
		notes.map((entry) => changedNote(entry)),
		{ phase: "edit" },
	);
	for (const changed of [applications, stages, notes]) await readBack(session, changed);
}

/** A stage has no time of change, only the time at which it was reached: that may be corrected to an earlier one. */
async function correctStages(session: Session): Promise<void> {
	const stages = sampleOf(session.belief.of("stage"), 20).map((entry): Entry => {
		const atsCreatedAt = Number(entry.fields.atsCreatedAt) - HOUR;
		return { ...entry, fields: { ...entry.fields, atsCreatedAt } };
	});
	await put(session, stages, { phase: "correct" });
	await readBack(session, stages);
}

const changedNote = (entry: Entry): Entry => ({
	...entry,
	fields: { ...entry.fields, note: "Edited: see the new stage." },
});

/** Exactly what is there already changes nothing. */
async function sendAgain(session: Session): Promise<void> {
	for (const kind of ["candidate", "application", "candidateNote", "stage"] as const) {
		const entries = sampleOf(session.belief.of(kind), 150);
		await put(session, entries, { phase: "again" });
		await readBack(session, entries);
	}
}

/** An older state that arrives after a newer one is not what stands afterwards. */
async function sendLate(session: Session): Promise<void> {
	for (const kind of ["candidate", "application"] as const) {
		const newest = sampleOf(session.belief.of(kind), OUT_OF_ORDER).map((entry) =>
			changed(entry, 3, { firstName: "Newest" }),
		);
		await put(session, newest, { phase: "newest" });
		await put(
			session,
			newest.map((entry) => changed(entry, 2, { firstName: "Late" })),
			{ phase: "late", expected: () => "late" },
		);
		for (const entry of newest) session.belief.put(entry);
		await readBack(session, newest);
	}
}

/** An application may arrive before the candidate that it belongs to. */
async function sendBeforeItsCandidate(session: Session): Promise<void> {
	const [candidate] = session.belief.of("candidate");
	const [application] = session.belief.of("application");
	if (candidate === undefined || application === undefined) return;
	const later: Entry = {
		...changed(candidate, 1, { emailAddresses: ["first.application@example.com"] }),
		id: "C-900001",
	};
	const early: Entry = { ...changed(application, 1, { atsCandidateId: later.id }), id: "A-900001" };
	await put(session, [early], { phase: "early" });
	await put(session, [later], { phase: "early" });
	await readBack(session, [early]);
	await readBack(session, [later]);
}

/** Deletes: part by part, with everything at once, of what is not there, and what must not come back. */
import { NOW } from "./candidates.ts";
import { checkAccessLists } from "./connect.ts";
import { type Expected, put, remove } from "./deliver.ts";
import { APPLICATION_PARTS, CANDIDATE_PARTS, type Entry, type Kind, type Reference } from "./entries.ts";
import { readBack } from "./read-back.ts";
import type { Session } from "./session.ts";
import { sampleOf } from "./sync.ts";

const HOUR = 3_600_000;
/** Of all records, how many are deleted. */
const SHARE = 0.02;
const PHASE = "delete";

export async function deletePhase(session: Session): Promise<void> {
	await applications(session);
	await candidates(session);
	await unknown(session);
	await staleAfterDelete(session);
	for (const kind of ["acl", "assignee", "attachment"] as const) await once(session, kind);
	await checkAccessLists(session);
}

/** The first half part by part, the second with all that hangs on them. */
function halves(entries: readonly Entry[]): [Entry[], Entry[]] {
	const chosen = sampleOf(entries, Math.ceil(entries.length * SHARE));
	const middle = Math.ceil(chosen.length / 2);
	return [chosen.slice(0, middle), chosen.slice(middle)];
}

const absent = (): Expected => "absent";

async function applications(session: Session): Promise<void> {
	const [piecemeal, whole] = halves(session.belief.of("application"));
	await removeParts(session, piecemeal, APPLICATION_PARTS);
	await remove(session, piecemeal, { phase: PHASE });
	await cascade(session, whole, APPLICATION_PARTS);
	await readBack(session, [...piecemeal, ...whole]);
}

async function candidates(session: Session): Promise<void> {
	const [piecemeal, whole] = halves(session.belief.of("candidate"));
	await removeParts(session, piecemeal, CANDIDATE_PARTS);
	await remove(session, piecemeal, { phase: PHASE });
	await cascade(session, whole, CANDIDATE_PARTS);
	await readBack(session, [...piecemeal, ...whole]);
	// Whether a deleted candidate takes the applications along is not documented, so nothing is believed of them.
	const gone = new Set([...piecemeal, ...whole].map(({ id }) => id));
	for (const entry of session.belief.of("application")) {
		if (gone.has(String(entry.fields.atsCandidateId))) session.belief.forget(entry);
	}
}

async function removeParts(session: Session, owners: readonly Entry[], kinds: readonly Kind[]): Promise<void> {
	const parts = owners.flatMap((owner) => session.belief.partsOf(owner));
	for (const kind of kinds)
		await remove(
			session,
			parts.filter((part) => part.kind === kind),
			{ phase: PHASE },
		);
}

/** Deletes owners alone; what hung on them is gone, so deleting it finds nothing. */
async function cascade(session: Session, owners: readonly Entry[], kinds: readonly Kind[]): Promise<void> {
	const parts = owners.flatMap((owner) => session.belief.partsOf(owner));
	await remove(session, owners, { phase: PHASE });
	for (const kind of kinds) {
		const hung = parts.filter((part) => part.kind === kind);
		await readBack(session, hung);
		await remove(session, hung, { phase: "gone", expected: absent });
	}
}

async function unknown(session: Session): Promise<void> {
	const references = (["candidate", "application"] as const).map(
		(kind): Reference => ({ kind, id: "never-sent", parent: "" }),
	);
	for (const reference of references) {
		await remove(session, [reference], { phase: "unknown", expected: absent });
		await readBack(session, [reference]);
	}
}

/** A state from before the delete that arrives after it brings nothing back; a newer one does. */
async function staleAfterDelete(session: Session): Promise<void> {
	const [entry] = sampleOf(session.belief.of("candidate"), 1);
	if (entry === undefined) return;
	const at = (hours: number): Entry => ({
		...entry,
		id: "C-900002",
		fields: { ...entry.fields, atsLastModifiedAt: NOW + hours * HOUR, emailAddresses: ["deleted.twice@example.com"] },
	});
	await put(session, [at(5)], { phase: "stale" });
	await remove(session, [at(5)], { phase: "stale" });
	await put(session, [at(4)], { phase: "stale", expected: () => "late" });
	session.belief.remove(at(4));
	await readBack(session, [at(4)]);
	await put(session, [at(6)], { phase: "stale" });
	await readBack(session, [at(6)]);
}

/** A job that loses one of its lists, a list that loses a member, a candidate that loses a resume: it is gone, and gone once. */
async function once(session: Session, kind: Kind): Promise<void> {
	const [entry] = session.belief.of(kind);
	if (entry === undefined) return;
	await remove(session, [entry], { phase: PHASE });
	await remove(session, [entry], { phase: "gone", expected: absent });
}

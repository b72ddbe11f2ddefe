import type { Store } from "../engine/port.ts";
import { holdersOf, normal, type Pending } from "./holders.ts";
import { idOf } from "./kinds.ts";
import type { AtsApplication, AtsCandidate, AtsFeedback, AtsNote, AtsStage } from "./schemas.ts";
import {
	type AtsRecord,
	byEmail,
	emailsOf,
	keysOf,
	ofApplication,
	ofCandidate,
	readByKeys,
	readStored,
	type Stored,
} from "./stored.ts";

/** All that an ATS sent of one person, as it will be after what is about to be written. */

export interface Family {
	/** null: not sent yet, or deleted. */
	readonly candidate: AtsCandidate | null;
	readonly notes: readonly { readonly id: string; readonly note: AtsNote }[];
	readonly applications: readonly ApplicationFamily[];
}

export interface ApplicationFamily {
	readonly id: string;
	readonly application: AtsApplication;
	readonly notes: readonly { readonly id: string; readonly note: AtsNote }[];
	readonly feedback: readonly { readonly id: string; readonly feedback: AtsFeedback }[];
	readonly stages: readonly AtsStage[];
}

type Reader = Pick<Store, "read">;

/**
 * Three questions for all of them, however many they are.
 * @param candidateIds ids of the ATS
 * @returns by id
 */
export async function readFamilies(
	store: Reader,
	candidateIds: readonly string[],
	pending: Pending,
): Promise<ReadonlyMap<string, Family>> {
	const own = await under(store, candidateIds.map(ofCandidate), pending);
	const candidates = await readStored(
		store,
		candidateIds.map((id) => ({ kind: "candidate", path: [id] })),
	);
	for (const [place, id] of candidateIds.entries()) addCandidate(own, id, candidates[place] ?? null, pending);
	const lost = await unnamedApplications(store, own, pending);
	const holders = await holdersOf(
		store,
		[...lost.values()].flat().map(({ entity }) => String(entity?.candidateEmail ?? "")),
		pending,
	);
	const applications = [...own.values(), ...lost.values()].flat().filter(({ kind }) => kind === "application");
	const below = await under(
		store,
		applications.map(({ path: [id = ""] }) => ofApplication(id)),
		pending,
	);
	return new Map(
		candidateIds.map((id) => {
			const records = own.get(ofCandidate(id)) ?? [];
			const candidate = records.find(({ kind }) => kind === "candidate")?.entity as AtsCandidate | undefined;
			const byMail = [...new Set(emailsOf(candidate ?? {}).map(byEmail))]
				.flatMap((key) => lost.get(key) ?? [])
				.filter(({ entity }) => holders.get(normal(String(entity?.candidateEmail))) === id);
			const all = [...records.filter(({ kind }) => kind === "application"), ...byMail];
			return [
				id,
				{
					candidate: candidate ?? null,
					notes: notesIn(records, "candidate-note"),
					applications: all.map((record) => familyOf(record, below.get(ofApplication(record.path[0] ?? "")) ?? [])),
				},
			];
		}),
	);
}

/** Applications that name no candidate but an address: they belong to the candidate who has it. */
async function unnamedApplications(
	store: Reader,
	own: ReadonlyMap<string, readonly AtsRecord[]>,
	pending: Pending,
): Promise<ReadonlyMap<string, readonly AtsRecord[]>> {
	const emails = [...own.values()].flat().flatMap(({ kind, entity }) => {
		return kind === "candidate" ? ((entity as AtsCandidate).emailAddresses ?? []) : [];
	});
	return under(store, emails.map(byEmail), pending);
}

/** Far more than anybody has: what one key stands for is read with every change of the person. */
const MOST_OF_A_KEY = 3000;

/** The candidate himself is there however much else is. */
function addCandidate(own: Map<string, AtsRecord[]>, id: string, stored: Stored | null, pending: Pending): void {
	const record = stored === null || pending.has(stored.id) ? null : stored.record;
	if (record?.entity == null) return;
	const list = own.get(ofCandidate(id)) ?? [];
	own.set(ofCandidate(id), list);
	if (!list.some(({ kind }) => kind === "candidate")) list.push(record);
}

/** Records by the key that they carry, as they will be. */
async function under(store: Reader, keys: readonly string[], pending: Pending): Promise<Map<string, AtsRecord[]>> {
	const wanted = new Set(keys);
	if (wanted.size === 0) return new Map();
	const found = await readByKeys(store, [...wanted], MOST_OF_A_KEY);
	const staying = found.filter(({ id }) => !pending.has(id)).map(({ record }) => record);
	const coming = [...pending.values()].filter((record) => record !== null);
	const byKey = new Map<string, AtsRecord[]>();
	for (const record of [...staying, ...coming]) {
		if (record.entity === null) continue;
		for (const key of keysOf(record)) {
			if (!wanted.has(key)) continue;
			const list = byKey.get(key);
			if (list === undefined) byKey.set(key, [record]);
			else list.push(record);
		}
	}
	for (const list of byKey.values()) list.sort((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
	return byKey;
}

function notesIn(records: readonly AtsRecord[], kind: "candidate-note" | "application-note") {
	return records
		.filter((record) => record.kind === kind)
		.map(({ path: [, id = ""], entity }) => ({ id, note: entity as AtsNote }));
}

function familyOf({ path: [id = ""], entity }: AtsRecord, below: readonly AtsRecord[]): ApplicationFamily {
	return {
		id,
		application: entity as unknown as AtsApplication,
		notes: notesIn(below, "application-note"),
		feedback: below
			.filter(({ kind }) => kind === "interview-feedback")
			.map(({ path: [, own = ""], entity: feedback }) => ({ id: own, feedback: feedback as AtsFeedback })),
		stages: below.filter(({ kind }) => kind === "stage").map(({ entity: stage }) => stage as unknown as AtsStage),
	};
}

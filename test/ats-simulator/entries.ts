/** What an ATS holds, without a word of how it is sent. Values carry the field names of generation 1. */

export const KINDS = [
	"job",
	"acl",
	"assignee",
	"candidate",
	"candidateNote",
	"application",
	"applicationNote",
	"feedback",
	"stage",
	"attachment",
] as const;
export type Kind = (typeof KINDS)[number];

export type Fields = Readonly<Record<string, unknown>>;

export interface Entry {
	readonly kind: Kind;
	readonly id: string;
	/** Candidate or application of what hangs on one, job of an access list, access list of an assignee; else empty. */
	readonly parent: string;
	readonly fields: Fields;
}

/** A record without its content: enough to read or delete it. */
export type Reference = Omit<Entry, "fields">;

export const CANDIDATE_PARTS: readonly Kind[] = ["candidateNote"];
export const APPLICATION_PARTS: readonly Kind[] = ["applicationNote", "feedback", "stage"];

const placeOf = ({ kind, id, parent }: Reference) => `${kind}\n${parent}\n${id}`;

/** What the simulator believes that the server holds: what was acknowledged, and nothing else. */
export interface Belief {
	readonly put: (entry: Entry) => void;
	/** With all that hangs on it. */
	readonly remove: (reference: Reference) => void;
	readonly find: (reference: Reference) => Entry | undefined;
	readonly of: (kind: Kind) => Entry[];
	readonly partsOf: (reference: Reference) => Entry[];
	/** Nothing is believed of these any more. */
	readonly forget: (reference: Reference) => void;
}

export function createBelief(): Belief {
	const held = new Map<string, Entry>();
	const hanging = new Map<string, Set<string>>();
	const owner = ({ kind, parent }: Reference) =>
		`${CANDIDATE_PARTS.includes(kind) ? "candidate" : "application"}\n\n${parent}`;
	const isPart = (kind: Kind) => CANDIDATE_PARTS.includes(kind) || APPLICATION_PARTS.includes(kind);
	const partsOf = (reference: Reference) =>
		[...(hanging.get(placeOf(reference)) ?? [])].map((place) => held.get(place)).filter((entry) => entry !== undefined);
	const drop = (reference: Reference) => {
		held.delete(placeOf(reference));
		if (isPart(reference.kind)) hanging.get(owner(reference))?.delete(placeOf(reference));
	};
	return {
		put: (entry) => {
			held.set(placeOf(entry), entry);
			if (!isPart(entry.kind)) return;
			const key = owner(entry);
			const parts = hanging.get(key) ?? new Set();
			hanging.set(key, parts.add(placeOf(entry)));
		},
		remove: (reference) => {
			for (const part of partsOf(reference)) drop(part);
			drop(reference);
		},
		forget: drop,
		find: (reference) => held.get(placeOf(reference)),
		of: (kind) => [...held.values()].filter((entry) => entry.kind === kind),
		partsOf,
	};
}

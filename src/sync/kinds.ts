import { createHash } from "node:crypto";
import { RecordId } from "../domain/candidate.ts";
import { TributaryError } from "../errors.ts";

/** What an ATS synchronizes. Each kind lies in the collection `ats` as it was sent, in names that are neither generation's. */
export const KINDS = [
	"job",
	"candidate",
	"candidate-note",
	"application",
	"application-note",
	"interview-feedback",
	"stage",
	"acl",
	"acl-assignee",
	"attachment",
] as const;
export type Kind = (typeof KINDS)[number];

/** The ids that lead to one record: its own, after that of the record that it belongs to. */
export interface RecordRef {
	readonly kind: Kind;
	readonly path: readonly string[];
}

/** Longest id that an ATS may give, UTF-16 units. The wire states none for most kinds; job ids have 200. */
const LONGEST = 200;

/** Kinds whose first id is the id of a candidate or a job of ours, too. */
const IDENTIFYING: ReadonlySet<Kind> = new Set<Kind>(["job", "candidate", "candidate-note"]);

/** @throws TributaryError `invalid-field` for an id that is empty, too long, or no text */
export function refOf(kind: Kind, ...path: readonly string[]): RecordRef {
	if (IDENTIFYING.has(kind)) recordIdOf(path[0] ?? "");
	const bad = path.find((id) => id === "" || id.length > LONGEST || !id.isWellFormed() || /\p{Cc}/u.test(id));
	if (bad === undefined) return { kind, path };
	throw new TributaryError("invalid-field", {
		errors: [{ pointer: "", detail: `An id has 1 to ${LONGEST} characters and no control characters.` }],
	});
}

/** Id in the collection `ats`: `candidate-note/A1/N7`, each part percent-encoded so that a slash in an id is none. */
export const idOf = ({ kind, path }: RecordRef): string => [kind, ...path.map(encodeURIComponent)].join("/");

/** The record that an id of the collection `ats` is of. */
export function refFromId(id: string): RecordRef {
	const [kind, ...path] = id.split("/");
	return { kind: kind as Kind, path: path.map(decodeURIComponent) };
}

/** What the id of every record of a kind begins with. */
export const prefixOf = (kind: Kind): string => `${kind}/`;

/** Marks ids of ours that stand for ids that are no {@link RecordId}. */
const ENCODED = "b64:";

/**
 * Id of a person, note or application for an id of the ATS: the same where it is a {@link RecordId}, else in base64url. Reversible, and
 * no two ids of an ATS share one.
 * @throws TributaryError `invalid-field` when the encoded id would be too long
 */
export function recordIdOf(atsId: string): string {
	if (RecordId.safeParse(atsId).success && !atsId.startsWith(ENCODED)) return atsId;
	const encoded = `${ENCODED}${Buffer.from(atsId, "utf8").toString("base64url")}`;
	if (RecordId.safeParse(encoded).success) return encoded;
	throw new TributaryError("invalid-field", {
		errors: [
			{ pointer: "", detail: "The id is too long: 128 characters A-Z a-z 0-9 . _ : @ -, or 93 bytes of others." },
		],
	});
}

/**
 * Id of something in the lists of a candidate: an application, or a note below one (then with the id of the application before its
 * own). Ids that make no {@link RecordId}, or that two pairs could share, are told by their digest. Never throws.
 */
export function listIdOf(...path: readonly string[]): string {
	const joined = path.join(":");
	const isPlain = path.length === 1 || !path.some((part) => part.includes(":"));
	if (isPlain && RecordId.safeParse(joined).success && !joined.startsWith(DIGEST)) return joined;
	return `${DIGEST}${createHash("sha256").update(JSON.stringify(path), "utf8").digest("hex")}`;
}

const DIGEST = "sha256:";

/** The id of the ATS that {@link recordIdOf} stands for. */
export const atsIdOf = (recordId: string): string =>
	recordId.startsWith(ENCODED) ? Buffer.from(recordId.slice(ENCODED.length), "base64url").toString("utf8") : recordId;

/**
 * Whether an id can be a candidate's or a job's of ours. One that looks encoded and is not what its text would be encoded as stands for
 * the same id of the ATS as another record: the two could not be told apart there.
 */
export function isUnambiguous(recordId: string): boolean {
	if (!recordId.startsWith(ENCODED)) return true;
	try {
		const atsId = atsIdOf(recordId);
		return atsId !== "" && recordIdOf(atsId) === recordId;
	} catch {
		return false;
	}
}

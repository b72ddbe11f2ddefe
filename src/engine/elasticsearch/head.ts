import type { Client, estypes } from "@elastic/elasticsearch";
import { TributaryError } from "../../errors.ts";
import type { Change, Collection } from "../port.ts";
import { bulk } from "./bulk.ts";
import { keptOf, type StoredSource, sourceAgain } from "./documents.ts";
import { clusterFault, named, wasReplaced } from "./faults.ts";
import { versionOf } from "./names.ts";
import type { StoreKeys } from "./store-keys.ts";

/** Where one store lies, and with whose account it is reached. */
export interface StoreAccess {
	/** Authenticated as this store's own account. */
	readonly client: Client;
	/** The alias. */
	readonly index: string;
	readonly keys: StoreKeys;
	/** Version of the mapping that its index had when it was opened: none that follows it has an earlier one. Absent: not known. */
	readonly mapping?: number | undefined;
	/** Several tenants search it: nothing that one of them asked makes a question of another faster. */
	readonly isShared?: boolean | undefined;
	/**
	 * It is written to before every answer and seldom read: a write is acknowledged as soon as it is committed, and every read sees to it first
	 * that what was committed is applied.
	 */
	readonly isLog?: boolean | undefined;
}

export type Source = Readonly<Record<string, unknown>>;

/** The state that a transaction leaves one document in; null: it is gone. */
export interface Operation {
	readonly id: string;
	readonly source: Source | null;
}

/** Where the head lies, and which state of it. */
export interface HeadMark {
	readonly sequence: number;
	/** The index behind the alias that it was read from: what is written after it goes there and nowhere else. */
	readonly index: string;
	readonly seqNo: number;
	readonly primaryTerm: number;
}

/** The last transaction of a store. Written with compare-and-swap: whoever writes it has the store to himself at that moment. */
export interface Head extends HeadMark {
	readonly transaction: string;
	/** The last transaction of each of those who wrote before, the latest first: who never saw an answer finds his own. */
	readonly before: readonly string[];
	/** No id above it was ever put into a collection whose ids are their own order; undefined: earlier versions did not say. */
	readonly greatest?: string | undefined;
	/** The last transaction that deleted something of which a part may lie in segments still; undefined: nothing does. */
	readonly deleted?: number | undefined;
	/** Of a head that was read they are made again from what it keeps of them. */
	operations(): readonly Operation[];
	/** Where the store is being copied to: deletions leave a mark behind, for the copy to follow. */
	readonly next?: string | undefined;
	/** The copy is about to be finished: until it takes the place nothing is written, unless that takes too long. */
	readonly isMoving?: boolean | undefined;
	/** The copy is finished, of another mapping or of another key: nothing is ever written here any more. */
	readonly final?: "mapping" | "key" | undefined;
}

/** What a head holds, sealed. */
interface Sealed extends Pick<Head, "transaction" | "greatest" | "deleted">, Move {
	/** See {@link Head.before}; absent: earlier versions did not say. */
	readonly before?: readonly string[];
	/** Of each document what the index gives back of it: the rest is made again where a transaction is applied by somebody else. */
	readonly kept?: readonly Operation[];
	/** Whole, as earlier versions wrote them. */
	readonly operations?: readonly Operation[];
}

/** What a commit says beside what it changes. */
type Said = Move & Pick<Head, "greatest"> & { readonly deleted?: number | null | undefined };

/** What becomes of a store that is copied. */
export type Move = Pick<Head, "next" | "isMoving" | "final">;

const HEAD_ID = "head";

const placeOf = ({ index }: StoreAccess) => `${index}/${HEAD_ID}`;

/** The document of the head, or some of it. A migration may remove the index while it is read: its successor has it. */
function getHead<T>(client: Client, request: { readonly index: string } & Partial<estypes.GetRequest>) {
	const ask = () => client.get<T>({ ...request, id: HEAD_ID });
	return named(
		ask().catch((thrown: unknown) => {
			if (wasReplaced(thrown)) return ask();
			throw thrown;
		}),
	);
}

/**
 * The number of the last transaction only.
 * @param known a state of the head that was seen: where it is still that one, the document, which holds a whole transaction, is not read
 */
export async function readMark({ client, index }: StoreAccess, known: HeadMark | null): Promise<HeadMark> {
	if (known !== null) {
		const now = await getHead(client, { index, _source: false });
		if (now._index === known.index && now._seq_no === known.seqNo && now._primary_term === known.primaryTerm)
			return known;
	}
	const found = await getHead<{ sequence: number }>(client, { index, _source_includes: ["sequence"] });
	const { _index, _seq_no = 0, _primary_term = 0, _source } = found;
	return { sequence: _source?.sequence ?? 0, index: _index, seqNo: _seq_no, primaryTerm: _primary_term };
}

/** The index behind the alias. */
export async function readIndex({ client, index }: StoreAccess): Promise<string> {
	return (await getHead(client, { index, _source: false }))._index;
}

export async function readHead(access: StoreAccess): Promise<Head> {
	const { client, index, keys } = access;
	const found = await getHead<{ sequence: number; record: string }>(client, { index });
	const { sequence, record } = found._source ?? { sequence: 0, record: "" };
	const sealed = JSON.parse(keys.unseal(record, placeOf(access)).toString("utf8")) as Sealed;
	const { transaction, before = [], greatest, deleted, next, isMoving, final, kept, operations = [] } = sealed;
	const place = { index: found._index, seqNo: found._seq_no ?? 0, primaryTerm: found._primary_term ?? 0 };
	const mapping = versionOf({ alias: index }, place.index);
	const again = ({ id, source }: Operation): Operation =>
		source?.kind === "record"
			? {
					id,
					source: sourceAgain(access, id, source as unknown as StoredSource, { order: `${source.order}`, mapping }),
				}
			: { id, source };
	return {
		transaction,
		before,
		greatest,
		deleted,
		next,
		isMoving,
		final,
		sequence,
		...place,
		operations: () => (kept === undefined ? operations : kept.map(again)),
	};
}

/** The document that holds a head. */
export function headDocument(access: StoreAccess, sequence: number, sealed: Sealed): { id: string; document: Source } {
	return {
		id: HEAD_ID,
		document: { kind: "head", sequence, record: sealHead(access, JSON.stringify(sealed)) },
	};
}

/** Beyond so many bytes a head is compressed again, so that a transaction of any size fits into a request. */
const DENSE_BYTES = 8 * 1024 * 1024;

const sealHead = (access: StoreAccess, text: string): string =>
	access.keys.seal(text, placeOf(access), text.length <= DENSE_BYTES ? "dense" : "alone");

/** The first head of a new store. Harmless where there is one. */
export async function createHead(access: StoreAccess): Promise<void> {
	try {
		const head = headDocument(access, 0, { transaction: "", greatest: "", kept: [] });
		await access.client.create({ index: access.index, ...head });
	} catch (thrown) {
		const fault = clusterFault(thrown);
		if (!(fault instanceof TributaryError && fault.code === "conflict")) throw fault;
	}
}

/** After these the head tells whether a call was carried out, and whether the store lies elsewhere by now. */
const UNCERTAIN: ReadonlySet<string> = new Set([
	"conflict",
	"cluster-unreachable",
	"cluster-unavailable",
	"cluster-read-only",
	"cluster-refused",
	"not-found",
]);

/** Each writes one transaction after the other. */
const writers = new WeakMap<StoreAccess, string>();

function writerOf(access: StoreAccess): string {
	const known = writers.get(access) ?? crypto.randomUUID().slice(0, 8);
	writers.set(access, known);
	return known;
}

/** Others than these have not written for long. */
const MOST_BEFORE = 16;

function beforeNext({ transaction, before }: Head, next: string): readonly string[] {
	const seen = new Set([writerIn(next), ""]);
	const isFirst = (one: string) => !seen.has(writerIn(one)) && seen.add(writerIn(one));
	return [transaction, ...before].filter(isFirst).slice(0, MOST_BEFORE);
}

const writerIn = (transaction: string): string => transaction.split("/")[0] ?? "";

/**
 * Commits a transaction behind `last`: durable, with all that is needed to apply it, when this resolves.
 * @param said.deleted of transactions before this one; null: nothing is left of what they deleted
 * @param said.move what becomes of the store's copy, where that changes
 * @returns null where somebody else has committed in the meantime
 */
export async function commit(
	access: StoreAccess,
	last: Head,
	operations: readonly Operation[],
	{ greatest = last.greatest, deleted: left = last.deleted, ...move }: Said = { next: last.next },
): Promise<Head | null> {
	const sequence = last.sequence + 1;
	const deleted = operations.some(({ source }) => source === null) ? sequence : (left ?? undefined);
	const kept = operations.map(({ id, source }) => ({ id, source: source && keptOf(source) }));
	const transaction = `${writerOf(access)}/${crypto.randomUUID()}`;
	const before = beforeNext(last, transaction);
	const sealed: Sealed = { transaction, before, greatest, deleted, kept, ...move };
	try {
		const written = await access.client.index({
			index: last.index,
			...headDocument(access, sequence, sealed),
			if_seq_no: last.seqNo,
			if_primary_term: last.primaryTerm,
		});
		const place = { index: last.index, seqNo: written._seq_no ?? 0, primaryTerm: written._primary_term ?? 0 };
		return { transaction, before, greatest, deleted, ...move, sequence, ...place, operations: () => operations };
	} catch (thrown) {
		const fault = clusterFault(thrown);
		if (!(fault instanceof TributaryError) || !UNCERTAIN.has(fault.code)) throw fault;
		// Sent again after a lost answer, our own head is in the way.
		const now = await readHead(access);
		if (now.transaction === transaction) return { ...now, operations: () => operations };
		// Or somebody else's, who has applied ours before: a head that is not the last any more.
		if (now.before.includes(transaction)) {
			const { index, seqNo, primaryTerm } = last;
			const place = { index, seqNo, primaryTerm };
			return { transaction, before, greatest, deleted, ...move, sequence, ...place, operations: () => operations };
		}
		if (fault.code === "conflict" || now.index !== last.index || now.seqNo !== last.seqNo) return null;
		throw fault;
	}
}

/** Brings the documents into the state that a transaction says. Repeating it, also much later, is harmless: versions are the sequence. */
export async function apply(access: StoreAccess, head: Head): Promise<void> {
	try {
		await bulk(
			access.client,
			head.index,
			head.operations().map((one) => ({ ...one, version: head.sequence })),
		);
	} catch (thrown) {
		// Whoever commits after this one, or moves the store, has applied it before.
		if (!(thrown instanceof TributaryError && UNCERTAIN.has(thrown.code))) throw thrown;
		const now = await readHead(access);
		if (now.index === head.index && now.sequence <= head.sequence) throw thrown;
	}
}

const MARK = "gone-";

/** What a deletion leaves behind while the store is copied: who copies it under another key has to know whom it was, too. */
export function markOf(
	{ index, keys }: StoreAccess,
	{ esId, collection, id }: { readonly esId: string; readonly collection: Collection; readonly id: string },
	sequence: number,
): Operation {
	const mark = `${MARK}${esId}`;
	const record = keys.seal(JSON.stringify({ collection, id }), `${index}/${mark}`);
	return { id: mark, source: { kind: "gone", sequence, record } };
}

/** What was deleted, from the mark that it left. */
export const markedBy = (mark: string): string => mark.slice(MARK.length);

/** Whom a mark tells of, in the words of the port. @throws `store-corrupt` */
export const whomOf = ({ index, keys }: StoreAccess, mark: string, record: string): Pick<Change, "collection" | "id"> =>
	JSON.parse(keys.unseal(record, `${index}/${mark}`).toString("utf8"));

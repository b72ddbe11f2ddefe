import type { Client, estypes } from "@elastic/elasticsearch";
import { TributaryError } from "../../errors.ts";
import { clusterFault, codeOf, named } from "./faults.ts";
import type { StoreKeys } from "./store-keys.ts";

/** Where one store lies, and with whose account it is reached. */
export interface StoreAccess {
	/** Authenticated as this store's own account. */
	readonly client: Client;
	/** The alias. */
	readonly index: string;
	readonly keys: StoreKeys;
}

export type Source = Readonly<Record<string, unknown>>;

/** The state that a transaction leaves one document in; null: it is gone. */
export interface Operation {
	readonly id: string;
	readonly source: Source | null;
}

/** The last transaction of a store. Written with compare-and-swap: whoever writes it has the store to himself at that moment. */
export interface Head {
	readonly sequence: number;
	readonly transaction: string;
	readonly operations: readonly Operation[];
	readonly seqNo: number;
	readonly primaryTerm: number;
}

const HEAD_ID = "head";
/** One bulk request; the cluster takes 100 MB by default. */
const BULK_BYTES = 8 * 1024 * 1024;
/** How often an item that the cluster has no room for is sent again, and how long the first wait is; each is twice the last. */
const BUSY_TRIES = 8;
const BUSY_MS = 100;

const placeOf = ({ index }: StoreAccess) => `${index}/${HEAD_ID}`;

/** The number of the last transaction only. */
export async function readSequence({ client, index }: StoreAccess): Promise<number> {
	const found = await named(client.get<{ sequence: number }>({ index, id: HEAD_ID, _source_includes: ["sequence"] }));
	return found._source?.sequence ?? 0;
}

export async function readHead(access: StoreAccess): Promise<Head> {
	const { client, index, keys } = access;
	const found = await named(client.get<{ sequence: number; record: string }>({ index, id: HEAD_ID }));
	const { sequence, record } = found._source ?? { sequence: 0, record: "" };
	const { transaction, operations } = JSON.parse(keys.unseal(record, placeOf(access)).toString("utf8"));
	return { sequence, transaction, operations, seqNo: found._seq_no ?? 0, primaryTerm: found._primary_term ?? 0 };
}

/** The first head of a new store. Harmless where there is one. */
export async function createHead(access: StoreAccess): Promise<void> {
	const record = access.keys.seal(JSON.stringify({ transaction: "", operations: [] }), placeOf(access));
	const document = { kind: "head", sequence: 0, record };
	try {
		await access.client.create({ index: access.index, id: HEAD_ID, document });
	} catch (thrown) {
		const fault = clusterFault(thrown);
		if (!(fault instanceof TributaryError && fault.code === "conflict")) throw fault;
	}
}

/**
 * Commits a transaction behind `last`: durable, with all that is needed to apply it, when this resolves.
 * @returns null where somebody else has committed in the meantime
 */
export async function commit(access: StoreAccess, last: Head, operations: readonly Operation[]): Promise<Head | null> {
	const transaction = crypto.randomUUID();
	const sequence = last.sequence + 1;
	const record = access.keys.seal(JSON.stringify({ transaction, operations }), placeOf(access));
	try {
		const written = await access.client.index({
			index: access.index,
			id: HEAD_ID,
			document: { kind: "head", sequence, record },
			if_seq_no: last.seqNo,
			if_primary_term: last.primaryTerm,
			require_alias: true,
		});
		return { sequence, transaction, operations, seqNo: written._seq_no ?? 0, primaryTerm: written._primary_term ?? 0 };
	} catch (thrown) {
		const fault = clusterFault(thrown);
		// Sent again after a lost answer, our own head is in the way; and whether a broken call was carried out, the head tells.
		if (
			!(fault instanceof TributaryError) ||
			!["conflict", "cluster-unreachable", "cluster-unavailable"].includes(fault.code)
		)
			throw fault;
		const now = await readHead(access);
		if (now.transaction === transaction) return now;
		if (fault.code === "conflict" || now.seqNo !== last.seqNo) return null;
		throw fault;
	}
}

/** Brings the documents into the state that a transaction says. Repeating it, also much later, is harmless: versions are the sequence. */
export async function apply({ client, index }: StoreAccess, { sequence, operations }: Head): Promise<void> {
	for (const slice of slices(operations)) {
		let rest = slice;
		for (let tries = 0; rest.length > 0; tries++) {
			if (tries > 0) await new Promise((resolve) => setTimeout(resolve, BUSY_MS * 2 ** (tries - 1)));
			const answer = await named(
				client.bulk({ index, operations: rest.flatMap((one) => lines(one, sequence)), require_alias: true }),
			);
			rest = rest.filter((_, at) => isBusy(answer.items[at], tries));
		}
	}
}

function lines({ id, source }: Operation, version: number): object[] {
	const place = { _id: id, version, version_type: "external" as const };
	return source === null ? [{ delete: place }] : [{ index: place }, source];
}

/** @throws the named fault of an item that is refused for good */
function isBusy(item: Partial<Record<string, estypes.BulkResponseItem>> | undefined, tries: number): boolean {
	const { status, error } = item?.index ?? item?.delete ?? { status: 500, error: undefined };
	// 409: this state or a later one is there already. 404: what was to be deleted is not there.
	if (status < 300 || status === 409 || (status === 404 && error === undefined)) return false;
	if ((status === 429 || status === 503) && error?.type !== "cluster_block_exception" && tries < BUSY_TRIES)
		return true;
	throw new TributaryError(codeOf(status, error?.type), { cause: error });
}

function slices(operations: readonly Operation[]): (readonly Operation[])[] {
	const found: Operation[][] = [];
	let bytes = Number.POSITIVE_INFINITY;
	for (const operation of operations) {
		const size = operation.source === null ? 100 : JSON.stringify(operation.source).length;
		if (bytes + size > BULK_BYTES) {
			found.push([]);
			bytes = 0;
		}
		found.at(-1)?.push(operation);
		bytes += size;
	}
	return found;
}

import * as z from "zod";
import type { TenantId } from "../domain/tenant.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { entryId } from "./audit-entry.ts";
import {
	type CompactRange,
	type CompleteNode,
	consistencyPath,
	EMPTY_RANGE,
	extend,
	inclusionPath,
	leafHash,
	type NodeReader,
	rootOf,
} from "./merkle.ts";
import { retryOnConflict } from "./optimistic.ts";
import { isSigned, PublicJwk, Signature, type StatementKey, signJson } from "./signed-json.ts";

/**
 * The Merkle tree over a tenant's log, entry n as leaf n - 1. It is grown when a head is asked for, not with every entry: appending
 * stays as fast as it is, and the chain of the entries guards what no head covers yet.
 */
export interface AuditTree {
	/** The log as it is now, in one hash, signed. @throws TributaryError `store-corrupt` an entry is missing */
	signedHead(): Promise<SignedHead>;
	/** @throws TributaryError `invalid-field` there is no such entry or size */
	inclusion(seq: number, size: number): Promise<readonly string[]>;
	/** @throws TributaryError `invalid-field` there are no such sizes */
	consistency(from: number, to: number): Promise<readonly string[]>;
}

const Hex = z.string().regex(/^[0-9a-f]{64}$/);

const Head = z.strictObject({
	statement: z.literal("tributary/audit-head/v1"),
	tenant: z.string(),
	/** Entries that it covers. */
	size: z.int().nonnegative(),
	/** Root of the tree of RFC 9162 over them, hex. */
	root: Hex,
	at: z.iso.datetime(),
});

/** Like a signed tree head of Certificate Transparency: whoever keeps one can later find out that anything before it changed. */
export const SignedHead = z.strictObject({
	head: Head,
	publicKey: PublicJwk,
	fingerprint: z.string(),
	signature: Signature,
});
export type SignedHead = z.output<typeof SignedHead>;

export const isHeadSigned = ({ head, signature, publicKey }: SignedHead): boolean =>
	isSigned(head, signature, publicKey);

/** The leaf of an entry: its canonical JSON, as it is stored. */
export const entryLeaf = (record: string): Buffer => leafHash(Buffer.from(record, "utf8"));

const TREE_ID = "audit-tree";
const State = z.strictObject({ size: z.int().nonnegative(), nodes: z.array(Hex) });
/** Hashes of complete subtrees are kept at every eighth level: a proof reads at most 256 records of each. */
const KEPT = 8;
const WIDTH = 2 ** KEPT;
const PAGE = 1024;

export interface AuditTreeOptions {
	readonly store: Store;
	readonly tenant: TenantId;
	readonly key: StatementKey;
	readonly now: () => Date;
}

export function createAuditTree({ store, tenant, key, now }: AuditTreeOptions): AuditTree {
	const read = nodeReader(store);
	const grown = () => grow(store);
	return {
		signedHead: async () => {
			const range = await grown();
			const { privateKey, publicKey, fingerprint } = await key();
			const head = {
				statement: "tributary/audit-head/v1" as const,
				tenant,
				size: range.size,
				root: rootOf(range).toString("hex"),
				at: now().toISOString(),
			};
			return { head, publicKey, fingerprint, signature: signJson(head, privateKey) };
		},
		inclusion: async (seq, size) => {
			demand(seq >= 1 && seq <= size && size <= (await grown()).size, "seq and size");
			return hexOf(await inclusionPath(read, seq - 1, size));
		},
		consistency: async (from, to) => {
			demand(from >= 1 && from <= to && to <= (await grown()).size, "from and to");
			return hexOf(await consistencyPath(read, from, to));
		},
	};
}

const hexOf = (hashes: readonly Buffer[]): readonly string[] => hashes.map((hash) => hash.toString("hex"));

function demand(isThere: boolean, what: string): void {
	if (!isThere)
		throw new TributaryError("invalid-field", { detail: `The log does not have these entries: see ${what}.` });
}

/** Takes in what was appended since, a page in a write, so that a log of any length is worked off. */
function grow(store: Store): Promise<CompactRange> {
	return retryOnConflict(async () => {
		for (;;) {
			const { range, version } = await readState(store);
			const page = await store.list("audit", {
				...(range.size === 0 ? {} : { after: entryId(range.size) }),
				limit: PAGE,
			});
			if (page.length === 0) return range;
			const kept: CompleteNode[] = [];
			let next = range;
			for (const { id, record } of page) {
				if (id !== entryId(next.size + 1))
					throw new TributaryError("store-corrupt", { detail: "An entry is missing." });
				next = extend(next, entryLeaf(record), (node) => {
					if (node.level > 0 && node.level % KEPT === 0) kept.push(node);
				});
			}
			await store.write([putState(next, version), ...kept.map(putNode)]);
		}
	});
}

async function readState(store: Store): Promise<{ readonly range: CompactRange; readonly version: number }> {
	const [found] = await store.read("setting", { ids: [TREE_ID] });
	if (found == null) return { range: EMPTY_RANGE, version: 0 };
	const { size, nodes } = State.parse(JSON.parse(found.record));
	return { range: { size, nodes: nodes.map((hash) => Buffer.from(hash, "hex")) }, version: found.version };
}

const putState = ({ size, nodes }: CompactRange, ifVersion: number): Change => ({
	op: "put",
	collection: "setting",
	id: TREE_ID,
	record: JSON.stringify({ size, nodes: hexOf(nodes) }),
	ifVersion,
});

const nodeId = (level: number, index: number) => `audit-tree:${level}:${index}`;
const putNode = ({ level, index, hash }: CompleteNode): Change => ({
	op: "put",
	collection: "setting",
	id: nodeId(level, index),
	record: JSON.stringify(hash.toString("hex")),
});

/** Complete subtrees by the nearest level below that is kept, 256 of them at a time. */
function nodeReader(store: Store): NodeReader {
	const keptHashes = async (level: number, from: number, count: number): Promise<Buffer[]> => {
		const indices = Array.from({ length: count }, (_, offset) => from + offset);
		const ids = indices.map((index) => (level === 0 ? entryId(index + 1) : nodeId(level, index)));
		const found = await store.read(level === 0 ? "audit" : "setting", { ids });
		return found.map((one) => {
			if (one === null) throw new TributaryError("store-corrupt", { detail: "A part of the log's tree is missing." });
			return level === 0 ? entryLeaf(one.record) : Buffer.from(JSON.parse(one.record) as string, "hex");
		});
	};
	return async (level, index) => {
		const base = Math.floor(level / KEPT) * KEPT;
		const count = 2 ** (level - base);
		if (count > WIDTH) throw new RangeError("A level between two that are kept has at most 256 nodes below.");
		let range = EMPTY_RANGE;
		for (const hash of await keptHashes(base, index * count, count)) range = extend(range, hash);
		return rootOf(range);
	};
}

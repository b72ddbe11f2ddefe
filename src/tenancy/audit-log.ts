import type { TenantId } from "../domain/tenant.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { type AuditDraft, AuditEntry, type AuditHead, entryId, link } from "./audit-entry.ts";
import { createHeadKeeper, type HeadKeeper, type HeadKeys } from "./audit-head.ts";
import type { AuditSink } from "./audit-sink/audit-sink.ts";
import { canonicalJson } from "./canonical-json.ts";
import { isConflict, retryOnConflict } from "./optimistic.ts";

/** One tenant's log of accesses. */
export interface AuditLog {
	/**
	 * Writes an entry. When it resolves the entry is durable. Entries of one process that wait at the same time share a write;
	 * those of several processes find their places one after the other. While a write hangs that somebody was already refused for, the next
	 * are refused much sooner: a request that needs several entries is not kept for the deadline of each.
	 * @throws TributaryError `audit-unavailable` not written, or not known to be, within {@link DEADLINE} · `tenant-moving` · `cluster-read-only`
	 */
	append(draft: AuditDraft): Promise<AuditEntry>;
	/** Entries after `after` (0: from the first), oldest first. */
	read(page: { readonly after?: number; readonly limit: number }): Promise<readonly AuditEntry[]>;
	/** The latest entries, newest first. @param before only those with a lower number */
	latest(limit: number, before?: number): Promise<readonly AuditEntry[]>;
}

export interface AuditLogOptions {
	readonly store: Store;
	readonly tenant: TenantId;
	/** Authenticate the head of this log; not kept in the store. */
	readonly headKeys: HeadKeys;
	/** A second place, in which an entry is durable as well before anybody is answered; none if absent. */
	readonly sink?: AuditSink | undefined;
	/** Milliseconds; see {@link DEADLINE}. */
	readonly deadline?: number;
}

/** Entries in one write: bounds its size, not the rate. */
const GROUP = 256;
/** Entries that may wait for a store that hangs. Beyond it nothing new is accepted. */
const MAX_WAITING = 10_000;
/** After so long without a durable entry the caller is told that there is no answer. Milliseconds; 2000 are promised, whatever else is at work. */
const DEADLINE = 1200;
/** The part of it that an entry is given while nothing is known to have been written since the last one was refused: time to see that it heals. */
const IMPATIENCE = 0.25;

interface Waiting {
	readonly draft: AuditDraft;
	readonly resolve: (entry: AuditEntry) => void;
	readonly reject: (error: unknown) => void;
}

export function createAuditLog(options: AuditLogOptions): AuditLog {
	const { store, tenant, deadline = DEADLINE } = options;
	const heads = createHeadKeeper(store, tenant, options.headKeys);
	const writer = createWriter(store, heads, secondPlace(options.sink, tenant));
	const parse = (record: { readonly record: string }) => AuditEntry.parse(JSON.parse(record.record));
	return {
		append: (draft) => {
			const written = writer.enqueue(draft);
			return within(writer.isHanging() ? deadline * IMPATIENCE : deadline, written, writer.giveUp);
		},
		read: async ({ after = 0, limit }) => {
			const page = after === 0 ? { limit } : { after: entryId(after), limit };
			return (await store.list("audit", page)).map(parse);
		},
		latest: async (limit, before) => {
			const page = { limit, reverse: true, ...(before === undefined ? {} : { after: entryId(before) }) };
			return (await store.list("audit", page)).map(parse);
		},
	};
}

interface Writer {
	readonly enqueue: (draft: AuditDraft) => Promise<AuditEntry>;
	/** Somebody was refused, and nothing has been written or has failed since. */
	readonly isHanging: () => boolean;
	/** Somebody waited too long. */
	readonly giveUp: () => void;
}

/** Group commit: while one write is under way the next entries gather, and then go together. */
function createWriter(store: Store, heads: HeadKeeper, second: SecondPlace): Writer {
	const waiting: Waiting[] = [];
	let writing = false;
	let hanging = false;
	let head: AuditHead | null = null;

	const commit = (drafts: readonly AuditDraft[]) =>
		retryOnConflict(async () => {
			// Forgotten before the write: after a failure nobody knows whether it arrived, so the store is asked.
			const from = head ?? (await heads.read());
			head = null;
			const entries = chain(drafts, from);
			const last = entries.at(-1) ?? from;
			await store.write([...entries.map(putEntry), heads.move({ seq: last.seq, hash: last.hash })]);
			head = { seq: last.seq, hash: last.hash };
			return entries;
		});

	const drain = async () => {
		writing = true;
		while (waiting.length > 0) {
			const group = waiting.splice(0, GROUP);
			try {
				// While it lacks something nothing is added to the log: so there is never more than a group that it lacks.
				await second.settle();
				const entries = await commit(group.map(({ draft }) => draft));
				await second.settle(entries);
				for (const [index, { resolve }] of group.entries()) resolve(entries[index] as AuditEntry);
			} catch (cause) {
				for (const { reject } of group) reject(unavailable(cause));
			}
			hanging = false;
		}
		writing = false;
	};

	const enqueue = (draft: AuditDraft) =>
		new Promise<AuditEntry>((resolve, reject) => {
			if (waiting.length >= MAX_WAITING) return reject(unavailable(new Error("too many entries are waiting")));
			waiting.push({ draft, resolve, reject });
			if (!writing) void drain();
		});
	const giveUp = () => {
		hanging = writing;
	};
	return { enqueue, giveUp, isHanging: () => hanging };
}

interface SecondPlace {
	/** Resolves when it has these, and whatever it lacked. */
	settle(entries?: readonly AuditEntry[]): Promise<void>;
}

/** What could not be kept there is in the log, was never answered, and comes before anything else. */
function secondPlace(sink: AuditSink | undefined, tenant: TenantId): SecondPlace {
	let owed: readonly AuditEntry[] = [];
	return {
		settle: async (entries = []) => {
			if (sink === undefined) return;
			owed = [...owed, ...entries];
			if (owed.length > 0) await sink.append(tenant, owed);
			owed = [];
		},
	};
}

function chain(drafts: readonly AuditDraft[], from: AuditHead): AuditEntry[] {
	const entries: AuditEntry[] = [];
	for (const draft of drafts) entries.push(link(draft, entries.at(-1) ?? from));
	return entries;
}

const putEntry = (entry: AuditEntry): Change => ({
	op: "put",
	collection: "audit",
	id: entryId(entry.seq),
	record: canonicalJson(entry),
	ifVersion: 0,
});

/** They say what to do: where the log lies, or that a disk is full, is why nothing is answered. */
const TOLD: ReadonlySet<string> = new Set([
	"tenant-moving",
	"tenant-elsewhere",
	"engine-not-configured",
	"cluster-read-only",
]);

/** A conflict to the last try is no news for the caller: the entry is not written, that is all. */
const unavailable = (cause: unknown) =>
	cause instanceof TributaryError && TOLD.has(cause.code)
		? cause
		: new TributaryError("audit-unavailable", {
				cause: isConflict(cause) ? new Error("the chain does not continue") : cause,
			});

async function within<T>(milliseconds: number, work: Promise<T>, onLate: () => void): Promise<T> {
	const { promise: late, reject } = Promise.withResolvers<never>();
	const giveUp = () => {
		onLate();
		reject(unavailable(new Error("the write took too long")));
	};
	// What came while this thread was busy is taken in first: the store was not slow then, we were.
	const timer = setTimeout(() => setImmediate(giveUp), milliseconds);
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
		work.catch(() => {});
	}
}

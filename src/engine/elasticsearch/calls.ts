import { conflictError } from "../check-changes.ts";
import type { Collection } from "../port.ts";
import type { SealedPut } from "./documents.ts";
import type { SealedChanges } from "./sealed-changes.ts";

/** What writers ask for, and what becomes of it in a transaction. */

export interface Call extends SealedChanges {
	readonly resolve: (versions: readonly number[]) => void;
	readonly reject: (error: unknown) => void;
}

/** What one record is after the calls so far. */
export interface Touched {
	readonly collection: Collection;
	readonly id: string;
	readonly esId: string;
	/** On the cluster; 0: not there. */
	stored: number;
	version: number;
	/** null: deleted; undefined: as it was. */
	put: SealedPut | null | undefined;
}

/** Changes in one transaction, and bytes, beyond which the next call waits for the next one. */
const GROUP_CHANGES = 2000;
const GROUP_BYTES = 16 * 1024 * 1024;

export interface Outcome {
	readonly isAccepted: boolean;
	/** Tells the caller. */
	tell(): void;
}

/** What a call makes of the records; all of it or, where a version does not hold, nothing. */
export function applyCall({ changes, resolve, reject }: Call, touched: Map<string, Touched>): Outcome {
	const before = new Map<Touched, Pick<Touched, "version" | "put">>();
	const versions: number[] = [];
	for (const [index, change] of changes.entries()) {
		const one = touched.get(change.esId) as Touched;
		if (!before.has(one)) before.set(one, { version: one.version, put: one.put });
		if (change.ifVersion !== undefined && change.ifVersion !== one.version) {
			for (const [changed, old] of before) Object.assign(changed, old);
			return { isAccepted: false, tell: () => reject(conflictError(index)) };
		}
		if (change.op !== "check") {
			one.version = change.op === "put" ? (change.version ?? one.version + 1) : 0;
			one.put = change.put;
		}
		versions.push(one.version);
	}
	return { isAccepted: true, tell: () => resolve(versions) };
}

/** The calls that share the next transaction; they are taken out. */
export function takeGroup(calls: Call[]): Call[] {
	let [count, bytes] = [0, 0];
	const end = calls.findIndex((call) => {
		count += call.changes.length;
		bytes += call.bytes;
		return count > GROUP_CHANGES || bytes > GROUP_BYTES;
	});
	return calls.splice(0, end === -1 ? calls.length : Math.max(1, end));
}

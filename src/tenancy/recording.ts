import { TributaryError } from "../errors.ts";
import { type AuditDraft, AuditResult, AuditSubject, isChange } from "./audit-entry.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Clock } from "./clock.ts";
import { noteEffect } from "./effects.ts";

/** What was done, and how it is to be written down. */
export interface Recorded<T> {
	/** Of a read it may still have to be made: what the log says of it is known, and is written meanwhile. */
	readonly value: T | Making<T>;
	readonly result: AuditResult;
}

/** Called once the entry is on its way. */
export class Making<T> {
	readonly make: () => Promise<T>;

	constructor(make: () => Promise<T>) {
		this.make = make;
	}
}

/** What was done, whether it was made already or not. */
export const madeOf = async <T>({ value }: Recorded<T>): Promise<T> => (value instanceof Making ? value.make() : value);

/** Who does what, why, and about what. */
export type Access = Pick<AuditDraft, "actor" | "action" | "purpose" | "subject">;

/**
 * Does something and writes down that it was done: a read in one entry, a change in two. The first entry of a change is durable
 * before `run` is called, the second says how it ended and names the first. Log and data lie in stores of their own, so no
 * transaction covers both: when the process dies between them, or the second entry cannot be written, the first one stays as a
 * change that was begun and of which no end is known. A read whose value fails after its entry was written is said to have failed in another.
 * Where it failed because another entry could not be written, nobody is kept waiting for this one: he is refused anyway, and it comes when the log does.
 * @throws TributaryError `audit-unavailable` in place of any answer; else what `run` throws
 */
export async function recordAccess<T>(
	{ log, clock }: { readonly log: AuditLog; readonly clock: Clock },
	access: Access,
	run: () => Promise<Recorded<T>>,
): Promise<T> {
	// Checked before anything is done: an entry that cannot be written must not be found out afterwards.
	const draft = { ...access, subject: AuditSubject.parse(access.subject) };
	const write = (result: AuditDraft["result"], more: Pick<AuditDraft, "concludes"> = {}) =>
		log.append({ ...draft, ...more, at: clock().toISOString(), result });
	const begins = isChange(access.action);
	const ending = begins ? { concludes: (await write({ outcome: "begun" })).seq } : {};
	if (begins) noteEffect();
	const failed = async (error: unknown): Promise<never> => {
		const code = error instanceof TributaryError ? error.code : "internal";
		const writing = write({ outcome: "failed", code }, ending);
		if (code === "audit-unavailable") writing.catch(() => {});
		else await writing;
		throw error;
	};
	let done: Recorded<T>;
	try {
		done = await run();
	} catch (error) {
		return failed(error);
	}
	const isMade = !(done.value instanceof Making);
	const answered = (isMade ? Promise.resolve() : callsSent()).then(() => madeOf(done));
	// Waited for below, once the entry is durable.
	answered.catch(() => {});
	await write(AuditResult.parse(done.result), ending);
	return answered.catch(failed);
}

/** Resolves when what is asked of other threads in this turn of the event loop was sent: calls of one turn are sent together, at its end. */
const callsSent = (): Promise<void> =>
	new Promise((resolve) => {
		process.nextTick(() => setImmediate(resolve));
	});

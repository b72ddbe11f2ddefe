import { createSecretKey } from "node:crypto";
import { authenticate, derive } from "../cryptography.ts";
import type { AuditDraft } from "./audit-entry.ts";
import type { AuditLog } from "./audit-log.ts";

/**
 * Some ATS name people by their e-mail address. The log outlives them and holds no personal data: in the place of an id with an `@` it has a keyed
 * digest, which whoever knows the id finds again.
 */
export interface LoggedIds {
	/** As the log has it. */
	of(id: string): string;
	/** As it may stand in the log: entries of before have ids as they are. */
	anyOf(id: string): readonly string[];
}

/** Bytes. */
const KEY_LENGTH = 32;

/** @param digestKey of this log: when that is destroyed nobody can test guesses any more */
export function loggedIds(digestKey: Uint8Array): LoggedIds {
	const key = createSecretKey(derive(digestKey, "id", KEY_LENGTH));
	const of = (id: string) => (id.includes("@") ? `hmac:${authenticate(key, id).toString("hex")}` : id);
	return { of, anyOf: (id) => [...new Set([of(id), id])] };
}

/** The log, with every id written as {@link LoggedIds} say. */
export function withLoggedIds(log: AuditLog, ids: LoggedIds): AuditLog {
	return { ...log, append: (draft) => log.append(rewritten(draft, ids)) };
}

function rewritten(draft: AuditDraft, { of }: LoggedIds): AuditDraft {
	const value = (one: unknown): unknown =>
		typeof one === "string" ? of(one) : Array.isArray(one) ? one.map(value) : one;
	const subject = Object.fromEntries(Object.entries(draft.subject).map(([name, one]) => [name, value(one)]));
	const { ids, ...result } = draft.result;
	return { ...draft, subject, result: ids === undefined ? result : { ...result, ids: ids.map(of) } };
}

import { calculateJwkThumbprint } from "jose";
import * as z from "zod";
import { faultsOf } from "../domain/faults.ts";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { AuditEntry, entryHash, genesisHash } from "./audit-entry.ts";
import { entryLeaf, isHeadSigned, SignedHead } from "./audit-tree.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { AuditReader } from "./journals.ts";
import { type CompactRange, EMPTY_RANGE, extend, rootOf } from "./merkle.ts";
import { parseStrictJson } from "./strict-json.ts";

/**
 * A log for the customer's own store, and its check without us: by the lines themselves, the key that was noted earlier, and a head
 * that was kept. The first line is the signed head, each further one an entry, from the first on.
 */
export const EXPORT_FORMAT = "tributary/audit-export/v1";

const FirstLine = z.strictObject({ format: z.literal(EXPORT_FORMAT), signedHead: SignedHead });
const PAGE = 1000;

/** @returns lines without their ends */
export async function* exportLog(
	audit: Pick<AuditReader, "read" | "signedHead">,
	tenant: TenantId,
): AsyncGenerator<string> {
	const signedHead = await audit.signedHead(tenant);
	yield JSON.stringify({ format: EXPORT_FORMAT, signedHead });
	for (let after = 0; after < signedHead.head.size; after += PAGE) {
		const limit = Math.min(PAGE, signedHead.head.size - after);
		for (const entry of await audit.read(tenant, { after, limit })) yield canonicalJson(entry);
	}
}

export interface ExportVerdict {
	readonly ok: boolean;
	readonly tenant: string;
	/** Entries that were checked and are good. */
	readonly entries: number;
	/** The first line with a fault, from 1, and what is wrong there; absent where all is well. */
	readonly fault?: { readonly line: number; readonly reason: string };
	/** Of the key that signed. */
	readonly fingerprint: string;
	readonly signedHead: SignedHead;
}

/**
 * Checks an exported log.
 * @param options trusted: fingerprint that was noted earlier · witnessed: a signed head that was kept, which the log must contain
 * @throws TributaryError `invalid-field` the first line is no head of such a file
 */
export async function checkExport(
	lines: AsyncIterable<string> | Iterable<string>,
	options: { readonly trusted?: string; readonly witnessed?: SignedHead } = {},
): Promise<ExportVerdict> {
	let signedHead: SignedHead | undefined;
	let state: State | undefined;
	let line = 0;
	let fault: ExportVerdict["fault"];
	for await (const text of lines) {
		line++;
		if (signedHead === undefined) {
			signedHead = firstLine(text);
			const reason = await headFault(signedHead, options);
			state = { range: EMPTY_RANGE, previous: genesisHash(parseTenantId(signedHead.head.tenant)) };
			if (reason !== null) fault = { line, reason };
		} else if (text !== "" && state !== undefined) {
			const reason = entryFault(text, state) ?? witnessFault(state.range, options.witnessed);
			if (reason !== null) fault = { line, reason };
		}
		if (fault !== undefined) break;
	}
	if (signedHead === undefined || state === undefined)
		throw new TributaryError("invalid-field", { detail: "It is empty." });
	fault ??= endFault(state.range, signedHead, line);
	const { fingerprint, head } = signedHead;
	const found = fault === undefined ? {} : { fault };
	return { ok: fault === undefined, tenant: head.tenant, entries: state.range.size, ...found, fingerprint, signedHead };
}

interface State {
	range: CompactRange;
	/** Hash of the entry before. */
	previous: string;
}

function firstLine(text: string): SignedHead {
	const read = FirstLine.safeParse(parsed(text, parseStrictJson));
	if (read.success) return read.data.signedHead;
	throw new TributaryError("invalid-field", {
		detail: "The first line is no head of a log.",
		errors: faultsOf(read.error),
	});
}

function parsed(text: string, parse: (text: string) => unknown = JSON.parse): unknown {
	try {
		return parse(text);
	} catch {
		return null;
	}
}

async function headFault(signedHead: SignedHead, { trusted, witnessed }: Parameters<typeof checkExport>[1] & object) {
	if (!isHeadSigned(signedHead)) return "the head is not signed by the key that it names";
	// Else whoever signs with a key of his own could write down the trusted one's fingerprint beside it.
	if (!(await namesItsKey(signedHead))) return "the fingerprint is not that of the key";
	if (trusted !== undefined && signedHead.fingerprint !== trusted)
		return "the head is signed by another key than the trusted one";
	if (witnessed === undefined) return null;
	if (!isHeadSigned(witnessed)) return "the head that was kept is not signed by the key that it names";
	if (!(await namesItsKey(witnessed))) return "the fingerprint of the head that was kept is not that of its key";
	if (witnessed.fingerprint !== signedHead.fingerprint) return "the head that was kept is signed by another key";
	if (witnessed.head.tenant !== signedHead.head.tenant) return "the head that was kept is another tenant's";
	return witnessed.head.size > signedHead.head.size ? "entries that were witnessed earlier are missing" : null;
}

const namesItsKey = async ({ publicKey, fingerprint }: SignedHead): Promise<boolean> =>
	(await calculateJwkThumbprint(publicKey)) === fingerprint;

/** Takes an entry in. @returns what is wrong with it */
function entryFault(text: string, state: State): string | null {
	const read = AuditEntry.safeParse(parsed(text));
	if (!read.success) return "it is not an entry";
	const { hash, ...content } = read.data;
	if (read.data.seq !== state.range.size + 1) return "an entry is missing or misplaced";
	if (hash !== entryHash(content) || canonicalJson(read.data) !== text) return "its hash does not match";
	if (read.data.previous !== state.previous) return "it is not linked to the entry before";
	state.range = extend(state.range, entryLeaf(text));
	state.previous = hash;
	return null;
}

const witnessFault = (range: CompactRange, witnessed: SignedHead | undefined): string | null =>
	witnessed !== undefined && range.size === witnessed.head.size && rootOf(range).toString("hex") !== witnessed.head.root
		? "the log up to here is not the one that was witnessed"
		: null;

function endFault(range: CompactRange, { head }: SignedHead, line: number): ExportVerdict["fault"] {
	if (range.size !== head.size) return { line, reason: `${head.size} entries are signed, ${range.size} are here` };
	if (rootOf(range).toString("hex") === head.root) return undefined;
	return { line, reason: "the entries are not those that the head was signed for" };
}

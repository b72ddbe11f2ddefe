import { createReadStream, createWriteStream, readdirSync, readFileSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import type { TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { EXPORT_FORMAT } from "./audit-export.ts";
import { SignedHead } from "./audit-tree.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { AuditReader } from "./journals.ts";

/**
 * A log that is carried on into a folder of the customer's own, a mounted bucket for example: each time a file of the entries that came
 * since, and the signed head of the log up to there. No file is ever changed, so the folder may be one that is only written once.
 */

const SEGMENT = /^entries-(\d{16})-(\d{16})\.ndjson$/;
const HEAD = /^head-(\d{16})\.json$/;
const padded = (seq: number) => String(seq).padStart(16, "0");
const PAGE = 1000;

/** Numbers of the first and last entry. */
export interface Segment {
	readonly from: number;
	readonly to: number;
}

/**
 * Writes what is not there yet. A segment without its head was cut off, and is written anew.
 * @returns null where nothing came since
 * @throws TributaryError `audit-unavailable` the log is shorter than what is in the folder
 */
export async function writeSegment(
	audit: Pick<AuditReader, "read" | "signedHead">,
	tenant: TenantId,
	folder: string,
): Promise<Segment | null> {
	const last = Math.max(0, ...headsIn(folder));
	const signedHead = await audit.signedHead(tenant);
	const { size } = signedHead.head;
	if (size < last)
		throw new TributaryError("audit-unavailable", { detail: `The folder has ${last} entries, and the log ${size}.` });
	if (size === last) return null;
	const name = `entries-${padded(last + 1)}-${padded(size)}.ndjson`;
	await whole(folder, name, (part) =>
		pipeline(linesOf(audit, tenant, { from: last + 1, to: size }), createWriteStream(part, { flush: true })),
	);
	await whole(folder, `head-${padded(size)}.json`, (part) =>
		writeFile(part, `${JSON.stringify(signedHead)}\n`, { flush: true }),
	);
	return { from: last + 1, to: size };
}

const headsIn = (folder: string): number[] =>
	readdirSync(folder).flatMap((name) => {
		const size = HEAD.exec(name)?.[1];
		return size === undefined ? [] : [Number(size)];
	});

async function whole(folder: string, name: string, write: (part: string) => Promise<unknown>): Promise<void> {
	const part = path.join(folder, `.${name}.part`);
	await rm(part, { force: true });
	await write(part);
	await rename(part, path.join(folder, name));
}

async function* linesOf(
	audit: Pick<AuditReader, "read">,
	tenant: TenantId,
	{ from, to }: Segment,
): AsyncGenerator<string> {
	for (let after = from - 1; after < to; after += PAGE)
		for (const entry of await audit.read(tenant, { after, limit: Math.min(PAGE, to - after) }))
			yield `${canonicalJson(entry)}\n`;
}

/**
 * The folder as one exported log, for `checkExport`: the latest head, then the entries of all segments up to it.
 * @throws TributaryError `invalid-field` it is no such folder
 */
export async function* segmentLines(folder: string): AsyncGenerator<string> {
	const newest = Math.max(0, ...headsIn(folder));
	if (newest === 0) throw new TributaryError("invalid-field", { detail: `${folder} holds no head of a log.` });
	const text = readFileSync(path.join(folder, `head-${padded(newest)}.json`), "utf8");
	yield JSON.stringify({ format: EXPORT_FORMAT, signedHead: SignedHead.parse(JSON.parse(text)) });
	const segments = readdirSync(folder).filter(
		(name) => Number(SEGMENT.exec(name)?.[2] ?? Number.POSITIVE_INFINITY) <= newest,
	);
	let next = 1;
	for (const name of segments.sort()) {
		// Of a segment that was cut off and the one that took its place, the second begins at the same entry.
		const [, from, to] = SEGMENT.exec(name) ?? [];
		if (Number(from) !== next || !headsIn(folder).includes(Number(to))) continue;
		next = Number(to) + 1;
		const file = createReadStream(path.join(folder, name), "utf8");
		yield* createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY });
	}
}

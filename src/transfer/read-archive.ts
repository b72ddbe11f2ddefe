import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { calculateJwkThumbprint } from "jose";
import { type Extract, extract } from "tar-stream";
import { faultsOf } from "../domain/faults.ts";
import { TributaryError } from "../errors.ts";
import { isSigned } from "../tenancy/signed-json.ts";
import { decrypt } from "./age.ts";
import { isSound, RETURNED, type Returned } from "./collections.ts";
import {
	ARCHIVE_FORMAT,
	ARCHIVE_VERSION,
	Line,
	MANIFEST,
	Manifest,
	type Member,
	OPENING,
	type Opening,
	Opening as OpeningSchema,
} from "./format.ts";

/** Reading an archive: first all of it to see whether it is whole, then again to take what is in it. */

export interface ArchiveFile {
	readonly path: string;
	/** As `identityOf` of age.ts gives it. */
	readonly identity: string;
}

/** A member of which the whole content fits into memory: parts are cut small, and files have the size of a resume. */
const LARGEST = 512 * 1024 * 1024;

type Entry = ReturnType<Extract[typeof Symbol.asyncIterator]> extends AsyncIterator<infer E> ? E : never;

type Take = (name: string, content: Buffer) => Promise<void>;

/** Gives each member to `take`, in order. @throws TributaryError `file-not-found` · `archive-wrong-key` · `archive-damaged` · what `take` throws */
async function eachMember({ path, identity }: ArchiveFile, take: Take): Promise<void> {
	const file = createReadStream(path);
	try {
		await new Promise<void>((resolve, reject) => file.once("open", () => resolve()).once("error", reject));
	} catch (cause) {
		throw new TributaryError("file-not-found", { detail: `${path} cannot be read.`, cause });
	}
	const tar = extract();
	let own: unknown;
	const taking = (async () => {
		for await (const entry of tar) {
			const content = await contentOf(entry);
			await take(entry.header.name, content).catch((error: unknown) => {
				own = error;
				throw error;
			});
		}
	})();
	try {
		const plain = await decrypt(Readable.toWeb(file) as unknown as ReadableStream<Uint8Array>, identity);
		await Promise.all([pipeline(Readable.fromWeb(plain as never), tar), taking]);
	} catch (error) {
		tar.destroy();
		await taking.catch(() => {});
		// What went wrong within is told as it is; everything else is the file's fault.
		if (own !== undefined) throw own;
		if (error instanceof TributaryError) throw error;
		throw new TributaryError("archive-damaged", { cause: error });
	} finally {
		tar.destroy();
		file.destroy();
	}
}

async function contentOf(entry: Entry): Promise<Buffer> {
	if ((entry.header.size ?? 0) > LARGEST)
		throw new TributaryError("archive-damaged", { detail: "A member is too large." });
	const pieces: Buffer[] = [];
	for await (const piece of entry) pieces.push(piece as Buffer);
	return Buffer.concat(pieces);
}

const damaged = (detail: string, cause?: unknown) => new TributaryError("archive-damaged", { detail, cause });

function parsed(content: Buffer, name: string): unknown {
	try {
		return JSON.parse(content.toString("utf8"));
	} catch (cause) {
		throw damaged(`${name} is not JSON.`, cause);
	}
}

export interface Checked {
	readonly opening: Opening;
	readonly manifest: Manifest;
}

/**
 * Reads all of an archive and holds it against its manifest: nothing is missing, added or changed, every line is a record.
 * @param trusted fingerprint of the key that has to have signed it
 * @throws TributaryError as {@link eachMember} · `archive-version` · `archive-untrusted`
 */
export async function checkArchive(file: ArchiveFile, trusted?: string): Promise<Checked> {
	const seen: Member[] = [];
	const counts = new Map<string, number>(RETURNED.map((name) => [name, 0]));
	let opening: Opening | undefined;
	let manifest: Manifest | undefined;
	await eachMember(file, async (name, content) => {
		if (manifest !== undefined) throw damaged("Something stands behind the manifest.");
		if (opening === undefined && name !== OPENING) throw damaged("It does not begin as an archive of a tenant does.");
		if (name === OPENING) opening = readOpening(parsed(content, name));
		if (name === MANIFEST) {
			manifest = readManifest(parsed(content, name));
			return;
		}
		seen.push({ name, bytes: content.length, sha256: createHash("sha256").update(content).digest("hex") });
		const collection = collectionOf(name);
		if (collection === null) return;
		for (const line of linesOf(content, name)) {
			if (!isSound(collection, line)) throw damaged(`${name}: ${collection} ${line.id} is no such record.`);
			counts.set(collection, (counts.get(collection) ?? 0) + 1);
		}
	});
	if (opening === undefined || manifest === undefined) throw damaged("It has no manifest: it was cut.");
	await demandWhole({ opening, manifest }, { seen, counts, trusted });
	return { opening, manifest };
}

function readOpening(value: unknown): Opening {
	const { format, version } = Object(value) as { format?: unknown; version?: unknown };
	if (format === ARCHIVE_FORMAT && typeof version === "number" && version !== ARCHIVE_VERSION)
		throw new TributaryError("archive-version", {
			detail: `It has version ${version}; ${ARCHIVE_VERSION} is known here.`,
		});
	const read = OpeningSchema.safeParse(value);
	if (read.success) return read.data;
	throw new TributaryError("archive-damaged", { detail: `${OPENING} is none.`, errors: faultsOf(read.error) });
}

function readManifest(value: unknown): Manifest {
	const read = Manifest.safeParse(value);
	if (read.success) return read.data;
	throw new TributaryError("archive-damaged", { detail: `${MANIFEST} is none.`, errors: faultsOf(read.error) });
}

/** The collection that a member holds records of. */
function collectionOf(name: string): Returned | null {
	const found = /^records\/([a-z-]+)\/\d{6}\.ndjson$/.exec(name)?.[1];
	return RETURNED.find((one) => one === found) ?? null;
}

function* linesOf(content: Buffer, name: string): Generator<Line> {
	for (const text of content.toString("utf8").split("\n")) {
		if (text === "") continue;
		const read = Line.safeParse(parsed(Buffer.from(text), name));
		if (!read.success) throw damaged(`${name} has a line that is no record.`);
		yield read.data;
	}
}

interface Found {
	readonly seen: readonly Member[];
	readonly counts: ReadonlyMap<string, number>;
	readonly trusted: string | undefined;
}

async function demandWhole({ opening, manifest: signed }: Checked, { seen, counts, trusted }: Found): Promise<void> {
	const { manifest, publicKey, fingerprint, signature } = signed;
	if (!isSigned(manifest, signature, publicKey) || (await calculateJwkThumbprint(publicKey)) !== fingerprint)
		throw damaged("The manifest is not signed by the key that it names.");
	if (trusted !== undefined && trusted !== fingerprint)
		throw new TributaryError("archive-untrusted", { detail: `It is signed by ${fingerprint}.` });
	if (manifest.id !== opening.id || manifest.tenant !== opening.tenant.id)
		throw damaged("The manifest is another archive's.");
	const listed = new Map(manifest.members.map((one) => [one.name, one]));
	for (const { name, bytes, sha256 } of seen) {
		const member = listed.get(name);
		if (member === undefined) throw damaged(`${name} was added.`);
		if (member.bytes !== bytes || member.sha256 !== sha256) throw damaged(`${name} was changed.`);
		listed.delete(name);
	}
	const [missing] = listed.keys();
	if (missing !== undefined) throw damaged(`${missing} is missing.`);
	for (const [name, count] of counts)
		if ((manifest.counts[name] ?? 0) !== count) throw damaged(`${name} has ${count} records.`);
}

/** What of an archive is taken: records of one member of the archive, or a file. */
export type Taken =
	| { readonly kind: "records"; readonly collection: Returned; readonly lines: readonly Line[] }
	| { readonly kind: "file"; readonly sha256: string; readonly bytes: Buffer };

/**
 * Takes what is in an archive that was checked. Each member is held against the manifest once more: the file may be another by now.
 * @throws TributaryError as {@link eachMember} · what `take` throws
 */
export async function takeArchive(file: ArchiveFile, { manifest }: Manifest, take: (taken: Taken) => Promise<void>) {
	const listed = new Map(manifest.members.map(({ name, sha256 }) => [name, sha256]));
	await eachMember(file, async (name, content) => {
		const collection = collectionOf(name);
		const sha256 = /^originals\/([0-9a-f]{64})$/.exec(name)?.[1];
		if (collection === null && sha256 === undefined) return;
		if (listed.get(name) !== createHash("sha256").update(content).digest("hex")) throw damaged(`${name} was changed.`);
		if (collection !== null) await take({ kind: "records", collection, lines: [...linesOf(content, name)] });
		else if (sha256 !== undefined) await take({ kind: "file", sha256, bytes: content });
	});
}

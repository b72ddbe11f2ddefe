import { crc32 } from "node:zlib";
import yauzl from "yauzl";
import { TributaryError } from "../../errors.ts";
import type { FileLimits } from "../limits.ts";

/** Parts of a package by name, unpacked under limits. */
export type Package = ReadonlyMap<string, Buffer>;

const RATIO_FROM = 1024 * 1024;
const tooComplex = (detail: string): TributaryError => new TributaryError("file-too-complex", { detail });

interface Budget {
	left: number;
	/** Bytes that the package may unpack to by its ratio. */
	readonly byRatio: number;
	used: number;
}

/** Counts what really comes out; the sizes in the directory are the sender's claim. */
async function unpack(zip: yauzl.ZipFile, entry: yauzl.Entry, budget: Budget): Promise<Buffer> {
	const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
		zip.openReadStream(entry, (error, opened) =>
			error === null && opened !== undefined ? resolve(opened) : reject(error),
		);
	});
	const chunks: Buffer[] = [];
	for await (const chunk of stream) {
		const bytes = chunk as Buffer;
		budget.left -= bytes.length;
		budget.used += bytes.length;
		if (budget.left < 0) throw tooComplex("The package unpacks to too many bytes.");
		if (budget.used > RATIO_FROM && budget.used > budget.byRatio)
			throw tooComplex("The package is packed beyond the accepted ratio.");
		chunks.push(bytes);
	}
	return Buffer.concat(chunks);
}

const openZip = (bytes: Uint8Array): Promise<yauzl.ZipFile> =>
	new Promise((resolve, reject) => {
		const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		const options = { lazyEntries: true, strictFileNames: true, validateEntrySizes: true, decodeStrings: true };
		yauzl.fromBuffer(buffer, options, (error, zip) =>
			error === null && zip !== undefined ? resolve(zip) : reject(error),
		);
	});

/** Every part whose name is wanted. All parts count against the limits, wanted or not. */
async function readEntries(
	zip: yauzl.ZipFile,
	wanted: (name: string) => boolean,
	limits: FileLimits,
	size: number,
): Promise<Map<string, Buffer>> {
	const parts = new Map<string, Buffer>();
	const budget: Budget = { left: limits.unpackedBytes, byRatio: size * limits.ratio, used: 0 };
	let entries = 0;
	return await new Promise((resolve, reject) => {
		zip.on("error", reject);
		zip.on("end", () => resolve(parts));
		zip.on("entry", (entry: yauzl.Entry) => {
			entries += 1;
			if (entries > limits.entries) return reject(tooComplex("The package has too many parts."));
			if ((entry.generalPurposeBitFlag & 1) !== 0) return reject(new TributaryError("file-encrypted"));
			if (!wanted(entry.fileName) || parts.has(entry.fileName)) return zip.readEntry();
			unpack(zip, entry, budget).then((content) => {
				parts.set(entry.fileName, content);
				zip.readEntry();
			}, reject);
		});
		zip.readEntry();
	});
}

/**
 * Unpacks the wanted parts of a ZIP package.
 * @throws TributaryError file-corrupt, file-encrypted, file-too-complex
 */
export async function readPackage(
	bytes: Uint8Array,
	wanted: (name: string) => boolean,
	limits: FileLimits,
): Promise<Package> {
	try {
		const zip = await openZip(bytes);
		if (zip.entryCount > limits.entries) throw tooComplex("The package has too many parts.");
		return await readEntries(zip, wanted, limits, bytes.length);
	} catch (thrown) {
		if (thrown instanceof TributaryError) throw thrown;
		throw new TributaryError("file-corrupt", { cause: thrown });
	}
}

function localHeader(name: Buffer, content: Buffer, signature: number, extra: Buffer): Buffer {
	const central = signature === 0x02014b50;
	const header = Buffer.alloc(central ? 46 : 30);
	let at = header.writeUInt32LE(signature, 0);
	if (central) at = header.writeUInt16LE(20, at);
	at = header.writeUInt16LE(20, at);
	at += 8;
	at = header.writeUInt32LE(crc32(content), at);
	at = header.writeUInt32LE(content.length, at);
	at = header.writeUInt32LE(content.length, at);
	header.writeUInt16LE(name.length, at);
	if (central) extra.copy(header, 42);
	return Buffer.concat([header, name]);
}

/** A ZIP of stored parts (PKWARE APPNOTE 4.3): a reader that gets it sees checked parts only. */
export function writePackage(parts: Package): Buffer {
	const bodies: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const [part, content] of parts) {
		const name = Buffer.from(part, "utf8");
		const at = Buffer.alloc(4);
		at.writeUInt32LE(offset);
		const local = localHeader(name, content, 0x04034b50, at);
		directory.push(localHeader(name, content, 0x02014b50, at));
		bodies.push(local, content);
		offset += local.length + content.length;
	}
	const central = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(parts.size, 8);
	end.writeUInt16LE(parts.size, 10);
	end.writeUInt32LE(central.length, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...bodies, central, end]);
}

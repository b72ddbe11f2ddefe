/**
 * Rewrites a ZIP file so that the same content gives the same bytes: fixed times, entries in order, contents passed
 * through a function. Reads what `docx` writes: stored or deflated entries, sizes in the central directory, no ZIP64.
 * Layout: APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).
 */
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
/** 1 October 2026, 00:00, in the MS-DOS form. */
const DOS_DATE = ((2026 - 1980) << 9) | (10 << 5) | 1;
const DEFLATED = 8;

export interface ZipEntry {
	readonly name: string;
	readonly content: Buffer;
}

/** Entries of a ZIP file in the order of its directory; throws RangeError when it has none. */
export function readZip(zip: Buffer): ZipEntry[] {
	let end = zip.length - 22;
	while (end >= 0 && zip.readUInt32LE(end) !== END_SIGNATURE) end--;
	if (end < 0) throw new RangeError("not a ZIP file: no end of central directory");
	const entries: ZipEntry[] = [];
	let at = zip.readUInt32LE(end + 16);
	while (at < end && zip.readUInt32LE(at) === CENTRAL_SIGNATURE) {
		const nameLength = zip.readUInt16LE(at + 28);
		const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
		const local = zip.readUInt32LE(at + 42);
		const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
		const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
		entries.push({
			name,
			content: zip.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(packed) : Buffer.from(packed),
		});
		at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
	}
	return entries;
}

/** The fields that a local header and a directory entry share, from "version needed" on. */
function sharedFields(name: Buffer, content: Buffer, packed: Buffer): Buffer {
	const fields = Buffer.alloc(26);
	fields.writeUInt16LE(20, 0);
	fields.writeUInt16LE(0x0800, 2);
	fields.writeUInt16LE(DEFLATED, 4);
	fields.writeUInt16LE(DOS_DATE, 8);
	fields.writeUInt32LE(crc32(content), 10);
	fields.writeUInt32LE(packed.length, 14);
	fields.writeUInt32LE(content.length, 18);
	fields.writeUInt16LE(name.length, 22);
	return fields;
}

function uint32(...values: readonly number[]): Buffer {
	const bytes = Buffer.alloc(4 * values.length);
	for (const [i, value] of values.entries()) bytes.writeUInt32LE(value, 4 * i);
	return bytes;
}

/** A ZIP file with fixed times. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
	const body: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const { name, content } of entries) {
		const packed = deflateRawSync(content, { level: 9 });
		const encoded = Buffer.from(name, "utf8");
		const shared = sharedFields(encoded, content, packed);
		const local = Buffer.concat([uint32(LOCAL_SIGNATURE), shared, encoded, packed]);
		// Between the shared fields and the offset stand comment, disk and attributes: all zero.
		directory.push(
			Buffer.concat([
				uint32(CENTRAL_SIGNATURE),
				Buffer.from([20, 0]),
				shared,
				Buffer.alloc(10),
				uint32(offset),
				encoded,
			]),
		);
		body.push(local);
		offset += local.length;
	}
	const listed = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(END_SIGNATURE, 0);
	end.writeUInt16LE(entries.length, 8);
	end.writeUInt16LE(entries.length, 10);
	end.writeUInt32LE(listed.length, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...body, listed, end]);
}

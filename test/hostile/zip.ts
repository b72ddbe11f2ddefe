/** ZIP files with every field as one likes: what no honest writer makes. Layout: APPNOTE.TXT 6.3.10, section 4.3. */
import { crc32, deflateRawSync } from "node:zlib";

export interface Entry {
	readonly name: string;
	readonly content: Buffer;
	/** Packed bytes, where they are made already. */
	readonly packed?: Buffer;
	/** Size that the headers tell, where it is not the true one. */
	readonly claimed?: number;
	/** Attributes of the file as Unix keeps them; 0xA1FF is a symbolic link. */
	readonly mode?: number;
	/** General purpose flags: 1 is encrypted. */
	readonly flags?: number;
	/** Points at the packed bytes of the entry with this index instead of having its own. */
	readonly sharedWith?: number;
}

export interface Layout {
	/** Entries that the end record tells, where it is not the true number. */
	readonly count?: number;
	/** Writes 0xFFFFFFFF where ZIP64 keeps its sizes, with no ZIP64 record behind it. */
	readonly zip64Sentinel?: boolean;
	/** Where the directory is said to begin. */
	readonly directoryAt?: number;
}

const packedOf = (entry: Entry): Buffer => entry.packed ?? deflateRawSync(entry.content, { level: 9 });

function header(entry: Entry, packed: Buffer, central: boolean, layout: Layout): Buffer {
	const name = Buffer.from(entry.name);
	const head = Buffer.alloc(central ? 46 : 30);
	head.writeUInt32LE(central ? 0x02014b50 : 0x04034b50);
	const at = central ? 6 : 4;
	if (central) head.writeUInt16LE(entry.mode === undefined ? 20 : 0x0314, 4);
	head.writeUInt16LE(20, at);
	head.writeUInt16LE(entry.flags ?? 0, at + 2);
	head.writeUInt16LE(8, at + 4);
	head.writeUInt32LE(crc32(entry.content), at + 10);
	const sentinel = layout.zip64Sentinel === true;
	head.writeUInt32LE(sentinel ? 0xffffffff : packed.length, at + 14);
	head.writeUInt32LE(sentinel ? 0xffffffff : (entry.claimed ?? entry.content.length), at + 18);
	head.writeUInt16LE(name.length, at + 22);
	if (central && entry.mode !== undefined) head.writeUInt32LE((entry.mode << 16) >>> 0, 38);
	return Buffer.concat([head, name]);
}

export function zip(entries: readonly Entry[], layout: Layout = {}): Buffer {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	const starts: number[] = [];
	let size = 0;
	for (const entry of entries) {
		const shared = entry.sharedWith === undefined ? undefined : entries[entry.sharedWith];
		const packed = packedOf(shared ?? entry);
		starts.push(shared === undefined ? size : (starts[entry.sharedWith ?? 0] ?? 0));
		if (shared === undefined) {
			const part = Buffer.concat([header(entry, packed, false, layout), packed]);
			parts.push(part);
			size += part.length;
		}
		const record = header(entry, packed, true, layout);
		record.writeUInt32LE(starts.at(-1) ?? 0, 42);
		directory.push(record);
	}
	const length = directory.reduce((sum, record) => sum + record.length, 0);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50);
	const count = (layout.count ?? entries.length) & 0xffff;
	end.writeUInt16LE(count, 8);
	end.writeUInt16LE(count, 10);
	end.writeUInt32LE(length, 12);
	end.writeUInt32LE(layout.directoryAt ?? size, 16);
	return Buffer.concat([...parts, ...directory, end]);
}

/** Spaces pack a thousand to one. */
export const spaces = (bytes: number): Buffer => Buffer.alloc(bytes, 0x20);

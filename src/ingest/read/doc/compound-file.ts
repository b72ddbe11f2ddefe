import { TributaryError } from "../../../errors.ts";

/** Compound files of Microsoft Office ([MS-CFB]): a file system in a file. Every chain is bounded by the file's size. */

const SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** Sector numbers from here on are marks, not places (2.1). */
const FIRST_MARK = 0xfffffffa;
const NO_ENTRY = 0xffffffff;
const HEADER_FAT_SECTORS = 109;
const ENTRY_SIZE = 128;
const MAX_ENTRIES = 20_000;

interface Entry {
	readonly name: string;
	/** 1 storage, 2 stream, 5 root. */
	readonly type: number;
	readonly left: number;
	readonly right: number;
	readonly child: number;
	readonly start: number;
	readonly size: number;
}

export const isOle = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, index) => bytes[index] === byte);

const corrupt = (): TributaryError => new TributaryError("file-corrupt");

export class CompoundFile {
	readonly #bytes: Buffer;
	readonly #shift: number;
	readonly #fat: Uint32Array;
	readonly #root: Entry;
	readonly #streams: ReadonlyMap<string, Entry>;
	/** Names of what stands at the top. */
	readonly names: readonly string[];

	/** @throws TributaryError file-corrupt */
	constructor(bytes: Uint8Array) {
		this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		if (!isOle(bytes) || bytes.length < 512) throw corrupt();
		this.#shift = this.#bytes.readUInt16LE(30);
		if (this.#shift !== 9 && this.#shift !== 12) throw corrupt();
		this.#fat = this.#readFat();
		const entries = this.#readDirectory();
		this.#root = entries[0] ?? this.#missing();
		const top = topEntries(entries, this.#root.child);
		this.names = top.map((entry) => entry.name);
		this.#streams = new Map(top.filter((entry) => entry.type === 2).map((entry) => [entry.name, entry]));
	}

	/**
	 * A stream at the top, null where there is none of that name.
	 * @throws TributaryError file-corrupt
	 */
	stream(name: string): Buffer | null {
		const entry = this.#streams.get(name);
		if (entry === undefined) return null;
		if (entry.size > this.#bytes.length) throw corrupt();
		const cutoff = this.#bytes.readUInt32LE(56);
		const content = entry.size < cutoff ? this.#small(entry) : this.#chain(entry.start);
		if (content.length < entry.size) throw corrupt();
		return content.subarray(0, entry.size);
	}

	#missing(): never {
		throw corrupt();
	}

	#sector(number: number): Buffer {
		const at = (number + 1) * 2 ** this.#shift;
		if (at >= this.#bytes.length) throw corrupt();
		return this.#bytes.subarray(at, at + 2 ** this.#shift);
	}

	#chain(start: number): Buffer {
		const sectors: Buffer[] = [];
		for (let at = start; at < FIRST_MARK; at = this.#fat[at] ?? NO_ENTRY) {
			// A chain longer than the file goes in a circle.
			if (sectors.length > this.#bytes.length >> this.#shift) throw corrupt();
			sectors.push(this.#sector(at));
		}
		return Buffer.concat(sectors);
	}

	/** The table of sectors: the first places stand in the header, the others in sectors of their own. */
	#readFat(): Uint32Array {
		const size = 2 ** this.#shift;
		const most = Math.ceil(this.#bytes.length / size);
		const places = Array.from({ length: HEADER_FAT_SECTORS }, (_, index) => this.#bytes.readUInt32LE(76 + index * 4));
		let next = this.#bytes.readUInt32LE(68);
		for (let seen = 0; next < FIRST_MARK; seen += 1) {
			if (seen > most) throw corrupt();
			const sector = this.#sector(next);
			if (sector.length < size) throw corrupt();
			for (let at = 0; at < size - 4; at += 4) places.push(sector.readUInt32LE(at));
			next = sector.readUInt32LE(size - 4);
		}
		const used = places.filter((place) => place < FIRST_MARK);
		if (used.length > most) throw corrupt();
		const table = Buffer.concat(used.map((place) => this.#sector(place)));
		return Uint32Array.from({ length: table.length >> 2 }, (_, index) => table.readUInt32LE(index * 4));
	}

	#readDirectory(): Entry[] {
		const table = this.#chain(this.#bytes.readUInt32LE(48));
		const entries: Entry[] = [];
		for (let at = 0; at + ENTRY_SIZE <= table.length && entries.length < MAX_ENTRIES; at += ENTRY_SIZE) {
			const nameBytes = Math.min(Math.max(table.readUInt16LE(at + 64) - 2, 0), 62);
			entries.push({
				name: table.toString("utf16le", at, at + nameBytes),
				type: table[at + 66] ?? 0,
				left: table.readUInt32LE(at + 68),
				right: table.readUInt32LE(at + 72),
				child: table.readUInt32LE(at + 76),
				start: table.readUInt32LE(at + 116),
				size: table.readUInt32LE(at + 120),
			});
		}
		return entries;
	}

	/** Small streams share the sectors of one, in pieces of 64 bytes. */
	#small(entry: Entry): Buffer {
		const pool = this.#chain(this.#root.start);
		const table = this.#chain(this.#bytes.readUInt32LE(60));
		const pieces: Buffer[] = [];
		for (let at = entry.start; at < FIRST_MARK && pieces.length * 64 < entry.size; ) {
			if (at * 64 >= pool.length || at * 4 + 4 > table.length) throw corrupt();
			pieces.push(pool.subarray(at * 64, at * 64 + 64));
			at = table.readUInt32LE(at * 4);
		}
		return Buffer.concat(pieces);
	}
}

/** The entries of one storage: a tree of siblings. */
function topEntries(entries: readonly Entry[], first: number): Entry[] {
	const found: Entry[] = [];
	const seen = new Set<number>();
	const waiting = [first];
	while (waiting.length > 0) {
		const number = waiting.pop() as number;
		const entry = entries[number];
		if (entry === undefined || seen.has(number)) continue;
		seen.add(number);
		found.push(entry);
		waiting.push(entry.left, entry.right);
	}
	return found;
}

/** Streams that tell the program whose file it is. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
	[/^(?:Workbook|Book)$/, "an Excel 97-2003 workbook (XLS)"],
	[/^PowerPoint Document$/, "a PowerPoint 97-2003 presentation (PPT)"],
	[/^__properties_version1\.0$/, "an Outlook message (MSG)"],
	[/^VisioDocument$/, "a Visio drawing (VSD)"],
	[/^!_StringPool$/, "a Windows installer (MSI)"],
	[/^MatOST$/, "a Works text (WPS)"],
];

/**
 * Which program's file a compound file is.
 * @throws TributaryError file-encrypted, file-corrupt, file-type-unsupported (the detail names the kind)
 */
export function sniffOle(bytes: Uint8Array): "doc" {
	let names: readonly string[];
	try {
		({ names } = new CompoundFile(bytes));
	} catch (thrown) {
		throw thrown instanceof TributaryError ? thrown : corrupt();
	}
	// A package with a password is wrapped into a compound file ([MS-OFFCRYPTO] 2.3.4).
	if (names.includes("EncryptedPackage")) throw new TributaryError("file-encrypted");
	if (names.includes("WordDocument")) return "doc";
	const other = OTHERS.find(([name]) => names.some((candidate) => name.test(candidate)));
	const kind = other?.[1] ?? "a compound file (OLE) of a kind that is not read";
	throw new TributaryError("file-type-unsupported", { detail: `This is ${kind}.` });
}

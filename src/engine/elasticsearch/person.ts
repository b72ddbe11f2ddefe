import { type IndexedDocument, TEXT_FIELDS } from "../../domain/document.ts";

/**
 * What is indexed of a person in one piece, as it is sealed and as it is kept in memory: a search reads hundreds of people for a few words
 * of each, so the words are looked through as they lie, and only what every search wants is parsed.
 *
 * One byte that says so · how long the other parts are, four bytes each · head and rest, JSON · words: every token once, in the order of
 * their first, each with a line feed behind it · sequence: of every token of every field which word it is, the lowest bytes of all, then, where
 * there are more than 256 words, the next ones.
 */
const PACKED = 1;
const LENGTHS = [1, 5, 9, 13] as const;
const HEAD_AT = 17;
export const LINE_FEED = 10;
/** Begins a token that could not stand there as it is: the hex digits of its UTF-16 follow. */
const CODED = "\u0001";

/** What every search wants of a person. */
interface Head extends Pick<IndexedDocument, "columns" | "link"> {
	readonly id: string;
	/** Fields in the order in which they lie there, each as its bit and how many tokens it has. */
	readonly fields: readonly (readonly [bit: number, tokens: number])[];
	readonly bodyLength: number;
}
type Rest = Omit<IndexedDocument, "fields" | "columns" | "link">;

/** A decrypted person, in about 4 kB. */
export class Person {
	readonly id: string;
	readonly bodyLength: number;
	readonly columns: IndexedDocument["columns"];
	readonly link: string | null;
	readonly fields: Head["fields"];
	readonly words: Uint8Array;
	readonly #sequence: Uint8Array;
	readonly #rest: Buffer;
	#facets: IndexedDocument["facets"] | null = null;

	/** @param bytes as {@link packed} makes them; kept as they are, so not a part of something larger */
	constructor(bytes: Buffer) {
		const [head, rest, words, sequence] = placesIn(bytes, 0);
		const { id, bodyLength, columns, link, fields }: Head = JSON.parse(bytes.toString("utf8", HEAD_AT, head));
		this.id = id;
		this.bodyLength = bodyLength;
		this.columns = columns;
		this.link = link;
		this.fields = fields;
		this.#rest = bytes.subarray(head, rest);
		this.words = bytes.subarray(rest, words);
		this.#sequence = bytes.subarray(words, sequence);
	}

	/** Of every token of every field the number of its word, the first of `words` being 0. */
	get sequence(): ArrayLike<number> {
		const length = this.fields.reduce((sum, [, tokens]) => sum + tokens, 0);
		if (this.#sequence.length === length) return this.#sequence;
		const numbers = new Uint32Array(length);
		for (let plane = this.#sequence.length - length; plane >= 0; plane -= length)
			for (let at = 0; at < length; at++)
				numbers[at] = (numbers[at] as number) * 256 + (this.#sequence[plane + at] as number);
		return numbers;
	}

	get facets(): IndexedDocument["facets"] {
		this.#facets ??= this.rest.facets;
		return this.#facets;
	}

	get rest(): Rest {
		return JSON.parse(this.#rest.toString("utf8"));
	}
}

export function packed(id: string, document: IndexedDocument): Buffer {
	const { fields, columns, link, ...rest } = document;
	const lists = Object.entries(fields) as [(typeof TEXT_FIELDS)[number], readonly string[]][];
	const head: Head = {
		id,
		fields: lists.map(([field, tokens]) => [TEXT_FIELDS.indexOf(field), tokens.length]),
		bodyLength: bodyLengthOf(document),
		columns,
		link,
	};
	const { words, sequence } = sequenceOf(lists.flatMap(([, tokens]) => tokens));
	const parts = [Buffer.from(JSON.stringify(head)), Buffer.from(JSON.stringify(rest)), words, sequence];
	const start = Buffer.alloc(HEAD_AT);
	start.writeUInt8(PACKED, 0);
	for (const [at, { length }] of parts.entries()) start.writeUInt32LE(length, LENGTHS[at]);
	return Buffer.concat([start, ...parts]);
}

export const isPacked = (bytes: Uint8Array): boolean => bytes[0] === PACKED;

/** Where what begins at `start` ends. @throws RangeError no whole one begins there */
export function endOf(bytes: Buffer, start: number): number {
	const end = isPacked(bytes.subarray(start)) ? placesIn(bytes, start)[3] : Number.POSITIVE_INFINITY;
	if (end > bytes.length) throw new RangeError("There is no person.");
	return end;
}

/** Where each part ends. */
function placesIn(bytes: Buffer, start: number): [head: number, rest: number, words: number, sequence: number] {
	let end = start + HEAD_AT;
	return LENGTHS.map((at) => {
		end += bytes.readUInt32LE(start + at);
		return end;
	}) as ReturnType<typeof placesIn>;
}

export const personFrom = (id: string, document: IndexedDocument): Person => new Person(packed(id, document));

/** What is indexed. */
export function documentOf({ fields, columns, link, rest, words, sequence }: Person): IndexedDocument {
	const all = Buffer.from(words).toString("utf8").split("\n").map(asRead);
	const tokens = Array.from(sequence, (number) => all[number] as string);
	const { language, facets, keys, access } = rest;
	let end = 0;
	const lists = fields.map(([bit, count]) => {
		end += count;
		return [TEXT_FIELDS[bit], tokens.slice(end - count, end)];
	});
	const own = { language, fields: Object.fromEntries(lists), facets, columns, keys, link };
	return access === undefined ? own : { ...own, access };
}

/** Tokens of the body without gaps. */
export const bodyLengthOf = ({ fields }: IndexedDocument): number =>
	(fields.body ?? []).filter((token) => token !== "").length;

/** A token as it lies among the words, without its line feed. */
export const written = (token: string): Buffer => Buffer.from(isPlain(token) ? token : coded(token));

const isPlain = (token: string): boolean => !token.includes("\n") && !token.startsWith(CODED) && token.isWellFormed();
const coded = (token: string): string => `${CODED}${Buffer.from(token, "utf16le").toString("hex")}`;
const asRead = (lying: string): string =>
	lying.startsWith(CODED) ? Buffer.from(lying.slice(CODED.length), "hex").toString("utf16le") : lying;

function sequenceOf(tokens: readonly string[]): { readonly words: Buffer; readonly sequence: Uint8Array } {
	const numbers = new Map<string, number>();
	const all = Uint32Array.from(tokens, (token) => {
		const known = numbers.get(token) ?? numbers.size;
		if (known === numbers.size) numbers.set(token, known);
		return known;
	});
	const planes: Uint8Array[] = [Uint8Array.from(all)];
	for (let above = 256; above < numbers.size; above *= 256)
		planes.push(Uint8Array.from(all, (number) => number / above));
	return { words: wordsOf([...numbers.keys()]), sequence: Buffer.concat(planes) };
}

function wordsOf(tokens: readonly string[]): Buffer {
	if (tokens.length === 0) return Buffer.alloc(0);
	const text = `${tokens.join("\n")}\n`;
	// Nearly always; told of all at once.
	if (!text.includes(CODED) && text.isWellFormed()) {
		const bytes = Buffer.from(text);
		if (lines(bytes) === tokens.length) return bytes;
	}
	return Buffer.from(tokens.map((token) => `${isPlain(token) ? token : coded(token)}\n`).join(""));
}

function lines(bytes: Uint8Array): number {
	let count = 0;
	for (const byte of bytes) if (byte === LINE_FEED) count++;
	return count;
}

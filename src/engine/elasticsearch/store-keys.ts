import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import { authenticate, decrypt, derive, encrypt, NONCE_BYTES } from "../../cryptography.ts";
import type { Facet } from "../../domain/document.ts";
import { TributaryError } from "../../errors.ts";

const KEY_BYTES = 32;
const NO_KEY = createSecretKey(Buffer.alloc(KEY_BYTES));
/** 64 bits of a token: in a dictionary of a million words two meet with a probability of 3 in 10^8. */
const TOKEN_BYTES = 8;
/** 128 bits of a record's id: it must never meet another. */
const ID_BYTES = 16;
/** Words whose tokens are kept: those of a tenant's language, most of all. */
const KEPT_TOKENS = 200_000;
/** Of each facet and form. */
const KEPT_VALUES = 30_000;

/**
 * What is derived from the data key of one store (HKDF-SHA-256): how its words, values and ids are called on the cluster, and how its
 * records are sealed. Without the key an index is noise, in every copy of it.
 */
export class StoreKeys {
	#tokenKey: KeyObject;
	#idKey: KeyObject;
	#sealKey: KeyObject;
	readonly #words = new Map<string, string>();
	readonly #tokens = new Map<string, string>();
	readonly #values = { folded: new Map<string, Tokens>(), written: new Map<string, Tokens>() };
	readonly #lists = new WeakMap<readonly string[], readonly string[]>();

	constructor(dataKey: Uint8Array) {
		// Key objects: bytes would be made into one at every word.
		const keyOf = (purpose: string) => {
			const derived = derive(dataKey, `tributary/elasticsearch/v1/${purpose}`, KEY_BYTES);
			const key = createSecretKey(derived);
			derived.fill(0);
			return key;
		};
		this.#tokenKey = keyOf("tokens");
		this.#idKey = keyOf("ids");
		this.#sealKey = keyOf("records");
	}

	/** Tells this key from others, and nothing about it; 8 hex digits. */
	get name(): string {
		return authenticate(this.#idKey, "name of the key").subarray(0, 4).toString("hex");
	}

	/** HMAC-SHA-256 of a word, cut to 64 bits, base64url. */
	word(word: string): string {
		// By the word alone: a text is thousands of them, and each name made for it would be hashed anew.
		const known = this.#words.get(word);
		return known ?? keep(this.#words, word, this.#made(`w\0${word}`, TOKEN_BYTES), KEPT_TOKENS);
	}

	/** Of a facet's value: `folded` to find by, `written` to count by. */
	value(form: "folded" | "written", facet: Facet | "link", value: string): string {
		// By the value alone, as words are.
		const values = this.#values[form].get(facet) ?? new Map<string, string>();
		if (values.size === 0) this.#values[form].set(facet, values);
		const known = values.get(value);
		return known ?? keep(values, value, this.#made(`${form}\0${facet}\0${value}`, TOKEN_BYTES), KEPT_VALUES);
	}

	language(language: string | null): string {
		return this.#token(`l\0${language ?? ""}`);
	}

	/** Of what a section is protected by. */
	label(label: string): string {
		return this.#token(`a\0${label}`, ID_BYTES);
	}

	secondaryKey(collection: string, key: string): string {
		// Not kept: hardly anybody shares one, and those of many people would push out the words.
		return this.#made(`k\0${collection}\0${key}`, ID_BYTES);
	}

	/** The `_id` of a record. */
	id(collection: string, id: string): string {
		return authenticate(this.#idKey, `${collection}\0${id}`).subarray(0, ID_BYTES).toString("base64url");
	}

	/** Of many people; remembered by the list, which is never changed. */
	people(ids: readonly string[]): readonly string[] {
		const known = this.#lists.get(ids) ?? ids.map((id) => this.id("person", id));
		this.#lists.set(ids, known);
		return known;
	}

	/**
	 * Compresses, then encrypts with AES-256-GCM; `place` is authenticated: what is moved elsewhere does not open. Base64.
	 * @param form dense: it is mostly sealed already, so that compressing takes long and saves little · joined: for {@link unsealAll}
	 */
	seal(plain: string | Uint8Array, place: string, form: Form = "alone"): string {
		this.#demandKeys();
		const nonce = randomBytes(NONCE_BYTES);
		const packed = pack(plain, form);
		const sealed = encrypt(packed, { key: this.#sealKey, nonce, belongs: Buffer.from(place) });
		return Buffer.concat([nonce, sealed]).toString("base64");
	}

	/** @throws `store-corrupt` what lies there was changed, moved or sealed with another key */
	unseal(sealed: string, place: string): Buffer {
		const packed = this.#opened(sealed, place);
		try {
			return unpack(packed);
		} catch (cause) {
			throw new TributaryError("store-corrupt", { cause });
		}
	}

	/**
	 * The same of many at once. Those that were sealed `joined` are decompressed in one go, which takes a fifth of the time.
	 * @param endOf where one ends that begins there; throws, or says something else, where none does
	 */
	unsealAll(
		all: readonly { readonly sealed: string; readonly place: string }[],
		endOf: (bytes: Buffer, start: number) => number,
	): Buffer[] {
		const packed = all.map(({ sealed, place }) => this.#opened(sealed, place));
		try {
			return unpackJoined(packed, endOf) ?? packed.map(unpack);
		} catch (cause) {
			throw new TributaryError("store-corrupt", { cause });
		}
	}

	/** @throws `store-corrupt` */
	#opened(sealed: string, place: string): Buffer {
		const bytes = Buffer.from(sealed, "base64");
		try {
			const sealing = { key: this.#sealKey, nonce: bytes.subarray(0, NONCE_BYTES), belongs: Buffer.from(place) };
			return decrypt(bytes.subarray(NONCE_BYTES), sealing);
		} catch (cause) {
			throw new TributaryError("store-corrupt", { cause });
		}
	}

	/** They are made again when they are asked for. */
	forgetTokens(): void {
		this.#words.clear();
		this.#tokens.clear();
		this.#values.folded.clear();
		this.#values.written.clear();
	}

	/** Lets go of the keys, which OpenSSL overwrites; nothing can be read through this object afterwards. */
	destroy(): void {
		this.#tokenKey = this.#idKey = this.#sealKey = NO_KEY;
		this.forgetTokens();
	}

	/** A write that was under way when they were destroyed is not sealed with what anybody could open. @throws `store-unavailable` */
	#demandKeys(): void {
		if (this.#sealKey === NO_KEY) throw new TributaryError("store-unavailable");
	}

	#token(text: string, bytes = TOKEN_BYTES): string {
		return this.#tokens.get(text) ?? keep(this.#tokens, text, this.#made(text, bytes), KEPT_TOKENS);
	}

	#made(text: string, bytes: number): string {
		this.#demandKeys();
		return authenticate(this.#tokenKey, text).subarray(0, bytes).toString("base64url");
	}
}

type Tokens = Map<string, string>;

function keep(tokens: Tokens, text: string, token: string, most: number): string {
	if (tokens.size >= most) tokens.clear();
	tokens.set(text, token);
	return token;
}

/** Shorter texts gain less by compression than it takes to begin with it. */
const SHORT = 100;
/** Of DEFLATE (RFC 1951, 3.2.4): a block that is not compressed is its length, that inverted, and the bytes; the last one is marked. */
const STORED_HEADER = 5;
const STORED_MOST = 0xffff;
const STORED_LAST = 1;

type Form = "alone" | "joined" | "dense";

/** Raw DEFLATE. What is to be joined has no last block and ends with a byte. */
function pack(plain: string | Uint8Array, form: Form): Buffer {
	const bytes = typeof plain === "string" ? Buffer.from(plain) : plain;
	if (form === "joined") return deflateRawSync(bytes, { level: 3, finishFlush: constants.Z_SYNC_FLUSH });
	return form === "dense" || bytes.length < SHORT ? stored(bytes) : deflateRawSync(bytes, { level: 3 });
}

function stored(bytes: Uint8Array): Buffer {
	const blocks: Uint8Array[] = [];
	for (let start = 0; start === 0 || start < bytes.length; start += STORED_MOST) {
		const block = bytes.subarray(start, start + STORED_MOST);
		const header = Buffer.alloc(STORED_HEADER);
		header.writeUInt8(start + block.length === bytes.length ? STORED_LAST : 0, 0);
		header.writeUInt16LE(block.length, 1);
		header.writeUInt16LE(block.length ^ STORED_MOST, 3);
		blocks.push(header, block);
	}
	return Buffer.concat(blocks);
}

/** A single block that is not compressed is read without the machinery of the others, which takes many times as long. */
function unpack(packed: Buffer): Buffer {
	const isStored =
		packed.length >= STORED_HEADER &&
		packed[0] === STORED_LAST &&
		packed.readUInt16LE(1) === packed.length - STORED_HEADER &&
		packed.readUInt16LE(3) === (packed.readUInt16LE(1) ^ STORED_MOST);
	// It was authenticated: what has no last block was sealed so.
	return isStored ? packed.subarray(STORED_HEADER) : inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
}

/** What a flush ends with: a block of nothing that is not the last. */
const FLUSHED = Buffer.from([0, 0, 0xff, 0xff]);
/** As much is decompressed into one piece of memory. */
const JOINED_CHUNK = 256 * 1024;

/** null: some were not sealed to be joined. */
function unpackJoined(packed: readonly Buffer[], endOf: (bytes: Buffer, start: number) => number): Buffer[] | null {
	if (packed.length < 2 || !packed.every((one) => one.subarray(-FLUSHED.length).equals(FLUSHED))) return null;
	const bytes = inflateRawSync(Buffer.concat(packed), {
		finishFlush: constants.Z_SYNC_FLUSH,
		chunkSize: JOINED_CHUNK,
	});
	try {
		let start = 0;
		const parts = packed.map(() => {
			const end = endOf(bytes, start);
			// A copy: each is kept for itself, and not all for one.
			const part = Buffer.from(bytes.subarray(start, end));
			start = end;
			return part;
		});
		return start === bytes.length ? parts : null;
	} catch {
		return null;
	}
}

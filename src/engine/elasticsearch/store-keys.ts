import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
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
		return known ?? keep(this.#words, word, this.#made(`w\0${word}`, TOKEN_BYTES));
	}

	/** Of a facet's value: `folded` to find by, `written` to count by. */
	value(form: "folded" | "written", facet: Facet | "link", value: string): string {
		return this.#token(`${form}\0${facet}\0${value}`);
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
	 * @param isDense it is mostly sealed already, so that compressing takes long and saves little
	 */
	seal(plain: string | Uint8Array, place: string, isDense = false): string {
		const nonce = randomBytes(NONCE_BYTES);
		const packed = pack(plain, isDense);
		const sealed = encrypt(packed, { key: this.#sealKey, nonce, belongs: Buffer.from(place) });
		return Buffer.concat([nonce, sealed]).toString("base64");
	}

	/** @throws `store-corrupt` what lies there was changed, moved or sealed with another key */
	unseal(sealed: string, place: string): Buffer {
		const bytes = Buffer.from(sealed, "base64");
		try {
			const sealing = { key: this.#sealKey, nonce: bytes.subarray(0, NONCE_BYTES), belongs: Buffer.from(place) };
			return unpack(decrypt(bytes.subarray(NONCE_BYTES), sealing));
		} catch (cause) {
			throw new TributaryError("store-corrupt", { cause });
		}
	}

	/** They are made again when they are asked for. */
	forgetTokens(): void {
		this.#words.clear();
		this.#tokens.clear();
	}

	/** Lets go of the keys, which OpenSSL overwrites; nothing can be read through this object afterwards. */
	destroy(): void {
		this.#tokenKey = this.#idKey = this.#sealKey = NO_KEY;
		this.forgetTokens();
	}

	#token(text: string, bytes = TOKEN_BYTES): string {
		return this.#tokens.get(text) ?? keep(this.#tokens, text, this.#made(text, bytes));
	}

	#made(text: string, bytes: number): string {
		return authenticate(this.#tokenKey, text).subarray(0, bytes).toString("base64url");
	}
}

function keep(tokens: Map<string, string>, text: string, token: string): string {
	if (tokens.size >= KEPT_TOKENS) tokens.clear();
	tokens.set(text, token);
	return token;
}

/** Shorter texts gain less by compression than it takes to begin with it. */
const SHORT = 100;
/** Of DEFLATE (RFC 1951, 3.2.4): a block that is not compressed is its length, that inverted, and the bytes; the last one is marked. */
const STORED_HEADER = 5;
const STORED_MOST = 0xffff;
const STORED_LAST = 1;

/** Raw DEFLATE. */
function pack(plain: string | Uint8Array, isDense: boolean): Buffer {
	const bytes = typeof plain === "string" ? Buffer.from(plain) : plain;
	return isDense || bytes.length < SHORT ? stored(bytes) : deflateRawSync(bytes, { level: 3 });
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
	return isStored ? packed.subarray(STORED_HEADER) : inflateRawSync(packed);
}

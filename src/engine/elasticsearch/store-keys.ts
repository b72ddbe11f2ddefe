import { randomBytes } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { authenticate, decrypt, derive, encrypt, NONCE_BYTES } from "../../cryptography.ts";
import type { Facet } from "../../domain/document.ts";
import { TributaryError } from "../../errors.ts";

const KEY_BYTES = 32;
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
	readonly #tokenKey: Buffer;
	readonly #idKey: Buffer;
	readonly #sealKey: Buffer;
	readonly #tokens = new Map<string, string>();
	readonly #lists = new WeakMap<readonly string[], readonly string[]>();

	constructor(dataKey: Uint8Array) {
		const keyOf = (purpose: string) => derive(dataKey, `tributary/elasticsearch/v1/${purpose}`, KEY_BYTES);
		this.#tokenKey = keyOf("tokens");
		this.#idKey = keyOf("ids");
		this.#sealKey = keyOf("records");
	}

	/** HMAC-SHA-256 of a word, cut to 64 bits, base64url. */
	word(word: string): string {
		return this.#token(`w\0${word}`);
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
		return this.#token(`k\0${collection}\0${key}`, ID_BYTES);
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

	/** Compresses, then encrypts with AES-256-GCM; `place` is authenticated: what is moved elsewhere does not open. Base64. */
	seal(plain: string | Uint8Array, place: string): string {
		const nonce = randomBytes(NONCE_BYTES);
		const packed = deflateRawSync(plain, { level: 3 });
		const sealed = encrypt(packed, { key: this.#sealKey, nonce, belongs: Buffer.from(place) });
		return Buffer.concat([nonce, sealed]).toString("base64");
	}

	/** @throws `store-corrupt` what lies there was changed, moved or sealed with another key */
	unseal(sealed: string, place: string): Buffer {
		const bytes = Buffer.from(sealed, "base64");
		try {
			const sealing = { key: this.#sealKey, nonce: bytes.subarray(0, NONCE_BYTES), belongs: Buffer.from(place) };
			return inflateRawSync(decrypt(bytes.subarray(NONCE_BYTES), sealing));
		} catch (cause) {
			throw new TributaryError("store-corrupt", { cause });
		}
	}

	/** They are made again when they are asked for. */
	forgetTokens(): void {
		this.#tokens.clear();
	}

	/** Overwrites the keys; nothing can be read through this object afterwards. */
	destroy(): void {
		for (const key of [this.#tokenKey, this.#idKey, this.#sealKey]) key.fill(0);
		this.#tokens.clear();
	}

	#token(text: string, bytes = TOKEN_BYTES): string {
		const known = this.#tokens.get(text);
		if (known !== undefined) return known;
		const token = authenticate(this.#tokenKey, text).subarray(0, bytes).toString("base64url");
		if (this.#tokens.size >= KEPT_TOKENS) this.#tokens.clear();
		this.#tokens.set(text, token);
		return token;
	}
}

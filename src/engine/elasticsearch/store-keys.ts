import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Facet } from "../../domain/document.ts";
import { TributaryError } from "../../errors.ts";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
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
		const derive = (purpose: string) =>
			Buffer.from(hkdfSync("sha256", dataKey, new Uint8Array(0), `tributary/elasticsearch/v1/${purpose}`, KEY_BYTES));
		this.#tokenKey = derive("tokens");
		this.#idKey = derive("ids");
		this.#sealKey = derive("records");
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

	secondaryKey(collection: string, key: string): string {
		return this.#token(`k\0${collection}\0${key}`, ID_BYTES);
	}

	/** The `_id` of a record. */
	id(collection: string, id: string): string {
		return createHmac("sha256", this.#idKey)
			.update(`${collection}\0${id}`)
			.digest()
			.subarray(0, ID_BYTES)
			.toString("base64url");
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
		const cipher = createCipheriv("aes-256-gcm", this.#sealKey, nonce, { authTagLength: TAG_BYTES });
		cipher.setAAD(Buffer.from(place));
		const packed = deflateRawSync(plain, { level: 3 });
		return Buffer.concat([nonce, cipher.update(packed), cipher.final(), cipher.getAuthTag()]).toString("base64");
	}

	/** @throws `store-corrupt` what lies there was changed, moved or sealed with another key */
	unseal(sealed: string, place: string): Buffer {
		const bytes = Buffer.from(sealed, "base64");
		try {
			const nonce = bytes.subarray(0, NONCE_BYTES);
			const decipher = createDecipheriv("aes-256-gcm", this.#sealKey, nonce, { authTagLength: TAG_BYTES });
			decipher.setAAD(Buffer.from(place));
			decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
			const packed = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
			return inflateRawSync(packed);
		} catch (cause) {
			throw new TributaryError("store-corrupt", { cause });
		}
	}

	/** Overwrites the keys; nothing can be read through this object afterwards. */
	destroy(): void {
		for (const key of [this.#tokenKey, this.#idKey, this.#sealKey]) key.fill(0);
		this.#tokens.clear();
	}

	#token(text: string, bytes = TOKEN_BYTES): string {
		const known = this.#tokens.get(text);
		if (known !== undefined) return known;
		const token = createHmac("sha256", this.#tokenKey).update(text).digest().subarray(0, bytes).toString("base64url");
		if (this.#tokens.size >= KEPT_TOKENS) this.#tokens.clear();
		this.#tokens.set(text, token);
		return token;
	}
}

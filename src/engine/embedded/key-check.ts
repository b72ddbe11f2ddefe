/**
 * A file beside each store that tells a wrong key from a damaged store: SQLite reports both as "not a database". It holds
 * HMAC-SHA-256 of the store's label under its 256-bit random key, from which the key cannot be found.
 */
import { timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { authenticate } from "../../cryptography.ts";
import type { StorePlace } from "./paths.ts";
import { replaceFile } from "./safe-files.ts";

export const KEY_BYTES = 32;

function digest(place: StorePlace, key: Uint8Array): Buffer {
	return authenticate(key, `tributary key check 1\n${place.label}`);
}

/** Durable when it returns. */
export function writeKeyCheck(place: StorePlace, key: Uint8Array): void {
	replaceFile(place.keyCheck, digest(place, key));
}

/** Whether `key` is the key of this store; null where the check is missing or cut. */
export function checkKey(place: StorePlace, key: Uint8Array): boolean | null {
	const expected = digest(place, key);
	const found = read(place.keyCheck);
	return found?.length === expected.length ? timingSafeEqual(found, expected) : null;
}

function read(path: string): Buffer | null {
	try {
		return readFileSync(path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
		throw error;
	}
}

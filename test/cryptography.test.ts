import { describe, expect, test } from "vitest";
import { authenticate, decrypt, derive, encrypt } from "../src/cryptography.ts";

const hex = (text: string) => Buffer.from(text, "hex");

/** A published vector of each: what goes through here is what others call by the same name. `npm run proof -- vectors` has 1,507. */
describe("R19: the primitives are the standard ones", () => {
	test("AES-256-GCM: test case 16 of McGrew and Viega, with associated data", () => {
		const sealing = {
			key: hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
			nonce: hex("cafebabefacedbaddecaf888"),
			belongs: hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
		};
		const plain = hex(
			"d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
		);
		const sealed = hex(
			"522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b",
		);
		expect(encrypt(plain, sealing)).toEqual(sealed);
		expect(decrypt(sealed, sealing)).toEqual(plain);
	});

	test("HMAC-SHA-256: test case 2 of RFC 4231", () => {
		expect(authenticate("Jefe", "what do ya want for nothing?").toString("hex")).toBe(
			"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
		);
	});

	test("HKDF-SHA-256: test cases 1 and 3 of RFC 5869, with a salt and without", () => {
		const key = Buffer.alloc(22, 0x0b);
		expect(derive(key, hex("f0f1f2f3f4f5f6f7f8f9"), 42, hex("000102030405060708090a0b0c")).toString("hex")).toBe(
			"3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
		);
		expect(derive(key, "", 42).toString("hex")).toBe(
			"8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
		);
	});
});

describe("R19: nothing is sealed or opened halfway", () => {
	const sealing = { key: Buffer.alloc(32, 1), nonce: Buffer.alloc(12, 2), belongs: Buffer.from("whose") };

	test("an empty text has a tag, too, and opens with it", () => {
		const sealed = encrypt(Buffer.alloc(0), sealing);
		expect(sealed).toHaveLength(16);
		expect(decrypt(sealed, sealing)).toHaveLength(0);
		expect(() => decrypt(sealed, { ...sealing, belongs: Buffer.from("whose else") })).toThrow();
	});

	test.each([0, 1, 11, 13, 16])("a nonce of %i bytes is refused before anything is done with it", (length) => {
		const wrong = { ...sealing, nonce: Buffer.alloc(length, 2) };
		expect(() => encrypt(Buffer.from("text"), wrong)).toThrow("A nonce has 12 bytes.");
		expect(() => decrypt(Buffer.alloc(32), wrong)).toThrow("A nonce has 12 bytes.");
	});

	test.each([0, 1, 4, 12, 15])("%i bytes are no tag", (length) => {
		const sealed = encrypt(Buffer.alloc(0), sealing).subarray(0, length);
		expect(() => decrypt(sealed, sealing)).toThrow("There is no whole tag.");
	});
});

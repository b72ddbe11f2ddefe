import { hkdfSync, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openVault } from "../../src/tenancy/vault.ts";
import { codeOf, temporaryFolder, testVault } from "./rig.ts";

const CONTEXT = { name: "tenant:demo-a", purpose: "store", version: 1 };

function flipped(text: string, bit: number): string {
	const bytes = Buffer.from(text, "base64url");
	bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
	return bytes.toString("base64url");
}

describe("a wrapped key", () => {
	test("opens to what was wrapped", async () => {
		const vault = await testVault();
		const secret = randomBytes(32);
		expect(await vault.unwrap(await vault.wrap(secret, CONTEXT), CONTEXT)).toEqual(secret);
	});

	test("R19: is another each time and has 12 bytes of nonce and 16 of tag", async () => {
		const vault = await testVault();
		const secret = randomBytes(32);
		const wrapped = await Promise.all(Array.from({ length: 100 }, () => vault.wrap(secret, CONTEXT)));
		expect(new Set(wrapped.map(({ nonce }) => nonce)).size).toBe(100);
		expect(new Set(wrapped.map(({ sealed }) => sealed)).size).toBe(100);
		expect(Buffer.from(wrapped[0]?.nonce ?? "", "base64url")).toHaveLength(12);
		expect(Buffer.from(wrapped[0]?.sealed ?? "", "base64url")).toHaveLength(48);
	});

	test.each([
		["another store", { name: "tenant:demo-b", purpose: "store" }],
		["the same tenant's audit", { name: "audit:demo-a", purpose: "store" }],
		["another purpose", { name: "tenant:demo-a", purpose: "signing-key" }],
	])("does not open for %s", async (_, context) => {
		const vault = await testVault();
		const wrapped = await vault.wrap(randomBytes(32), CONTEXT);
		expect(await codeOf(vault.unwrap(wrapped, context))).toBe("wrong-key");
	});

	test("R18: does not open as another version, nor with another master key", async () => {
		const [vault, other] = [await testVault(), await testVault()];
		const wrapped = await vault.wrap(randomBytes(32), CONTEXT);
		expect(await codeOf(vault.unwrap({ ...wrapped, version: 2 }, CONTEXT))).toBe("wrong-key");
		expect(await codeOf(other.unwrap(wrapped, CONTEXT))).toBe("wrong-key");
	});

	test("R19: does not open with any one bit changed", async () => {
		const vault = await testVault();
		const wrapped = await vault.wrap(randomBytes(32), CONTEXT);
		for (let bit = 0; bit < 48 * 8; bit++) {
			expect(await codeOf(vault.unwrap({ ...wrapped, sealed: flipped(wrapped.sealed, bit) }, CONTEXT))).toBe(
				"wrong-key",
			);
		}
		for (let bit = 0; bit < 12 * 8; bit++) {
			expect(await codeOf(vault.unwrap({ ...wrapped, nonce: flipped(wrapped.nonce, bit) }, CONTEXT))).toBe("wrong-key");
		}
	});

	test.each([0, 1, 12, 15, 16])("R19: does not open with its last %i bytes alone", async (length) => {
		const vault = await testVault();
		const wrapped = await vault.wrap(randomBytes(32), CONTEXT);
		const sealed = Buffer.from(wrapped.sealed, "base64url")
			.subarray(48 - length)
			.toString("base64url");
		expect(await codeOf(vault.unwrap({ ...wrapped, sealed }, CONTEXT))).toBe("wrong-key");
	});

	test("takes 1 to 4096 bytes", async () => {
		const vault = await testVault();
		await expect(vault.wrap(new Uint8Array(0), CONTEXT)).rejects.toThrow(RangeError);
		await expect(vault.wrap(new Uint8Array(4097), CONTEXT)).rejects.toThrow(RangeError);
		expect(await vault.unwrap(await vault.wrap(new Uint8Array(4096), CONTEXT), CONTEXT)).toHaveLength(4096);
	});
});

describe("derived keys", () => {
	test("are the same each time and different for each purpose", async () => {
		const vault = await testVault();
		expect(await vault.derive("a")).toEqual(await vault.derive("a"));
		expect(await vault.derive("a")).not.toEqual(await vault.derive("b"));
		expect(await vault.derive("a")).toHaveLength(32);
	});

	test("are HKDF-SHA-256 of the master key", async () => {
		const master = randomBytes(32);
		const file = path.join(temporaryFolder(), "key");
		writeFileSync(file, master.toString("hex"), { mode: 0o600 });
		const vault = await openVault({ file });
		const expected = hkdfSync("sha256", master, new Uint8Array(0), "tributary/v1/derive:store:platform", 32);
		expect(await vault.derive("store:platform")).toEqual(Buffer.from(expected));
	});

	test("the vault shows nothing of the master key", async () => {
		const vault = await testVault();
		const names = [
			"derivations",
			"derive",
			"forget",
			"isCurrent",
			"keep",
			"letGo",
			"masterKeys",
			"reload",
			"unwrap",
			"wrap",
		];
		expect(Object.keys(vault).sort()).toEqual(names);
		expect(vault.masterKeys).toEqual([expect.stringMatching(/^[A-Za-z0-9_-]{16}$/)]);
	});
});

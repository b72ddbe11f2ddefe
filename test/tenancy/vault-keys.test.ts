import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import type { KeyService } from "../../src/tenancy/key-service.ts";
import {
	createMasterKeyFile,
	type MasterKey,
	openVault,
	unwrapRoot,
	WrappedKey,
	wrapRoot,
} from "../../src/tenancy/vault.ts";
import { codeOf, temporaryFolder } from "./rig.ts";

const CONTEXT = { name: "tenant:demo-a", purpose: "store", version: 1 };

function newKey(): MasterKey {
	const file = path.join(temporaryFolder(), "key");
	createMasterKeyFile(file);
	return { file };
}

/** Wraps by turning every bit, and remembers what it was asked. */
function holder(id: string) {
	const turn = async (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ 0xff));
	return { id, wrap: vi.fn(turn), unwrap: vi.fn(turn) } satisfies KeyService;
}

test.each(["AAAA=", "=AAAA", "AA AA", "AAAA\n", ""])("R19: %j is no sealed text", (sealed) => {
	const wrapped = { version: 1, nonce: "A".repeat(16), sealed: "AAAA" };
	expect(WrappedKey.safeParse(wrapped).success).toBe(true);
	expect(WrappedKey.safeParse({ ...wrapped, sealed }).success).toBe(false);
	expect(WrappedKey.safeParse({ ...wrapped, wrappedBy: sealed }).success).toBe(false);
});

describe("several master keys", () => {
	test("R23: derive each its own, the current one's first", async () => {
		const [old, next] = [newKey(), newKey()];
		const [one, other, both] = [await openVault(old), await openVault(next), await openVault(next, [old])];
		expect(await both.derivations("a")).toEqual([await other.derive("a"), await one.derive("a")]);
	});

	test("R23: what names no key is tried with each, and a failure says that none opens it", async () => {
		const [old, next] = [newKey(), newKey()];
		const { by: _by, ...unnamed } = await (await openVault(old)).wrap(Buffer.from("kept"), CONTEXT);
		const both = await openVault(next, [old]);
		expect(`${await both.unwrap(unnamed, CONTEXT)}`).toBe("kept");
		expect(await codeOf(both.unwrap({ ...unnamed, wrappedBy: "AAAA" }, CONTEXT))).toBe("wrong-key");
		await expect(both.unwrap(unnamed, { ...CONTEXT, name: "tenant:demo-b" })).rejects.toMatchObject({
			code: "wrong-key",
			cause: expect.any(Error),
		});
	});

	test("R23: after a change that names no others only the new one is held", async () => {
		const [old, next] = [newKey(), newKey()];
		const vault = await openVault(old);
		const wrapped = await vault.wrap(Buffer.from("kept"), CONTEXT);
		await vault.reload(next);
		expect(vault.masterKeys).toHaveLength(1);
		expect(await codeOf(vault.unwrap(wrapped, CONTEXT))).toBe("wrong-key");
	});

	test("R20: are overwritten when others take their place, and when they are forgotten", async () => {
		const [old, next] = [newKey(), newKey()];
		const vault = await openVault(old);
		const fill = vi.spyOn(Buffer.prototype, "fill");
		const overwritten = () => fill.mock.contexts.filter((bytes) => (bytes as Buffer).equals(Buffer.alloc(32))).length;
		await vault.reload(next, [old]);
		expect(overwritten()).toBe(1);
		vault.forget();
		expect(overwritten()).toBe(3);
		fill.mockRestore();
	});
});

describe("a master key that is held elsewhere", () => {
	test("R20: sees a key that is used once, never the secret, and that key is overwritten", async () => {
		const [service, root] = [holder("hsm"), randomBytes(32)];
		const wrapped = await wrapRoot(root, service);
		expect(wrapped).toMatchObject({ version: 1, by: "hsm", wrappedBy: expect.stringMatching(/^[\w-]{43}$/) });
		const [[once]] = service.wrap.mock.calls as [[Uint8Array]];
		expect(once).toEqual(Buffer.alloc(32));
		expect(await unwrapRoot(wrapped, service)).toEqual(root);
		const [[sent]] = service.unwrap.mock.calls as [[Uint8Array]];
		expect(Buffer.from(sent).toString("base64url")).toBe(wrapped.wrappedBy);
		expect((await wrapRoot(root, service)).wrappedBy).not.toBe(wrapped.wrappedBy);
	});

	test.each([
		["another wrapped", { by: "other" }],
		["is of a key that was here", { by: undefined }],
	])("R18: is not asked about what %s", async (_, change) => {
		const service = holder("hsm");
		const wrapped = JSON.parse(JSON.stringify({ ...(await wrapRoot(randomBytes(32), service)), ...change }));
		const refusal = { code: "wrong-key", detail: expect.stringContaining("which is not here") };
		await expect(unwrapRoot(wrapped, service)).rejects.toMatchObject(refusal);
		delete wrapped.wrappedBy;
		await expect(unwrapRoot(wrapped, service)).rejects.toMatchObject(refusal);
		expect(service.unwrap).not.toHaveBeenCalled();
	});

	test("is told to be out of reach where it does not answer, not to be the wrong one", async () => {
		const rootFile = path.join(temporaryFolder(), "root");
		writeFileSync(rootFile, JSON.stringify(await wrapRoot(randomBytes(32), holder("program:gone"))), { mode: 0o600 });
		const opened = openVault({ program: ["false"], name: "gone", rootFile });
		expect(await codeOf(opened)).toBe("master-key-unavailable");
	});

	test("R18: what came without its key, and an answer that is none, open nothing", async () => {
		const service = holder("hsm");
		const { wrappedBy: _wrappedBy, ...bare } = await wrapRoot(randomBytes(32), service);
		await expect(unwrapRoot(bare, service)).rejects.toMatchObject({ code: "wrong-key", detail: "hsm gave no key." });
		expect(service.unwrap).not.toHaveBeenCalled();
		const wrapped = await wrapRoot(randomBytes(32), service);
		service.unwrap.mockImplementation(async () => Buffer.alloc(16));
		await expect(unwrapRoot(wrapped, service)).rejects.toMatchObject({ code: "wrong-key", detail: "hsm gave no key." });
	});
});

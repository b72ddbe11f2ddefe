import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readMasterKey } from "../../src/tenancy/master-key.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { codeOf, temporaryFolder } from "./rig.ts";

const KEY = Buffer.from("00ff1b2c3d4e5f60718293a4b5c6d7e8f9fa0b1c2d3e4f5061728394a5b6c7d8", "hex");

function keyFile(content: string | Buffer, mode = 0o600): string {
	const file = path.join(temporaryFolder(), "key");
	writeFileSync(file, content, { mode });
	chmodSync(file, mode);
	return file;
}

describe("a master key file", () => {
	test.each([
		["raw", KEY],
		["hex", KEY.toString("hex")],
		["hex with a line end, upper case", `${KEY.toString("hex").toUpperCase()}\n`],
		["base64", `${KEY.toString("base64")}\n`],
		["base64url", KEY.toString("base64url")],
	])("is read when it is %s", async (_, content) => {
		expect(await readMasterKey({ file: keyFile(content) })).toEqual(KEY);
	});

	test.each([0o640, 0o604, 0o660, 0o644, 0o610])("with the rights %o is refused, naming the cure", async (mode) => {
		const reading = readMasterKey({ file: keyFile(KEY, mode) });
		await expect(reading).rejects.toMatchObject({
			code: "unsafe-configuration",
			detail: expect.stringContaining("chmod 600"),
		});
	});

	test.each([
		["a passphrase of 32 letters", "correct horse battery staple 123", "unsafe-configuration"],
		["zeros", Buffer.alloc(32), "unsafe-configuration"],
		["zeros as hex", "00".repeat(32), "unsafe-configuration"],
		["nothing", "", "invalid-configuration"],
		["31 bytes", KEY.subarray(1), "invalid-configuration"],
		["63 hex digits", KEY.toString("hex").slice(1), "invalid-configuration"],
		["a long file", "x".repeat(10_000), "invalid-configuration"],
	])("that holds %s is refused", async (_, content, code) => {
		expect(await codeOf(readMasterKey({ file: keyFile(content) }))).toBe(code);
	});

	test("that is missing or a folder is refused", async () => {
		const folder = temporaryFolder();
		mkdirSync(path.join(folder, "inner"), { mode: 0o700 });
		expect(await codeOf(readMasterKey({ file: path.join(folder, "none") }))).toBe("invalid-configuration");
		expect(await codeOf(readMasterKey({ file: path.join(folder, "inner") }))).toBe("invalid-configuration");
	});

	test("R20: never shows up in an error", async () => {
		const text = `${KEY.toString("hex")}ab`;
		const error = await readMasterKey({ file: keyFile(text) }).catch((thrown: unknown) => thrown);
		expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(text.slice(0, 16));
	});
});

describe("a key command", () => {
	const script = (code: string) => ({ command: [process.execPath, "-e", code] });

	test("gives its output", async () => {
		expect(await readMasterKey(script(`console.log("${KEY.toString("hex")}")`))).toEqual(KEY);
	});

	test("goes through no shell", async () => {
		const argument = "$(echo hacked); `id`";
		const echo = `process.stdout.write(process.argv[1] === ${JSON.stringify(argument)} ? "${KEY.toString("hex")}" : "no")`;
		expect(await readMasterKey({ command: [process.execPath, "-e", echo, argument] })).toEqual(KEY);
	});

	test.each([
		["fails", script("process.exit(3)")],
		["prints a key and fails", script(`process.stdout.write("${KEY.toString("hex")}"); process.exitCode = 1`)],
		["prints nothing", script("")],
		["prints without end", script("const go = () => process.stdout.write('x'.repeat(9999), go); go()")],
		["is not there", { command: ["/no/such/program"] }],
		["is empty", { command: [] }],
	])("that %s is refused", async (_, source) => {
		expect(await codeOf(readMasterKey(source))).toBe("invalid-configuration");
	});
});

describe("createMasterKeyFile", () => {
	test("makes a key for its owner only, another each time", async () => {
		const folder = temporaryFolder();
		const [one, two] = [path.join(folder, "one"), path.join(folder, "two")];
		createMasterKeyFile(one);
		createMasterKeyFile(two);
		expect(statSync(one).mode & 0o777).toBe(0o600);
		const keys = await Promise.all([readMasterKey({ file: one }), readMasterKey({ file: two })]);
		expect(keys[0]).toHaveLength(32);
		expect(keys[0]).not.toEqual(keys[1]);
	});

	test("refuses to overwrite", () => {
		const file = keyFile(KEY);
		expect(() => createMasterKeyFile(file)).toThrow(/exists already/);
		expect(readFileSync(file)).toEqual(KEY);
	});
});

import { execFileSync, spawn } from "node:child_process";
import {
	closeSync,
	constants,
	existsSync,
	mkdirSync,
	openSync,
	readFileSync,
	statSync,
	writeFileSync,
	writeSync,
} from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { openMemoryEngine } from "../../src/engine/memory/engine.ts";
import { pkcs11Program } from "../../src/tenancy/key-service.ts";
import { createRoot } from "../../src/tenancy/root-file.ts";
import { openTenancy } from "../../src/tenancy/tenancy.ts";
import { createMasterKeyFile, type MasterKey, openVault } from "../../src/tenancy/vault.ts";
import { codeOf, temporaryFolder } from "./rig.ts";

const CONTEXT = { name: "tenant:acme", purpose: "store", version: 1 };

/** A holder in a few lines, as a customer would write one: AES-GCM by a key that only the program reads. */
const PROGRAM = `
const { createCipheriv, createDecipheriv, randomBytes } = require("node:crypto");
const key = require("node:fs").readFileSync(process.argv[1]);
const { format, operation, data } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
if (format !== "tributary/key-service/v1") process.exit(3);
const bytes = Buffer.from(data, "base64");
let answer;
if (operation === "wrap") {
	const nonce = randomBytes(12);
	const cipher = createCipheriv("aes-256-gcm", key, nonce);
	answer = Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
} else {
	const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(-16));
	answer = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
}
console.log(JSON.stringify({ data: answer.toString("base64") }));
`;

function programKey(name = "test"): Extract<MasterKey, { program: readonly string[] }> {
	const folder = temporaryFolder();
	writeFileSync(path.join(folder, "secret"), Buffer.alloc(32, name), { mode: 0o600 });
	const program = [process.execPath, "-e", PROGRAM, path.join(folder, "secret")];
	return { program, name, rootFile: path.join(folder, "root.json") };
}

describe("a program that holds the master key", () => {
	test("wraps and unwraps; its key and what it wraps never meet", async () => {
		const source = programKey();
		await createRoot(source);
		const vault = await openVault(source);
		const secret = Buffer.from("a data key of thirty-two bytes!!");
		const wrapped = await vault.wrap(secret, CONTEXT);
		expect(wrapped).toMatchObject({ by: "program:test", wrappedBy: expect.any(String) });
		expect(await vault.unwrap(wrapped, CONTEXT)).toEqual(secret);
		expect(await (await openVault(source)).unwrap(wrapped, CONTEXT)).toEqual(secret);
		expect(await codeOf(vault.unwrap(wrapped, { ...CONTEXT, name: "tenant:beta" }))).toBe("wrong-key");
		expect(await vault.derive("a")).toEqual(await (await openVault(source)).derive("a"));
	});

	test("has a root file for its owner only, made once", async () => {
		const source = programKey();
		expect(await codeOf(openVault(source))).toBe("invalid-configuration");
		await createRoot(source);
		expect(statSync(source.rootFile).mode & 0o777).toBe(0o600);
		const before = readFileSync(source.rootFile, "utf8");
		expect(await codeOf(createRoot(source))).toBe("already-exists");
		expect(readFileSync(source.rootFile, "utf8")).toBe(before);
	});

	test.each([
		["ends with an error", "process.exit(1)"],
		["says nothing", ""],
		["says something else", "console.log('hello')"],
		["says too much", "console.log('x'.repeat(1e6))"],
	])("that %s is told of, and names no key", async (_, code) => {
		const source = programKey();
		await createRoot(source);
		expect(await codeOf(openVault({ ...source, program: [process.execPath, "-e", code] }))).toBe(
			"master-key-unavailable",
		);
		expect(await codeOf(openVault({ ...source, program: ["/no/such/program"] }))).toBe("master-key-unavailable");
	});

	test("R23: takes over from a file, and hands over to another", async () => {
		const file = path.join(temporaryFolder(), "master.key");
		createMasterKeyFile(file);
		const disk = new Map();
		const open = async (current: MasterKey, ...others: MasterKey[]) =>
			openTenancy({ engine: openMemoryEngine(disk), vault: await openVault(current, others) });
		await (await open({ file })).tenants.create({ id: "acme", name: "Acme" });
		const [one, two] = [programKey("one"), programKey("two")];
		await createRoot(one);
		await createRoot(two);
		await (await open(one, { file })).keys.master();
		await (await open(two, one)).keys.master();
		expect((await (await open(two)).audit.verify("acme" as never)).ok).toBe(true);
		expect(await codeOf(open({ file }))).toBe("wrong-key");
		expect(await codeOf(open(one))).toBe("wrong-key");
	}, 30_000);
});

const SOFTHSM = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"].find((file) =>
	existsSync(file),
);

// Skipped where SoftHSM2 is not installed; .ci/run installs it.
describe.skipIf(SOFTHSM === undefined)("a key on a PKCS#11 token (SoftHSM2)", () => {
	const folder = temporaryFolder();
	const pinFile = path.join(folder, "pin");
	const token = { module: SOFTHSM ?? "", token: "tributary", pinFile };
	const keyOf = (key: string): MasterKey => ({ pkcs11: { ...token, key }, rootFile: path.join(folder, `${key}.json`) });
	const generate = (key: string) => {
		const given = ["--module", token.module, "--token", token.token, "--key", key, "--pin-file", pinFile];
		execFileSync(process.execPath, [pkcs11Program(), ...given, "--generate"], { stdio: "pipe" });
	};

	function makeToken(): void {
		mkdirSync(path.join(folder, "tokens"));
		writeFileSync(path.join(folder, "softhsm2.conf"), `directories.tokendir = ${path.join(folder, "tokens")}\n`);
		process.env.SOFTHSM2_CONF = path.join(folder, "softhsm2.conf");
		writeFileSync(pinFile, "1234\n", { mode: 0o600 });
		execFileSync("softhsm2-util", [
			"--init-token",
			"--free",
			"--label",
			token.token,
			"--pin",
			"1234",
			"--so-pin",
			"5678",
		]);
	}

	test("wraps everything, is rotated to another key of the token, and cannot be had out of it", async () => {
		makeToken();
		for (const key of ["one", "two"]) {
			generate(key);
			await createRoot(keyOf(key));
		}
		expect(() => generate("one")).toThrow(/is on the token already/);
		const disk = new Map();
		const open = async (current: MasterKey, ...others: MasterKey[]) =>
			openTenancy({ engine: openMemoryEngine(disk), vault: await openVault(current, others) });
		await (await open(keyOf("one"))).tenants.create({ id: "acme", name: "Acme" });
		const { masterKey } = await (await open(keyOf("two"), keyOf("one"))).keys.master();
		expect(masterKey).toBe("pkcs11:tributary/two");
		expect((await (await open(keyOf("two"))).audit.verify("acme" as never)).ok).toBe(true);
		expect(await codeOf(open(keyOf("one")))).toBe("wrong-key");
	}, 60_000);

	test("is looked for again where the module misses the token, as it does while another process signs in", async () => {
		const tokens = (name: string) => `directories.tokendir = ${path.join(folder, name)}\n`;
		mkdirSync(path.join(folder, "no-tokens"));
		const pipe = path.join(folder, "pipe.conf");
		execFileSync("mkfifo", [pipe]);
		const given = ["--module", token.module, "--token", token.token, "--key", "one", "--pin-file", pinFile];
		const env = { ...process.env, SOFTHSM2_CONF: pipe };
		const child = spawn(process.execPath, [pkcs11Program(), ...given], { env, stdio: ["pipe", "pipe", "inherit"] });
		child.stdin.end(JSON.stringify({ format: "tributary/key-service/v1", operation: "wrap", data: "QUJD" }));
		const ended = new AbortController();
		child.once("exit", () => ended.abort());
		const [answer] = await Promise.all([
			text(child.stdout),
			feed(pipe, [tokens("no-tokens"), tokens("tokens")], ended.signal),
		]);
		expect(JSON.parse(answer || "null")).toEqual({ data: expect.any(String) });
	}, 30_000);

	test("a wrong PIN, a missing key and a PIN that others can read are told of", async () => {
		expect(await codeOf(openVault(keyOf("none")))).toBe("invalid-configuration");
		writeFileSync(path.join(folder, "wrong"), "9999", { mode: 0o600 });
		const wrong = { ...token, pinFile: path.join(folder, "wrong"), key: "one" };
		expect(await codeOf(openVault({ pkcs11: wrong, rootFile: path.join(folder, "one.json") }))).toBe(
			"master-key-unavailable",
		);
		writeFileSync(path.join(folder, "open"), "1234", { mode: 0o644 });
		const open = { ...token, pinFile: path.join(folder, "open"), key: "one" };
		expect(await codeOf(openVault({ pkcs11: open, rootFile: path.join(folder, "one.json") }))).toBe(
			"master-key-unavailable",
		);
	}, 30_000);
});

/** Gives each reader of a named pipe the next of these texts. */
async function feed(pipe: string, texts: readonly string[], ended: AbortSignal): Promise<void> {
	/** null: nobody reads. */
	const open = () => {
		try {
			return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
		} catch {
			return null;
		}
	};
	for (const text of texts) {
		for (let file = open(); !ended.aborted; file = open()) {
			if (file === null) {
				await pause(1);
				continue;
			}
			writeSync(file, text);
			closeSync(file);
			break;
		}
		// The next one is not for the same reader.
		for (let file = open(); file !== null && !ended.aborted; file = open()) {
			closeSync(file);
			await pause(1);
		}
	}
}

/** What lies on the disk: settings, rights, ciphertext only, and what happens when somebody changes it. */
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	openSync,
	readFileSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync,
	writeSync,
} from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openConnection, SETTINGS } from "../../src/engine/embedded/connection.ts";
import type { Engine, StoreName } from "../../src/engine/port.ts";
import { person, planOf } from "../contract/people.ts";
import { filesIn, KEY, NAME, placeIn, testEngine, testFolder } from "./folder.ts";

const OTHER: StoreName = { kind: "tenant", tenant: parseTenantId("demo-b") };

describe("settings", () => {
	test("are in force on every connection, reading and writing", () => {
		const folder = testFolder();
		for (const [readOnly, name] of [
			[false, NAME],
			[true, NAME],
			[false, { kind: "platform" }],
		] as const) {
			const connection = openConnection(placeIn(folder, name), KEY, { create: !readOnly, readOnly });
			for (const [setting, , value] of SETTINGS)
				expect([setting, connection.pragma(setting, { simple: true })]).toEqual([setting, value]);
			expect(connection.pragma("cipher", { simple: true })).toBe("sqlcipher");
			expect(connection.pragma("query_only", { simple: true })).toBe(readOnly ? 1 : 0);
			expect(connection.prepare("SELECT v FROM tokens_config WHERE k = 'secure-delete'").all()).toEqual([{ v: 1 }]);
			if (readOnly) expect(() => connection.exec("DELETE FROM record")).toThrow(/readonly/);
			connection.close();
		}
	});

	test("the settings that security asks for are among them", () => {
		const values = Object.fromEntries(SETTINGS.map(([name, value]) => [name, value]));
		expect(values).toMatchObject({
			journal_mode: "WAL",
			synchronous: "FULL",
			temp_store: "MEMORY",
			secure_delete: "ON",
			trusted_schema: "OFF",
			cell_size_check: "ON",
			mmap_size: "0",
			foreign_keys: "ON",
		});
	});

	test("files and folders are for their owner only, and every store has its own folder", async () => {
		const folder = path.join(testFolder(), "data");
		const engine = await testEngine({ dataDir: folder });
		for (const name of [
			NAME,
			{ kind: "audit", tenant: parseTenantId("demo-a") },
			{ kind: "network" },
			{ kind: "platform" },
		] as StoreName[]) {
			const store = await engine.open(name, KEY, { create: true });
			await store.write([person("p", {})]);
		}
		const files = filesIn(folder);
		for (const file of files) {
			expect([file, (statSync(file).mode & 0o777).toString(8)]).toEqual([file, "600"]);
			expect((statSync(path.dirname(file)).mode & 0o777).toString(8)).toBe("700");
		}
		const databases = files.filter((file) => file.endsWith(".db")).map((file) => path.relative(folder, file));
		expect(databases.sort()).toEqual([
			"network/people.db",
			"platform/ledger.db",
			"tenants/demo-a/audit/ledger.db",
			"tenants/demo-a/candidates/people.db",
		]);
		await engine.drop(NAME);
		expect(filesIn(folder).filter((file) => file.includes("candidates"))).toEqual([]);
	});
});

test("a drop that was cut off is finished by the next one", async () => {
	const folder = testFolder();
	const engine = await testEngine({ dataDir: folder });
	const rest = path.join(placeIn(folder).folder, "..", ".dropped-candidates");
	await engine.open(NAME, KEY, { create: true });
	mkdirSync(rest);
	writeFileSync(path.join(rest, "people.db"), "left over");
	await engine.drop(NAME);
	expect(filesIn(folder)).toEqual([]);
	expect(existsSync(path.join(folder, "tenants"))).toBe(false);
});

describe("plaintext", () => {
	const CANARY = "zqxwvcanary";
	const canaries = person(
		CANARY,
		{ name: CANARY, body: `${CANARY} ${CANARY}x` },
		{ facets: { skill: [CANARY] }, keys: [`k:${CANARY}`], link: CANARY },
	);

	function expectNoCanary(folder: string): void {
		const files = filesIn(folder);
		expect(files.length).toBeGreaterThan(1);
		for (const file of files) {
			const bytes = readFileSync(file);
			for (const encoding of ["utf8", "utf16le"] as const)
				expect(bytes.includes(Buffer.from(CANARY, encoding)), `${file} ${encoding}`).toBe(false);
			expect(bytes.includes("SQLite format 3"), file).toBe(false);
			expect(bytes.includes(Buffer.from(KEY.subarray(0, 16))), file).toBe(false);
		}
	}

	test("R16: is in no file: database, log, index of the log, key check", async () => {
		const folder = testFolder();
		const engine = await testEngine({ dataDir: folder });
		const store = await engine.open(NAME, KEY, { create: true });
		// The first write empties the log that the making of the store left behind.
		await store.write([{ op: "put", collection: "setting", id: "before", record: "{}" }]);
		await store.write([
			canaries,
			{ op: "put", collection: "original", id: CANARY, record: "{}", blob: Buffer.from(CANARY) },
		]);
		expect((await store.retrieve(planOf())).rows.ids).toEqual([CANARY]);
		expect(filesIn(folder).some((file) => file.endsWith("-wal") && statSync(file).size > 0)).toBe(true);
		expectNoCanary(folder);
		await engine.close();
		expectNoCanary(folder);
	});

	test("R8: of an erased person is not in the decrypted tables either", async () => {
		const folder = testFolder();
		const engine = await testEngine({ dataDir: folder });
		const store = await engine.open(NAME, KEY, { create: true });
		await store.write([canaries, person("stays", { body: "something else" })]);
		await store.write([{ op: "delete", collection: "person", id: CANARY }]);
		await engine.close();
		const connection = openConnection(placeIn(folder), KEY, { create: false, readOnly: true });
		const tables = connection
			.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")
			.pluck()
			.all();
		expect(tables).toContain("tokens_data");
		for (const table of tables) {
			for (const row of connection.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[]) {
				const bytes = Object.values(row).map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(String(value))));
				expect(Buffer.concat(bytes).includes("canary"), table).toBe(false);
			}
		}
		connection.close();
	});
});

describe("damage", () => {
	async function withPeople(folder: string, names: readonly StoreName[]): Promise<Engine> {
		const engine = await testEngine({ dataDir: folder });
		for (const name of names) {
			const store = await engine.open(name, KEY, { create: true });
			await store.write(
				Array.from({ length: 200 }, (_, index) =>
					person(`p-${index}`, { body: `word${index} and more text ${"x".repeat(300)}` }),
				),
			);
		}
		await engine.close();
		return testEngine({ dataDir: folder });
	}

	test("of the first page is not taken for a wrong key", async () => {
		const folder = testFolder();
		const engine = await withPeople(folder, [NAME]);
		flip(placeIn(folder).file, 40);
		await expect(engine.open(NAME, KEY)).rejects.toMatchObject({ code: "store-corrupt" });
		await expect(engine.open(NAME, new Uint8Array(32))).rejects.toMatchObject({ code: "wrong-key" });
	});

	test("R17: anywhere is noticed, never served", async () => {
		const folder = testFolder();
		await (await withPeople(folder, [NAME])).close();
		const { file } = placeIn(folder);
		const whole = readFileSync(file);
		for (let at = 100; at < whole.length; at += 16384) {
			copyBack(file, whole);
			flip(file, at);
			const engine = await testEngine({ dataDir: folder });
			const outcome = await readAll(engine);
			// A page that holds nothing yet may be damaged without being read.
			expect(["store-corrupt", 200]).toContain(outcome);
			await engine.close();
		}
	});

	test("a file that was cut is damaged", async () => {
		const folder = testFolder();
		const engine = await withPeople(folder, [NAME]);
		const { file } = placeIn(folder);
		truncateSync(file, statSync(file).size - 16384 * 3);
		expect(await readAll(engine)).toBe("store-corrupt");
	});

	test("R17: R18: a file in the place of another store is refused, even under the same key", async () => {
		const folder = testFolder();
		const engine = await withPeople(folder, [NAME, OTHER]);
		copyFileSync(placeIn(folder).file, placeIn(folder, OTHER).file);
		await expect(engine.open(OTHER, KEY)).rejects.toMatchObject({ code: "store-corrupt" });
	});

	test("a key check that is missing does not let another key in", async () => {
		const folder = testFolder();
		const engine = await withPeople(folder, [NAME]);
		rmSync(placeIn(folder).keyCheck);
		await expect(engine.open(NAME, new Uint8Array(32))).rejects.toMatchObject({ code: "store-corrupt" });
		await expect(engine.open(NAME, KEY)).resolves.toBeDefined();
	});

	async function readAll(engine: Engine): Promise<unknown> {
		try {
			const store = await engine.open(NAME, KEY);
			for (let index = 0; index < 200; index += 10)
				await store.retrieve(planOf({ filter: { op: "word", word: `word${index}` } }));
			await store.suggest("", 10);
			return (await store.list("person", { limit: 1000 })).length;
		} catch (error) {
			return (error as { code?: unknown }).code;
		}
	}
});

function flip(file: string, at: number): void {
	const bytes = readFileSync(file);
	const handle = openSync(file, "r+");
	writeSync(handle, Uint8Array.of((bytes[at] ?? 0) ^ 0xff), 0, 1, at);
}

function copyBack(file: string, bytes: Uint8Array): void {
	for (const ending of ["-wal", "-shm"]) rmSync(file + ending, { force: true });
	const handle = openSync(file, "w");
	writeSync(handle, bytes);
}

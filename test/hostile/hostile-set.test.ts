import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createParserPool, type ParserPool } from "../../src/ingest/pool.ts";
import { explain } from "../ingest/parser.ts";
import { hostileFile, KINDS } from "./files.ts";
import { faultsOf, type Outcome, type Run } from "./judge.ts";
import { TEXT } from "./kind.ts";
import { type Listener, listen } from "./listener.ts";
import { plantSentinel } from "./served.ts";

const SEED = 7;
/** Kinds that only the clock or the watch over memory ends: they run in the pool. */
const ENDLESS = new Set([
	"pdf: forms that double",
	"pdf: a hundred thousand links",
	"pdf: a page of a gigabyte",
	"pdf: a chain of filters",
	"pdf: text without end",
]);
const ENDINGS = /^(?:parsed|file-[a-z-]+|no-text-layer|not-a-resume)$/;

let folder: string;
let listener: Listener;
let bait: { address: string; sentinel: string };
let content: string;

beforeAll(async () => {
	folder = mkdtempSync(path.join(tmpdir(), "sentinel-"));
	listener = await listen();
	const sentinel = plantSentinel(folder);
	bait = { address: listener.address, sentinel: sentinel.path };
	content = sentinel.content;
});
afterAll(() => {
	listener.close();
	rmSync(folder, { recursive: true });
});

const codeOf = (thrown: unknown): string => (thrown as { code?: string }).code ?? String(thrown);

async function ending(file: {
	readonly bytes: Buffer;
	readonly name: string;
}): Promise<{ code: string; text: string }> {
	try {
		return { code: "parsed", text: JSON.stringify(await explain(file.bytes, file.name)) };
	} catch (thrown) {
		return { code: codeOf(thrown), text: (thrown as { detail?: string }).detail ?? "" };
	}
}

describe.each([0, 1])("R26: every kind of hostile file, round %i", (round) => {
	const kinds = KINDS.map((kind, index) => [kind.name, index] as const).filter(([name]) => !ENDLESS.has(name));
	test.each(kinds)("%s", async (_, index) => {
		const file = await hostileFile(SEED, round * KINDS.length + index, bait);
		const { code, text } = await ending(file);
		expect(code).toMatch(ENDINGS);
		expect(text).not.toContain(content);
		expect(text).not.toContain("root:x:0");
		expect(({} as { bad?: unknown }).bad).toBeUndefined();
	});
});

/** They ended as parser-failed once, by values that are longer than a record takes. */
test.each([1078, 2505])("file %d of the bench is parsed", async (number) => {
	const { code } = await ending(await hostileFile(7, number, bait));
	expect(code).toBe("parsed");
});

test("nothing was fetched from the address that stands in the files", () => {
	expect(listener.reached()).toBe(0);
});

describe("files that never end, in the pool", () => {
	let pool: ParserPool;
	beforeAll(() => {
		pool = createParserPool({ workers: 2, limits: { fileTime: 3000 } });
	});
	afterAll(() => pool.close());

	test("each ends with a reason, and the resume behind it is parsed", async () => {
		const endless = KINDS.flatMap((kind, index) => (ENDLESS.has(kind.name) ? [index] : []));
		for (const number of endless) {
			const file = await hostileFile(SEED, number, bait);
			const codes = await Promise.all(
				[file.bytes, Buffer.from(TEXT)].map((bytes) =>
					pool.parse({ tenant: "hostile", bytes, asOf: "2026-06-30" }).then(() => "parsed", codeOf),
				),
			);
			expect(codes[0], file.kind).toMatch(ENDINGS);
			expect(codes[1], file.kind).toBe("parsed");
		}
	});
});

test("a file number of a seed is always the same file", async () => {
	for (const number of [0, 40, 77, 130, 250]) {
		const [first, second] = [await hostileFile(9, number, bait), await hostileFile(9, number, bait)];
		if (first.kind.startsWith("pdf:") || first.kind.startsWith("docx:")) continue;
		expect(first.bytes.equals(second.bytes), first.kind).toBe(true);
	}
});

describe("the judge of a run", () => {
	const good: Outcome = { number: 1, kind: "text", outcome: "file-corrupt", time: 20, output: "{}" };
	const run: Run = { outcomes: [good], health: [3, 4], connections: 0, secrets: ["secret"], leftBehind: [] };
	test("has nothing to say about a good one", () => {
		expect(faultsOf(run)).toEqual([]);
		expect(faultsOf({ ...run, outcomes: [{ ...good, outcome: "parsed" }] })).toEqual([]);
	});
	test.each<[string, Partial<Run>]>([
		["a file that took too long", { outcomes: [{ ...good, time: 10_001 }] }],
		["a file without a reason", { outcomes: [{ ...good, outcome: "parser-failed" }] }],
		["a file without an answer", { outcomes: [{ ...good, outcome: "no answer" }] }],
		["a secret in an answer", { outcomes: [{ ...good, output: "a secret here" }] }],
		["a health check without an answer", { health: [3, null] }],
		["a slow health check", { health: [3, 1001] }],
		["health that nobody asked for", { health: [] }],
		["a connection", { connections: 1 }],
		["a process left behind", { leftBehind: ["process 7"] }],
	])("sees %s", (_, change) => {
		expect(faultsOf({ ...run, ...change })).toHaveLength(1);
	});
});

/**
 * DESIGN's dependency rules: data flows one way, an engine is named in one place, and files stay small.
 * Imports are read as text, type imports included: a type that points upward is a dependency too.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");
const SRC = path.join(ROOT, "src");

/** What a part of src may import, besides itself and packages. */
const FLOOR = ["errors", "domain", "analysis", "package-root", "vocabulary", "cryptography"];
const ALLOWED: Record<string, readonly string[]> = {
	"package-root": [],
	cryptography: [],
	errors: [],
	domain: ["errors"],
	analysis: ["errors", "domain"],
	vocabulary: FLOOR,
	engine: FLOOR,
	tenancy: [...FLOOR, "engine"],
	identity: [...FLOOR, "engine", "tenancy"],
	ingest: [...FLOOR, "engine", "tenancy", "identity"],
	sync: [...FLOOR, "engine", "tenancy", "identity", "ingest", "export"],
	rank: FLOOR,
	search: [...FLOOR, "engine", "tenancy", "identity", "rank"],
	export: [...FLOOR, "engine", "tenancy", "identity", "ingest"],
	desk: [...FLOOR, "engine", "tenancy", "identity", "ingest", "search", "export"],
	signals: [...FLOOR, "engine", "tenancy", "rank", "search", "ingest", "desk"],
	lab: [...FLOOR, "engine", "tenancy", "rank", "search"],
	"sign-in": [...FLOOR, "engine", "tenancy", "export"],
	config: [...FLOOR],
	transfer: [...FLOOR, "engine", "tenancy", "ingest", "sync", "export", "search"],
	api: [
		"sign-in",
		"desk",
		"signals",
		"lab",
		"transfer",
		...FLOOR,
		"engine",
		"tenancy",
		"identity",
		"ingest",
		"sync",
		"search",
		"export",
		"rank",
	],
};
/** The top: may import everything. */
const TOP = new Set(["server", "main", "cli"]);

interface Import {
	readonly from: string;
	readonly to: string;
}

function sources(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !entry.parentPath.includes(`${path.sep}web`))
		.map((entry) => path.join(entry.parentPath, entry.name));
}

function importsOf(file: string): Import[] {
	const text = readFileSync(file, "utf8");
	const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g)].map(
		(match) => match[1] as string,
	);
	return specifiers.map((to) => ({ from: file, to: path.resolve(path.dirname(file), to) }));
}

/** First folder (or file name without ending) below src. */
const partOf = (file: string) =>
	path
		.relative(SRC, file)
		.split(path.sep)[0]
		?.replace(/\.[tj]s$/, "") ?? "";

const files = sources(SRC);
const imports = files.flatMap(importsOf);

describe("dependency rules", () => {
	test("every part of src is in the table", () => {
		const parts = new Set(files.map(partOf));
		expect([...parts].filter((part) => !(part in ALLOWED) && !TOP.has(part))).toEqual([]);
	});

	test("nothing imports upward", () => {
		const wrong = imports
			.filter(({ to }) => to.startsWith(SRC + path.sep))
			.map((edge) => ({ ...edge, source: partOf(edge.from), target: partOf(edge.to) }))
			.filter(({ source, target }) => source !== target && !TOP.has(source) && !ALLOWED[source]?.includes(target))
			.map(({ from, to }) => `${path.relative(ROOT, from)} -> ${path.relative(ROOT, to)}`);
		expect(wrong).toEqual([]);
	});

	test("src imports nothing from ranking, corpora or test, but for the verbs of the command line that are the bench's", () => {
		const bench = [path.join(SRC, "cli", "ranking.ts"), path.join(SRC, "cli", "ranking") + path.sep];
		const wrong = imports
			.filter(({ to }) => !to.startsWith(SRC + path.sep))
			.filter(
				({ from, to }) =>
					!(bench.some((one) => from.startsWith(one)) && to.startsWith(path.join(ROOT, "ranking") + path.sep)),
			)
			.map(({ from, to }) => `${from} -> ${to}`);
		expect(wrong).toEqual([]);
	});

	test("outside src/engine only the port is known, except in server.ts", () => {
		const wrong = imports
			.filter(({ from }) => partOf(from) !== "engine" && path.basename(from) !== "server.ts")
			.filter(({ to }) => partOf(to) === "engine" && path.basename(to) !== "port.ts")
			.map(({ from, to }) => `${path.relative(ROOT, from)} -> ${path.relative(ROOT, to)}`);
		expect(wrong).toEqual([]);
	});

	test("the engines never import each other", () => {
		const engineOf = (file: string) => path.relative(path.join(SRC, "engine"), file).split(path.sep)[0] ?? "";
		const folders = new Set(["memory", "embedded", "elasticsearch"]);
		const wrong = imports.filter(
			({ from, to }) =>
				partOf(from) === "engine" &&
				partOf(to) === "engine" &&
				folders.has(engineOf(from)) &&
				folders.has(engineOf(to)) &&
				engineOf(from) !== engineOf(to),
		);
		expect(wrong).toEqual([]);
	});

	test("the ATS simulator knows the wire from its description, and nothing of src", () => {
		const simulator = path.join(ROOT, "test", "ats-simulator");
		const allowed = [simulator, path.join(ROOT, "corpora", "generate")].map((folder) => folder + path.sep);
		const edges = sources(simulator).flatMap(importsOf);
		expect(edges.length).toBeGreaterThan(20);
		expect(edges.filter(({ to }) => !allowed.some((folder) => to.startsWith(folder)))).toEqual([]);
	});

	test("natural is imported by module path only: its index loads database drivers and reads .env", () => {
		expect(files.filter((file) => /["']natural["']/.test(readFileSync(file, "utf8")))).toEqual([]);
	});

	test("the in-memory engine is for tests only", () => {
		expect(
			files.filter((file) => partOf(file) !== "engine" && readFileSync(file, "utf8").includes("/memory/")),
		).toEqual([]);
	});
});

describe("the page", () => {
	const WEB = path.join(SRC, "web");
	const page = readdirSync(WEB, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
		.map((entry) => path.join(entry.parentPath, entry.name));
	const folderOf = (file: string) => path.relative(WEB, file).split(path.sep)[0] ?? "";

	test("takes of the rest of src the shapes of `domain`, as types: no code of the server reaches a browser", () => {
		const lines = page.flatMap((file) =>
			[...readFileSync(file, "utf8").matchAll(/^import (type )?[^;]*?from "(\.[^"]+)";/gms)].map((match) => ({
				file,
				isType: match[1] !== undefined,
				to: path.resolve(path.dirname(file), match[2] as string),
			})),
		);
		expect(lines.length).toBeGreaterThan(50);
		const outside = lines.filter(({ to }) => !to.startsWith(WEB + path.sep));
		const wrong = outside.filter(({ isType, to }) => !isType || !to.startsWith(path.join(SRC, "domain") + path.sep));
		expect(wrong).toEqual([]);
	});

	test("knows no persona in the shell but by its table, and no persona from another", () => {
		const wrong = page
			.flatMap(importsOf)
			.map(({ from, to }) => ({ from, source: folderOf(from), target: folderOf(to) }))
			.filter(({ from, source, target }) => {
				if (!["recruiter", "admin", "ranking"].includes(target) || source === target) return false;
				return path.relative(WEB, from) !== path.join("shell", "personas.ts");
			});
		expect(wrong).toEqual([]);
	});

	test("puts no text into the document as markup", () => {
		const markup = /dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write/;
		expect(page.filter((file) => markup.test(readFileSync(file, "utf8")))).toEqual([]);
	});
});

describe("form", () => {
	const all = [
		...files,
		...readdirSync(path.join(SRC, "web"), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && /\.(tsx?|css)$/.test(entry.name))
			.map((entry) => path.join(entry.parentPath, entry.name)),
		...sources(path.join(ROOT, "test")),
		...sources(path.join(ROOT, "corpora")),
		...sources(path.join(ROOT, "ranking")),
	];

	test("no file is longer than 350 lines", () => {
		const long = all
			.map((file) => ({ file: path.relative(ROOT, file), lines: readFileSync(file, "utf8").split("\n").length - 1 }))
			.filter(({ lines }) => lines > 350);
		expect(long).toEqual([]);
	});

	test("no folder or file is named for nothing in particular", () => {
		const vague = /(^|[\\/])(utils?|helpers?|common|types|misc)(\.ts|[\\/])/;
		expect(all.map((file) => path.relative(ROOT, file)).filter((file) => vague.test(file))).toEqual([]);
	});

	test("the port has at most eight methods", () => {
		const port = readFileSync(path.join(SRC, "engine", "port.ts"), "utf8");
		const bodies = [...port.matchAll(/export interface (?:Engine|Store)\b[^{]*\{([\s\S]*?)\n\}/g)].map(
			(match) => match[1] ?? "",
		);
		const methods = new Set(bodies.flatMap((body) => [...body.matchAll(/^\t(\w+)\(/gm)].map((match) => match[1])));
		expect(methods.size).toBeLessThanOrEqual(8);
		expect(methods.size).toBeGreaterThan(5);
	});
});

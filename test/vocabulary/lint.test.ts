import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tokenize } from "../../src/analysis/tokenize.ts";

const folder = join(import.meta.dirname, "../../ranking/vocabulary");
const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const kinds = new Set(
	"language framework tool platform method domain standard certification soft trade instrument spoken".split(" "),
);

interface Row {
	/** File and line, so that a fault can be found. */
	readonly at: string;
	readonly columns: readonly string[];
}

interface Concept {
	readonly at: string;
	readonly id: string;
	readonly label: string;
	/** Kind of a skill, family of a title. */
	readonly group: string;
	readonly synonyms: readonly string[];
	readonly related: readonly string[];
	/** Broader skills of a skill, typical skills of a title. */
	readonly last: readonly string[];
}

/** Lower case, without diacritics; hyphen, slash and repeated space count as one space. */
function fold(form: string): string {
	return form
		.replaceAll("ß", "ss")
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.toLowerCase()
		.replace(/[-/‐–]/g, " ")
		.replace(/\s+/g, " ")
		.trim();
}

/** Rows of one file: every line that is neither a comment nor empty. */
function readRows(path: string): Row[] {
	const lines = readFileSync(join(folder, path), "utf8").split("\n");
	return lines.flatMap((line, index) =>
		line === "" || line.startsWith("#") ? [] : [{ at: `${path}:${index + 1}`, columns: line.split("\t") }],
	);
}

function filesOf(part: string): string[] {
	const names = readdirSync(join(folder, part)).filter((name) => name.endsWith(".tsv"));
	return names.sort().map((name) => `${part}/${name}`);
}

/** Items of a cell; an empty item (`a||b`) is kept, so that a test can see it. */
function items(cell: string): string[] {
	return cell === "" ? [] : cell.split("|");
}

/** Languages of the synonyms of a title, in the order of the groups that `||` parts. */
const languages = ["en", "de", "fr", "es"] as const;

/** Synonyms of a title, a list for each language. */
function byLanguage(cell: string): string[][] {
	return cell.split("||").map(items);
}

function toConcept({ at, columns }: Row): Concept {
	const [id = "", label = "", group = "", synonyms = "", related = "", last = ""] = columns;
	return { at, id, label, group, synonyms: items(synonyms), related: items(related), last: items(last) };
}

function toTitle(row: Row): Concept {
	return { ...toConcept(row), synonyms: byLanguage(row.columns[3] ?? "").flat() };
}

function duplicates(values: Iterable<string>): string[] {
	const seen = new Set<string>();
	return [...values].filter((value) => seen.size === seen.add(value).size);
}

/** Folded surface form to the ids of the concepts that carry it. */
function ownersByForm(concepts: readonly Concept[]): Map<string, Set<string>> {
	const owners = new Map<string, Set<string>>();
	for (const { id, label, synonyms } of concepts) {
		for (const form of [label, ...synonyms]) {
			const folded = fold(form);
			owners.set(folded, (owners.get(folded) ?? new Set()).add(id));
		}
	}
	return owners;
}

/** A path of ids that comes back to its start, or null. */
function findCycle(edges: ReadonlyMap<string, readonly string[]>): string[] | null {
	const done = new Set<string>();
	function visit(id: string, path: string[]): string[] | null {
		if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
		if (done.has(id)) return null;
		for (const next of edges.get(id) ?? []) {
			const cycle = visit(next, [...path, id]);
			if (cycle) return cycle;
		}
		done.add(id);
		return null;
	}
	for (const id of edges.keys()) {
		const cycle = visit(id, []);
		if (cycle) return cycle;
	}
	return null;
}

const skillRows = filesOf("skills").flatMap(readRows);
const titleRows = filesOf("titles").flatMap(readRows);
const skills = skillRows.map(toConcept);
const titles = titleRows.map(toTitle);
const skillIds = new Set(skills.map(({ id }) => id));
const titleIds = new Set(titles.map(({ id }) => id));
const ambiguousRows = readRows("ambiguous.tsv");
const ambiguous = new Set(ambiguousRows.map(({ columns: [form = "", id = ""] }) => `${fold(form)}\t${id}`));

/** References that name nothing, or the concept itself. */
function badReferences(
	concepts: readonly Concept[],
	pick: (concept: Concept) => readonly string[],
	known: ReadonlySet<string>,
): string[] {
	return concepts.flatMap((concept) =>
		pick(concept)
			.filter((id) => !known.has(id))
			.map((id) => `${concept.at} ${concept.id} -> ${id}`),
	);
}

describe("the checks themselves", () => {
	test("a cycle is found and a diamond is none", () => {
		expect(
			findCycle(
				new Map([
					["a", ["b"]],
					["b", ["c"]],
					["c", ["a"]],
				]),
			),
		).toEqual(["a", "b", "c", "a"]);
		expect(
			findCycle(
				new Map([
					["a", ["b", "c"]],
					["b", ["d"]],
					["c", ["d"]],
				]),
			),
		).toBeNull();
	});

	test("the synonyms of a title fall into the groups of their languages", () => {
		expect(byLanguage("a|b||c||||d")).toEqual([["a", "b"], ["c"], [], ["d"]]);
		expect(byLanguage("||c||d||e")).toEqual([[], ["c"], ["d"], ["e"]]);
	});

	test("spellings that a search cannot tell apart fold alike", () => {
		expect(fold("Böhm-Straße")).toBe(fold("bohm strasse"));
		expect(fold("CI/CD")).toBe("ci cd");
		expect(fold("C++")).not.toBe(fold("C"));
	});

	test("a repeated value is reported once for each repetition", () => {
		expect(duplicates(["a", "b", "a", "a"])).toEqual(["a", "a"]);
	});
});

describe("size", () => {
	test("at least 3,000 skills and 1,500 titles, of these at least 1,500 in each language", () => {
		expect(skills.length).toBeGreaterThanOrEqual(3000);
		expect(titles.length).toBeGreaterThanOrEqual(1500);
		for (const [index, language] of languages.entries()) {
			// English is named by the label.
			const named = titleRows.filter(
				({ columns }) => index === 0 || (byLanguage(columns[3] ?? "")[index] ?? []).length > 0,
			);
			expect(named.length, language).toBeGreaterThanOrEqual(1500);
		}
	});

	test("a file of titles holds one field: at most 200 lines", () => {
		expect(filesOf("titles").filter((path) => readRows(path).length > 200)).toEqual([]);
	});

	test("every file stays short enough to review", () => {
		const long = [...filesOf("skills"), ...filesOf("titles")].filter((path) => readRows(path).length > 340);
		expect(long).toEqual([]);
	});
});

test("the end of no form is taken for an ending, which would make one form of Pro/E and pro", () => {
	const forms = [...skills, ...titles].flatMap(({ label, synonyms }) => [label, ...synonyms]);
	const cut = forms.filter((form) => /[/:·_*]\p{L}+$/u.test(form.slice(tokenize(form).at(-1)?.end)));
	expect(cut).toEqual([]);
});

describe.each([
	["skills", skillRows, skills],
	["titles", titleRows, titles],
] as const)("%s", (name, rows, concepts) => {
	test("every line has six columns", () => {
		expect(rows.filter(({ columns }) => columns.length !== 6).map(({ at }) => at)).toEqual([]);
	});

	test("every file begins by saying what it holds", () => {
		for (const path of filesOf(name)) expect(readFileSync(join(folder, path), "utf8"), path).toMatch(/^# \S/);
	});

	test("ids are kebab-case and unique", () => {
		expect(concepts.filter(({ id }) => !idPattern.test(id)).map(({ at }) => at)).toEqual([]);
		expect(duplicates(concepts.map(({ id }) => id))).toEqual([]);
	});

	test("no cell has padding, an empty item or a stray quote", () => {
		const bad = concepts.filter(({ label, synonyms, related, last }) =>
			[label, ...synonyms, ...related, ...last].some(
				(item) => item === "" || item !== item.trim() || /["\r]/.test(item),
			),
		);
		expect(bad.map(({ at }) => at)).toEqual([]);
	});

	test("a concept names each form, relative and reference once, and never itself", () => {
		const repeated = concepts.flatMap(({ at, id, label, synonyms, related, last }) => [
			...duplicates([label, ...synonyms].map(fold)).map((form) => `${at} ${form}`),
			...duplicates([id, ...related]).map((other) => `${at} ${other}`),
			...duplicates(last).map((other) => `${at} ${other}`),
		]);
		expect(repeated).toEqual([]);
	});
});

describe("relations", () => {
	test("every reference names a concept that exists", () => {
		expect(badReferences(skills, ({ related }) => related, skillIds)).toEqual([]);
		expect(badReferences(skills, ({ last }) => last, skillIds)).toEqual([]);
		expect(badReferences(titles, ({ related }) => related, titleIds)).toEqual([]);
		expect(badReferences(titles, ({ last }) => last, skillIds)).toEqual([]);
	});

	test("no skill is broader than itself, at any distance", () => {
		expect(findCycle(new Map(skills.map(({ id, last }) => [id, last])))).toBeNull();
	});

	test("what is broader is not related as well", () => {
		const both = skills.filter(({ related, last }) => related.some((id) => last.includes(id)));
		expect(both.map(({ at }) => at)).toEqual([]);
	});

	test("kinds are of the list, families are ids, and a title has at least one skill", () => {
		expect(skills.filter(({ group }) => !kinds.has(group)).map(({ at }) => at)).toEqual([]);
		expect(titles.filter(({ group }) => !idPattern.test(group)).map(({ at }) => at)).toEqual([]);
		expect(titles.filter(({ last }) => last.length === 0).map(({ at }) => at)).toEqual([]);
	});
});

describe("surface forms", () => {
	test("two skills share a form only where ambiguous.tsv lists it for each of them", () => {
		const shared = [...ownersByForm(skills)].filter(
			([form, ids]) => ids.size > 1 && [...ids].some((id) => !ambiguous.has(`${form}\t${id}`)),
		);
		expect(shared.map(([form, ids]) => `${form}: ${[...ids].join(", ")}`)).toEqual([]);
	});

	test("a synonym is text that stands in resumes: no remark in brackets", () => {
		const remarks = [...skills, ...titles].filter(({ synonyms }) => synonyms.some((form) => /[()[\]{}]/.test(form)));
		expect(remarks.map(({ at }) => at)).toEqual([]);
	});

	test("two titles never share a form", () => {
		const shared = [...ownersByForm(titles)].filter(([, ids]) => ids.size > 1);
		expect(shared.map(([form, ids]) => `${form}: ${[...ids].join(", ")}`)).toEqual([]);
	});

	test("no title is called like a tool or language, but for a few old ones: who looks for Docker wants no docker", () => {
		const named = skills.filter(({ group }) => ["tool", "platform", "framework", "language"].includes(group));
		const tools = new Set(ownersByForm(named).keys());
		const known = "chef,postman,consul,Assembler,ensamblador,Illustrator,Channel manager,Enterprise architect".split(
			",",
		);
		const bad = titles.flatMap(({ at, label, synonyms }) =>
			[label, ...synonyms].filter((form) => tools.has(fold(form))).map((form) => `${at} ${form}`),
		);
		expect(bad.filter((line) => !known.some((word) => line.endsWith(` ${word}`)))).toEqual([]);
	});

	test("ambiguous.tsv: three columns, a known rule, a form of that skill, listed once", () => {
		const owners = ownersByForm(skills);
		const bad = ambiguousRows.filter(({ columns }) => {
			const [form = "", id = "", rule = ""] = columns;
			return columns.length !== 3 || !["case", "context"].includes(rule) || !owners.get(fold(form))?.has(id);
		});
		expect(bad.map(({ at }) => at)).toEqual([]);
		expect(ambiguous.size).toBe(ambiguousRows.length);
	});
});

describe("titles", () => {
	test("synonyms stand in four groups, English first; German, French and Spanish have at least one each", () => {
		const bad = titleRows.flatMap(({ at, columns }) => {
			const groups = byLanguage(columns[3] ?? "");
			if (groups.length !== languages.length) return [`${at} ${groups.length} groups`];
			return languages
				.filter((language, index) => language !== "en" && groups[index]?.length === 0)
				.map((l) => `${at} ${l}`);
		});
		expect(bad).toEqual([]);
	});

	test("a family has at least two titles, or families.tsv says why it has one; nothing else stands there", () => {
		const single = [...Map.groupBy(titles, ({ group }) => group)].filter(([, members]) => members.length === 1);
		const explained = readRows("families.tsv");
		expect(explained.filter(({ columns }) => columns.length !== 2 || columns.includes("")).map(({ at }) => at)).toEqual(
			[],
		);
		expect(explained.map(({ columns }) => columns[0])).toEqual(single.map(([family]) => family).sort());
	});

	test("every title is related to at least one other", () => {
		const named = new Set(titles.flatMap(({ id, related }) => (related.length > 0 ? [id, ...related] : [])));
		expect(titles.filter(({ id }) => !named.has(id)).map(({ at }) => at)).toEqual([]);
	});
});

test("seniority.tsv: three columns, ranks from 0 upwards, no word at two levels", () => {
	const rows = readRows("seniority.tsv");
	expect(rows.filter(({ columns }) => columns.length !== 3).map(({ at }) => at)).toEqual([]);
	const ranks = rows.map(({ columns }) => Number(columns[1]));
	expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
	expect(new Set(ranks)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7]));
	expect(duplicates(rows.flatMap(({ columns }) => items(columns[2] ?? "")))).toEqual([]);
});

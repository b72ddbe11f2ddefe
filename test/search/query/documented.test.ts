import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { SCOPES, VALUE_SCOPES } from "../../../src/domain/query.ts";
import { PLAN_LIMITS } from "../../../src/engine/port.ts";
import { QUERY_LIMITS, SIGN_LIMITS } from "../../../src/search/query/limits.ts";
import { parseQuery } from "../../../src/search/query/parse.ts";

/** The page of the query language and the table in the README say what the code does. */

const ROOT = path.resolve(import.meta.dirname, "../../..");
const page = readFileSync(path.join(ROOT, "docs/query-language.md"), "utf8");
const readme = readFileSync(path.join(ROOT, "README.md"), "utf8");

/** Queries in the given columns of tables. */
const examples = (text: string, columns: readonly number[]) =>
	text
		.split("\n")
		.filter((line) => line.startsWith("| `"))
		.flatMap((line) => columns.flatMap((column) => [...(line.split("|")[column] ?? "").matchAll(/`([^`]+)`/g)]))
		.map(([, query = ""]) => query);

describe("examples", () => {
	const start = readme.indexOf("## Five minutes as a recruiter");
	const recruiter = readme.slice(start, readme.indexOf("## Five minutes as a ranking engineer"));
	test.each([...examples(page, [1]), ...examples(recruiter, [1, 3])])("%s is read without a fault", (query) => {
		const { root, lint } = parseQuery(query);
		expect(root).not.toBeNull();
		expect(lint.filter(({ level }) => level === "error" || level === "ignored" || level === "ambiguous")).toEqual([]);
	});

	test("every field is named", () => {
		for (const name of [...Object.keys(SCOPES), ...VALUE_SCOPES]) expect(page).toContain(`${name}:`);
	});
});

test("limits are those of the code", () => {
	const section = page.slice(page.indexOf("## Limits"));
	const values = [...section.matchAll(/^\| [^|]+ \| ([\d. and]+) \|$/gm)].map(([, value]) => value?.trim());
	expect(values).toEqual(
		[
			QUERY_LIMITS.leaves,
			QUERY_LIMITS.groups,
			PLAN_LIMITS.alternatives,
			QUERY_LIMITS.depth,
			QUERY_LIMITS.length,
			PLAN_LIMITS.phraseWords,
			QUERY_LIMITS.openWords,
			QUERY_LIMITS.wildcardLength,
			PLAN_LIMITS.prefixWords,
			PLAN_LIMITS.fuzzyWords,
			QUERY_LIMITS.nearPairs,
			SIGN_LIMITS.distance,
			SIGN_LIMITS.edits,
			`${SIGN_LIMITS.leastWeight} and ${SIGN_LIMITS.mostWeight}`,
			PLAN_LIMITS.nodes,
		].map(String),
	);
	expect(QUERY_LIMITS.wildcardLength).toBe(PLAN_LIMITS.openWordLength);
	expect(SIGN_LIMITS.distance).toBeLessThanOrEqual(PLAN_LIMITS.slop);
});

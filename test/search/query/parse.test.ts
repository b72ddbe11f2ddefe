import { describe, expect, test } from "vitest";
import type { QueryNode } from "../../../src/domain/query.ts";
import { TributaryError } from "../../../src/errors.ts";
import { QUERY_LIMITS } from "../../../src/search/query/limits.ts";
import { parseQuery } from "../../../src/search/query/parse.ts";

/** The tree as nested lists, for a readable table: `all` is an explicit AND, `words` are words side by side. */
function shape(node: QueryNode | null): unknown {
	if (node === null) return null;
	if (node.kind === "not") return ["not", shape(node.of)];
	if (node.kind === "or") return ["or", ...node.of.map(shape)];
	if (node.kind === "and") return [node.explicit ? "all" : "words", ...node.of.map(shape)];
	const scope = node.scope === null ? "" : `${node.scope}:`;
	return `${node.kind} ${scope}${node.text}`;
}

const trees: readonly (readonly [query: string, tree: unknown, normalForm: string])[] = [
	["java", "term java", "java"],
	["  java  ", "term java", "java"],
	["java developer", ["words", "term java", "term developer"], "java developer"],
	["java, kotlin; scala", ["words", "term java", "term kotlin", "term scala"], "java kotlin scala"],
	['"project manager"', "phrase project manager", '"project manager"'],
	['"  project \n manager "', "phrase project manager", '"project manager"'],
	["java AND kotlin", ["all", "term java", "term kotlin"], "java AND kotlin"],
	["java OR kotlin", ["or", "term java", "term kotlin"], "java OR kotlin"],
	["NOT java", ["not", "term java"], "NOT java"],
	["developer -intern", ["words", "term developer", ["not", "term intern"]], "developer NOT intern"],
	["developer NOT intern", ["words", "term developer", ["not", "term intern"]], "developer NOT intern"],
	["a1 AND b1 OR c1", ["or", ["all", "term a1", "term b1"], "term c1"], "(a1 AND b1) OR c1"],
	["a1 AND (b1 OR c1)", ["all", "term a1", ["or", "term b1", "term c1"]], "a1 AND (b1 OR c1)"],
	["a1 b1 AND c1", ["all", ["words", "term a1", "term b1"], "term c1"], "(a1 b1) AND c1"],
	["(a1 AND b1) AND c1", ["all", "term a1", "term b1", "term c1"], "a1 AND b1 AND c1"],
	["(a1 OR b1) OR c1", ["or", "term a1", "term b1", "term c1"], "a1 OR b1 OR c1"],
	["(a1 b1) c1", ["words", ["words", "term a1", "term b1"], "term c1"], "(a1 b1) c1"],
	["((((java))))", "term java", "java"],
	["NOT (a1 OR b1)", ["not", ["or", "term a1", "term b1"]], "NOT (a1 OR b1)"],
	["NOT (NOT java)", "term java", "java"],
	["title:java", "term title:java", "title:java"],
	["Title:Java", "term title:Java", "title:Java"],
	["title: java", "term title:java", "title:java"],
	['title:"project manager"', "phrase title:project manager", 'title:"project manager"'],
	["skill:(java OR kotlin)", ["or", "term skill:java", "term skill:kotlin"], "skill:java OR skill:kotlin"],
	["skill:(java title:lead)", ["words", "term skill:java", "term title:lead"], "skill:java title:lead"],
	["-title:intern", ["not", "term title:intern"], "NOT title:intern"],
	["title:-intern", ["not", "term title:intern"], "NOT title:intern"],
	["title:and", "term title:and", "title:and"],
	[
		"current-title:nurse past-title:medic",
		["words", "term current-title:nurse", "term past-title:medic"],
		"current-title:nurse past-title:medic",
	],
	["devel*", "prefix devel", "devel*"],
	["title:devel*", "prefix title:devel", "title:devel*"],
	[
		"C++ C# .net Node.js AT&T R&D",
		["words", "term C++", "term C#", "term .net", "term Node.js", "term AT&T", "term R&D"],
		"C++ C# .net Node.js AT&T R&D",
	],
	["https://example.com/x 10:30", ["words", "term https://example.com/x", "term 10:30"], "https://example.com/x 10:30"],
	["“java developer” （kotlin）", ["words", "phrase java developer", "term kotlin"], '"java developer" kotlin'],
	["java ＡＮＤ kotlin", ["all", "term java", "term kotlin"], "java AND kotlin"],
	["java || kotlin", ["or", "term java", "term kotlin"], "java OR kotlin"],
	["o'brien jean-luc", ["words", "term o'brien", "term jean-luc"], "o'brien jean-luc"],
	["java/kotlin", "term java/kotlin", "java/kotlin"],
	["java / kotlin", "term java/kotlin", "java/kotlin"],
	["title:java / kotlin", "term title:java/kotlin", "title:java/kotlin"],
	["java / title:kotlin", ["words", "term java", "term title:kotlin"], "java title:kotlin"],
	["java / NOT kotlin", ["words", "term java", ["not", "term kotlin"]], "java NOT kotlin"],
	["java / ", "term java", "java"],
	["/ java", "term java", "java"],
	["10,000 users", ["words", "term 10,000", "term users"], "10,000 users"],
	["java AND", "term java", "java"],
	["AND java", "term java", "java"],
	["java AND OR kotlin", ["all", "term java", "term kotlin"], "java AND kotlin"],
	["(java OR kotlin", ["or", "term java", "term kotlin"], "java OR kotlin"],
	["java) kotlin", ["words", "term java", "term kotlin"], "java kotlin"],
	["() java", "term java", "java"],
	['"" java', "term java", "java"],
	['java "developer', ["words", "term java", "term developer"], "java developer"],
	["", null, ""],
	["( NOT )", null, ""],
	["🙂 !!! ...", null, ""],
];

describe("the tree of a query", () => {
	test.each(trees)("%j", (query, tree, normalForm) => {
		const parsed = parseQuery(query);
		expect(shape(parsed.root)).toEqual(tree);
		expect(parsed.normalForm).toBe(normalForm);
		expect(shape(parseQuery(parsed.normalForm).root)).toEqual(tree);
	});

	test("a leaf knows its place in the text, scope included", () => {
		const query = 'x1 title:"project manager"';
		const { root } = parseQuery(query);
		const leaf = root?.kind === "and" ? root.of[1] : null;
		expect(query.slice(leaf?.span.start, leaf?.span.end)).toBe('title:"project manager"');
	});
});

const lints: readonly (readonly [query: string, level: string, code: string, place: string, says: string])[] = [
	["java AND", "ignored", "operator-without-right", "AND", "Nothing stands after"],
	["OR java", "ignored", "operator-without-left", "OR", "Nothing stands before"],
	["java AND OR kotlin", "ignored", "operator-without-left", "OR", "follows AND directly"],
	["java NOT", "ignored", "operator-without-right", "NOT", "Nothing stands after this NOT"],
	["(java", "ambiguous", "unclosed-bracket", "(", "closed at the end"],
	["java)", "ambiguous", "unopened-bracket", ")", "Put its partner"],
	["() java", "ignored", "empty-brackets", "()", "nothing between"],
	['"" java', "ignored", "empty-phrase", '""', "no word between"],
	['java "developer', "ambiguous", "unclosed-quote", '"', "Put a second quote"],
	["“java”", "understood", "look-alike", "“", 'is read as "'],
	["（java", "understood", "look-alike", "（", "is read as ("],
	["titel:java", "ambiguous", "unknown-scope", "titel:", "Did you mean title:?"],
	["skills:java", "ambiguous", "unknown-scope", "skills:", "Did you mean skill:?"],
	["salary:high", "ambiguous", "unknown-scope", "salary:", "The scopes are name: title:"],
	["title: AND java", "ignored", "scope-without-text", "title:", "directly before a word"],
	["NOT java", "understood", "only-exclusions", "NOT java", "everybody is listed except “java”"],
	["-java -kotlin", "understood", "only-exclusions", "-java -kotlin", "except “java, kotlin”"],
	["java or kotlin", "ambiguous", "small-operator", "or", "write OR"],
	["(java or kotlin)", "understood", "small-operator", "or", "is read as OR"],
	["senior java OR kotlin", "ambiguous", "or-between-groups", "senior java OR kotlin", "(senior java) OR kotlin"],
	["java OR NOT kotlin", "ambiguous", "or-not", "java OR NOT kotlin", "nearly everybody"],
	["java NOT NOT kotlin", "understood", "repeated-not", "NOT NOT", "cancel out"],
	["* java", "ignored", "no-word", "*", "no letter"],
	["java / title:kotlin", "ignored", "no-word", "/", "no letter"],
	["java /", "ignored", "no-word", "/", "no letter"],
	["d* java", "ignored", "prefix-too-short", "d*", "at least two letters"],
	["dev*er", "ambiguous", "star-inside", "dev*er", "read as “dev*”"],
	["java^3", "ignored", "no-such-operator", "java^3", "no meaning here"],
	['"a b"~5', "ignored", "no-such-operator", "~5", "no meaning here"],
	["+java", "ignored", "no-such-operator", "+", "join it with AND"],
	["java –kotlin", "ambiguous", "dash", "–", "write - or NOT"],
	["java\u0000kotlin", "ignored", "invisible-characters", "\u0000", "read as a space"],
	["java \ud800 kotlin", "ignored", "invisible-characters", "\ud800", "read as a space"],
	["***", "ignored", "empty-query", "***", "everybody who passes the filters"],
];

describe("the lint", () => {
	test.each(lints)("%j: %s %s at %j", (query, level, code, place, says) => {
		const entry = parseQuery(query).lint.find((lint) => lint.code === code);
		expect(entry?.level).toBe(level);
		expect(entry?.message).toContain(says);
		expect(query.slice(entry?.span.start, entry?.span.end)).toBe(place);
	});

	test("a plain query needs no remark", () => {
		expect(parseQuery('title:(java OR kotlin) AND "spring boot" -intern').lint).toEqual([]);
	});

	test("a remark that repeats itself is listed 20 times and the rest is counted", () => {
		const { lint } = parseQuery(`java ${"() ".repeat(500)}`);
		expect(lint).toHaveLength(20);
		expect(lint.at(-1)?.message).toContain("480 more places");
	});
});

describe("limits", () => {
	const refusalOf = (query: string) => {
		try {
			parseQuery(query);
		} catch (error) {
			return error as TributaryError;
		}
		return undefined;
	};

	test("10,000 words are refused, with the place of the first that is too many", () => {
		const error = refusalOf(Array.from({ length: 10_000 }, (_, index) => `w${index}`).join(" "));
		expect(error).toBeInstanceOf(TributaryError);
		expect(error?.code).toBe("invalid-query");
		expect(error?.detail).toContain(`more than ${QUERY_LIMITS.leaves} words`);
		expect(error?.errors[0]).toMatchObject({
			pointer: "/query",
			detail: expect.stringMatching(/^Characters \d+ to \d+:/),
		});
	});

	test("an endless word is refused", () => {
		expect(refusalOf("x".repeat(QUERY_LIMITS.length + 1))?.code).toBe("invalid-query");
		expect(refusalOf("x".repeat(QUERY_LIMITS.length))).toBeUndefined();
	});

	test("brackets that say nothing may be as deep as they like, operators may not", () => {
		expect(parseQuery(`${"(".repeat(40_000)}java${")".repeat(40_000)}`).normalForm).toBe("java");
		const deep = (levels: number) => `${"(a1 OR (b1 AND ".repeat(levels)}c1${"))".repeat(levels)}`;
		expect(refusalOf(deep(15))).toBeUndefined();
		expect(refusalOf(deep(16))?.detail).toContain("levels within each other");
	});
});

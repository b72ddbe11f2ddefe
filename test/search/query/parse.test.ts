import { describe, expect, test } from "vitest";
import type { Marks, QueryNode } from "../../../src/domain/query.ts";
import { TributaryError } from "../../../src/errors.ts";
import { QUERY_LIMITS } from "../../../src/search/query/limits.ts";
import { parseQuery } from "../../../src/search/query/parse.ts";

/** The tree as nested lists, for a readable table: `all` is an explicit AND, `words` are words side by side. */
function shape(node: QueryNode | null): unknown {
	if (node === null) return null;
	if (node.kind === "not") return ["not", shape(node.of)];
	if (node.kind === "or") return [`${marks(node)}or`, ...node.of.map(shape)];
	if (node.kind === "and") return [`${marks(node)}${node.explicit ? "all" : "words"}`, ...node.of.map(shape)];
	return `${node.kind} ${marks(node)}${node.scope === null ? "" : `${node.scope}:`}${content(node)}`;
}

const marks = ({ level, weight }: Marks) =>
	[level, weight && `x${weight}`]
		.filter(Boolean)
		.map((mark) => `[${mark}] `)
		.join("");

function content(node: Exclude<QueryNode, { readonly kind: "not" | "and" | "or" }>): string {
	if (node.kind === "range") {
		const ends = [node.from, node.to].map((end) => (end === null ? "" : `${end.value}${end.unit}`));
		return `${ends.join("..")}${node.strict ? " strict" : ""}`;
	}
	if (node.kind === "phrase" && node.slop !== undefined) return `${node.text} ~${node.slop}`;
	return node.kind === "fuzzy" ? `${node.text} ~${node.edits ?? ""}` : node.text;
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
	["NOT java^3", ["not", "term java"], "NOT java"],
	[
		"current_title:nurse CurrentTitle:nurse",
		["words", "term current-title:nurse", "term current-title:nurse"],
		"current-title:nurse current-title:nurse",
	],
	["past-company:Bakers", "term past-company:Bakers", "past-company:Bakers"],
	["d?v*per", "wildcard d?v*per", "d?v*per"],
	["ｄ＊ｒｅｒ", "wildcard ｄ*ｒｅｒ", "ｄ*ｒｅｒ"],
	["who knows java?", ["words", "term who", "term knows", "term java"], "who knows java"],
	["https://x.y/z?a=b", "term https://x.y/z?a=b", "https://x.y/z?a=b"],
	[
		"develper~ develper~1 develper～２",
		["words", "fuzzy develper ~", "fuzzy develper ~1", "term develper～２"],
		"develper~ develper~1 develper～２",
	],
	["java~0", "term java", "java"],
	['"java lead"~5', "phrase java lead ~5", '"java lead"~5'],
	['"java lead"~0', "phrase java lead", '"java lead"'],
	["java NEAR/5 lead", "phrase java lead ~5", '"java lead"~5'],
	["java NEAR lead near/3 berlin", "phrase java lead berlin ~10", '"java lead berlin"~10'],
	['title:java NEAR/2 "team lead"', "phrase title:java team lead ~2", 'title:"java team lead"~2'],
	[
		"(java OR kotlin) NEAR/5 lead",
		["or", "phrase java lead ~5", "phrase kotlin lead ~5"],
		'"java lead"~5 OR "kotlin lead"~5',
	],
	["-java NEAR/5 lead", ["not", "phrase java lead ~5"], 'NOT "java lead"~5'],
	["near berlin", ["words", "term near", "term berlin"], "near berlin"],
	["+java ^kotlin %go", ["words", "term [must] java", "term [strong] kotlin", "term [wish] go"], "+java ^kotlin %go"],
	[
		"＋java kotlin＾ go％",
		["words", "term [must] java", "term [strong] kotlin", "term [wish] go"],
		"+java ^kotlin %go",
	],
	["java^3 kotlin^.5 go^1", ["words", "term [x3] java", "term [x0.5] kotlin", "term go"], "java^3 kotlin^0.5 go"],
	["C++^2 C#% .net^", ["words", "term [x2] C++", "term [wish] C#", "term [strong] .net"], "C++^2 %C# ^.net"],
	["100% remote", ["words", "term 100", "term remote"], "100 remote"],
	["^java^3", "term [strong] [x3] java", "^java^3"],
	[
		'^"spring boot"^2 %(a1 OR b1)',
		["words", "phrase [strong] [x2] spring boot", ["[wish] or", "term a1", "term b1"]],
		'^"spring boot"^2 %(a1 OR b1)',
	],
	["(a1 b1)^2 c1", ["words", ["[x2] words", "term a1", "term b1"], "term c1"], "(a1 b1)^2 c1"],
	["(a1 OR b1)^2 OR c1", ["or", ["[x2] or", "term a1", "term b1"], "term c1"], "(a1 OR b1)^2 OR c1"],
	["((java)^2)^3", "term [x6] java", "java^6"],
	["^(%java)", "term [wish] java", "%java"],
	[
		"^title:java title:^java",
		["words", "term [strong] title:java", "term [strong] title:java"],
		"^title:java ^title:java",
	],
	["+(5)", "term [must] 5", "+(5)"],
	["years:5..10", "range years:5y..10y", "years:5..10"],
	["years: 5 - 10", "range years:5y..10y", "years:5..10"],
	[
		"years:>=5 years:5+ years:5",
		["words", "range years:5y..", "range years:5y..", "range years:5y.."],
		"years:>=5 years:>=5 years:>=5",
	],
	[
		"years:>5 years:< 3 years:..7 years:=4",
		["words", "range years:5y.. strict", "range years:..3y strict", "range years:..7y", "range years:4y..4y"],
		"years:>5 years:<3 years:<=7 years:4..4",
	],
	["years:(5..7 OR 10+)", ["or", "range years:5y..7y", "range years:10y.."], "years:5..7 OR years:>=10"],
	["%years:5..10^2", "range [wish] [x2] years:5y..10y", "%years:5..10^2"],
	["years:5 -intern", ["words", "range years:5y..", ["not", "term intern"]], "years:>=5 NOT intern"],
	[
		"updated:<90d updated:2w",
		["words", "range updated:..90d strict", "range updated:..2w"],
		"updated:<90d updated:<=2w",
	],
	[
		"updated:>1y updated:<3 months",
		["words", "range updated:1y.. strict", "range updated:..3m strict"],
		"updated:>1y updated:<3m",
	],
	["applied:<30d", "range applied:..30d strict", "applied:<30d"],
	["applied:415-555-2671", "value applied:415-555-2671", "applied:415-555-2671"],
	["applied:30", "value applied:30", "applied:30"],
	["applied:JOB-12", "value applied:JOB-12", "applied:JOB-12"],
	[
		"outcome:HIRED in:ATS open_to_work:true",
		["words", "value outcome:hired", "value in:ats", "value open-to-work:yes"],
		"outcome:hired in:ats open-to-work:yes",
	],
	[
		'stage:"Phone screen" tag:(gold OR silver)',
		["words", "value stage:Phone screen", ["or", "value tag:gold", "value tag:silver"]],
		'stage:"Phone screen" (tag:gold OR tag:silver)',
	],
	["years:java", "phrase java", '"java"'],
	["java or kotlin", ["or", "term java", "term kotlin"], "java OR kotlin"],
	[
		"senior java or kotlin developer",
		["words", "term senior", "term java/kotlin", "term developer"],
		"senior java/kotlin developer",
	],
	["java not kotlin", ["words", "term java", ["not", "term kotlin"]], "java NOT kotlin"],
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
	["%java %kotlin", "understood", "only-wishes", "%java %kotlin", "everybody is listed"],
	["java or kotlin", "understood", "small-operator", "or", "is read as OR"],
	["senior java or kotlin developer", "understood", "small-operator", "or", "“java/kotlin”"],
	["java not kotlin", "understood", "small-operator", "not", "is read as NOT"],
	["not only java", "ambiguous", "small-operator", "not", "write NOT"],
	["java and kotlin", "ignored", "small-operator", "and", "left out"],
	["5 or 6 years", "ambiguous", "small-operator", "or", "write OR"],
	["(java or kotlin)", "understood", "small-operator", "or", "is read as OR"],
	["senior java OR kotlin", "ambiguous", "or-between-groups", "senior java OR kotlin", "(senior java) OR kotlin"],
	["java OR NOT kotlin", "ambiguous", "or-not", "java OR NOT kotlin", "nearly everybody"],
	["java NOT NOT kotlin", "understood", "repeated-not", "NOT NOT", "cancel out"],
	["* java", "ignored", "no-word", "*", "no letter"],
	["java / title:kotlin", "ignored", "no-word", "/", "no letter"],
	["java /", "ignored", "no-word", "/", "no letter"],
	["d* java", "ignored", "prefix-too-short", "d*", "at least two letters"],
	["full-st*ck", "ambiguous", "star-inside", "full-st*ck", "read as “full-st*”"],
	["Entwickler*in", "understood", "gender-star", "Entwickler*in", "in any gender"],
	["j*", "ignored", "prefix-too-short", "j*", "at least two letters"],
	["*script", "ignored", "no-such-operator", "*", "behind its first letter"],
	["(java)~2", "ignored", "no-such-operator", "~2", "no meaning here"],
	["java*~1", "ignored", "no-such-operator", "java*~1", "no meaning here"],
	["+5 years", "ignored", "no-such-operator", "+", "put it in brackets"],
	["java ^ kotlin", "ignored", "no-such-operator", "^", "no meaning here"],
	["java^99", "ambiguous", "weight-out-of-range", "^99", "read as ^10"],
	["java^0", "ambiguous", "weight-out-of-range", "^0", "read as ^0.1"],
	["developr~9", "ambiguous", "edits-out-of-range", "developr~9", "read as ~2"],
	['"a b"~500', "ambiguous", "distance-out-of-range", "~500", "read as 100"],
	['"a b"~', "understood", "no-distance", "~", "read as ~10"],
	["^%java", "ambiguous", "two-signs", "^%", "the first is read"],
	["^java%", "ambiguous", "two-signs", "^", "nearer to the word"],
	["java NOT kotlin^3", "ignored", "sign-in-not", "kotlin^3", "no weight and is no wish"],
	["java ^", "ignored", "no-such-operator", "^", "no meaning here"],
	["^ AND java", "ignored", "no-such-operator", "^", "no meaning here"],
	["^title: OR java", "ignored", "sign-without-text", "^", "Nothing stands after"],
	["java NEAR/3 spring", "understood", "near", "java NEAR/3 spring", "at most 3 words between"],
	["NEAR/3 spring", "ignored", "operator-without-left", "NEAR/3", "Nothing stands before"],
	["spring NEAR", "ignored", "operator-without-right", "NEAR", "Nothing stands after"],
	["title:java NEAR/3 skill:spring", "ambiguous", "near-without-words", "NEAR/3", "read as AND"],
	["(a1 AND b1) NEAR/3 c1", "ambiguous", "near-without-words", "NEAR/3", "read as AND"],
	["years:many", "error", "wrong-value", "years:many", "years:5..10"],
	["updated:soon", "error", "wrong-value", "updated:soon", "updated:<90d"],
	["years:10..5", "understood", "reversed-range", "10..5", "years:5..10"],
	["in:berlin", "error", "wrong-value", "in:berlin", "ats, network, matched"],
	["in:netwrk", "error", "wrong-value", "in:netwrk", "Did you mean in:network?"],
	["outcome:hire", "error", "wrong-value", "outcome:hire", "Did you mean outcome:hired?"],
	["tag:gold*", "ignored", "whole-value", "gold*", "whole values"],
	["java current title:lead", "understood", "scope-of-two-words", "current title:", "current-title:"],
	["stge:offer", "ambiguous", "unknown-scope", "stge:", "Did you mean stage:?"],
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

	test("33 words with wildcards or fuzzy words are refused, with their place", () => {
		const text = Array.from(
			{ length: 33 },
			(_, index) => `word${"abcdefghijklmnopqrstuvwxyz"[index % 26]}${index}~`,
		).join(" ");
		expect(refusalOf(text)?.errors[0]?.detail).toContain(`Characters ${text.indexOf("wordg32")} to ${text.length}`);
		expect(refusalOf(text.slice(0, text.indexOf(" wordg32")))).toBeUndefined();
		expect(refusalOf(`a${"b".repeat(64)}*c`)?.detail).toContain("at most 64");
	});

	test("brackets that say nothing may be as deep as they like, operators may not", () => {
		expect(parseQuery(`${"(".repeat(40_000)}java${")".repeat(40_000)}`).normalForm).toBe("java");
		const deep = (levels: number) => `${"(a1 OR (b1 AND ".repeat(levels)}c1${"))".repeat(levels)}`;
		expect(refusalOf(deep(15))).toBeUndefined();
		expect(refusalOf(deep(16))?.detail).toContain("levels within each other");
	});
});

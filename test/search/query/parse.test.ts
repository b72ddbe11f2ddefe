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
	if (node.kind === "phrase" && node.slop !== undefined) return `${node.near?.join("|") ?? node.text} ~${node.slop}`;
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
	["Entwickler*in Kolleg*innen", ["words", "term Entwickler", "prefix Kolleg"], "Entwickler Kolleg*"],
	["Entwickler:in Lehrer:innen", ["words", "term Entwickler:in", "term Lehrer:innen"], "Entwickler:in Lehrer:innen"],
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
	['title:java NEAR/2 "team lead"', "phrase title:java|team lead ~2", 'title:"java" NEAR/2 "team lead"'],
	['"team lead" near/2 java NEAR lead', "phrase team lead|java|lead ~10", '"team lead" NEAR/10 "java" NEAR/10 "lead"'],
	['-"team lead" NEAR/2 java', ["not", "phrase team lead|java ~2"], 'NOT "team lead" NEAR/2 "java"'],
	['^("team lead" NEAR/2 java)^3', "phrase [strong] [x3] team lead|java ~2", '^("team lead" NEAR/2 "java")^3'],
	['"team lead"~4 NEAR/2 java', "phrase team lead java ~4", '"team lead java"~4'],
	[
		'x (java OR "front end") NEAR/3 lead',
		["words", "term x", ["or", "phrase java lead ~3", "phrase front end|lead ~3"]],
		'x ("java lead"~3 OR "front end" NEAR/3 "lead")',
	],
	["c++ NEAR/3 lead", "phrase c++|lead ~3", '"c++" NEAR/3 "lead"'],
	[
		"(java OR kotlin) NEAR/5 lead",
		["or", "phrase java lead ~5", "phrase kotlin lead ~5"],
		'"java lead"~5 OR "kotlin lead"~5',
	],
	["-java NEAR/5 lead", ["not", "phrase java lead ~5"], 'NOT "java lead"~5'],
	["JAVA NEAR/4 LEAD", "phrase JAVA LEAD ~4", '"JAVA LEAD"~4'],
	["JAVA NEAR BERLIN", ["words", "term JAVA", "term BERLIN"], "JAVA BERLIN"],
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

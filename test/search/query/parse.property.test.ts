import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type QueryNode, SCOPES, type ScopeName, type Span } from "../../../src/domain/query.ts";
import { TributaryError } from "../../../src/errors.ts";
import { normalForm } from "../../../src/search/query/normal-form.ts";
import { parseQuery } from "../../../src/search/query/parse.ts";

/** The tree without places. */
function bare(node: QueryNode | null): unknown {
	if (node === null) return null;
	const { span: _, ...rest } = node;
	if (node.kind === "not") return { ...rest, of: bare(node.of) };
	return node.kind === "and" || node.kind === "or" ? { ...rest, of: node.of.map(bare) } : rest;
}

function placesOf(node: QueryNode | null): Span[] {
	if (node === null) return [];
	if (node.kind === "not") return placesOf(node.of);
	return node.kind === "and" || node.kind === "or" ? node.of.flatMap(placesOf) : [node.span];
}

/** Blanks in the place of operators, names of scopes and the numbers of signs, which are in no leaf. */
function withoutSigns(text: string): string {
	const signs =
		/(?<![\p{L}\p{N}])(?:AND|OR|NOT|NEAR(?:\/\d+)?|ＡＮＤ)(?![\p{L}\p{N}])|[~^＾]\d*(?:[.,]\d*)?|[\p{L}_-]+[:：]/giu;
	return text.replace(signs, (sign) => " ".repeat(sign.length));
}

/** What people and attackers put together: pieces of the grammar in any order, and characters of every kind. */
const piece = fc.oneof(
	fc.constantFrom(
		"AND",
		"OR",
		"NOT",
		"and",
		"or",
		"ODER",
		"oder",
		"NICHT",
		"not",
		"(",
		")",
		'"',
		"“",
		"”",
		"-",
		"+",
		"*",
		":",
		"title:",
		"skill:",
		"titel:",
		"foo:",
		"~5",
		"~",
		"^2",
		"^",
		"%",
		"＾0.5",
		"^99",
		"?",
		"NEAR",
		"NEAR/3",
		"near/200",
		"years:",
		"updated:",
		"applied:",
		"in:",
		"tag:",
		"outcome:",
		"current",
		"past_title:",
		"5..10",
		">=5",
		"<90d",
		"5+",
		"&&",
		"|",
		"[",
		"}",
		"–",
		".",
		",",
		"/",
		".",
	),
	fc.constantFrom(
		"java",
		"C++",
		".net",
		"Node.js",
		"devel*",
		"d?v*per",
		"develper~1",
		"ats",
		"hired",
		"Entwickler*in",
		"100%",
		"R&D",
		"München",
		"看護師",
		"ＡＮＤ",
		"10,000",
		"https://x.y",
		"a:b:c",
		"x*y",
		"O’Brien",
		"+49 30",
		"0301234567",
		"(030)",
		"1234567",
		"415-555-2671",
		"jane@example.com",
	),
	fc.string({ unit: "binary", maxLength: 6 }),
	fc.string({ unit: "grapheme", maxLength: 6 }),
	fc.constantFrom("\u0000", "\ud800", "\udc00", "\u200b", "\u202e", "\ufeff", "\u3000", "\u00ad", "\u0301"),
);
const hostile = fc
	.array(fc.tuple(piece, fc.constantFrom("", " ", "  ", "\n")), { maxLength: 40 })
	.map((parts) => parts.map(([text, space]) => text + space).join(""));

describe("any string", () => {
	test("is read, or refused as invalid-query; every remark lies inside the text", () => {
		fc.assert(
			fc.property(hostile, (text) => {
				try {
					const { lint, normalForm: printed } = parseQuery(text);
					for (const { span } of lint) {
						expect(span.start).toBeGreaterThanOrEqual(0);
						expect(span.end).toBeGreaterThan(span.start);
						expect(span.end).toBeLessThanOrEqual(text.length);
					}
					expect(printed.isWellFormed()).toBe(true);
				} catch (error) {
					if (!(error instanceof TributaryError) || error.code !== "invalid-query") throw error;
				}
			}),
			{ numRuns: 10_000 },
		);
	});

	test("whose word and scope were written apart is shown so that they stay apart", () => {
		const parsed = parseQuery("current / title:java");
		expect(bare(parseQuery(parsed.normalForm).root)).toEqual(bare(parsed.root));
	});

	test("is parted by every kind of white space", () => {
		for (const space of "\u00a0\u1680\u2003\u2028\u2029\u202f\u205f\u3000\n\t")
			expect(parseQuery(`java${space}kotlin`).normalForm).toBe("java kotlin");
	});

	test("has a normal form that reads back as the same tree", () => {
		fc.assert(
			fc.property(hostile, (text) => {
				const parsed = parseQuery(text);
				const again = parseQuery(parsed.normalForm);
				expect(bare(again.root)).toEqual(bare(parsed.root));
				expect(again.normalForm).toBe(parsed.normalForm);
			}),
			{ numRuns: 10_000 },
		);
	});

	test("loses no letter or digit in silence: it stands in the tree, is a sign of the language, or a remark names its place", () => {
		fc.assert(
			fc.property(hostile, (text) => {
				const { root, lint } = parseQuery(text);
				const places = [...lint.map(({ span }) => span), ...placesOf(root)];
				const told = new Set(lint.some(({ message }) => message.includes("more places")) ? text.split("").keys() : []);
				for (const { start, end } of places) for (let at = start; at < end; at++) told.add(at);
				const lost = [...withoutSigns(text).matchAll(/[\p{L}\p{N}]/gu)].filter(({ index }) => !told.has(index));
				expect(lost.map(({ 0: letter, index }) => [letter, index])).toEqual([]);
			}),
			{ numRuns: 10_000 },
		);
	});

	test("is never silent: what is written but not in the tree has a remark", () => {
		fc.assert(
			fc.property(hostile, (text) => {
				const { root, lint } = parseQuery(text);
				if (root === null && text.trim() !== "") expect(lint).not.toEqual([]);
			}),
			{ numRuns: 3000 },
		);
	});
});

const scopes = fc.constantFrom(null, ...(Object.keys(SCOPES) as ScopeName[]));
const words = fc.stringMatching(/^[a-z]{3,8}$/).filter((word) => word !== "and" && word !== "not");
const span = { start: 0, end: 0 };
const marks = fc.record(
	{ level: fc.constantFrom("must" as const, "strong" as const, "wish" as const), weight: fc.constantFrom(0.5, 2, 10) },
	{ requiredKeys: [] },
);
const phrases = fc.array(words, { minLength: 1, maxLength: 3 }).map((list) => list.join(" "));
const amounts = fc.record({ value: fc.constantFrom(0, 5, 7.5), unit: fc.constantFrom("d" as const, "m" as const) });
const years = fc.record({ value: fc.constantFrom(8, 12.25), unit: fc.constant("y" as const) });
const leaf: fc.Arbitrary<QueryNode> = fc
	.oneof(
		fc.record({ kind: fc.constantFrom("term" as const, "prefix" as const), text: words, scope: scopes }),
		fc.record({ kind: fc.constant("phrase" as const), text: phrases, scope: scopes }),
		fc.record({ kind: fc.constant("phrase" as const), text: phrases, slop: fc.constantFrom(1, 100), scope: scopes }),
		fc.record({
			kind: fc.constant("wildcard" as const),
			text: words.map((word) => `${word}?x*${word}`),
			scope: scopes,
		}),
		fc.record({
			kind: fc.constant("fuzzy" as const),
			text: words,
			edits: fc.constantFrom(1 as const, 2 as const),
			scope: scopes,
		}),
		fc.record({ kind: fc.constant("fuzzy" as const), text: words, scope: scopes }),
		fc.record({
			kind: fc.constant("value" as const),
			scope: fc.constantFrom("tag" as const, "stage" as const, "applied" as const),
			text: fc.oneof(phrases, fc.constantFrom("R&D, AND (more)", "30d..60d", "a.b-c_1", "5+", "x*")),
		}),
		fc.record({ kind: fc.constant("value" as const), scope: fc.constant("in" as const), text: fc.constant("matched") }),
		fc.record({
			kind: fc.constant("range" as const),
			scope: fc.constantFrom("updated" as const, "applied" as const),
			from: fc.constant(null),
			to: amounts,
			strict: fc.boolean(),
		}),
		fc.record({
			kind: fc.constant("range" as const),
			scope: fc.constant("years" as const),
			from: years,
			to: fc.constantFrom(null, { value: 20, unit: "y" as const }),
			strict: fc.constant(false),
		}),
	)
	.map((node) => ({ ...node, span }) as QueryNode);
const { tree } = fc.letrec<{ tree: QueryNode }>((tie) => ({
	tree: fc.oneof(
		{ depthSize: "small", withCrossShrink: true },
		fc.tuple(leaf, marks).map(([node, signs]) => ({ ...node, ...signs }) as QueryNode),
		fc
			.tuple(fc.array(tie("tree"), { minLength: 2, maxLength: 4 }), marks)
			.map(([of, signs]) => ({ kind: "or" as const, of, ...signs, span })),
		fc
			.tuple(fc.array(tie("tree"), { minLength: 2, maxLength: 4 }), fc.boolean(), marks)
			.map(([of, explicit, signs]) => ({ kind: "and" as const, of, explicit, ...signs, span })),
		tie("tree").map((of) => ({ kind: "not" as const, of, span })),
	),
}));

test("a printed tree means what the tree means", () => {
	const keyOf = (node: QueryNode) => {
		const without = { ...node, span: undefined, level: undefined, weight: undefined };
		return JSON.stringify(Object.entries(without).sort(([one], [other]) => (one < other ? -1 : 1)));
	};
	/** Whether somebody who has these words is found. Words side by side are taken as all wanted, signs as none. */
	const holds = (node: QueryNode, has: ReadonlySet<string>): boolean => {
		if (node.kind === "not") return !holds(node.of, has);
		if (node.kind === "or") return node.of.some((child) => holds(child, has));
		if (node.kind === "and") return node.of.every((child) => holds(child, has));
		return has.has(keyOf(node));
	};
	const leaves = (node: QueryNode): string[] => {
		if (node.kind === "not") return leaves(node.of);
		if (node.kind === "and" || node.kind === "or") return node.of.flatMap(leaves);
		return [keyOf(node)];
	};
	fc.assert(
		fc.property(tree, fc.infiniteStream(fc.boolean()), (node, coins) => {
			const parsed = parseQuery(normalForm(node)).root as QueryNode;
			const has = new Set(leaves(node).filter(() => coins.next().value));
			expect(holds(parsed, has)).toBe(holds(node, has));
		}),
		{ numRuns: 2000 },
	);
});

test("a printed tree keeps its signs: printing what was read gives the same text", () => {
	fc.assert(
		fc.property(tree, (node) => {
			const printed = parseQuery(normalForm(node)).normalForm;
			expect(parseQuery(printed).normalForm).toBe(printed);
		}),
		{ numRuns: 3000 },
	);
});

test("a leaf reads back as itself, signs included", () => {
	fc.assert(
		fc.property(leaf, marks, (node, signs) => {
			const signed = { ...node, ...signs } as QueryNode;
			expect(bare(parseQuery(normalForm(signed)).root)).toEqual(bare(signed));
			const remarks = parseQuery(normalForm(signed)).lint.filter(({ code }) => code !== "only-wishes");
			expect(remarks).toEqual([]);
		}),
		{ numRuns: 3000 },
	);
});

/** Random people, changes and plans for the property tests: few words, so that they meet. */
import fc from "fast-check";
import {
	type Access,
	COLUMNS,
	FACETS,
	GUARDED_COLUMNS,
	GUARDED_FACETS,
	type IndexedDocument,
	type Section,
	TEXT_FIELDS,
	type TextField,
} from "../../src/domain/document.ts";
import type { Audience, Change, Group, Node, Plan } from "../../src/engine/port.ts";
import { SCORING } from "./people.ts";

const WORDS = [
	"java",
	"javas",
	"developer",
	"developing",
	"developers",
	"entwickler",
	"softwareentwickler",
	"c++",
	".net",
	"at&t",
	'"',
	"a b",
	"\0",
	"日本",
	"é",
	"NEAR",
	"\ue000",
	"",
];
const IDS = ["a", "b", "c", "d", "e", "f", "g", "\u{1f600}", "\uffee"];
const LINKS = ["n-1", "n-2", "n-10"];
const VALUES = ["Java", "java", "JAVA", "Köln", "koln", "ß", "ss", "\0", "x"];

const anyWord = fc.constantFrom(...WORDS);
const someFields = fc.option(
	fc.uniqueArray(fc.constantFrom<TextField>("name", "currentTitle", "note", "body"), { maxLength: 3 }),
	{ nil: undefined },
);

const LABELS = ["job:1", "job:2", "restricted"];

export const anyAudience: fc.Arbitrary<Audience> = fc.record({
	seen: fc.uniqueArray(fc.constantFrom(...LABELS), { maxLength: 2 }),
	unless: fc.option(fc.uniqueArray(fc.constantFrom(...LABELS), { maxLength: 2 })),
});

/** Which section a token or a value belongs to; -1 to none, 0 to the common one. */
const anyOwner = fc.integer({ min: -1, max: 3 });

/** Gives the guarded parts of a document to sections at random. */
const withAccess = (document: IndexedDocument, owners: readonly number[], labels: readonly string[][]) => {
	let next = 0;
	const ownerOf = () => owners[next++ % owners.length] ?? 0;
	const sections: { -readonly [K in keyof Section]: Section[K] }[] = [0, ...labels].map(() => ({
		note: [],
		facets: {},
		columns: {},
	}));
	const sectionOf = () => sections[ownerOf()];
	for (const place of (document.fields.note ?? []).keys()) {
		const section = sectionOf();
		if (section === undefined) continue;
		const last = section.note.at(-1);
		const joins = last !== undefined && last[1] === place;
		section.note = joins ? [...section.note.slice(0, -1), [last[0], place + 1]] : [...section.note, [place, place + 1]];
	}
	for (const facet of GUARDED_FACETS)
		for (const value of document.facets[facet] ?? []) {
			const section = sectionOf();
			if (section !== undefined)
				section.facets = { ...section.facets, [facet]: [...(section.facets[facet] ?? []), value] };
		}
	const columns = { ...document.columns };
	// How many there are: on the cluster a sum over sections is a score, and those have no sign.
	if (typeof columns.applications === "number") columns.applications = Math.ceil(Math.abs(columns.applications));
	for (const column of GUARDED_COLUMNS) {
		const value = columns[column];
		const section = sectionOf();
		if (section !== undefined && typeof value === "number") section.columns = { ...section.columns, [column]: value };
	}
	const [common, ...own] = sections;
	const access: Access = {
		common: common as Section,
		sections: own.map((section, index) => ({ ...section, labels: labels[index] ?? [] })),
	};
	return { ...document, columns, access };
};

const anyPlainDocument: fc.Arbitrary<IndexedDocument> = fc.record({
	language: fc.constantFrom("en", "de", null),
	fields: fc.dictionary(
		fc.oneof(fc.constantFrom(...TEXT_FIELDS), fc.constant<TextField>("note")),
		fc.array(fc.oneof({ weight: 8, arbitrary: anyWord }, fc.constant("")), { maxLength: 9 }),
		{ maxKeys: 5 },
	),
	facets: fc.dictionary(fc.constantFrom(...FACETS), fc.array(fc.constantFrom(...VALUES), { maxLength: 4 }), {
		maxKeys: 4,
	}),
	columns: fc.dictionary(fc.constantFrom(...COLUMNS), fc.constantFrom(null, 0, -1.5, 3, 7.25, 12), { maxKeys: 4 }),
	keys: fc.array(fc.constantFrom("k:1", "k:2"), { maxLength: 2 }),
	link: fc.constantFrom(null, null, ...LINKS),
});

const anyDocument = fc.oneof(
	{ weight: 1, arbitrary: anyPlainDocument },
	{
		weight: 3,
		arbitrary: fc
			.tuple(
				anyPlainDocument,
				fc.array(anyOwner, { minLength: 1, maxLength: 9 }),
				fc.array(fc.uniqueArray(fc.constantFrom(...LABELS), { maxLength: 2 }), { minLength: 1, maxLength: 3 }),
			)
			.map(([document, owners, labels]) => withAccess(document, owners, labels)),
	},
);

export const anyPut: fc.Arbitrary<Change> = fc.record({
	op: fc.constant("put" as const),
	collection: fc.constant("person" as const),
	id: fc.constantFrom(...IDS),
	record: fc.constant("{}"),
	document: anyDocument,
});

const anyDelete: fc.Arbitrary<Change> = fc.record({
	op: fc.constant("delete" as const),
	collection: fc.constant("person" as const),
	id: fc.constantFrom(...IDS),
});

/** Batches of writes, as they come over time. */
export const anyHistory: fc.Arbitrary<Change[][]> = fc.array(
	fc.array(fc.oneof({ weight: 3, arbitrary: anyPut }, { weight: 1, arbitrary: anyDelete }), { maxLength: 6 }),
	{ maxLength: 6 },
);

const withFields = <T extends object>(node: T, fields: TextField[] | undefined): T =>
	fields === undefined ? node : { ...node, fields };

/** How words are taken together, where there are enough of them. */
const RUNS: readonly (readonly number[])[] = [[2], [1, 2], [2, 1]];
const runsFor = (words: number, runs: readonly number[]): readonly number[] =>
	runs.reduce((sum, length) => sum + length, 0) === words ? runs : Array.from({ length: words }, () => 1);

const anyLeaf: fc.Arbitrary<Node> = fc.oneof(
	fc.constant<Node>({ op: "all" }),
	fc.constant<Node>({ op: "linked" }),
	{
		weight: 4,
		arbitrary: fc.tuple(anyWord, someFields).map(([word, fields]) => withFields<Node>({ op: "word", word }, fields)),
	},
	{
		weight: 2,
		arbitrary: fc
			.tuple(
				anyWord,
				fc.constantFrom(["en:develop"], ["de:entwickl", "en:java"], ["de-head:entwickler"], []),
				someFields,
			)
			.map(([word, stems, fields]) => withFields<Node>({ op: "stem", word, stems }, fields)),
	},
	fc
		.tuple(fc.constantFrom("j", "dev", "java", "日", "\0", "zz"), someFields)
		.map(([prefix, fields]) => withFields<Node>({ op: "prefix", prefix }, fields)),
	fc
		.tuple(fc.constantFrom("j*", "dev*er", "d?v*", "java", "日?", "zz*"), someFields)
		.map(([pattern, fields]) => withFields<Node>({ op: "pattern", pattern }, fields)),
	fc
		.tuple(anyWord, fc.constantFrom<1 | 2>(1, 2), someFields)
		.filter(([word]) => word.length > 0)
		.map(([word, edits, fields]) => withFields<Node>({ op: "fuzzy", word, edits }, fields)),
	{
		weight: 2,
		arbitrary: fc
			.tuple(
				fc.array(anyWord, { minLength: 1, maxLength: 3 }),
				fc.constantFrom(undefined, 0, 1, 3),
				fc.constantFrom(null, ...RUNS),
				someFields,
			)
			.map(([words, slop, runs, fields]) =>
				withFields<Node>(
					{
						op: "phrase",
						words,
						...(slop === undefined ? {} : { slop }),
						...(runs === null || runs.length > words.length ? {} : { runs: runsFor(words.length, runs) }),
					},
					fields,
				),
			),
	},
	fc
		.tuple(fc.constantFrom(...FACETS), fc.array(fc.constantFrom(...VALUES), { maxLength: 2 }))
		.map(([facet, values]): Node => ({ op: "facet", facet, values })),
	fc
		.tuple(fc.constantFrom(...COLUMNS), fc.constantFrom(-2, 0, 3), fc.constantFrom(3, 8, Number.POSITIVE_INFINITY))
		.map(([column, min, max]): Node => ({ op: "range", column, min, max })),
	fc.array(fc.constantFrom(...IDS), { maxLength: 3 }).map((ids): Node => ({ op: "ids", ids })),
);

const { node: anyNode } = fc.letrec<{ node: Node }>((tie) => ({
	node: fc.oneof(
		{ maxDepth: 3, withCrossShrink: true },
		{ weight: 3, arbitrary: anyLeaf },
		fc.array(tie("node"), { maxLength: 3 }).map((of): Node => ({ op: "and", of })),
		fc.array(tie("node"), { maxLength: 3 }).map((of): Node => ({ op: "or", of })),
		tie("node").map((of): Node => ({ op: "not", of })),
	),
}));

const anyGroup: fc.Arbitrary<Group> = fc.record({
	weight: fc.constantFrom(1, 0.3, 2),
	counts: fc.constantFrom<0 | 1 | 2>(1, 1, 0, 2),
	alternatives: fc.array(fc.record({ node: anyNode, weight: fc.constantFrom(1, 0.7, 0) }), {
		minLength: 1,
		maxLength: 3,
	}),
});

export const anyPlan: fc.Arbitrary<Plan> = fc
	.record({
		filter: fc.oneof(fc.constant<Node>({ op: "all" }), anyNode),
		groups: fc.array(anyGroup, { maxLength: 4 }),
		least: fc.nat({ max: 4 }),
		people: fc.nat({ max: 6 }),
		offset: fc.constantFrom(0, 0, 1, 3),
		limit: fc.constantFrom(0, 2, 100),
		exclude: fc.array(fc.constantFrom(...IDS), { maxLength: 2 }),
		alsoFor: fc.array(fc.constantFrom(...IDS), { maxLength: 4 }),
		size: fc.constantFrom(1, 3, 50),
		only: fc.option(fc.constant(["Java", "java", "Köln"]), { nil: undefined, freq: 4 }),
		atLeast: fc.constantFrom(1, 2, 5),
		linkedProfiles: fc.boolean(),
		bands: fc.array(
			fc.record({ column: fc.constantFrom(...COLUMNS), starts: fc.constantFrom([], [0], [-2, 0, 3], [3, 7.25, 12]) }),
			{ maxLength: 2 },
		),
		b: fc.constantFrom(0, 0.75, 1),
		audience: fc.option(anyAudience, { nil: undefined }),
		narrowed: fc.option(anyNode, { nil: undefined }),
	})
	.map(({ least, people, size, only, atLeast, b, audience, narrowed, ...plan }) => ({
		...plan,
		...(audience === undefined ? {} : { audience }),
		...(narrowed === undefined ? {} : { narrowed }),
		coverage: {
			minimum: Math.min(
				least,
				plan.groups.reduce((sum, { counts = 1 }) => sum + counts, 0),
			),
			people,
		},
		scoring: { ...SCORING, b, withoutField: 1.5 },
		facets: FACETS.map((facet) => ({ facet, size, ...(only === undefined ? {} : { only, atLeast }) })),
		yearsStep: 5,
	}));

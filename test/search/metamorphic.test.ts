import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Person, World } from "./world.ts";
import { openWorld } from "./world.ts";

/** What must not matter does not matter: order, case and repetition of terms, and conditions that everybody or nobody meets. */

/**
 * Words that are titles together: Java developer, software developer, registered nurse. No two that make up titles of one kind with the
 * same word ("software", "engineer" and "developer"): there what stands side by side decides.
 */
const OF_TITLES = ["developer", "software", "registered"];
/** No place: beside a title it is one in plain words, and a word beside an operator. */
const WORDS = ["java", "kotlin", "docker", "python", "nurse", "sommelier", "senior", "welder", ...OF_TITLES];
const TAGS = ["gold", "silver"];

/** Read as people speak: a place beside a title or a skill, with the level between them or not. */
const PLAIN = ["berlin", "senior", "nurse", "java", "docker"];

/** Everybody with another set of words, in skills, titles and prose. */
const PEOPLE: readonly Person[] = Array.from({ length: 120 }, (_, index) => {
	const has = WORDS.filter((_word, bit) => ((index * 37 + 11) & (1 << bit)) !== 0);
	return {
		id: `p${index}`,
		resume: {
			basics: {
				location: { city: index % 3 === 0 ? "Berlin" : "Lyon" },
				summary: `knows ${has.slice(2).join(" and ")}`,
			},
			skills: has.slice(0, 2).map((name) => ({ name })),
			work: [{ position: has.at(-1) ?? "clerk", startDate: `${2000 + (index % 20)}-01` }],
		},
		tags: TAGS.filter((_tag, bit) => (index & (1 << bit)) !== 0),
		updatedAt: `${2020 + (index % 6)}-01-01T00:00:00Z`,
	};
});

let world: World;
beforeAll(async () => {
	world = await openWorld({
		candidates: PEOPLE,
		profiles: WORDS.map((name, index) => ({ id: `n${index}`, resume: { skills: [{ name }, { name: "Kotlin" }] } })),
	});
});

const word = fc.constantFrom(...WORDS);
/** Terms that mean the same wherever they stand. */
const term = fc.oneof(
	{ weight: 4, arbitrary: word },
	fc.tuple(fc.constantFrom("+", "^", "%", "-"), word).map((parts) => parts.join("")),
	fc.tuple(word, fc.constantFrom("^2", "^0.5", "~", "*", "^", "%")).map((parts) => parts.join("")),
	fc.tuple(word, word).map(([one, other]) => `"${one} ${other}"~4`),
	fc.tuple(word, word).map(([one, other]) => `(${one} OR ${other})`),
	fc.tuple(word, fc.constantFrom(...TAGS)).map(([one, tag]) => `(${one} AND tag:${tag})`),
	fc.constantFrom("ja?a", "p*hon", "skill:docker", "title:nurse", "tag:gold", "%tag:silver", "-tag:gold"),
	fc.constantFrom("years:5..15", "updated:<3y", "in:ats", "^years:>=10", "NOT in:network"),
);
const terms = fc.uniqueArray(term, { minLength: 1, maxLength: 5 });

const answer = async (parts: readonly string[]) => {
	const { hits, total, totalFull } = await world.find(parts.join(" "), { pageSize: 100, facets: [] });
	const ids = hits.map((hit) => hit.candidateId ?? hit.profileId ?? "");
	// Sums in another order differ in their last digits, and so may the order of two who are equal but for these.
	const scores = hits.map(({ score }) => score.toFixed(6));
	const places = new Map(ids.map((id, index) => [id, scores.indexOf(scores[index] as string)]));
	const order = ids.toSorted(
		(one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0) || (one < other ? -1 : 1),
	);
	// Beyond a page the order decides who is on it.
	return { ids: total <= 100 ? order : [], total, totalFull, scores };
};
const set = ({ ids, total, totalFull }: Awaited<ReturnType<typeof answer>>) => ({
	ids: [...ids].sort(),
	total,
	totalFull,
});

const RUNS = { numRuns: 150 };

describe("nothing changes", () => {
	test("when terms stand in another order", async () => {
		await fc.assert(
			fc.asyncProperty(terms, async (list) => {
				expect(await answer([...list].reverse())).toEqual(await answer(list));
			}),
			RUNS,
		);
	}, 60_000);

	test("when terms are written twice", async () => {
		await fc.assert(
			fc.asyncProperty(terms, fc.nat(4), async (list, again) => {
				expect(await answer([...list, list[again % list.length] as string])).toEqual(await answer(list));
			}),
			RUNS,
		);
	}, 60_000);

	test("when plain words, a place among them, stand in another order or are written twice", async () => {
		const words = fc.subarray(PLAIN, { minLength: 2 });
		const ordered = words.chain((some) =>
			fc
				.array(fc.constantFrom(...some), { maxLength: 2 })
				.chain((again) =>
					fc.tuple(
						fc.constant(some),
						fc.shuffledSubarray([...some, ...again], { minLength: some.length + again.length }),
					),
				),
		);
		await fc.assert(
			fc.asyncProperty(ordered, async ([some, shuffled]) => {
				expect(await answer(shuffled)).toEqual(await answer(some));
			}),
			RUNS,
		);
	}, 60_000);

	test("when terms are written in capitals", async () => {
		await fc.assert(
			fc.asyncProperty(terms, async (list) => {
				expect(await answer(list.map((one) => one.toUpperCase()))).toEqual(await answer(list));
			}),
			RUNS,
		);
	}, 60_000);

	test("when a condition is added that everybody meets: not even a score", async () => {
		const met = fc.constantFrom(
			"(in:ats OR in:network)",
			"updated:<900y",
			"-tag:nobody",
			"NOT applied:JOB-9",
			"-cobol",
		);
		await fc.assert(
			fc.asyncProperty(terms, met, async (list, condition) => {
				expect(await answer([...list, condition])).toEqual(await answer(list));
			}),
			RUNS,
		);
	}, 60_000);
});

test("nobody is left when a condition is added that nobody meets", async () => {
	const unmet = fc.constantFrom(
		"tag:nobody",
		"+cobol",
		"years:>70",
		"updated:>900y",
		"(cobol OR tag:nobody)",
		"-in:ats -in:network",
	);
	await fc.assert(
		fc.asyncProperty(terms, unmet, async (list, condition) => {
			expect((await answer([...list, condition])).total).toBe(0);
		}),
		RUNS,
	);
}, 60_000);

test("a wish changes the order and nothing else", async () => {
	const wish = fc.constantFrom("%docker", "%tag:gold", "%(java OR welder)", "%years:1..9");
	await fc.assert(
		fc.asyncProperty(terms, wish, async (list, one) => {
			const only = list.filter((written) => !written.startsWith("%"));
			if (only.length > 0) expect(set(await answer([...only, one]))).toEqual(set(await answer(only)));
		}),
		RUNS,
	);
}, 60_000);

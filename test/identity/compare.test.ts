import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Profile } from "../../src/domain/candidate.ts";
import { compare } from "../../src/identity/compare.ts";
import { decide } from "../../src/identity/find-match.ts";
import { LARGEST_BLOCK } from "../../src/identity/neighbours.ts";
import { THRESHOLDS } from "../../src/identity/weights.ts";
import { among, candidate, type Facts, profile, traits } from "./people.ts";

const JANE: Facts = {
	name: "Jane Ashdown",
	email: "jane@example.com",
	phone: "+4915112345678",
	city: "Bremen",
	jobs: ["Acme Logistics 2019-03..2021-04", "Borealis Foods 2021-05.."],
	school: "University of Bremen 2014",
};
const { email: _, phone: __, ...WITHOUT_ADDRESS } = JANE;

/** What becomes of a candidate in a network: linked, suggested, or nothing. */
async function verdict(facts: Facts, profiles: readonly Profile[]): Promise<string> {
	const [found = []] = await among(profiles, [candidate("c", facts)]);
	const link = decide(found);
	if (link !== null) return `link ${link.traits.id}`;
	const likely = found.filter(({ comparison }) => comparison.score >= THRESHOLDS.suggest);
	return likely.length === 0 ? "nothing" : `suggest ${likely.map(({ traits }) => traits.id).join(" ")}`;
}

/** Each with the reason why a person would decide so. */
describe("who is linked", () => {
	test.each<[string, Facts, Facts]>([
		["the same address and name", { name: "Jane Ashdown", email: "jane@example.com" }, JANE],
		["no address, and a career that is hers", WITHOUT_ADDRESS, WITHOUT_ADDRESS],
		["a number and a rare name", { name: "Jane Ashdown", phone: "+4915112345678" }, JANE],
		["another family name, and two jobs that are hers", { ...WITHOUT_ADDRESS, name: "Jane Kronberg" }, WITHOUT_ADDRESS],
		[
			"a job since, the others are hers",
			{ ...WITHOUT_ADDRESS, jobs: [...(JANE.jobs ?? []), "Cirrus 2024-01.."] },
			JANE,
		],
		["a slip in the family name", { ...WITHOUT_ADDRESS, name: "Jane Ashdwon" }, WITHOUT_ADDRESS],
		[
			"her page",
			{ name: "Jane Ashdown", url: "https://de.linkedin.com/in/Jane-A/" },
			{ name: "J. Ashdown", url: "linkedin.com/in/jane-a" },
		],
		[
			"her own site",
			{ name: "Jane Ashdown", url: "https://janeashdown.dev" },
			{ name: "Jane Ashdown", url: "http://www.janeashdown.dev/" },
		],
	])("%s", async (_, facts, theirs) => {
		expect(await verdict(facts, [profile("p", theirs), profile("q", { name: "Max Muster" })])).toBe("link p");
	});
});

describe("who is not linked without a person", () => {
	test.each<[string, Facts, Facts, string]>([
		["a name-sake in the same city", { name: "Jane Ashdown", city: "Bremen" }, WITHOUT_ADDRESS, "suggest p"],
		["a frequent name and nothing else", { name: "Anna Müller" }, { name: "Anna Müller" }, "nothing"],
		[
			"a name-sake whose career is another",
			{ ...WITHOUT_ADDRESS, jobs: ["Delta Steel 2018-01..2025-01"], school: "TU Graz 2013" },
			WITHOUT_ADDRESS,
			"nothing",
		],
		[
			"a twin with the same home, school, number and mailbox",
			{ ...JANE, name: "Nora Ashdown", jobs: ["Delta Steel 2018-01.."] },
			JANE,
			"suggest p",
		],
		["a twin at the same employers", { ...JANE, name: "Nora Ashdown" }, JANE, "suggest p"],
		["a husband with the same mailbox", { name: "Peter Ashdown", email: "jane@example.com" }, JANE, "suggest p"],
		[
			"an office that both name",
			{ name: "Jane Ashdown", email: "info@acme.example" },
			{ name: "Jane Ashdown", email: "info@acme.example" },
			"suggest p",
		],
		[
			"a switchboard that both name",
			{ name: "Anna Müller", phone: "+49 421 1234-0" },
			{ name: "Anna Müller", phone: "+49 421 1234-0" },
			"nothing",
		],
		[
			"the employer's site",
			{ name: "Anna Müller", url: "https://acme.example" },
			{ name: "Anna Müller", url: "acme.example" },
			"nothing",
		],
		[
			"one employer, dates unknown",
			{ name: "Anna Müller", jobs: ["Acme"] },
			{ name: "Anna Müller", jobs: ["Acme"] },
			"nothing",
		],
	])("%s", async (_, facts, theirs, expected) => {
		expect(await verdict(facts, [profile("p", theirs)])).toBe(expected);
	});

	test("two profiles that are both likely", async () => {
		expect(await verdict(JANE, [profile("p", WITHOUT_ADDRESS), profile("q", WITHOUT_ADDRESS)])).toBe("suggest p q");
	});

	test("a number that several profiles have", async () => {
		const office = { phone: "+4942112345" };
		const others = ["Max Moe", "Ann Poe"].map((name, n) => profile(`o${n}`, { name, ...office }));
		const theirs = profile("p", { name: "Jane Ashdown", ...office });
		expect(await verdict({ name: "Jane Ashdown", ...office }, [theirs])).toBe("link p");
		expect(await verdict({ name: "Jane Ashdown", ...office }, [theirs, ...others])).toBe("suggest p");
	});

	test("a name of which there are many", async () => {
		const one = { name: "Jane Ashdown", jobs: ["Acme Logistics 2019-03..2021-04"] };
		const sakes = Array.from({ length: LARGEST_BLOCK }, (_, n) => profile(`s${n}`, { name: "Jane Ashdown" }));
		const scoreOf = async (profiles: readonly Profile[]) => {
			const [found = []] = await among(profiles, [candidate("c", one)]);
			return found.find(({ traits }) => traits.id === "p")?.comparison.bits ?? Number.NaN;
		};
		const alone = await scoreOf([profile("p", one)]);
		const few = await scoreOf([profile("p", one), ...sakes.slice(0, 7)]);
		const many = await scoreOf([profile("p", one), ...sakes]);
		expect(few).toBeCloseTo(alone - 3, 1);
		expect(many).toBeLessThan(few);
	});
});

test("the score says how it came about, and nothing of the addresses", async () => {
	const [found = []] = await among([profile("p", JANE)], [candidate("c", JANE)]);
	const { comparison } = found[0] ?? expect.fail("found");
	const sum = comparison.evidence.reduce((bits, { weight = 0 }) => bits + weight, 0);
	expect(comparison.bits).toBeCloseTo(sum - 20, 6);
	expect(comparison.score).toBeCloseTo(1 / (1 + 2 ** -comparison.bits), 12);
	expect(comparison.evidence.map(({ kind }) => kind)).toEqual([
		"email",
		"phone",
		"name",
		"employer",
		"school",
		"location",
	]);
	expect(JSON.stringify(comparison)).not.toMatch(/jane@|4915|Acme|Ashdown|Bremen/i);
});

const pick = (...values: (string | undefined)[]) => fc.constantFrom(...values);
const facts: fc.Arbitrary<Facts> = fc
	.record({
		name: pick(
			undefined,
			"Jane Ashdown",
			"Ashdown, Jane",
			"J. Ashdown",
			"Janet Ashdown Poe",
			"Anna Müller",
			"Ana Muller",
			"Bob Stone",
			"Robert Stone",
			"王伟",
		),
		email: pick(undefined, "jane@example.com", "bob@example.com", "info@acme.example"),
		phone: pick(undefined, "+4915112345678", "+4915199999999"),
		url: pick(undefined, "linkedin.com/in/jane", "linkedin.com/in/bob", "acme.example"),
		city: pick(undefined, "Bremen", "Kassel"),
		jobs: fc.array(
			fc.constantFrom(
				"Acme 2019-03..2021-04",
				"Acme",
				"Acme Logistics 2019..",
				"Borealis 2021-05..",
				"Delta 2015..2018-02",
			),
			{ maxLength: 4 },
		),
		school: pick(undefined, "TU Graz 2013", "University of Bremen 2014"),
	})
	.map((record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Facts);
const crowd = fc.array(facts, { maxLength: 8 });

const summary = (found: readonly (readonly { traits: { id: string }; comparison: { bits: number } }[])[]) =>
	found.map((others) => others.map(({ traits, comparison }) => [traits.id, comparison.bits]));

describe("always", () => {
	test("one compared with the other is the other compared with the one", () => {
		const around = { isShared: () => false, nameSakes: 1 };
		fc.assert(
			fc.property(facts, facts, (a, b) => {
				const [one, other] = [compare(traits(a), traits(b), around), compare(traits(b), traits(a), around)];
				expect(one.bits).toBeCloseTo(other.bits, 9);
				expect(one.decidable).toBe(other.decidable);
			}),
			{ numRuns: 500 },
		);
	});

	test("the order of profiles and of candidates changes nothing, nor who else is asked about", async () => {
		await fc.assert(
			fc.asyncProperty(crowd, crowd, async (those, these) => {
				const profiles = those.map((each, n) => profile(`p${n}`, each));
				const candidates = these.map((each, n) => candidate(`c${n}`, each));
				const together = summary(await among(profiles, candidates));
				expect(summary(await among(profiles.toReversed(), candidates.toReversed())).toReversed()).toEqual(together);
				for (const [n, each] of candidates.entries())
					expect(summary(await among(profiles, [each]))[0]).toEqual(together[n]);
			}),
			{ numRuns: 60 },
		);
	});

	test("profiles that have nothing in common change nothing", async () => {
		const strangers = ["Olga Zielke", "Tarrant Ulloa", "Xavier Rautio"].map((name, n) =>
			profile(`z${n}`, { name, email: `z${n}@elsewhere.example`, jobs: ["Omega Farms 2001..2010"] }),
		);
		await fc.assert(
			fc.asyncProperty(crowd, facts, async (those, one) => {
				const profiles = those.map((each, n) => profile(`p${n}`, each));
				const before = summary(await among(profiles, [candidate("c", one)]));
				expect(summary(await among([...profiles, ...strangers], [candidate("c", one)]))).toEqual(before);
			}),
			{ numRuns: 100 },
		);
	});

	test("an address that several have never links alone", async () => {
		const names = ["Jane Ashdown", "Nora Kronberg", "Olga Zielke"];
		const contacts: Facts[] = [
			{ email: "team@acme.example" },
			{ phone: "+49421999999" },
			{ url: "linkedin.com/in/team" },
		];
		for (const contact of contacts) {
			const profiles = names.map((name, n) => profile(`p${n}`, { name, ...contact }));
			for (const name of [...names, "Max Moe"])
				expect(await verdict({ name, ...contact }, profiles)).not.toMatch(/^link/);
			expect(await verdict(contact, profiles)).toBe("nothing");
		}
	});

	test("another given name is never linked by a rule, whatever else is the same", async () => {
		await fc.assert(
			fc.asyncProperty(facts, async (one) => {
				const theirs = { ...JANE, ...one, name: "Nora Ashdown" };
				expect(await verdict({ ...theirs, name: "Clara Ashdown" }, [profile("p", theirs)])).not.toMatch(/^link/);
			}),
			{ numRuns: 100 },
		);
	});
});

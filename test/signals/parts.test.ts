import { describe, expect, test } from "vitest";
import type { SignalRow } from "../../src/domain/signal.ts";
import { loadProfiles } from "../../src/search/profiles.ts";
import { attribute, outcomeKey, type Sighting, WINDOWS } from "../../src/signals/attribute.ts";
import type { Deed } from "../../src/signals/derived.ts";
import { estimate, propensity, ratesByPosition } from "../../src/signals/estimate.ts";
import { signTest, votesOf } from "../../src/signals/outcome.ts";
import { seededRandom } from "../../src/signals/resample.ts";
import { processorTime } from "../processor-time.ts";

const AT = "2026-10-01T12:00:00.000Z";
const rowOf = (parts: Partial<SignalRow>): SignalRow => ({
	searchId: "s1",
	at: AT,
	asker: "rita",
	query: "q",
	profile: "default.v1",
	experiment: null,
	team: null,
	position: 1,
	origin: "ats-only",
	candidateId: "c1",
	profileId: null,
	features: {},
	opened: null,
	shortlisted: null,
	contacted: null,
	hired: null,
	...parts,
});

describe("the sign test", () => {
	test("is the exact binomial one", () => {
		// 9 of 10: 2 * (1 + 10) / 1024.
		expect(signTest(1, 9)).toBeCloseTo(22 / 1024, 12);
		expect(signTest(9, 1)).toBeCloseTo(22 / 1024, 12);
		expect(signTest(5, 5)).toBe(1);
		expect(signTest(0, 0)).toBe(1);
		expect(signTest(450, 550)).toBeCloseTo(0.00173, 4);
	});
});

describe("votes of an experiment", () => {
	const list = (query: string, ...opened: readonly ("a" | "b")[]) =>
		opened.map((team, index) =>
			rowOf({ query, experiment: "e", team, candidateId: `c${index}`, opened: AT, position: index + 1 }),
		);

	test("a list speaks for the ranking that placed more of those who were opened; a person counts once", () => {
		const rows = [...list("q1", "b", "b", "a"), ...list("q2", "a"), ...list("q3", "a", "b"), ...list("q4", "b")];
		const again = list("q2", "a").map((row) => ({ ...row, searchId: "s2" }));
		const [opened, shortlisted] = votesOf([...rows, ...again, rowOf({ opened: AT })], "e");
		expect(opened).toMatchObject({ kind: "opened", lists: 4, winsA: 1, winsB: 2, ties: 1, delta: 0.125 });
		expect(shortlisted).toMatchObject({ lists: 0, delta: 0, p: 1 });
	});

	test("a ranking that is better wins beyond chance, one that is not does not", () => {
		const random = seededRandom(7);
		const votes = (chance: number) =>
			votesOf(
				Array.from({ length: 300 }, (_, index) => list(`q${index}`, random() < chance ? "b" : "a")).flat(),
				"e",
			)[0];
		const better = votes(0.65);
		expect(better?.p).toBeLessThan(0.01);
		expect(better?.interval.low).toBeGreaterThan(0);
		expect(votes(0.5)?.p).toBeGreaterThan(0.01);
	});
});

describe("where something came from", () => {
	const HOUR = 3_600_000;
	const sighting = (searchId: string, at: number, asker = "rita"): Sighting => ({ searchId, at, asker });
	const deed = (parts: Partial<Deed>): Deed => ({
		key: "c:1",
		kind: "opened",
		at: 2 * HOUR,
		asker: "rita",
		searchId: null,
		...parts,
	});
	const seen = new Map([
		["c:1" as const, [sighting("s1", 0), sighting("s2", HOUR), sighting("s3", HOUR, "omar"), sighting("s4", 3 * HOUR)]],
	]);
	const of = (parts: Partial<Deed>) => [...attribute([deed(parts)], seen).keys()];

	test("the latest page before it that showed the person to whoever did it", () => {
		expect(of({})).toEqual([outcomeKey("s2", "c:1")]);
		expect(of({ asker: "omar" })).toEqual([outcomeKey("s3", "c:1")]);
		expect(of({ asker: null, kind: "hired" })).toEqual([outcomeKey("s3", "c:1")]);
	});

	test("of somebody who is shown and reported on very often, without looking through all of it each time", async () => {
		const often = new Map([
			["c:1" as const, Array.from({ length: 60_000 }, (_, n) => sighting(`s${n}`, n, `a${n % 2}`))],
		]);
		const deeds = Array.from({ length: 60_000 }, (_, n) => deed({ asker: "nobody", at: n }));
		const last = deed({ asker: "a0", at: 60_000 });
		const time = await processorTime(() => {
			const found = attribute([...deeds, deed({ searchId: "s59999" }), last], often);
			expect([...found.keys()]).toEqual([outcomeKey("s59999", "c:1"), outcomeKey("s59998", "c:1")]);
		});
		expect(time).toBeLessThan(3000);
	});

	test("a search that is named is believed; what is too late or about somebody else comes from nowhere", () => {
		expect(of({ searchId: "s1" })).toEqual([outcomeKey("s1", "c:1")]);
		expect(of({ at: 3 * HOUR + WINDOWS.opened + 1 })).toEqual([]);
		expect(of({ key: "c:2" })).toEqual([]);
		expect(of({ asker: "eve" })).toEqual([]);
	});
});

describe("inverse propensity scoring", () => {
	const { get } = loadProfiles();
	const base = get("default.v1", null);
	const profile = { ...base, coverage: 1 };
	/** Pages of people who are worth opening with a chance of their own, seen under a position-based model. */
	function simulated(pages: number, seed: number): SignalRow[] {
		const random = seededRandom(seed);
		const worth = [0.1, 0.2, 0.3, 0.5, 0.8];
		return Array.from({ length: pages }, (_, page) =>
			worth.map((chance, index) => {
				// The logged order is the wrong way round; the feature knows better.
				const isOpened = random() < propensity(index + 1, 1) && random() < chance;
				return rowOf({
					searchId: `s${page}`,
					position: index + 1,
					candidateId: `c${index}`,
					features: { coverage: chance },
					opened: isOpened ? AT : null,
				});
			}),
		).flat();
	}

	test("finds the rate that the other order would have had, which was never shown", () => {
		const rows = simulated(20_000, 3);
		const result = estimate(rows, { profile, kind: "opened", eta: 1, clip: 100 });
		const worth = [0.8, 0.5, 0.3, 0.2, 0.1];
		const truth = worth.reduce((sum, chance, index) => sum + chance * propensity(index + 1, 1), 0);
		const shown = worth.toReversed().reduce((sum, chance, index) => sum + chance * propensity(index + 1, 1), 0);
		expect(result.shown.rate).toBeCloseTo(shown, 1);
		expect(Math.abs(result.other.rate - truth)).toBeLessThan(0.03);
		expect(result.delta.ndcg).toBeGreaterThan(0.1);
		expect(result.delta.rateInterval.low).toBeGreaterThan(0);
		expect(result.clipped).toBe(0);
	});

	test("the order that was shown is worth what it was worth; clipping is told", () => {
		const rows = simulated(500, 5);
		const same = estimate(rows, { profile: { ...base, coverage: 0 }, kind: "opened", eta: 1, clip: 2 });
		expect(same.delta).toMatchObject({ ndcg: 0, rate: 0 });
		expect(same.clipped).toBeGreaterThan(0);
		expect(same.effective).toBeLessThanOrEqual(same.signals);
		expect(estimate([], { profile, kind: "hired", eta: 1, clip: 9 })).toMatchObject({
			pages: 0,
			signals: 0,
			effective: 0,
		});
	});

	test("rates by position", () => {
		const rates = ratesByPosition([rowOf({ opened: AT }), rowOf({}), rowOf({ position: 3 }), rowOf({ position: 51 })]);
		expect(rates.map(({ position, shown, opened }) => [position, shown, opened])).toEqual([
			[1, 2, 0.5],
			[3, 1, 0],
		]);
	});
});

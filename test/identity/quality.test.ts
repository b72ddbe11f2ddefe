import { expect, test } from "vitest";
import { makePairs } from "../../corpora/generate/pairs.ts";
import { Profile } from "../../src/domain/candidate.ts";
import { LINK_BITS, outcomeOf, pointAt } from "../bench/identity-curve.ts";
import { among } from "./people.ts";

test("of generated people the automatic link is right in 99.5% and finds 95%; twins and couples are never one", async () => {
	const world = makePairs(11, 1500, 2500);
	const profiles = world.profiles.map((made) => Profile.parse(made));
	const found = await among(profiles, world.candidates);
	const outcomes = world.candidates.map((candidate, place) => outcomeOf(candidate, found[place] ?? []));
	const { precision, recall } = pointAt(outcomes, LINK_BITS);
	expect(precision).toBeGreaterThanOrEqual(0.995);
	expect(recall).toBeGreaterThanOrEqual(0.95);
	const linked = outcomes.filter(({ bits }) => bits !== null && bits >= LINK_BITS);
	expect(linked.filter(({ kind, isRight }) => /twin|couple/.test(kind) && !isRight)).toEqual([]);
});

test("the same seed makes the same people", () => {
	expect(makePairs(5, 40, 60)).toEqual(makePairs(5, 40, 60));
	expect(makePairs(5, 40, 60)).not.toEqual(makePairs(6, 40, 60));
});

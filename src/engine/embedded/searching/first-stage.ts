import type { Scoring } from "../../port.ts";
import { alternativeScore, fieldSums, lengthNorm, saturated } from "../../scoring.ts";
import { type Bits, hasBit } from "./bitset.ts";
import type { Coverage } from "./coverage.ts";
import type { EvaluatedGroup } from "./evaluated-group.ts";
import { withRoom } from "./growable.ts";
import { type Match, seek } from "./match.ts";
import type { People } from "./people-columns.ts";

/** A list this many times longer than the people to score is searched instead of walked through. */
const SEEK_RATIO = 8;

/** Numbers by ordinal, kept from one plan to the next: making them anew would cost more than scoring a few hundred people. */
export class ScoreBuffers {
	scores: Float64Array = new Float64Array(0);
	/** All 0 outside of {@link FirstStage.scores}. */
	best: Float64Array = new Float64Array(0);
	#weights = "";
	#sums: Float64Array = new Float64Array(0);

	/** {@link fieldSums}: those of one ranking profile are asked for again and again. */
	fieldSums(scoring: Scoring): Float64Array {
		const weights = JSON.stringify([scoring.fieldWeights, scoring.withoutField]);
		if (weights !== this.#weights) this.#sums = fieldSums(scoring);
		this.#weights = weights;
		return this.#sums;
	}

	makeRoom(size: number): void {
		this.scores = withRoom(this.scores, size);
		this.best = withRoom(this.best, size);
	}
}

/** Scores alternatives of one plan; see Scoring in the port for the formula. */
export class FirstStage {
	readonly #people: People;
	readonly #scoring: Scoring;
	readonly #buffers: ScoreBuffers;
	readonly #average: number;
	#fieldSums: Float64Array = new Float64Array(0);

	constructor(people: People, scoring: Scoring, buffers: ScoreBuffers) {
		this.#buffers = buffers;
		this.#people = people;
		this.#scoring = scoring;
		this.#average = people.averageBodyLength;
	}

	/** Score of an alternative for the person at `index` of its match. */
	score(weight: number, match: Match, index: number): number {
		const fields = this.#fieldSums[match.masks[index] as number] as number;
		return alternativeScore(weight, fields, this.#scoring.fieldWeights.body, this.body(match, index));
	}

	/** Saturated frequency in the body of the person at `index` of a match. */
	body(match: Match, index: number): number {
		const length = this.#people.bodyLengths[match.ordinals[index] as number] as number;
		const norm = lengthNorm(length, this.#average, this.#scoring);
		return saturated(match.frequencies[index] as number, norm, this.#scoring.k1);
	}

	/**
	 * Scores by ordinal, for `ordinals` only, until the next call.
	 * @param among the same people as a set
	 */
	scores(groups: readonly EvaluatedGroup[], ordinals: Int32Array, among: Bits, coverage: Coverage): Float64Array {
		this.#buffers.makeRoom(this.#people.size);
		this.#fieldSums = this.#buffers.fieldSums(this.#scoring);
		const { scores, best } = this.#buffers;
		for (let index = 0; index < ordinals.length; index++) scores[ordinals[index] as number] = 0;
		for (const { alternatives, factor } of groups) {
			for (const { weight, match } of alternatives) this.#raise(best, weight, match, ordinals, among);
			for (let index = 0; index < ordinals.length; index++) {
				const ordinal = ordinals[index] as number;
				scores[ordinal] = (scores[ordinal] as number) + factor * (best[ordinal] as number);
				best[ordinal] = 0;
			}
		}
		for (let index = 0; index < ordinals.length; index++) {
			const ordinal = ordinals[index] as number;
			scores[ordinal] = (scores[ordinal] as number) + this.#scoring.coverageWeight * coverage.covered(ordinal);
		}
		return scores;
	}

	/** Raises `best` to the score of this alternative, for those of `ordinals` that match it. */
	#raise(best: Float64Array, weight: number, match: Match, ordinals: Int32Array, among: Bits): void {
		if (match.ordinals.length > SEEK_RATIO * ordinals.length) {
			let at = 0;
			for (let index = 0; index < ordinals.length && at < match.ordinals.length; index++) {
				at = seek(match.ordinals, ordinals[index] as number, at);
				if (match.ordinals[at] === ordinals[index]) this.#raiseOne(best, weight, match, at);
			}
			return;
		}
		for (let index = 0; index < match.ordinals.length; index++) {
			if (hasBit(among, match.ordinals[index] as number)) this.#raiseOne(best, weight, match, index);
		}
	}

	#raiseOne(best: Float64Array, weight: number, match: Match, index: number): void {
		const ordinal = match.ordinals[index] as number;
		const score = this.score(weight, match, index);
		if (score > (best[ordinal] as number)) best[ordinal] = score;
	}
}

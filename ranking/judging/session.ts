import { type Judgment, type Pair, pairKey } from "./judgments.ts";

export interface JudgingProgress {
	readonly judged: number;
	readonly total: number;
}

/**
 * One judge going through pairs in a fixed order: what is before him, and what he does with it. Every grade is saved before the next
 * pair comes, so that he may stop at any time and go on later with whatever he has not judged.
 */
export class JudgingSession {
	readonly #pairs: readonly Pair[];
	readonly #judged: Map<string, number>;
	readonly #save: (judgment: Judgment) => void;
	readonly #clock: () => Date;
	readonly #visited: number[] = [];
	#place: number;

	/**
	 * @param pairs in the order to judge in
	 * @param judged grades that this judge gave before, by the key of the pair
	 * @param save keeps a grade for good, or throws: then the pair is still before the judge
	 */
	constructor(
		pairs: readonly Pair[],
		judged: ReadonlyMap<string, number>,
		save: (judgment: Judgment) => void,
		clock: () => Date = () => new Date(),
	) {
		this.#pairs = pairs;
		this.#judged = new Map(judged);
		this.#save = save;
		this.#clock = clock;
		this.#place = this.#unjudgedFrom(0);
	}

	/** The pair to judge; null at the end. */
	get current(): Pair | null {
		return this.#pairs[this.#place] ?? null;
	}

	/** What this judge gave the pair before him, when he came back to it. */
	get grade(): number | null {
		return this.current === null ? null : (this.#judged.get(pairKey(this.current)) ?? null);
	}

	get progress(): JudgingProgress {
		const judged = this.#pairs.filter((pair) => this.#judged.has(pairKey(pair))).length;
		return { judged, total: this.#pairs.length };
	}

	give(grade: number): void {
		const { current } = this;
		if (current === null) return;
		this.#save({ ...current, grade, at: this.#clock().toISOString() });
		this.#judged.set(pairKey(current), grade);
		this.skip();
	}

	/** On to the next pair without a grade; what is skipped comes again in the next session. */
	skip(): void {
		if (this.current === null) return;
		this.#visited.push(this.#place);
		this.#place = this.#unjudgedFrom(this.#place + 1);
	}

	/** To the pair that was before the judge last; its grade may be given anew. */
	back(): void {
		this.#place = this.#visited.pop() ?? this.#place;
	}

	#unjudgedFrom(start: number): number {
		const found = this.#pairs.findIndex((pair, place) => place >= start && !this.#judged.has(pairKey(pair)));
		return found < 0 ? this.#pairs.length : found;
	}
}

/** In which ways somebody meets a group, shared by all engines: see Rows in the port. */
import { TEXT_FIELDS, WAYS } from "../domain/document.ts";
import { type Rows, type Scoring, WITHOUT_FIELD } from "./port.ts";
import { alternativeScore, BODY_BIT, EVERY_FIELD, fieldSum, saturated } from "./scoring.ts";

/** Where an alternative stands. */
export interface Found {
	/** Fields as bits; 0 for what stands in no field. */
	readonly mask: number;
	/** Occurrences in the body, at most 255. */
	readonly frequency: number;
}

interface Way extends Found {
	readonly alternative: number;
	/** What the body is worth with it. */
	readonly bodyWorth: number;
}

/** How one person meets one group. */
export interface Met {
	/** Of the alternative that scores best. */
	readonly score: number;
	/** The heaviest first. */
	readonly ways: readonly Way[];
}

type Weighed = readonly { readonly weight: number }[];
/** Lists are never changed; each is put in order once, and not for each person. */
const ordered = new WeakMap<Weighed, readonly number[]>();

/** The indices of alternatives, the heaviest first, of equal ones the first. */
export function heaviestFirst(alternatives: Weighed): readonly number[] {
	const known = ordered.get(alternatives);
	if (known !== undefined) return known;
	const weightOf = (at: number) => alternatives[at]?.weight ?? 0;
	const order = [...alternatives.keys()].sort((one, other) => weightOf(other) - weightOf(one) || one - other);
	ordered.set(alternatives, order);
	return order;
}

/**
 * Null where the group is not covered.
 * @param find where an alternative stands, null where it does not match
 * @param norm of the person's body
 */
export function met(
	{ alternatives }: { readonly alternatives: Weighed },
	find: (alternative: number) => Found | null,
	norm: number,
	scoring: Scoring,
): Met | null {
	const ways: Way[] = [];
	let best = 0;
	for (const alternative of heaviestFirst(alternatives)) {
		const found = find(alternative);
		if (found === null) continue;
		const weight = alternatives[alternative]?.weight ?? 0;
		const body = saturated(found.frequency, norm, scoring.k1);
		best = Math.max(best, alternativeScore(weight, fieldSum(found.mask, scoring), scoring.fieldWeights.body, body));
		ways.push({ ...found, alternative, bodyWorth: weight * body });
	}
	return ways.length === 0 ? null : { score: best, ways };
}

type Numbers = Pick<Rows, "masks" | "alternatives" | "ways" | "bodyFrequencies">;

const BODY = TEXT_FIELDS.indexOf("body");

/** Writes the cells of rows: each way of a cell is added, the heaviest first. */
export class CellWriter {
	readonly #rows: Numbers;
	/** By cell, what the body is worth so far. */
	readonly #bodyWorths: Float64Array;

	constructor(rows: Numbers) {
		this.#rows = rows;
		this.#bodyWorths = new Float64Array(rows.masks.length);
	}

	add(cell: number, alternative: number, mask: number, frequency: number, bodyWorth: number): void {
		const { masks, alternatives, ways, bodyFrequencies } = this.#rows;
		const before = masks[cell] as number;
		if (before === 0) alternatives[cell] = alternative;
		masks[cell] = mask === 0 ? before || WITHOUT_FIELD : (before & EVERY_FIELD) | mask;
		const first = cell * WAYS;
		if (mask === 0) ways[first + WAYS - 1] ||= alternative + 1;
		for (let left = mask & ~before & ~BODY_BIT; left !== 0; left &= left - 1)
			ways[first + 31 - Math.clz32(left & -left)] = alternative + 1;
		if ((mask & BODY_BIT) === 0 || ((before & BODY_BIT) !== 0 && bodyWorth <= (this.#bodyWorths[cell] as number)))
			return;
		this.#bodyWorths[cell] = bodyWorth;
		ways[first + BODY] = alternative + 1;
		bodyFrequencies[cell] = frequency;
	}
}

/** The cells of people, one after the other. */
export function cellsOf(cells: readonly (Met | null)[]): Numbers {
	const rows = {
		masks: new Uint16Array(cells.length),
		alternatives: new Uint8Array(cells.length),
		ways: new Uint8Array(cells.length * WAYS),
		bodyFrequencies: new Uint8Array(cells.length),
	};
	const writer = new CellWriter(rows);
	for (const [cell, one] of cells.entries())
		for (const { alternative, mask, frequency, bodyWorth } of one?.ways ?? [])
			writer.add(cell, alternative, mask, frequency, bodyWorth);
	return rows;
}

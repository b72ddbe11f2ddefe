import type { FindSpace } from "./colours.ts";
import type { IsHidden } from "./hidden-runs.ts";
import type { Dict, Evaluator, StateManager } from "./pdfjs-objects.ts";
import type { Matrix } from "./shapes.ts";

/** Looks on while pdfjs reads the text of a page. */
export interface Onlooker {
	/** Letters may be left out. */
	readonly hiding: boolean;
	/** Before pdfjs looks at an operator; only what changes matrices has happened. */
	operator(
		fn: number,
		args: readonly unknown[] | null,
		manager: StateManager,
		resources: Dict,
		evaluator: Evaluator,
	): void;
	/** Asked for each letter where letters may be left out. @param place of the letter, its size included */
	hides?(place: Matrix): boolean;
}

/** The place in the worker of pdfjs where it asks for who looks on. */
export interface Watch {
	onlooker: Onlooker | null;
	readonly findSpace: FindSpace;
}

const SHOWS = ["showText", "showSpacedText", "nextLineShowText", "nextLineSetSpacingShowText"] as const;

/** Leaves out the letters of runs, which are numbered as they were when they were looked at. */
export class Hiding implements Onlooker {
	readonly hiding = true;
	readonly #shows: ReadonlySet<number | undefined>;
	readonly #hidden: ReadonlyMap<number, IsHidden>;
	#number = -1;

	constructor(operators: Readonly<Record<string, number>>, hidden: ReadonlyMap<number, IsHidden>) {
		this.#shows = new Set(SHOWS.map((name) => operators[name]));
		this.#hidden = hidden;
	}

	operator(fn: number, _args: readonly unknown[] | null, { state }: StateManager): void {
		if (this.#shows.has(fn) && state.font !== null) this.#number += 1;
	}

	hides(place: Matrix): boolean {
		const isHidden = this.#hidden.get(this.#number);
		if (isHidden === undefined) return false;
		const [a, b, , , x, y] = place as unknown as readonly [number, number, number, number, number, number];
		return isHidden(x + a * INSIDE, y + b * INSIDE);
	}
}

/** From the left edge of a letter into it, in parts of its size. */
const INSIDE = 0.25;

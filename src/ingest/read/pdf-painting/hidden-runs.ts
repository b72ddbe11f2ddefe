import { isTold, WHITE } from "../contrast.ts";
import { type Colour, LEAST_ALPHA } from "./graphics.ts";
import type { Area, PagePainting, Run } from "./page-painting.ts";
import { type Box, common, EVERYWHERE, isEmpty, isIn, isWithin } from "./shapes.ts";

/**
 * Which text of a page nobody sees: set in the colour of what lies under it, fully transparent, painted over, clipped away or on a layer that
 * is off. Where that cannot be known (a picture or a shading under it, colours that are mixed), the text is seen.
 */

/** Heights over the line, in parts of the size, at which letters have ink. */
const HEIGHTS = [0.15, 0.35, 0.55] as const;
/** Between two points that are looked at along a run, in parts of the size, and points at most. */
const STEP = 0.4;
const MOST_STEPS = 60;
/** Of a run that is seen in part: more than this is hidden, or all of it counts as seen (a word that runs out of its bar). */
const MOST_HIDDEN = 0.5;
/** Narrower areas, in points, cover no text and are the ground of none. */
const LEAST_AREA = 3;
/** Areas and points of outlines that are looked at for one page, some seconds of work at most: what would be looked at later counts as seen. */
const MOST_LOOKS = 50_000_000;

const FILL = 0;
const STROKE = 1;
const FILL_AND_STROKE = 2;
const INVISIBLE = 3;
const CLIP_ONLY = 7;

interface Ink {
	readonly colour: Colour;
	readonly alpha: number;
}

function inksOf({ fill, fillAlpha, stroke, strokeAlpha, textMode }: Run["graphics"]): Ink[] {
	const filled = { colour: fill, alpha: fillAlpha };
	const stroked = { colour: stroke, alpha: strokeAlpha };
	const mode = textMode % 4;
	if (mode === FILL_AND_STROKE) return [filled, stroked];
	return mode === STROKE ? [stroked] : mode === FILL ? [filled] : [];
}

const isLarge = ({ box }: Area): boolean => box[2] - box[0] >= LEAST_AREA && box[3] - box[1] >= LEAST_AREA;

/** True where a scan, or what stands for one, may lie: text that is invisible is its text. */
const isPicture = ({ colour, outlines, covers }: Area): boolean => colour === null || outlines !== null || !covers;

/** Letters of fonts that state no widths do not go on. */
const MARGIN = 0.5;

const reach = ({ start, endX, endY }: Run): Box => {
	const [, , upX, upY, x, y] = start;
	return [
		Math.min(x, endX, x + upX, endX + upX) - MARGIN,
		Math.min(y, endY, y + upY, endY + upY),
		Math.max(x, endX, x + upX, endX + upX) + MARGIN,
		Math.max(y, endY, y + upY, endY + upY),
	];
};

const within = (inner: Box, outer: Box): boolean =>
	inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];

/** Whether a letter that stands at a place is hidden. */
export type IsHidden = (x: number, y: number) => boolean;

const ALL: IsHidden = () => true;

/** What is seen of the text of one page. */
export class Sight {
	readonly #areas: readonly Area[];
	readonly #runs: readonly Run[];
	/** Those that may hide text, with their places among all. */
	readonly #large: readonly (readonly [number, Area])[];
	#looks = 0;

	constructor({ areas, runs, isUnclear }: PagePainting) {
		this.#areas = areas;
		this.#runs = isUnclear ? [] : runs;
		this.#large = areas.flatMap((area, index) => (area.covers && isLarge(area) ? [[index, area] as const] : []));
	}

	/** Runs that are hidden, or most of them, by their numbers. */
	hidden(): Map<number, IsHidden> {
		const hidden = new Map<number, IsHidden>();
		for (const [number, run] of this.#runs.entries()) {
			if (run.layerOff) hidden.set(number, ALL);
			else if (this.#looks < MOST_LOOKS && this.#isDoubtful(run)) {
				const isHidden = this.#lookAt(run);
				const share = hiddenShare(run, isHidden);
				if (share > MOST_HIDDEN) hidden.set(number, share === 1 ? ALL : isHidden);
			}
		}
		return hidden;
	}

	/** False for most text of most pages, at little cost: nothing there could hide it. */
	#isDoubtful(run: Run): boolean {
		const { graphics, areas } = run;
		if (run.drawn || graphics.textMode === CLIP_ONLY) return false;
		if (mayBeLost(graphics, WHITE)) return true;
		if (graphics.clip === EVERYWHERE && this.#large.length === 0) return false;
		const box = reach(run);
		if (!within(box, graphics.clip)) return true;
		this.#looks += this.#large.length;
		return this.#large.some(
			([index, area]) => (index >= areas || mayBeLost(graphics, area.colour)) && !isEmpty(common(box, area.box)),
		);
	}

	/** Whether a letter at a place on the line of a run is hidden. */
	#lookAt(run: Run): IsHidden {
		const { graphics, start } = run;
		this.#looks += this.#areas.length;
		const box = reach(run);
		const meets = (area: Area): boolean => !isEmpty(common(box, area.box));
		const under = this.#areas.slice(0, run.areas).filter(meets).reverse();
		const over = this.#areas.slice(run.areas).filter(meets);
		const covers = over.filter((area) => area.covers);
		const pictures = [...under, ...over].filter(isPicture);
		const inks = inksOf(graphics).filter(({ alpha }) => alpha >= LEAST_ALPHA);
		const mixed = !graphics.replaces || graphics.groupMixed;
		const isSeen = (x: number, y: number): boolean => {
			const isUnder = (area: Area): boolean => this.#holds(area, x, y);
			if (this.#looks > MOST_LOOKS) return true;
			if (!isIn(graphics.clip, x, y)) return false;
			if (graphics.textMode === INVISIBLE) return pictures.some(isUnder);
			if (covers.some(isUnder)) return false;
			return inks.some((ink) => mixed || isToldFromGround(ink, under, isUnder));
		};
		const [, , upX, upY] = start;
		return (x, y) => !HEIGHTS.some((height) => isSeen(x + upX * height, y + upY * height));
	}

	#holds({ box, outlines, evenOdd }: Area, x: number, y: number): boolean {
		this.#looks += 1;
		if (!isIn(box, x, y)) return false;
		for (const points of outlines ?? []) this.#looks += points.length / 2;
		return outlines === null || isWithin(outlines, x, y, { evenOdd });
	}
}

/** @param under from the top down */
function isToldFromGround(ink: Ink, under: readonly Area[], isUnder: (area: Area) => boolean): boolean {
	if (ink.colour === null) return true;
	for (const area of under) {
		if (!isUnder(area)) continue;
		if (!isLost(ink, area.colour)) return true;
		if (area.covers) return false;
	}
	return !isLost(ink, WHITE);
}

/** Part of the length of a run at which letters are hidden. */
function hiddenShare({ start, endX, endY }: Run, isHidden: IsHidden): number {
	const [, , upX, upY, x, y] = start;
	const [dx, dy] = [endX - x, endY - y];
	const size = Math.hypot(upX, upY) || 1;
	const steps = Math.min(MOST_STEPS, Math.max(1, Math.round(Math.hypot(dx, dy) / (size * STEP))));
	const places = Array.from({ length: steps }, (_, step) => (step + 0.5) / steps);
	return places.filter((along) => isHidden(x + dx * along, y + dy * along)).length / steps;
}

const isLost = ({ colour, alpha }: Ink, ground: Colour): boolean =>
	alpha < LEAST_ALPHA || (colour !== null && ground !== null && !isTold(colour, ground, alpha));

const mayBeLost = (graphics: Run["graphics"], ground: Colour): boolean =>
	inksOf(graphics).every((ink) => isLost(ink, ground));

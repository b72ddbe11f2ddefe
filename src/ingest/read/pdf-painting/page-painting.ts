import { Colours, type FindSpace } from "./colours.ts";
import { type Colour, type Graphics, LEAST_ALPHA } from "./graphics.ts";
import { GraphicsStack } from "./graphics-stack.ts";
import { Layers } from "./layers.ts";
import type { Onlooker } from "./onlooker.ts";
import { type Handler, handlersOf, type Operands } from "./operators.ts";
import { Path } from "./path.ts";
import type { Dict, Evaluator, Font, StateManager, TextState } from "./pdfjs-objects.ts";
import {
	type Box,
	boxOf,
	common,
	corners,
	isEmpty,
	isUpright,
	type Matrix,
	multiply,
	type Points,
	scaleOf,
	xOf,
	yOf,
} from "./shapes.ts";

/** Something that is painted and is no text. */
export interface Area {
	readonly box: Box;
	/** Where it is not all of the box. */
	readonly outlines: readonly Points[] | null;
	readonly evenOdd: boolean;
	readonly colour: Colour;
	/** Nothing is seen of what lies under it. */
	readonly covers: boolean;
}

type Place = readonly [number, number, number, number, number, number];

/** What one operator shows. */
export interface Run {
	readonly graphics: Graphics;
	/** Of the text, its size included: where it begins, to the right and upwards by its size. */
	readonly start: Place;
	endX: number;
	endY: number;
	/** Areas that were painted before it. */
	readonly areas: number;
	readonly layerOff: boolean;
	/** The font draws its letters itself, in colours of its own. */
	readonly drawn: boolean;
	/** A sign that other text may stand on, as a number on a disc. */
	readonly sign: boolean;
}

interface Paint {
	readonly colour: Colour;
	readonly alpha: number;
	readonly covers: boolean;
	readonly evenOdd?: boolean;
}

/** A page with more is a drawing, and what is hidden on it is not looked for. */
const MOST_POINTS = 200_000;
/** Thinner lines, in points, leave the text to be seen that they cross, or the want of it. */
const LEAST_LINE = 1;
/** From this mode on text is added to the clipping path. */
const CLIPS = 4;
const UNIT: Box = [0, 0, 1, 1];
const AS_IT_IS = [1, 0, 0, 1, 0, 0];

/** What is painted on a page and what text is shown, in the order of the operators. */
export class PagePainting implements Onlooker {
	readonly areas: Area[] = [];
	readonly runs: Run[] = [];
	/** There was more than is looked at, or what cannot be read. */
	isUnclear = false;
	readonly hiding = false;
	readonly colours: Colours;
	readonly stack = new GraphicsStack();
	readonly path = new Path();
	readonly #handlers: readonly (Handler | undefined)[];
	#layers: Layers | undefined;
	#points = 0;
	/** The run that is being shown, and the state whose text matrix goes on with it. */
	#run: Run | null = null;
	#state: TextState | null = null;

	constructor(operators: Readonly<Record<string, number>>, find: FindSpace) {
		this.#handlers = handlersOf(operators);
		this.colours = new Colours(find);
	}

	operator(
		fn: number,
		args: readonly unknown[] | null,
		manager: StateManager,
		resources: Dict,
		evaluator: Evaluator,
	): void {
		this.end();
		const handler = this.#handlers[fn];
		if (handler === undefined || this.isUnclear) return;
		try {
			this.stack.enter(manager);
			handler(this, (args ?? []) as unknown as Operands, { resources, evaluator });
		} catch {
			// What an operator names cannot be read: pdfjs goes on with the text.
			this.isUnclear = true;
		}
	}

	/** Ends the run that is open. */
	end(): void {
		const [run, state] = [this.#run, this.#state];
		if (run === null || state === null) return;
		this.#run = null;
		const x = xOf(state.textMatrix, 0, state.textRise);
		const y = yOf(state.textMatrix, 0, state.textRise);
		run.endX = xOf(state.ctm, x, y);
		run.endY = yOf(state.ctm, x, y);
		if (run.sign) this.#addSign(run);
	}

	change(change: Partial<Graphics>): void {
		this.stack.graphics = { ...this.stack.graphics, ...change };
	}

	/** Many a writer says the colour anew for each piece of text. */
	fill(fill: Colour, fillSpace: string): void {
		const { graphics } = this.stack;
		if (graphics.fill !== fill || graphics.fillSpace !== fillSpace) this.change({ fill, fillSpace });
	}

	stroke(stroke: Colour, strokeSpace: string): void {
		const { graphics } = this.stack;
		if (graphics.stroke !== stroke || graphics.strokeSpace !== strokeSpace) this.change({ stroke, strokeSpace });
	}

	/** @param raw optional content, by reference where the file refers to it */
	isOff(raw: unknown, evaluator: Evaluator): boolean {
		if (raw == null) return false;
		this.#layers ??= new Layers(evaluator);
		return this.#layers.isOff(raw, evaluator);
	}

	/** Paints the path, as far as it is asked for, and clips by it where that was said before. */
	paint({ fill = false, stroke = false, evenOdd = false }): void {
		const { outlines, clips } = this.path.take();
		for (const points of outlines) this.#points += points.length;
		this.isUnclear = this.#points > MOST_POINTS;
		const { graphics } = this.stack;
		if (fill) this.#add(outlines, { colour: graphics.fill, alpha: graphics.fillAlpha, covers: true, evenOdd });
		if (stroke) this.#stroke(outlines);
		if (clips && outlines.length > 0)
			this.change({
				clip: common(graphics.clip, boxOf(outlines)),
				clipIsBox: graphics.clipIsBox && areUpright(outlines),
			});
	}

	/** A picture, whose unit square stands where the matrix puts it. */
	picture(colour: Colour = null): void {
		this.#add([corners(this.stack.ctm, UNIT)], { colour, alpha: this.stack.graphics.fillAlpha, covers: false });
	}

	/** Something that is not known in a part of the page. */
	shade(box: Box): void {
		this.#push({ box, outlines: null, evenOdd: false, colour: null, covers: false });
	}

	show(shown: unknown, { newLine }: { readonly newLine: boolean }): void {
		const { state } = this.stack.manager;
		const { font } = state;
		if (font === null) return;
		const text = newLine ? multiply(state.textLineMatrix, [1, 0, 0, 1, 0, -state.leading]) : state.textMatrix;
		const start = placeOf(state, text);
		const drawn = font.isType3Font === true;
		const run: Run = {
			graphics: this.stack.graphics,
			start,
			endX: start[4],
			endY: start[5],
			areas: this.areas.length,
			layerOff: this.stack.isOff,
			drawn,
			sign: drawn || isSign(shown, font),
		};
		this.runs.push(run);
		this.#run = run;
		this.#state = state;
		// What is painted next is painted on these letters alone (ISO 32000-1, 9.3.6).
		if (this.stack.graphics.textMode >= CLIPS) this.change({ clipIsBox: false });
	}

	#addSign({ start, endX, endY, drawn, graphics, layerOff }: Run): void {
		if (layerOff) return;
		const [a, b, , , x, y] = start;
		const ems = Math.hypot(endX - x, endY - y) / (Math.hypot(a, b) || 1);
		const box = boxOf([corners(start, [0, -0.3, ems, 1])]);
		this.areas.push({ box, outlines: null, evenOdd: false, colour: drawn ? null : graphics.fill, covers: false });
	}

	/** Each piece of a line as the box around it. */
	#stroke(outlines: readonly Points[]): void {
		const { stroke: colour, strokeAlpha: alpha, lineWidth } = this.stack.graphics;
		const width = lineWidth * scaleOf(this.stack.ctm);
		if (width < LEAST_LINE) return;
		for (const points of outlines) {
			for (let i = 2; i < points.length; i += 2) {
				const [left, bottom, right, top] = boxOf([points.slice(i - 2, i + 2)]);
				const half = width / 2;
				const around = corners(AS_IT_IS, [left - half, bottom - half, right + half, top + half]);
				this.#add([around], { colour, alpha, covers: false });
			}
		}
	}

	#add(outlines: readonly Points[], { colour, alpha, covers, evenOdd = false }: Paint): void {
		if (alpha < LEAST_ALPHA) return;
		const { clip, clipIsBox, replaces, masked, groupMixed } = this.stack.graphics;
		const known = replaces && !groupMixed ? colour : null;
		this.#push({
			box: common(clip, boxOf(outlines)),
			outlines: areUpright(outlines) ? null : outlines,
			evenOdd,
			colour: known,
			covers: covers && known !== null && alpha > 1 - LEAST_ALPHA && clipIsBox && !masked,
		});
	}

	#push(area: Area): void {
		if (!this.stack.isOff && !isEmpty(area.box)) this.areas.push(area);
	}
}

/** From the text's own measure to the page's, its size included. */
function placeOf({ ctm, fontSize, textHScale, textRise }: TextState, textMatrix: Matrix): Place {
	const place = multiply(ctm, textMatrix);
	const [a, b, c, d] = place as [number, number, number, number];
	const wide = fontSize * textHScale;
	return [a * wide, b * wide, c * fontSize, d * fontSize, xOf(place, 0, textRise), yOf(place, 0, textRise)];
}

const areUpright = (outlines: readonly Points[]): boolean => outlines.length === 1 && isUpright(outlines[0] as Points);

/** Bytes of one character in any font. */
const MOST_CODES = 2;

/** True for one character that is neither letter nor digit. */
function isSign(shown: unknown, font: Font): boolean {
	const parts: readonly unknown[] = Array.isArray(shown) ? shown : [shown];
	const codes = parts.filter((part) => typeof part === "string").join("");
	if (codes.length === 0 || codes.length > MOST_CODES) return false;
	const [glyph, more] = font.charsToGlyphs(codes);
	return glyph !== undefined && more === undefined && !/[\p{L}\p{N}\s]/u.test(glyph.unicode);
}

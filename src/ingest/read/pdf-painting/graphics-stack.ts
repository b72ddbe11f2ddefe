import { type Graphics, INITIAL, inGroup } from "./graphics.ts";
import { type Dict, isDict, type StateManager } from "./pdfjs-objects.ts";
import { type Box, boxOf, common, corners, isUpright, type Matrix, multiply } from "./shapes.ts";

/** The page, or a form on it: states that are saved and content that is marked end with it. */
interface Frame {
	readonly manager: StateManager;
	graphics: Graphics;
	readonly saved: Graphics[];
	/** Of each marked content that is open, whether its layer or one around it is off. */
	readonly marked: boolean[];
	readonly off: boolean;
}

interface Form {
	readonly graphics: Graphics;
	readonly off: boolean;
}

const isList = (value: unknown, length: number): value is readonly number[] =>
	Array.isArray(value) && value.length === length;

/** The states of the page and of the forms that are painted on it. */
export class GraphicsStack {
	readonly #frames: Frame[] = [];
	/** The form that was named last, until its first operator. */
	#form: Form | null = null;

	get graphics(): Graphics {
		return this.#frame.graphics;
	}

	set graphics(graphics: Graphics) {
		this.#frame.graphics = graphics;
	}

	get manager(): StateManager {
		return this.#frame.manager;
	}

	get ctm(): Matrix {
		return this.#frame.manager.state.ctm;
	}

	/** What is painted now is on a layer that is not shown. */
	get isOff(): boolean {
		return this.#frame.off || this.#frame.marked.at(-1) === true;
	}

	save(): void {
		this.#frame.saved.push(this.#frame.graphics);
	}

	restore(): void {
		this.#frame.graphics = this.#frame.saved.pop() ?? this.#frame.graphics;
	}

	mark(off: boolean): void {
		this.#frame.marked.push(off || this.#frame.marked.at(-1) === true);
	}

	unmark(): void {
		this.#frame.marked.pop();
	}

	/** Goes into the form that was named, or back to where it was. */
	enter(manager: StateManager): void {
		const form = this.#form;
		this.#form = null;
		if (this.#frames.at(-1)?.manager === manager) return;
		const at = this.#frames.findLastIndex((frame) => frame.manager === manager);
		if (at >= 0) this.#frames.length = at + 1;
		else this.#frames.push({ ...(form ?? { graphics: INITIAL, off: false }), manager, saved: [], marked: [] });
	}

	/** A form whose operators may come next. */
	name(form: Dict, { off }: { readonly off: boolean }): void {
		const { graphics } = this;
		const matrix = form.getArray("Matrix");
		const box = form.getArray("BBox");
		const placed = isList(matrix, 6) ? multiply(this.ctm, matrix) : this.ctm;
		const outline = isList(box, 4) ? corners(placed, box as unknown as Box) : null;
		const clipped =
			outline === null
				? graphics
				: {
						...graphics,
						clip: common(graphics.clip, boxOf([outline])),
						clipIsBox: graphics.clipIsBox && isUpright(outline),
					};
		this.#form = { graphics: isDict(form.get("Group")) ? inGroup(clipped) : clipped, off: off || this.isOff };
	}

	get #frame(): Frame {
		return this.#frames.at(-1) as Frame;
	}
}

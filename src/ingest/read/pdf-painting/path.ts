import { addPoint, corners, type Matrix, type Points } from "./shapes.ts";

/** Straight pieces that a curve is taken for. */
const PIECES = 4;

type Numbers = readonly [number, number, number, number, number, number];

/** The path that is being made. Its points are where the page has them when they are named. */
export class Path {
	#outlines: Points[] = [];
	#points: Points = [];
	/** The point that was named last, in the measure that it is written in. */
	#at: readonly [number, number] = [0, 0];
	#clips = false;

	get at(): readonly [number, number] {
		return this.#at;
	}

	moveTo(m: Matrix, x: number, y: number): void {
		this.#points = [];
		this.#outlines.push(this.#points);
		this.lineTo(m, x, y);
	}

	lineTo(m: Matrix, x: number, y: number): void {
		this.#at = [x, y];
		addPoint(this.#points, m, x, y);
	}

	/** With two control points, and where it ends. */
	curveTo(m: Matrix, [ax, ay, bx, by, x, y]: Numbers): void {
		const [fromX, fromY] = this.#at;
		for (let piece = 1; piece <= PIECES; piece += 1) {
			const t = piece / PIECES;
			const s = 1 - t;
			const [p, q, r, u] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
			this.lineTo(m, p * fromX + q * ax + r * bx + u * x, p * fromY + q * ay + r * by + u * y);
		}
	}

	rectangle(m: Matrix, [x, y, width, height]: readonly [number, number, number, number, ...unknown[]]): void {
		this.#points = corners(m, [x, y, x + width, y + height]);
		this.#outlines.push(this.#points);
		this.#at = [x, y];
		this.close();
	}

	close(): void {
		const [x, y] = this.#points;
		if (x !== undefined && y !== undefined) this.#points.push(x, y);
	}

	/** What is painted after the path is clipped by it. */
	clipNext(): void {
		this.#clips = true;
	}

	/** What was made, and a new path is begun. */
	take(): { readonly outlines: Points[]; readonly clips: boolean } {
		const taken = { outlines: this.#outlines.filter((points) => points.length > 2), clips: this.#clips };
		this.#outlines = [];
		this.#points = [];
		this.#clips = false;
		return taken;
	}
}

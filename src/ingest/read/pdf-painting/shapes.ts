/** Where on a page something is painted, in the points of the page, y upwards. */

/** a, b, c, d, e, f of a 2 x 3 matrix, as PDF writes it (ISO 32000-1, 8.3.3). */
export type Matrix = ArrayLike<number>;

/** Left, bottom, right, top. */
export type Box = readonly [number, number, number, number];

export const EVERYWHERE: Box = [-Infinity, -Infinity, Infinity, Infinity];

/** x and y of one point after the other. */
export type Points = number[];

/** Read by index: most of these are typed arrays, and this is done for each point. */
const part = (m: Matrix, index: number): number => m[index] as number;

export const xOf = (m: Matrix, x: number, y: number): number => part(m, 0) * x + part(m, 2) * y + part(m, 4);
export const yOf = (m: Matrix, x: number, y: number): number => part(m, 1) * x + part(m, 3) * y + part(m, 5);

export function multiply(m: Matrix, n: Matrix): number[] {
	const [a, b, c, d] = [part(m, 0), part(m, 1), part(m, 2), part(m, 3)];
	const [p, q, r, s, t, u] = [part(n, 0), part(n, 1), part(n, 2), part(n, 3), part(n, 4), part(n, 5)];
	return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, xOf(m, t, u), yOf(m, t, u)];
}

/** How many times longer lines come out, on the whole. */
export const scaleOf = (m: Matrix): number => Math.sqrt(Math.abs(part(m, 0) * part(m, 3) - part(m, 1) * part(m, 2)));

export function addPoint(points: Points, m: Matrix, x: number, y: number): void {
	points.push(xOf(m, x, y), yOf(m, x, y));
}

/** A box in its own measure, as it stands on the page. */
export function corners(m: Matrix, [left, bottom, right, top]: Box): Points {
	const points: Points = [];
	addPoint(points, m, left, bottom);
	addPoint(points, m, right, bottom);
	addPoint(points, m, right, top);
	addPoint(points, m, left, top);
	return points;
}

export function boxOf(outlines: readonly Points[]): Box {
	let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const points of outlines) {
		for (let i = 0; i < points.length; i += 2) {
			const [x, y] = [points[i] as number, points[i + 1] as number];
			if (x < left) left = x;
			if (x > right) right = x;
			if (y < bottom) bottom = y;
			if (y > top) top = y;
		}
	}
	return [left, bottom, right, top];
}

export const common = (one: Box, other: Box): Box => [
	Math.max(one[0], other[0]),
	Math.max(one[1], other[1]),
	Math.min(one[2], other[2]),
	Math.min(one[3], other[3]),
];

export const isEmpty = (box: Box): boolean => !(box[0] < box[2] && box[1] < box[3]);

export const isIn = (box: Box, x: number, y: number): boolean =>
	x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];

const NEAR = 0.01;
const same = (one: number, other: number): boolean => Math.abs(one - other) < NEAR;

/** True for a rectangle that stands upright: its outline is its box. */
export function isUpright(points: Points): boolean {
	const closed = points.length === 10 && same(points[0] as number, points[8] as number);
	if (points.length !== 8 && !(closed && same(points[1] as number, points[9] as number))) return false;
	const [ax, ay, bx, by, cx, cy, dx, dy] = points as unknown as [
		number,
		number,
		number,
		number,
		number,
		number,
		number,
		number,
	];
	return (
		(same(ay, by) && same(bx, cx) && same(cy, dy) && same(dx, ax)) ||
		(same(ax, bx) && same(by, cy) && same(cx, dx) && same(dy, ay))
	);
}

/** How often outlines go around a point (ISO 32000-1, 8.5.3.3), by either rule. */
export function isWithin(outlines: readonly Points[], x: number, y: number, options: { evenOdd: boolean }): boolean {
	let winding = 0;
	let crossings = 0;
	for (const points of outlines) {
		let [fromX, fromY] = [points.at(-2) as number, points.at(-1) as number];
		for (let i = 0; i < points.length; i += 2) {
			const [toX, toY] = [points[i] as number, points[i + 1] as number];
			if (fromY <= y !== toY <= y && x < fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX)) {
				winding += toY > fromY ? 1 : -1;
				crossings += 1;
			}
			[fromX, fromY] = [toX, toY];
		}
	}
	return options.evenOdd ? crossings % 2 === 1 : winding !== 0;
}

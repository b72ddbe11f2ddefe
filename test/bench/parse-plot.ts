import { BINS, type Bin, type Calibration, sumOfGroups } from "./parse-calibration.ts";

/** Confidence given against the share that is right, as a picture: on the diagonal a value is worth what is said of it. */

const SIZE = { width: 640, height: 460, left: 70, top: 36, right: 30, bottom: 60 };
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 1];
/** Values in a bin from which on its share says something. */
const ENOUGH = 30;

interface Dot {
	readonly given: number;
	readonly right: number;
	readonly values: number;
}

const dotsOf = (bins: readonly Bin[]): Dot[] =>
	bins
		.filter(({ values }) => values > 0)
		.map(({ values, right, given }) => ({ given: given / values, right: right / values, values }));

const x = (share: number): number => SIZE.left + share * (SIZE.width - SIZE.left - SIZE.right);
const y = (share: number): number => SIZE.top + (1 - share) * (SIZE.height - SIZE.top - SIZE.bottom);
const percent = (share: number): string => `${Math.round(share * 100)}%`;

const label = (px: number, py: number, text: string, anchor = "middle"): string =>
	`<text x="${px.toFixed(1)}" y="${py.toFixed(1)}" text-anchor="${anchor}">${text}</text>`;
const line = (from: readonly [number, number], to: readonly [number, number], stroke: string): string =>
	`<line x1="${from[0].toFixed(1)}" y1="${from[1].toFixed(1)}" x2="${to[0].toFixed(1)}" y2="${to[1].toFixed(1)}" stroke="${stroke}"/>`;

/** The area of a dot grows with its values. */
function circle({ given, right, values }: Dot, name: string, colour: string): string {
	const radius = Math.min(12, 2 + Math.sqrt(values) / 4).toFixed(1);
	const title = `${name}: given ${percent(given)}, right ${percent(right)}, ${values} values`;
	return `<circle cx="${x(given).toFixed(1)}" cy="${y(right).toFixed(1)}" r="${radius}" fill="${colour}" fill-opacity="0.7"><title>${title}</title></circle>`;
}

/** All values of a bin as one curve, the fields as small dots beside it; bins of few values are left out of the curve. */
export function svgOf(calibration: Calibration, title: string): string {
	const all = dotsOf(sumOfGroups(calibration));
	const curve = all.filter(({ values }) => values >= ENOUGH);
	const middle = (SIZE.height - SIZE.bottom + SIZE.top) / 2;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" font-family="sans-serif" font-size="12">`,
		`<rect width="${SIZE.width}" height="${SIZE.height}" fill="#fff"/>`,
		label(SIZE.width / 2, 20, title),
		...TICKS.flatMap((tick) => [
			line([x(tick), y(0)], [x(tick), y(1)], "#ddd"),
			line([x(0), y(tick)], [x(1), y(tick)], "#ddd"),
			label(x(tick), SIZE.height - SIZE.bottom + 18, percent(tick)),
			label(SIZE.left - 8, y(tick) + 4, percent(tick), "end"),
		]),
		line([x(0), y(0)], [x(1), y(1)], "#999"),
		label((x(0) + x(1)) / 2, SIZE.height - 14, `confidence given (bins from ${BINS.join(", ")})`),
		`<text x="16" y="${middle}" transform="rotate(-90 16 ${middle})" text-anchor="middle">share right</text>`,
		...Object.entries(calibration).flatMap(([name, bins]) => dotsOf(bins).map((dot) => circle(dot, name, "#8fb5dd"))),
		`<polyline points="${curve.map(({ given, right }) => `${x(given).toFixed(1)},${y(right).toFixed(1)}`).join(" ")}" fill="none" stroke="#1f5fa8" stroke-width="2"/>`,
		...all.map((dot) => circle(dot, "all", "#1f5fa8")),
		"</svg>",
		"",
	].join("\n");
}

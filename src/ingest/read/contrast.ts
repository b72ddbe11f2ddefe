/** Red, green, blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

export const WHITE: Rgb = [255, 255, 255];

/** Of 255 in one of the three, at which two colours begin to be told from each other. */
const LEAST_CONTRAST = 13;

/** Letters smaller than this, in points, are dots. */
export const LEAST_SIZE = 2;

/** Whether text is seen on its ground. @param alpha opacity of the text, 0 to 1 */
export function isTold([r, g, b]: Rgb, [p, q, s]: Rgb, alpha = 1): boolean {
	return Math.max(Math.abs(r - p), Math.abs(g - q), Math.abs(b - s)) * alpha >= LEAST_CONTRAST;
}

/** Six hexadecimal digits; null for anything else. */
export function fromHex(digits: string): Rgb | null {
	if (!/^[\da-f]{6}$/i.test(digits)) return null;
	const value = Number.parseInt(digits, 16);
	return [value >> 16, (value >> 8) & 255, value & 255];
}

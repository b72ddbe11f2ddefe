/**
 * Codes that sort as the ids they stand for and tell nothing else about them. An id gets the code in the middle between its
 * neighbours' at the time when it comes: the cluster can then page and break ties in the order of ids that it cannot read.
 * A code is a fraction between 0 and 1, its digits after the point in base 36, never ending in 0, so that there is always one between.
 */
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
const BASE = DIGITS.length;
/** How far behind the last an id is put that comes at the end, so that ids which rise do not halve the same gap for ever: 36^-5. */
const STEP_DIGIT = 5;

/** How many digits finer than the gap the steps of a series are: 36^2 ids follow each other in a gap. */
const SERIES_DIGITS = 2;

/**
 * A code between two others.
 * @param low below it; "" for none
 * @param high above it; null for none
 * @param continues it stands behind the one that came before it: ids in a series leave most of the gap to those that follow
 */
export function codeBetween(low: string, high: string | null, continues = false): string {
	if (high === null) return stepAfter(low, STEP_DIGIT) ?? `${low}${DIGITS[BASE >> 1]}`;
	if (!continues) return midway(low, high);
	let digits = 1;
	while (!isBelow(stepAfter(low, digits), high)) digits++;
	return stepAfter(low, digits + SERIES_DIGITS) as string;
}

const isBelow = (code: string | null, high: string): boolean => code !== null && code < high;

/** The code cut to so many digits, the last raised by one; null where all are the highest. */
function stepAfter(low: string, count: number): string | null {
	const digits = Array.from({ length: count }, (_, index) => valueAt(low, index));
	for (let index = count - 1; index >= 0; index--) {
		digits[index] = (digits[index] as number) + 1;
		if ((digits[index] as number) < BASE) return trimmed(digits);
		digits[index] = 0;
	}
	return null;
}

function midway(low: string, high: string): string {
	const digits: number[] = [];
	for (let index = 0; ; index++) {
		const from = valueAt(low, index);
		const to = valueAt(high, index);
		if (to - from > 1) return trimmed([...digits, from + ((to - from) >> 1)]);
		digits.push(from);
		// From here on whatever is above the rest of the lower one is below the higher one.
		if (to - from === 1) return trimmed([...digits, ...behind(low, index + 1)]);
	}
}

/** Digits that make what is above the rest of `low`, with nothing above them. */
function behind(low: string, start: number): number[] {
	const digits: number[] = [];
	for (let index = start; ; index++) {
		const from = valueAt(low, index);
		if (BASE - from > 1) return [...digits, from + ((BASE - from) >> 1)];
		digits.push(from);
	}
}

const valueAt = (code: string, index: number): number =>
	index < code.length ? DIGITS.indexOf(code[index] as string) : 0;

const trimmed = (digits: readonly number[]): string =>
	digits
		.map((digit) => DIGITS[digit])
		.join("")
		.replace(/0+$/, "");

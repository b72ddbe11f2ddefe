/** Phone numbers as people write them into a query: with spaces, hyphens, slashes, dots and brackets, and a plus in front. */

/** Both are bounded, so that a text full of digits is read in linear time. */
const SPACED = /\(?\+?\d(?:[ \u00a0().\-–/]{0,3}\d){6,14}(?![ \u00a0().\-–/]{0,3}\d)(?!@?[\p{L}\p{N}])/uy;
const UNSPACED = /(?:\(\+?\d{1,5}\)[.\-–/]?|\+)?\d(?:[.\-–/]{0,2}\d){1,14}(?![.\-–/]{0,2}\d)(?!@?[\p{L}\p{N}])/uy;

/**
 * End of the phone number that begins at `at` and is no plain run of digits; null when there is none. Where what follows does not
 * belong to it ("415-555-2671 2019"), the number without spaces.
 */
export function phoneEnd(text: string, at: number): number | null {
	for (const pattern of [SPACED, UNSPACED]) {
		pattern.lastIndex = at;
		const written = pattern.exec(text)?.[0];
		if (written !== undefined && /\D/.test(written) && isPhone(written)) return at + written.length;
	}
	return null;
}

/** Whether a text is a phone number: by its country code, by the zero or brackets of its area, or by groups of the usual sizes. */
export function isPhone(text: string): boolean {
	const written = text.trim();
	const digits = written.replace(/\D/g, "");
	if (digits.length < 7 || digits.length > 15 || !/^\(?\+?\d[\d\s().\-–/]*\d$/.test(written)) return false;
	if (written === digits) return true;
	if (written.split("(").length !== written.split(")").length) return false;
	if (/^\(?\+/.test(written) || /^00[1-9]/.test(written)) return true;
	if (DATE.test(written) || digits.length > MOST_WITHIN_COUNTRY) return false;
	return /^\(?0(?!\.)/.test(written) || /^\(\d{2,5}\)/.test(written) || GROUPS.test(written);
}

/** Digits of the longest numbers with the zero before the area (Germany, Austria). */
const MOST_WITHIN_COUNTRY = 13;
/** 01.02.2020, 3/2019, 2019-11-30: numbers that are no more than dates. */
const DATE = /(?<!\d)(?:\d{1,2}[./-](?:\d{1,2}[./-])?(?:19|20)\d\d|(?:19|20)\d\d-\d{1,2})(?!\d)/;
/** 415-555-2671 and 1-415-555-2671 (North America), 612 345 678 (Spain, Poland). */
const GROUPS = /^(?:1[ .-])?\d{3}([ .-])\d{3}\1\d{3,4}$/;

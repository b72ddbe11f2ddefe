import type { Amount, RangeScope, TimeUnit } from "../../domain/query.ts";

/** Numbers behind `years:`, `updated:` and `applied:`, as people write them. */

const NUMBER = String.raw`\d{1,6}(?:[.,]\d{1,3})?`;
const UNIT = "years?|yrs?|months?|weeks?|days?|[dwmy]";
const AMOUNT = String.raw`${NUMBER}(?:\s?(?:${UNIT}))?(?![\p{L}\p{N}:：])`;
const DOTS = String.raw`\.\.+|…`;
const SIGN = "[<>＜＞]\\s?[=＝]|[<>＜＞≤≥=＝]";
const FORMS = [
	String.raw`(?:${SIGN})\s*${AMOUNT}`,
	String.raw`${AMOUNT}\s*(?:${DOTS}|[-–—])\s*${AMOUNT}`,
	String.raw`${AMOUNT}\s?(?:${DOTS})`,
	String.raw`(?:${DOTS}|[-–—])\s*${AMOUNT}`,
	`${AMOUNT}[+＋]?`,
];
/** Numbers that go on ("415-555-2671") are none of these. */
const END = String.raw`(?=[.!?]?(?:$|[\s()[\]{}（）［］｛｝,;，；、。"“”^%~＾％～]))`;
const AHEAD = new RegExp(`(?:${FORMS.join("|")})${END}`, "iuy");
const WHOLE = new RegExp(`^(?:${FORMS.join("|")})$`, "iu");
const EACH = new RegExp(`(${NUMBER})(?:\\s?(${UNIT}))?`, "giu");

export interface Range {
	readonly from: Amount | null;
	readonly to: Amount | null;
	/** The end does not belong to it. */
	readonly strict: boolean;
}

/** End of the numbers that begin at `at`, after blanks; null when there are none. Bounded, whatever follows. */
export function amountEnd(text: string, at: number): number | null {
	AHEAD.lastIndex = at;
	const found = AHEAD.exec(text)?.[0];
	return found === undefined ? null : at + found.length;
}

const UNIT_AHEAD = new RegExp(String.raw`^(?:${UNIT})(?![\p{L}\p{N}:：])`, "iu");

/** Whether a number directly before the text would take its first word for a unit. */
export const startsWithUnit = (text: string): boolean => UNIT_AHEAD.test(text);

/**
 * The range that a text says; null when it says none in this scope. A single number is the least of years, and the most of time
 * that has passed. Behind `applied:` it is the id of a job.
 */
export function rangeOf(scope: RangeScope, text: string): Range | null {
	if (!WHOLE.test(text)) return null;
	const amounts = [...text.matchAll(EACH)].map(([, number = "", unit]) => amountOf(scope, number, unit));
	const [one, other] = amounts;
	if (one === undefined || one === null || other === null) return null;
	if (other !== undefined) return inOrder(one, other);
	if (scope === "applied" && /^[\d.,]+$/.test(text)) return null;
	if (/^[<＜≤]|^(?:\.|…|[-–—])/.test(text)) return { from: null, to: one, strict: /^[<＜](?!\s?[=＝])/.test(text) };
	if (/^[>＞≥]|(?:\.|…|\+|＋)$/.test(text)) return { from: one, to: null, strict: /^[>＞](?!\s?[=＝])/.test(text) };
	if (/^[=＝]/.test(text)) return { from: one, to: one, strict: false };
	return scope === "years" ? { from: one, to: null, strict: false } : { from: null, to: one, strict: false };
}

/** Whether the smaller end stands last. */
export const isReversed = (scope: RangeScope, text: string): boolean => {
	const [one, other] = [...text.matchAll(EACH)].map(([, number = "", unit]) => amountOf(scope, number, unit));
	return one !== null && one !== undefined && other !== null && other !== undefined && daysOf(one) > daysOf(other);
};

const inOrder = (one: Amount, other: Amount): Range =>
	daysOf(one) > daysOf(other) ? { from: other, to: one, strict: false } : { from: one, to: other, strict: false };

function amountOf(scope: RangeScope, number: string, written: string | undefined): Amount | null {
	const unit = written?.slice(0, 1).toLowerCase() as TimeUnit | undefined;
	if (scope === "years" && unit !== undefined && unit !== "y") return null;
	return { value: Number(number.replace(",", ".")), unit: unit ?? (scope === "years" ? "y" : "d") };
}

const DAYS: Readonly<Record<TimeUnit, number>> = { d: 1, w: 7, m: 365.25 / 12, y: 365.25 };
const daysOf = ({ value, unit }: Amount): number => value * DAYS[unit];

/** The range as a query writes it. */
export function rangeText(scope: RangeScope, { from, to, strict }: Range): string {
	const text = ({ value, unit }: Amount) => `${value}${scope === "years" ? "" : unit}`;
	const equal = strict ? "" : "=";
	if (from === null) return to === null ? "" : `<${equal}${text(to)}`;
	return to === null ? `>${equal}${text(from)}` : `${text(from)}..${text(to)}`;
}

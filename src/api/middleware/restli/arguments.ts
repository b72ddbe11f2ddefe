import { TributaryError } from "../../../errors.ts";
import { readKey, splitTop } from "./key.ts";
import { decoded, type RawParameter, single } from "./query.ts";

/** Arguments of finders that are more than one text. */

/** Values of one argument. */
const MOST = 100;

/**
 * All values: `name=A&name=B`, `name[0]=A`, `name=List(A,B)`. Empty where there is none.
 * @throws TributaryError `invalid-request`
 */
export function valuesOf(parameters: readonly RawParameter[], name: string): readonly string[] {
	const indexed = new RegExp(String.raw`^${name}(?:\[\d{1,4}\])?$`);
	const values = parameters.filter((one) => indexed.test(one.name)).flatMap(({ raw }) => listed(raw));
	if (values.length > MOST) throw fault(`${name} has more than ${MOST} values.`);
	return values;
}

function listed(raw: string): string[] {
	const text = /^List%28/i.test(raw) ? decoded(raw) : raw;
	const inner = /^List\((.*)\)$/s.exec(text)?.[1];
	if (inner === undefined) return [decoded(text)];
	// A list that was escaped as a whole by a function that leaves brackets alone: no value of these arguments holds a comma.
	return splitTop(inner, text).flatMap((item) => decoded(item).split(","));
}

/** Milliseconds since 1970; null where it is absent. @throws TributaryError `invalid-request` */
export function instantOf(parameters: readonly RawParameter[], name: string): number | null {
	const text = single(parameters, name);
	return text === null ? null : asInstant(text, name);
}

/** `name.start=1&name.end=2`, or `name=(start:1,end:2)`; null for an end that is absent. @throws TributaryError `invalid-request` */
export function rangeOf(
	parameters: readonly RawParameter[],
	name: string,
): { readonly start: number | null; readonly end: number | null } {
	const whole = parameters.find((one) => one.name === name);
	if (whole === undefined)
		return { start: instantOf(parameters, `${name}.start`), end: instantOf(parameters, `${name}.end`) };
	const { values } = readKey(whole.raw, "complex");
	const part = (end: "start" | "end") => {
		const text = values.get(end);
		return text === undefined ? null : asInstant(text, `${name}.${end}`);
	};
	return { start: part("start"), end: part("end") };
}

/** The last day of the calendar. */
const LAST = 8_640_000_000_000_000;

function asInstant(text: string, name: string): number {
	const value = Number(text);
	if (/^\d{1,16}$/.test(text) && value <= LAST) return value;
	throw fault(`${name} is a time in milliseconds since 1970.`);
}

const fault = (detail: string) => new TributaryError("invalid-request", { detail });

import { TributaryError } from "../../../errors.ts";

/** The query part of a Rest.li URL, read by hand: brackets, colons and commas come raw or escaped, and their order matters. */

/** Name and value, both decoded once. */
export type Parameter = readonly [name: string, value: string];

/** Names and values as they stand in the URL, values still encoded: in protocol 2 the encoding tells data from structure. */
export interface RawParameter {
	readonly name: string;
	/** Percent-encoded. */
	readonly raw: string;
}

/** @param query without the question mark @throws TributaryError `invalid-request` for a broken escape */
export function readQuery(query: string): RawParameter[] {
	return query
		.split("&")
		.filter((part) => part !== "")
		.map((part) => {
			const equals = part.indexOf("=");
			const [name, raw] = equals < 0 ? [part, ""] : [part.slice(0, equals), part.slice(equals + 1)];
			return { name: decoded(name), raw };
		});
}

/** A plus is a plus: Rest.li encodes a blank as %20. @throws TributaryError `invalid-request` */
export function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		throw new TributaryError("invalid-request", {
			detail: `"${text.slice(0, 100)}" holds a percent sign that begins no escape; write it as %25.`,
		});
	}
}

/** The one value of a parameter; null where it is absent. @throws TributaryError `invalid-request` when it comes twice */
export function single(parameters: readonly RawParameter[], name: string): string | null {
	const found = parameters.filter((one) => one.name === name);
	const [first, second] = found;
	if (second !== undefined)
		throw new TributaryError("invalid-request", { detail: `The parameter ${name} may stand only once.` });
	return first === undefined ? null : decoded(first.raw);
}

/** The value of a parameter that has to be there, under one of its names. @throws TributaryError `invalid-request` */
export function required(parameters: readonly RawParameter[], names: readonly string[]): string {
	for (const name of names) {
		const value = single(parameters, name);
		if (value !== null && value !== "") return value;
	}
	throw new TributaryError("invalid-request", { detail: `The parameter ${names[0]} is missing.` });
}

/** `start` (default 0) and `count` (default 10) of a finder. @throws TributaryError `invalid-request` */
export function pageOf(
	parameters: readonly RawParameter[],
	{ most }: { readonly most: number },
): { readonly start: number; readonly count: number } {
	return { start: whole(parameters, "start", 0, 1_000_000), count: whole(parameters, "count", 10, most) };
}

function whole(parameters: readonly RawParameter[], name: string, fallback: number, most: number): number {
	const text = single(parameters, name);
	if (text === null) return fallback;
	const value = Number(text);
	if (/^\d{1,9}$/.test(text) && value <= most) return value;
	throw new TributaryError("invalid-request", { detail: `${name} is a whole number from 0 to ${most}.` });
}

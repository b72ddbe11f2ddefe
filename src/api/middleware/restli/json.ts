import { TributaryError } from "../../../errors.ts";
import { invalidJson } from "../../bodies.ts";

/**
 * JSON of the wire. A body has up to megabytes: it is parsed without a function that is called for each value, and looked at a
 * second time only where something in it may be what is refused.
 */

/** A name that JSON may not carry: it reaches into the prototype of objects. Ids may well be called "constructor". */
const FORBIDDEN = "__proto__";
/** How each sign of that name can be escaped: without any of these there is no other spelling of it. */
const ESCAPED = /\\u00(?:5f|6f|7[024])/i;

/** Levels of lists and records in each other. The deepest record of the wire has eight. */
const DEEPEST = 64;

/** @throws TributaryError `invalid-json` · `invalid-request` nested too deep, or a key that is not accepted */
export function parseJson(text: string): unknown {
	if (isDeep(text)) throw fault(`The body is nested more than ${DEEPEST} levels deep.`);
	const value = parsed(text);
	if ((text.includes(FORBIDDEN) || ESCAPED.test(text)) && namesForbidden(value))
		throw fault(`A key ${FORBIDDEN} is not accepted.`);
	return value;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw invalidJson(text);
	}
}

/** Before anything is made of the text. What is no JSON may be counted wrongly: it is refused either way. */
function isDeep(text: string): boolean {
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		const sign = text[at];
		if (sign === '"') at = endOfString(text, at);
		else if (sign === "{" || sign === "[") depth++;
		else if (sign === "}" || sign === "]") depth--;
		if (depth > DEEPEST) return true;
	}
	return false;
}

/** The place of the quote that ends a string; the text's length where none does. */
function endOfString(text: string, start: number): number {
	for (let at = start + 1; at < text.length; at++) {
		if (text[at] === "\\") at++;
		else if (text[at] === '"') return at;
	}
	return text.length;
}

/** Without recursion. */
function namesForbidden(value: unknown): boolean {
	const open = [value];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		if (typeof next !== "object" || next === null) continue;
		if (Object.hasOwn(next, FORBIDDEN)) return true;
		for (const member of Object.values(next)) open.push(member);
	}
	return false;
}

const fault = (detail: string) => new TributaryError("invalid-request", { detail });

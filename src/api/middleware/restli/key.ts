import { TributaryError } from "../../../errors.ts";
import { decoded } from "./query.ts";

/**
 * Keys of Rest.li resources. Complex keys are sets of named values, in any order:
 * protocol 1 `atsCandidateId=A1&integrationContext=urn:li:organization:7`, protocol 2 `(externalCandidateId:A1,...)`.
 * Source: Rest.li protocol specification; the vendor's Postman collection for what clients really send.
 */
export interface Key {
	/** As the client wrote it: answers name it just so. */
	readonly text: string;
	/** Decoded values by name; a plain id stands under {@link PLAIN}. */
	readonly values: ReadonlyMap<string, string>;
}

/** Name of the value of a key that is a plain id. */
export const PLAIN = "";

/** Longest key, and most values in one. A path segment may have 4 KB. */
const LONGEST = 4096;
const MOST_VALUES = 16;

export type KeyShape = "plain" | "complex";

/**
 * @param text as it stands in a body, or in a URL with its percent escapes
 * @throws TributaryError `invalid-request` naming what is wrong with it
 */
export function readKey(text: string, shape: KeyShape): Key {
	if (text.length > LONGEST) throw fault(text, `is longer than ${LONGEST} characters`);
	if (shape === "plain") return { text, values: new Map([[PLAIN, unquoted(text)]]) };
	const pairs = isReduced(text) ? reducedPairs(text) : text.split("&").map((part) => split(part, "=", text));
	if (pairs.length > MOST_VALUES) throw fault(text, `has more than ${MOST_VALUES} parts`);
	const values = new Map<string, string>();
	for (const [name, value] of pairs) {
		if (name === "$params") continue;
		if (values.has(name)) throw fault(text, `has ${name} twice`);
		values.set(name, value);
	}
	return { text, values };
}

/** Equal for two keys with the same values, whatever their order, protocol and escapes. */
export const identityOf = ({ values }: Key): string =>
	JSON.stringify([...values].toSorted(([one], [other]) => (one < other ? -1 : 1)));

/** A key of protocol 1 from its values, for clients that sent them apart (`ids[0].name=value`). */
export function writeKey(values: ReadonlyMap<string, string>): Key {
	const text = [...values].map(([name, value]) => `${name}=${value.replace(/[%&=]/g, encodeURIComponent)}`).join("&");
	return { text, values };
}

/** Protocol 2: structure in brackets, values with `(`, `)`, `,`, `:` and `'` escaped. */
const isReduced = (text: string) => /^(?:\(|%28)/.test(text);

function reducedPairs(text: string): [string, string][] {
	const inner = /^(?:\(|%28)(.*)(?:\)|%29)$/s.exec(text)?.[1];
	if (inner === undefined) throw fault(text, "has no closing bracket");
	return splitTop(inner, text).map((part) => split(part, ":", text));
}

/** Parts between commas that stand in no bracket of their own. */
export function splitTop(inner: string, whole: string): string[] {
	const parts: string[] = [];
	let depth = 0;
	let start = 0;
	for (let at = 0; at < inner.length; at++) {
		if (inner[at] === "(") depth++;
		else if (inner[at] === ")") depth--;
		else if (inner[at] === "," && depth === 0) {
			parts.push(inner.slice(start, at));
			start = at + 1;
		}
		if (depth < 0) throw fault(whole, "has a closing bracket too many");
	}
	if (depth !== 0) throw fault(whole, "has a bracket that is not closed");
	parts.push(inner.slice(start));
	return parts.filter((part) => part !== "");
}

function split(part: string, sign: "=" | ":", whole: string): [string, string] {
	const at = part.indexOf(sign);
	if (at <= 0) throw fault(whole, `has a part without a name: "${part.slice(0, 60)}"`);
	return [decoded(part.slice(0, at)), unquoted(part.slice(at + 1))];
}

/** An empty value is written as two single quotes. */
const unquoted = (raw: string): string => (raw === "''" ? "" : decoded(raw));

function fault(text: string, problem: string): TributaryError {
	return new TributaryError("invalid-request", { detail: `The key "${text.slice(0, 120)}" ${problem}.` });
}

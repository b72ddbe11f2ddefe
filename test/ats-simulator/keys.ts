/**
 * Keys as the two generations write them. Made from the protocol's public description alone, so that a misreading of it by the
 * server shows: nothing here comes from src.
 */

/** Name and value of the parts of a key, in the order in which they are written; or the id alone where a key has no parts. */
export type Key = string | readonly (readonly [name: string, value: string])[];

export type Generation = 1 | 2;

const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** Generation 1: a value is escaped once; colons, as in URNs, stay as they are. */
const escaped = (value: string) => encodeURIComponent(value).replaceAll("%3A", ":");

/** Generation 2 in a URL: everything that is structure is escaped inside a value. An empty value is two quotes. */
const escapedInUrl = (value: string) =>
	value === "" ? "''" : encodeURIComponent(value).replaceAll(/[!'()*]/g, percent);

/** Generation 2 in a body: only what is structure, and the escape character itself. */
const escapedInBody = (value: string) => (value === "" ? "''" : value.replaceAll(/[%,()':]/g, percent));

/** A key as it stands in a body, and in the answer to it. @param params writes the empty parameters that such keys may have */
export function bodyKey(generation: Generation, key: Key, params = false): string {
	if (typeof key === "string") return key;
	if (generation === 1) return key.map(([name, value]) => `${name}=${escaped(value)}`).join("&");
	const parts = key.map(([name, value]) => `${name}:${escapedInBody(value)}`);
	return `(${[...(params ? ["$params:()"] : []), ...parts].join(",")})`;
}

/** A key of generation 1 as one segment of a path: its `&` and `=` are literal there. */
export const pathKey = (key: Key): string => (typeof key === "string" ? escaped(key) : bodyKey(1, key));

/** The ids of a batch as the query has them. */
export function idsQuery(generation: Generation, keys: readonly Key[], params = false): string {
	if (generation === 2) return `ids=List(${keys.map((key) => urlKey(key, params)).join(",")})`;
	return keys
		.map((key, index) => {
			if (typeof key === "string") return `ids=${escaped(key)}`;
			return key.map(([name, value]) => `ids[${index}].${name}=${escaped(value)}`).join("&");
		})
		.join("&");
}

function urlKey(key: Key, params: boolean): string {
	if (typeof key === "string") return escapedInUrl(key);
	const parts = key.map(([name, value]) => `${name}:${escapedInUrl(value)}`);
	return `(${[...(params ? ["$params:()"] : []), ...parts].join(",")})`;
}

/** Parameters that are not ids; lists of generation 2 and the plain form of generation 1 look the same for single values. */
export function parameters(generation: Generation, pairs: Readonly<Record<string, string>>): string {
	const write = generation === 1 ? escaped : escapedInUrl;
	return Object.entries(pairs)
		.map(([name, value]) => `${name}=${write(value)}`)
		.join("&");
}

/**
 * A key as both sides may write it, brought to one form: parts in order of their names. Where the client sent no body to be
 * echoed, the server chooses how it writes a key.
 */
export function canonical(text: string): string {
	const parts = partsOf(text);
	if (parts === null) return text;
	return parts
		.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
		.toSorted()
		.join("&");
}

/** The canonical form of a key that was not yet written. */
export const canonicalKey = (key: Key): string => canonical(typeof key === "string" ? key : bodyKey(1, key));

function partsOf(text: string): [string, string][] | null {
	const inner = /^\((.*)\)$/s.exec(text)?.[1];
	if (inner === undefined && !text.includes("=")) return null;
	const [pieces, separator] = inner === undefined ? [text.split("&"), "="] : [inner.split(","), ":"];
	return pieces
		.filter((piece) => piece !== "$params:()")
		.map((piece) => {
			const at = piece.indexOf(separator);
			const value = piece.slice(at + 1);
			return [piece.slice(0, at), value === "''" && inner !== undefined ? "" : unescaped(value)];
		});
}

function unescaped(value: string): string {
	try {
		return decodeURIComponent(value);
	} catch {
		return value;
	}
}

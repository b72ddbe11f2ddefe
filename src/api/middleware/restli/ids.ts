import { TributaryError } from "../../../errors.ts";
import { type Key, type KeyShape, readKey, splitTop, writeKey } from "./key.ts";
import { decoded, type RawParameter } from "./query.ts";

/** `ids` of a batch in every form that clients send. */

const INDEXED = /^ids\[(\d{1,4})\](?:\.(.+))?$/;

/**
 * - `ids[0].name=value&ids[0].other=value&ids[1]...` (protocol 1, complex)
 * - `ids[0]=N1`, `ids=N1&ids=N2` (plain)
 * - `ids=List((name:value,other:value),...)`, `ids=List(N1,N2)` (protocol 2)
 * @returns null where the request names no ids @throws TributaryError `invalid-request`
 */
export function readIds(parameters: readonly RawParameter[], shape: KeyShape): Key[] | null {
	const own = parameters.filter(({ name }) => name === "ids" || INDEXED.test(name));
	if (own.length === 0) return null;
	const apart = new Map<string, Map<string, string>>();
	const keys: Key[] = [];
	for (const { name, raw } of own) {
		const [, index, field] = INDEXED.exec(name) ?? [];
		if (index !== undefined && field !== undefined) addValue(apart, index, field, decoded(raw));
		else keys.push(...listed(raw).map((text) => readKey(text, shape)));
	}
	if (shape === "plain" && apart.size > 0)
		throw new TributaryError("invalid-request", { detail: "These ids are plain: write ids=A&ids=B." });
	return [...keys, ...[...apart.values()].map(writeKey)];
}

function addValue(apart: Map<string, Map<string, string>>, index: string, field: string, value: string): void {
	const values = apart.get(index) ?? new Map<string, string>();
	if (values.has(field))
		throw new TributaryError("invalid-request", { detail: `ids[${index}].${field} stands twice.` });
	apart.set(index, values.set(field, value));
}

/** The structure of a list may come escaped as a whole; values in it are then escaped twice. */
function listed(raw: string): string[] {
	const text = /^List%28/i.test(raw) ? decoded(raw) : raw;
	const inner = /^List\((.*)\)$/s.exec(text)?.[1];
	return inner === undefined ? [text] : splitTop(inner, text);
}

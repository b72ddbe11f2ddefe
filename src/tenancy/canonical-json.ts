/**
 * JSON text with one form for one value: members in the order of their UTF-16 names, no white space (RFC 8785, JCS).
 * What is hashed or authenticated is always this text. Members that are undefined are left out.
 * @throws TypeError for values that JSON does not have (NaN, Infinity, functions, bigint)
 */
export function canonicalJson(value: unknown): string {
	if (value === null || typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
	if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
	if (typeof value === "object") return canonicalObject(value as Readonly<Record<string, unknown>>);
	throw new TypeError(`JSON has no ${typeof value} of this value.`);
}

function canonicalObject(value: Readonly<Record<string, unknown>>): string {
	const members = Object.keys(value)
		.filter((name) => value[name] !== undefined)
		.sort()
		.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`);
	return `{${members.join(",")}}`;
}

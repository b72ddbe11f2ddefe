/** Braces and strings; a string with what follows it where that makes it a name. */
const TOKENS = /[{}]|("(?:[^"\\]|\\.)*")(\s*:)?/g;

/**
 * JSON in which no name stands twice in one object (RFC 7493, 2.3): of two values one is checked, and whoever reads the file may see the other.
 * @throws SyntaxError it is no JSON, or names something twice
 */
export function parseStrictJson(text: string): unknown {
	const value: unknown = JSON.parse(text);
	const open: Set<string>[] = [];
	for (const [token, string = "", colon] of text.matchAll(TOKENS)) {
		if (token === "{") open.push(new Set());
		else if (token === "}") open.pop();
		else if (colon !== undefined) takeName(JSON.parse(string), open.at(-1) as Set<string>);
	}
	return value;
}

function takeName(name: string, names: Set<string>): void {
	if (names.has(name)) throw new SyntaxError(`${JSON.stringify(name)} stands twice in one object.`);
	names.add(name);
}

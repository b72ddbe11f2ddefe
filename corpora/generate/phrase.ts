/**
 * A small phrase grammar: `[one|two]` is one of the alternatives, `<he|she>` follows the person's grammatical gender,
 * `{slot}` is filled by the caller; alternatives may hold slots. Patterns are compiled once and kept.
 */
import type { Random } from "./random.ts";

export type Gender = "male" | "female";

/** Fills a slot, or returns undefined when it does not know the name (that is an error in the pattern). */
export type Fill = (slot: string) => string | undefined;

type Node =
	| { readonly kind: "text"; readonly text: string }
	| { readonly kind: "slot"; readonly name: string }
	| { readonly kind: "either" | "gender"; readonly options: readonly (readonly Node[])[] };

const compiled = new Map<string, readonly Node[]>();

const CLOSER: Readonly<Record<string, string>> = { "[": "]", "<": ">", "{": "}" };

/** Index of the bracket that closes the one at `open`; throws SyntaxError when there is none. */
function closing(pattern: string, open: number): number {
	const opener = pattern[open] as string;
	let depth = 0;
	for (let i = open; i < pattern.length; i++) {
		if (pattern[i] === opener) depth++;
		else if (pattern[i] === CLOSER[opener] && --depth === 0) return i;
	}
	throw new SyntaxError(`"${opener}" is never closed in: ${pattern}`);
}

/** Splits on bars that are not inside a nested group. */
function alternatives(body: string): string[] {
	const parts: string[] = [];
	let depth = 0;
	let start = 0;
	for (let i = 0; i < body.length; i++) {
		const c = body[i] as string;
		if (c in CLOSER) depth++;
		else if (c === "]" || c === ">" || c === "}") depth--;
		else if (c === "|" && depth === 0) {
			parts.push(body.slice(start, i));
			start = i + 1;
		}
	}
	parts.push(body.slice(start));
	return parts;
}

function group(opener: string, body: string): Node {
	if (opener === "{") return { kind: "slot", name: body };
	const options = alternatives(body).map(parse);
	return { kind: opener === "<" ? "gender" : "either", options };
}

function parse(pattern: string): readonly Node[] {
	const nodes: Node[] = [];
	let text = "";
	for (let i = 0; i < pattern.length; i++) {
		const c = pattern[i] as string;
		if (!(c in CLOSER)) {
			text += c;
			continue;
		}
		const end = closing(pattern, i);
		if (text !== "") nodes.push({ kind: "text", text });
		text = "";
		nodes.push(group(c, pattern.slice(i + 1, end)));
		i = end;
	}
	if (text !== "") nodes.push({ kind: "text", text });
	return nodes;
}

function write(nodes: readonly Node[], random: Random, gender: Gender, fill: Fill): string {
	let out = "";
	for (const node of nodes) {
		if (node.kind === "text") out += node.text;
		else if (node.kind === "slot") {
			const filled = fill(node.name);
			if (filled === undefined) throw new RangeError(`nothing fills {${node.name}}`);
			out += filled;
		} else {
			const option = node.kind === "either" ? random.pick(node.options) : node.options[gender === "male" ? 0 : 1];
			if (option !== undefined) out += write(option, random, gender, fill);
		}
	}
	return out;
}

/** Writes a pattern out. Throws RangeError for an unknown slot and SyntaxError for an unclosed bracket. */
export function expand(pattern: string, random: Random, gender: Gender, fill: Fill): string {
	let nodes = compiled.get(pattern);
	if (nodes === undefined) {
		nodes = parse(pattern);
		compiled.set(pattern, nodes);
	}
	return write(nodes, random, gender, fill);
}

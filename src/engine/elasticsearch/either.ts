import type { Resolved } from "./resolve.ts";

type Leaf = Extract<Resolved, { op: "words" | "phrase" }>;

/**
 * The fewest conditions that one of them is met exactly where one of these is: each word and phrase once, in all the fields that it is looked
 * for in. What Elasticsearch makes of a query takes it longer than to answer it.
 */
export function simplest(nodes: readonly Resolved[]): Resolved[] {
	const all = nodes.flatMap(alternativesOf);
	const words = new Map<string, number>();
	const phrases = new Map<string, Extract<Leaf, { op: "phrase" }>>();
	const others = new Map<string, Resolved>();
	for (const node of all) {
		if (node.op === "words") for (const word of node.words) words.set(word, (words.get(word) ?? 0) | node.fields);
		else if (node.op === "phrase") {
			const name = JSON.stringify([node.slop, node.words, node.runs]);
			phrases.set(name, { ...node, fields: node.fields | (phrases.get(name)?.fields ?? 0) });
		} else others.set(JSON.stringify(node), node);
	}
	const byFields = Map.groupBy(words, ([, fields]) => fields);
	return [
		...[...byFields].map(([fields, list]): Leaf => ({ op: "words", words: list.map(([word]) => word), fields })),
		...[...phrases.values()].flatMap((phrase) => {
			// Where one of its words is enough, it adds nobody.
			const fields = phrase.words.reduce((left, word) => left & ~(words.get(word) ?? 0), phrase.fields);
			return fields === 0 ? [] : [{ ...phrase, fields }];
		}),
		...others.values(),
	];
}

function alternativesOf(node: Resolved): readonly Resolved[] {
	if (node.op === "or") return node.of.flatMap(alternativesOf);
	return node.op === "none" ? [] : [node];
}

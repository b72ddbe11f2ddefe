import type { Draft } from "./draft.ts";
import { EITHER } from "./either-words.ts";

/** "machine learning or data science": a small word joins two names, where the query language would join the two words beside it. */

const JOINT = new RegExp(String.raw`^\s+${EITHER}\s+$`, "iu");

/** @param names titles and skills among others, from left to right */
export function alternatives(text: string, names: readonly Draft[]): Draft[] {
	const chains: Draft[][] = [];
	for (const name of names.filter(({ kind }) => kind === "title" || kind === "skill")) {
		const before = chains.at(-1)?.at(-1);
		if (before !== undefined && JOINT.test(text.slice(before.end, name.start))) chains.at(-1)?.push(name);
		else chains.push([name]);
	}
	return chains.flatMap((chain) => {
		const [first, ...rest] = chain;
		const last = rest.at(-1);
		if (first === undefined || last === undefined || chain.every(({ query }) => !/\s/u.test(query))) return [];
		const kind = rest.every((name) => name.kind === first.kind) ? first.kind : "words";
		const query = `(${chain.map((name) => name.query).join(" OR ")})`;
		return [{ start: first.start, end: last.end, kind, query, role: "wanted" as const }];
	});
}

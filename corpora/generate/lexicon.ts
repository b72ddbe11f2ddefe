/**
 * Reads the word lists under `lexicon/`. A list is a text file of sections: a line `# name` opens one, every other
 * line holds entries separated by ` | ` (with spaces, so that alternatives inside an entry can use a bare bar).
 */
import { readFileSync } from "node:fs";

export interface Lexicon {
	readonly name: string;
	/** Entries of a section; throws RangeError when the list has no such section. */
	section(name: string): readonly string[];
	has(name: string): boolean;
	readonly sections: ReadonlyMap<string, readonly string[]>;
}

const loaded = new Map<string, Lexicon>();

function parseSections(text: string): Map<string, string[]> {
	const sections = new Map<string, string[]>();
	let entries: string[] = [];
	for (const line of text.split("\n")) {
		if (line.startsWith("# ")) {
			entries = [];
			sections.set(line.slice(2).trim(), entries);
		} else if (line.trim() !== "") {
			entries.push(...line.split(" | "));
		}
	}
	return sections;
}

/** The list at `lexicon/<name>.txt`, read once. */
export function lexicon(name: string): Lexicon {
	const known = loaded.get(name);
	if (known !== undefined) return known;
	const sections = parseSections(readFileSync(new URL(`./lexicon/${name}.txt`, import.meta.url), "utf8"));
	const list: Lexicon = {
		name,
		sections,
		has: (section) => sections.has(section),
		section: (section) => {
			const entries = sections.get(section);
			if (entries === undefined) throw new RangeError(`lexicon/${name}.txt has no section "${section}"`);
			return entries;
		},
	};
	loaded.set(name, list);
	return list;
}

/** The trades people work in; each is two kinds of word list under `lexicon/professions/`. */
import { lexicon } from "./lexicon.ts";
import type { Certificate, Language } from "./person.ts";

export interface Profession {
	readonly id: string;
	/** How one usually gets in. */
	readonly route: "academic" | "vocational";
	/** Degree family, a section suffix in `lexicon/languages/`. */
	readonly degree: string;
	/** Kinds of employer, repeated by weight. */
	readonly employers: readonly string[];
	/** Trades that people come from or move to. */
	readonly adjacent: readonly string[];
	/** Tools by group, the commonest first; the group's name is the slot that bullets use. */
	readonly toolGroups: ReadonlyMap<string, readonly string[]>;
	readonly certificates: readonly Pick<Certificate, "name" | "issuer">[];
}

export const PROFESSION_IDS = [
	"software",
	"data",
	"devops",
	"nursing",
	"mechanical",
	"civil",
	"accounting",
	"sales",
	"marketing",
	"hr",
	"teaching",
	"logistics",
	"chef",
	"law",
] as const;

function toolGroupsOf(sections: ReadonlyMap<string, readonly string[]>): Map<string, readonly string[]> {
	const groups = new Map<string, readonly string[]>();
	for (const [section, tools] of sections) {
		if (section.startsWith("tools.")) groups.set(section.slice("tools.".length), tools);
	}
	return groups;
}

function load(id: string): Profession {
	const words = lexicon(`professions/${id}`);
	return {
		id,
		route: words.section("route")[0] === "vocational" ? "vocational" : "academic",
		degree: words.section("degree")[0] ?? "science",
		employers: words.section("employers"),
		adjacent: words.section("adjacent"),
		toolGroups: toolGroupsOf(words.sections),
		certificates: words.section("certificates").map((row) => {
			const [name = "", issuer = ""] = row.split(" @ ");
			return { name, issuer };
		}),
	};
}

const loaded = new Map<string, Profession>();

/** A trade by its id; throws when there are no lists for it. */
export function profession(id: string): Profession {
	let known = loaded.get(id);
	if (known === undefined) {
		known = load(id);
		loaded.set(id, known);
	}
	return known;
}

/** Titles, concepts, fields of study and phrases of a trade in a language. */
export function wordsOf(id: string, language: Language): ReturnType<typeof lexicon> {
	return lexicon(`professions/${id}.${language}`);
}

import { editsBetween } from "./edit-distance.ts";
import { fold } from "./fold.ts";
import { tokenize } from "./tokenize.ts";

/** Languages in which the names of languages are understood. */
const NAME_LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl", "tr"];

/** Two-letter codes that CLDR still names but ISO 639-1 replaced, and what is no language. */
const WITHDRAWN = new Set(["in", "iw", "ji", "jw", "mo", "sh", "tl", "bh"]);

/** What resumes write besides the names of CLDR. */
const ALIASES: Readonly<Record<string, string>> = {
	mandarin: "zh",
	cantonese: "zh",
	putonghua: "zh",
	farsi: "fa",
	flemish: "nl",
	castilian: "es",
	castellano: "es",
	castillan: "es",
	bokmal: "no",
	nynorsk: "no",
	filipino: "tl",
	tagalog: "tl",
	punjabi: "pa",
	moldovan: "ro",
};

let names: Map<string, string> | null = null;

function languageNames(): Map<string, string> {
	if (names !== null) return names;
	names = new Map();
	const letters = [..."abcdefghijklmnopqrstuvwxyz"];
	const codes = letters
		.flatMap((first) => letters.map((second) => first + second))
		.filter((code) => !WITHDRAWN.has(code));
	for (const language of NAME_LANGUAGES) {
		const display = new Intl.DisplayNames([language], { type: "language", fallback: "none" });
		for (const code of codes) {
			const name = fold(display.of(code) ?? "");
			if (name !== "" && !names.has(name)) names.set(name, code);
		}
	}
	for (const code of codes) {
		const own = ownName(code);
		if (own !== null && !names.has(own)) names.set(own, code);
	}
	for (const [name, code] of Object.entries(ALIASES)) names.set(name, code);
	return names;
}

/** The language's name in itself, where the platform has it. */
function ownName(code: string): string | null {
	const display = new Intl.DisplayNames([code], { type: "language", fallback: "none" });
	return display.resolvedOptions().locale.startsWith(code) ? fold(display.of(code) ?? "") || null : null;
}

/** ISO 639-1 code of a language's name or of the first name in a text ("German (native)"), null when it names none. */
export function languageCode(text: string): string | null {
	const known = languageNames();
	const whole = known.get(fold(text.trim()));
	if (whole !== undefined) return whole;
	for (const token of tokenize(text)) {
		const code = known.get(token.text);
		if (code !== undefined) return code;
	}
	return /^[a-z]{2}$/.test(text) && [...known.values()].includes(text) ? text : null;
}

/** Letters of the shortest text that may be a misspelt name; shorter ones are codes. */
const SHORTEST_NAME = 4;
/** Letters from which on two of them may be wrong. */
const LONG_NAME = 6;

/** The English name of the language that a misspelt name in any of the ten languages is nearest to; null where none is near. */
export function languageNear(text: string): string | null {
	const written = fold(text.trim());
	if (written.length < SHORTEST_NAME) return null;
	const most = written.length < LONG_NAME ? 1 : 2;
	const near = [...languageNames()].flatMap(([name, code]) => {
		const edits = name.length < SHORTEST_NAME ? null : editsBetween(written, name, most);
		return edits === null ? [] : [{ code, edits, begins: sharedStart(written, name) }];
	});
	// Who writes "deutch" means Deutsch rather than Dutch: the first letters are rarely wrong.
	const [nearest] = near.toSorted((one, other) => one.edits - other.edits || other.begins - one.begins);
	return nearest === undefined ? null : (new Intl.DisplayNames(["en"], { type: "language" }).of(nearest.code) ?? null);
}

/** Letters that two words begin with alike. */
function sharedStart(one: string, other: string): number {
	let length = 0;
	while (length < one.length && one[length] === other[length]) length++;
	return length;
}

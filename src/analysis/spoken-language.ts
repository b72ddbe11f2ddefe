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

import { BoundedCache } from "./bounded-cache.ts";
import { american } from "./british-spelling.ts";

/**
 * Endings of the feminine and plural names of occupations in German, French, Spanish, Portuguese and English, and what they become.
 * The longest that fits is applied, in every language: titles of several languages stand in one vocabulary.
 */
const ENDINGS: readonly (readonly [string, string])[] = [
	["erinnen", "er"],
	["orinnen", "or"],
	["eurinnen", "eur"],
	["istinnen", "ist"],
	["entinnen", "ent"],
	["antinnen", "ant"],
	["atinnen", "at"],
	["loginnen", "log"],
	["arztinnen", "arzt"],
	["anwaltinnen", "anwalt"],
	["eurin", "eur"],
	["istin", "ist"],
	["entin", "ent"],
	["antin", "ant"],
	["anwaltin", "anwalt"],
	["arztin", "arzt"],
	["login", "log"],
	["erin", "er"],
	["orin", "or"],
	["kauffrau", "kaufmann"],
	["kaufleute", "kaufmann"],
	["fachfrau", "fachmann"],
	["trices", "teur"],
	["trice", "teur"],
	["euses", "eur"],
	["euse", "eur"],
	["eures", "eur"],
	["eure", "eur"],
	["eurs", "eur"],
	["ieres", "ier"],
	["iere", "ier"],
	["iers", "ier"],
	["iennes", "ien"],
	["ienne", "ien"],
	["iens", "ien"],
	["doras", "dor"],
	["dores", "dor"],
	["dora", "dor"],
	["toras", "tor"],
	["tores", "tor"],
	["tora", "tor"],
	["nieras", "niero"],
	["niera", "niero"],
	["nieros", "niero"],
	["mera", "mero"],
	["eiras", "eiro"],
	["eira", "eiro"],
	["eiros", "eiro"],
	["ogas", "ogo"],
	["oga", "ogo"],
	["adas", "ado"],
	["ada", "ado"],
	["women", "man"],
	["woman", "man"],
	["men", "man"],
	["ies", "y"],
];
const BY_LENGTH = [...ENDINGS].sort((a, b) => b[0].length - a[0].length);
/** Letters that must stand before the ending, so that short words stay what they are. */
const LEAST_BEFORE = 2;
const cache = new BoundedCache<string>(20_000);

/** A folded word of a title in the form in which forms are compared: masculine singular where a rule knows it, in American spelling. */
export function occupationForm(word: string): string {
	if (word.length < 4) return word;
	const known = cache.get(word);
	if (known !== undefined) return known;
	const rule = BY_LENGTH.find(([ending]) => word.length >= ending.length + LEAST_BEFORE && word.endsWith(ending));
	const plural = word.endsWith("s") && !/(?:ss|us|is)$/.test(word);
	const form = rule ? word.slice(0, -rule[0].length) + rule[1] : plural ? word.slice(0, -1) : word;
	const spelled = american(form);
	cache.set(word, spelled);
	return spelled;
}

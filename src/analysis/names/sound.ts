import DoubleMetaphone from "natural/lib/natural/phonetics/double_metaphone.js";
import { BoundedCache } from "../bounded-cache.ts";

const metaphone = new DoubleMetaphone();
const cache = new BoundedCache<string>(20_000);

/**
 * How a Latin word sounds: the primary code of double metaphone (Lawrence Philips, 2000) without accents. A word without a code
 * (another script, or silent letters only) stands for itself.
 */
export function soundOf(latin: string): string {
	const known = cache.get(latin);
	if (known !== undefined) return known;
	const ascii = latin.replace(/[^a-z]/g, "");
	const code = ascii.length < latin.length / 2 ? "" : (metaphone.process(ascii)[0] ?? "");
	const sound = code === "" ? latin : code;
	cache.set(latin, sound);
	return sound;
}

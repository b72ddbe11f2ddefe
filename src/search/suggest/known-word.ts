import { cityNamed, isCityOf } from "../../analysis/gazetteer/gazetteer.ts";
import { isFrequentFamilyName, isFrequentGivenName } from "../../analysis/names/frequent-names.ts";
import { isListedGivenName } from "../../analysis/names/nicknames.ts";
import { occupationForm } from "../../analysis/occupation-form.ts";
import { ordinaryWords } from "../../analysis/ordinary-words.ts";
import { countryByName, regionByName } from "../../analysis/place-names.ts";
import type { Recognizer } from "../../analysis/recognizer.ts";
import { languageCode } from "../../analysis/spoken-language.ts";
import type { TextField } from "../../domain/document.ts";

/** Names of smaller cities are near to many words; behind `location:` every city is meant. */
const LEAST_POPULATION = 100_000;

/**
 * Whether a word means something that is known apart from this tenant's people: it is spelt right then, and no other word stands for it.
 * @param word folded
 */
export async function isKnownWord(
	word: string,
	fields: readonly TextField[] | undefined,
	{ vocabulary }: Recognizer,
): Promise<boolean> {
	return (
		vocabulary.hasWord(word) ||
		vocabulary.hasWord(occupationForm(word)) ||
		isPlace(word, fields) ||
		isName(word) ||
		languageCode(word) !== null ||
		(await ordinaryWords()).has(word)
	);
}

const isPlace = (word: string, fields: readonly TextField[] | undefined): boolean =>
	(regionByName(word) ?? countryByName(word)) !== undefined ||
	(fields?.length === 1 && fields[0] === "location" ? cityNamed(word) !== null : isCityOf(word, LEAST_POPULATION));

const isName = (word: string): boolean =>
	isFrequentFamilyName(word) || isFrequentGivenName(word) || isListedGivenName(word);

import { isPersonalLabel, LONGEST_PERSONAL_LABEL } from "./personal-labels.ts";
import { withoutProtectedPhrases } from "./protected-phrases.ts";

/** Says that the rest of the line is the label's value. */
const SEPARATOR = /[:：\t=|]|\s[-–—]\s/;

/**
 * The text without what states a protected attribute: lines with label and value ("Nationality: ...") as a whole, of sentences ("married,
 * two children") the words that say it.
 */
export function withoutProtectedAttributes(text: string): string {
	if (!SEPARATOR.test(text)) return withoutProtectedPhrases(text);
	const lines = text.split("\n");
	const kept = lines.filter((line) => !isProtected(line));
	return withoutProtectedPhrases(kept.length === lines.length ? text : kept.join("\n"));
}

function isProtected(line: string): boolean {
	const at = line.search(SEPARATOR);
	return at > 0 && at <= LONGEST_PERSONAL_LABEL * 2 && isPersonalLabel(line.slice(0, at));
}

/** Forms of address that tell the sex or the family status; they are not part of a name. Folded. */
export const FORMS_OF_ADDRESS: ReadonlySet<string> = new Set(
	"mr mrs ms miss mx sir madam herr frau monsieur madame mademoiselle mme mlle senor senora senorita sr sra srta signor signora sig dhr mevr".split(
		" ",
	),
);

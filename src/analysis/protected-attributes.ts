import { fold } from "./fold.ts";

/**
 * Labels of personal details that say nothing of a person's work and must not be searched or ranked by: birth, age, sex, family,
 * nationality, religion, health, photo. Folded; en, de, fr, es, it, pt, nl.
 */
const LABELS = [
	"date of birth|birth date|birthdate|birthday|born|dob|place of birth|age|gender|sex|marital status|family status|nationality|citizenship|religion|ethnicity|race|disability|children|pronouns|photo|height|weight|passport number|passport no|social security number|national id",
	"geburtsdatum|geboren|geboren am|geburtstag|geburtsort|alter|geschlecht|familienstand|staatsangehorigkeit|staatsburgerschaft|nationalitat|konfession|religion|kinder|schwerbehinderung|behinderung",
	"date de naissance|ne le|nee le|naissance|lieu de naissance|sexe|situation familiale|situation de famille|etat civil|nationalite|enfants|handicap",
	"fecha de nacimiento|nacimiento|lugar de nacimiento|edad|sexo|genero|estado civil|nacionalidad|hijos|dni|discapacidad",
	"data di nascita|nato il|nata il|luogo di nascita|eta|sesso|stato civile|nazionalita|data de nascimento|idade|nacionalidade|filhos|geboortedatum|geboorteplaats|geslacht|burgerlijke staat|nationaliteit",
];
const NAMES = LABELS.flatMap((list) => list.split("|"));
const LONGEST = Math.max(...NAMES.map((name) => name.length));
const KNOWN: ReadonlySet<string> = new Set(NAMES);

/** Says that the rest of the line is the label's value. */
const SEPARATOR = /[:\t=|]|\s[-–—]\s/;

/**
 * The text without lines that state a protected attribute as label and value ("Nationality: ..."). Sentences in which a person
 * speaks of it are left: nothing is read from them but words.
 */
export function withoutProtectedAttributes(text: string): string {
	if (!SEPARATOR.test(text)) return text;
	const lines = text.split("\n");
	const kept = lines.filter((line) => !isProtected(line));
	return kept.length === lines.length ? text : kept.join("\n");
}

function isProtected(line: string): boolean {
	const at = line.search(SEPARATOR);
	if (at <= 0 || at > LONGEST * 2) return false;
	const label = fold(line.slice(0, at))
		.replace(/[^\p{L}\p{N}]+/gu, " ")
		.trim();
	return KNOWN.has(label);
}

/** Forms of address that tell the sex or the family status; they are not part of a name. Folded. */
export const FORMS_OF_ADDRESS: ReadonlySet<string> = new Set(
	"mr mrs ms miss mx sir madam herr frau monsieur madame mademoiselle mme mlle senor senora senorita sr sra srta signor signora sig dhr mevr".split(
		" ",
	),
);

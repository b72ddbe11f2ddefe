import { FormIndex } from "./form-index.ts";
import { type Token, tokenize } from "./tokenize.ts";

/** Words of the facet `education`. */
export type EducationWord = "none" | "secondary" | "vocational" | "bachelor" | "master" | "doctorate";

export interface EducationLevel {
	readonly word: EducationWord;
	/** ISCED 2011 level, 0 to 8. */
	readonly isced: number;
}

/** Names of degrees in English, German, French, Spanish, Italian, Portuguese and Dutch; | parts them. Level after UNESCO's ISCED mappings. */
const DEGREES: readonly (readonly [EducationWord, number, string])[] = [
	[
		"doctorate",
		8,
		"PhD|DPhil|doctor of philosophy|doctorate|doctoral|doctoral degree|doctor|doctor of science|EdD|PsyD|Doktor|Doktorin|Promotion|Dr rer nat|Dr Ing|Dr phil|Dr med|doctorat|docteur|thèse de doctorat|doctorado|doctora|dottorato|dottorato di ricerca|doutorado|doutoramento|habilitation|DNP|doctor of nursing practice",
	],
	[
		"master",
		7,
		"master|masters|master degree|master of science|master of arts|master of engineering|MSc|MS|MA|MEng|MPhil|MBA|EMBA|MRes|MFA|MPH|MPA|LLM|MEd|MTech|MCA|MCom|master of business administration|Masterstudium|Masterabschluss|Masterstudiengang|Magister|Diplom|Diplomstudium|Diplomingenieur|Dipl Ing|Dipl Inf|Dipl Kfm|Dipl Kffr|Dipl Psych|Dipl Phys|Dipl Math|Dipl Chem|Dipl Wirt Ing|Staatsexamen|mastère|maîtrise|DEA|DESS|diplôme d'ingénieur|ingénieur diplômé|bac+5|bac 5|máster|maestría|magíster|posgrado|laurea magistrale|laurea specialistica|mestrado|mestre|postgraduate|post graduate|juris doctor|JD|doctor of medicine|MD|medical degree|grande école|PharmD|Pharm D|doctor of pharmacy|DDS|DMD|DVM|DPT|MBBS|MBChB|MSN|MSW|MSEd|MPharm|MArch|MChem|MPhys|MMath|MSci|PGDip|PGCE|PGCert|postgraduate diploma|postgraduate certificate|DSCG|laurea a ciclo unico|laurea vecchio ordinamento|doctorandus",
	],
	[
		"bachelor",
		6,
		"bachelor|bachelors|bachelor degree|bachelor of science|bachelor of arts|bachelor of engineering|bachelor of technology|BSc|BS|BA|BEng|BE|BTech|BBA|BCom|BCA|BFA|LLB|BEd|BArch|BSN|Bachelorstudium|Bachelorabschluss|Bachelorstudiengang|Diplom FH|Diplom (FH)|Dipl Ing FH|Dipl Ing (FH)|Diplomingenieur (FH)|undergraduate|undergraduate degree|first degree|honours degree|licence|licence professionnelle|bac+3|bac 3|licenciatura|licenciado|licenciada|grado en|grado universitario|título de grado|ingeniería|ingeniería técnica|diplomatura|laurea|laurea triennale|bacharelado|bacharel|kandidat|BSW|BPharm|B Pharm|BMus|BDes|DCG|graduado en|graduada en|HBO|hoger beroepsonderwijs",
	],
	[
		"vocational",
		5,
		"associate|associate degree|associate of arts|associate of science|foundation degree|HND|HNC|higher national diploma|BTS|DUT|BUT|DEUG|bac+2|bac 2|técnico superior|ciclo formativo de grado superior|grado superior|Meister|Meisterin|Meisterbrief|Handwerksmeister|Industriemeister|staatlich geprüfter Techniker|staatlich geprüfte Technikerin|Fachwirt|Fachwirtin|Betriebswirt|higher diploma|advanced diploma|AAS|associate of applied science|DipHE|diploma of higher education|DEUST",
	],
	[
		"vocational",
		4,
		"apprenticeship|vocational|vocational training|trade school|diploma|certificate|NVQ|BTEC|Ausbildung|Berufsausbildung|abgeschlossene Berufsausbildung|Lehre|Berufsschule|Umschulung|IHK|CAP|BEP|bac pro|baccalauréat professionnel|formación profesional|FP|ciclo formativo|grado medio|técnico|apprentissage|MBO|middelbaar beroepsonderwijs|EFZ|eidgenössisches Fähigkeitszeugnis|Berufslehre|Gesellenbrief|Facharbeiterbrief|brevet professionnel|qualifica professionale|diploma di qualifica professionale",
	],
	[
		"secondary",
		3,
		"high school|high school diploma|secondary school|secondary education|secondary|A levels|A level|GCSE|GCSEs|GED|leaving certificate|Abitur|Fachabitur|Hochschulreife|allgemeine Hochschulreife|Fachhochschulreife|Matura|Gymnasium|Realschule|Realschulabschluss|mittlere Reife|Hauptschule|Hauptschulabschluss|baccalauréat|bac|lycée|bachillerato|secundaria|educación secundaria|ESO|maturità|diploma di maturità|ensino médio|ensino secundário|HAVO|VWO|VMBO|Berufsmatura|Berufsmaturität|Fachmatura|T level|liceo|istituto tecnico|scuola superiore|diploma di scuola superiore|diploma di perito|perito",
	],
	["none", 0, "no degree|no formal education|ohne Abschluss|kein Abschluss|sans diplôme|sin estudios"],
];

/** Least ISCED 2011 level that a word stands for. */
export const iscedOf = (word: EducationWord): number =>
	Math.min(...DEGREES.filter(([known]) => known === word).map(([, isced]) => isced));

const index = new FormIndex<EducationLevel>();
for (const [word, isced, forms] of DEGREES) {
	for (const form of forms.split("|")) index.add(tokenize(form), { word, isced });
}

/**
 * Level of a degree as its name states it ("M.Sc.", "Diplom-Informatiker", "licence professionnelle"); the highest where it names
 * several; null where the name says nothing of the level.
 */
export function educationLevel(studyType: string | readonly Token[]): EducationLevel | null {
	const written = typeof studyType === "string" ? tokenize(studyType) : studyType;
	// The dots of abbreviations ("Dr. Ing.") end no sentence here.
	const tokens = written.map((token): Token => (token.gap === "sentence" ? { ...token, gap: "space" } : token));
	let highest: EducationLevel | null = null;
	for (const { value } of index.all(tokens, false)) {
		if (highest === null || value.isced > highest.isced) highest = value;
	}
	return highest;
}

import { LANGUAGE_SAMPLE, languageOfTokens } from "../analysis/language.ts";
import { tokenize } from "../analysis/tokenize.ts";
import { monthNames } from "./dates/month-names.ts";
import { foldInPlace } from "./dates/words.ts";
import type { ReadDocument } from "./layout/line.ts";

/** The language is told from the first tokens; this many characters hold them in most files. */
const TELLING = 3000;
const MOST_TELLING = 8000;

/** Names of sections and words for today that one language has, folded; a short file has little else that is of a language. */
const HEADINGS: Readonly<Record<string, string>> = {
	en: "experience|work experience|professional experience|employment|employment history|work history|education|education and training|skills|technical skills|key skills|core skills|languages|summary|professional summary|profile|personal profile|objective|projects|references|certifications|certificates|awards|publications|interests|hobbies|about|about me|contact details|personal details|volunteering|training|achievements",
	de: "berufserfahrung|beruflicher werdegang|werdegang|praxiserfahrung|ausbildung|bildungsweg|schulbildung|studium|kenntnisse|fahigkeiten|kompetenzen|fachkenntnisse|edv-kenntnisse|sprachen|sprachkenntnisse|profil|zusammenfassung|uber mich|projekte|zertifikate|weiterbildung|weiterbildungen|personliche daten|hobbys|interessen|lebenslauf|kontakt|referenzen|ehrenamt",
	fr: "experience|experiences|experience professionnelle|experiences professionnelles|parcours professionnel|formation|formations|diplomes|etudes|competences|langues|profil|resume|a propos|projets|certifications|centres d'interet|loisirs|contact|coordonnees|references|benevolat",
	es: "experiencia|experiencia laboral|experiencia profesional|educacion|formacion|formacion academica|estudios|habilidades|competencias|conocimientos|aptitudes|idiomas|perfil|perfil profesional|resumen|sobre mi|proyectos|certificaciones|certificados|cursos|intereses|aficiones|datos personales|contacto|referencias|voluntariado",
	it: "esperienza|esperienze|esperienza lavorativa|esperienza professionale|esperienze professionali|istruzione|istruzione e formazione|formazione|competenze|capacita|lingue|profilo|profilo professionale|riepilogo|progetti|certificazioni|corsi|interessi|dati personali|contatti|referenze|volontariato",
	pt: "experiencia|experiencia profissional|experiencias profissionais|formacao|formacao academica|educacao|escolaridade|competencias|habilidades|conhecimentos|idiomas|perfil|perfil profissional|resumo|resumo profissional|sobre mim|projetos|projectos|certificacoes|certificados|cursos|interesses|dados pessoais|contato|contacto|contactos|referencias|voluntariado",
	nl: "werkervaring|ervaring|opleiding|opleidingen|onderwijs|vaardigheden|competenties|kennis|talen|talenkennis|profiel|samenvatting|over mij|projecten|certificaten|cursussen|interesses|hobby's|personalia|persoonlijke gegevens|referenties|vrijwilligerswerk",
	sv: "arbetslivserfarenhet|yrkeserfarenhet|erfarenhet|anstallningar|utbildning|fardigheter|kompetenser|kunskaper|sprak|profil|sammanfattning|om mig|projekt|certifikat|kurser|intressen|personuppgifter|kontakt|referenser",
	no: "arbeidserfaring|yrkeserfaring|erfaring|utdanning|utdannelse|ferdigheter|kompetanse|sprak|sammendrag|om meg|prosjekter|sertifikater|kurs|interesser|personalia|referanser",
	da: "erhvervserfaring|arbejdserfaring|erfaring|uddannelse|kompetencer|faerdigheder|sprog|sprogkundskaber|resume|om mig|projekter|certifikater|kurser|interesser|personlige oplysninger|referencer|fritidsinteresser",
	pl: "doswiadczenie|doswiadczenie zawodowe|wyksztalcenie|edukacja|umiejetnosci|kompetencje|jezyki|jezyki obce|znajomosc jezykow|profil|podsumowanie|o mnie|projekty|certyfikaty|kursy|kursy i szkolenia|szkolenia|zainteresowania|dane osobowe|kontakt|referencje|wolontariat",
	tr: "deneyim|is deneyimi|is tecrubesi|deneyimler|egitim|egitim bilgileri|beceriler|yetenekler|yetkinlikler|diller|yabanci dil|yabanci diller|ozet|hakkimda|projeler|sertifikalar|kurslar|ilgi alanlari|kisisel bilgiler|iletisim|referanslar",
};
const PRESENT: Readonly<Record<string, string>> = {
	en: "present|current|today",
	de: "heute|aktuell",
	fr: "aujourd'hui|a ce jour|actuel",
	es: "actualidad|actualmente",
	it: "oggi|attualmente|attuale",
	pt: "atual|atualmente|o momento",
	nl: "heden",
	sv: "nuvarande|pagaende",
	no: "navaerende",
	da: "nuvaerende",
	pl: "obecnie",
	tr: "halen|gunumuz|devam ediyor",
};
const LANGUAGES = Object.keys(HEADINGS);

/** Words to the languages that have them. */
function shared(wordsOf: (language: string) => readonly string[]): ReadonlyMap<string, readonly string[]> {
	const languages = new Map<string, string[]>();
	for (const language of LANGUAGES)
		for (const word of new Set(wordsOf(language).map(foldInPlace)))
			languages.set(word, [...(languages.get(word) ?? []), language]);
	return languages;
}

const BY_HEADING = shared((language) => (HEADINGS[language] ?? "").split("|"));
const BY_WORD = shared((language) => [...monthNames(language).longInDates, ...(PRESENT[language] ?? "").split("|")]);

/** What the name of a section is worth, and a month: a common word is worth 1. */
const HEADING_VOTE = 2;
const WORD_VOTE = 1;

/** Each name of a section, month and word for today counts once, divided among the languages that have it. */
function votesOf(text: string): ReadonlyMap<string, number> {
	const votes = new Map<string, number>();
	const vote = (languages: readonly string[], worth: number): void => {
		for (const language of languages) votes.set(language, (votes.get(language) ?? 0) + worth / languages.length);
	};
	const folded = foldInPlace(text).replaceAll("’", "'");
	const headings = folded.split(/[\n\t]/u).map((line) => line.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ""));
	for (const heading of new Set(headings)) vote(BY_HEADING.get(heading) ?? [], HEADING_VOTE);
	for (const word of new Set(folded.match(/\p{L}[\p{L}']+/gu) ?? [])) vote(BY_WORD.get(word) ?? [], WORD_VOTE);
	return votes;
}

/** ISO 639-1 code of the language that a document is written in, null where nothing tells. */
export function documentLanguage({ lines }: ReadDocument): string | null {
	const text = lines.map((line) => line.text).join("\n");
	const first = tokenize(text.slice(0, TELLING));
	const tokens =
		first.length > LANGUAGE_SAMPLE || text.length <= TELLING ? first : tokenize(text.slice(0, MOST_TELLING));
	const language = languageOfTokens(tokens, votesOf(text.slice(0, MOST_TELLING)));
	return language !== null && /^[a-z]{2}$/.test(language) ? language : null;
}

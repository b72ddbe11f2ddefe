import { findDegree } from "./features.ts";

/** Running text, as opposed to the short names and titles of a header. */

const SENTENCE_END =
	/(?<!\b(?:\p{L}|inc|ltd|co|corp|gmbh|bros|jr|sr|dr|st|e\.v|s\.a|s\.l|s\.p\.a|s\.r\.l|b\.v|n\.v|u\.s|u\.k|etc|no|ltda|lda|şti|a\.ş|c\.v|pvt|pty|gmb|ph\.d|b\.s|m\.s|b\.a|m\.a|b\.sc|m\.sc|llp|plc))[.!?。；]$/iu;

/** "Responsible for", "took part in": verbs that the text under a role begins with. */
const CJK_DUTY =
	/^(?:(?:主要)?(?:负责|負責)(?!人)|参与|參與|主导|主導|协助|協助|配合|完成|带领|帶領|独立完成|獨立完成).{2}|に(?:従事|携わ)|を担当(?:し|$)/u;

/** A text in Arabic or Hebrew and nothing else. */
const UNCASED = /^[^\p{Lu}\p{Ll}]*[\u0590-\u08FF][^\p{Lu}\p{Ll}]*$/u;
const longestPart = (text: string): number =>
	Math.max(...text.split(/\s+[–—|-]\s+|[،,|]\s*/u).map((part) => part.split(/\s+/).length));

/** "Politechnika Krakowska, mgr inż.": the full stop is of the degree. */
export const endsInDegree = (text: string): boolean =>
	text.endsWith(".") && (findDegree(text)?.to ?? 0) >= text.length - 1;

/** No name, title or header is longer. */
export const LONGEST_HEADER = 500;

export function isProse(text: string): boolean {
	if (text.length > LONGEST_HEADER) return true;
	if (/[\u3040-\u9FFF]/u.test(text)) return text.length > 34 || /[。；]/u.test(text) || CJK_DUTY.test(text);
	const trimmed = text.trim();
	const parts = trimmed.split(/\s+/);
	const words = parts.length;
	if (words > 16) return true;
	// No capitals tell names from sentences: "مهندس موقع – مجموعة بن لادن السعودية – جدة" is three names.
	if (UNCASED.test(trimmed)) return SENTENCE_END.test(trimmed) || longestPart(trimmed) >= 9;
	if (words < 5) return false;
	// "Vicente Consultores S.Coop." ends in a name.
	const capitals = parts.filter((word) => /^\p{Lu}/u.test(word)).length;
	const named = words < 9 && /(?:^|\s)\p{Lu}[^\s]*\.$/u.test(trimmed) && capitals > words / 2;
	if (SENTENCE_END.test(trimmed) && !named && !endsInDegree(trimmed)) return true;
	// "de Jong & Vermeulen Creative" begins small and is a name all the same.
	// "Laurea magistrale a ciclo unico in Conservazione e Restauro" begins with a degree.
	if (words >= 9 && capitals < words * 0.35) return findDegree(trimmed)?.from !== 0;
	// "eSocial na prática – SENAC – 2019" begins with a name.
	return /^\p{Ll}(?!\p{Lu})/u.test(trimmed) && capitals < words / 2 && findDegree(trimmed)?.from !== 0;
}

/** Words that say something, as opposed to articles and prepositions. */
const isContentWord = (word: string): boolean => word.length > 3 && /^\p{L}/u.test(word);

/** A full stop after a word in lower case ends a sentence; "Ltd." and "A.Ş." do not. */
const ENDS_SMALL = /(?:^|\s)\p{Ll}[\p{L}-]+[.!?]$/u;

/** "Führt die Bücher des Vereins.": German ends with a noun, which no name in full does with a full stop. */
function endsWithNoun(text: string): boolean {
	const noun = /\s\p{Lu}(?:\p{Ll}{4,}|\p{Lu}{3,})\.$/u.exec(text);
	return noun !== null && /\s\p{Ll}+\s/u.test(text.slice(0, noun.index + 1));
}

/** "Platforma dla 60 zespołów.": short, and a sentence all the same. */
export function endsAsSentence(text: string): boolean {
	const trimmed = text.trim();
	const ends = ENDS_SMALL.test(trimmed) || endsWithNoun(trimmed) || /\s\d{1,3}\.$/u.test(trimmed);
	return ends && trimmed.split(/\s+/).length >= 3 && !endsInDegree(trimmed);
}

/** True for a text with the look of a name or title: short, no sentence, its words capitalised. */
export function isNameLike(text: string): boolean {
	const words = text
		.replace(/[«»"“”„]/gu, "")
		.trim()
		.split(/\s+/);
	if (text.length > 90 || words.length > 10 || isProse(text) || ENDS_SMALL.test(text.trim())) return false;
	if (/[\u3040-\u9FFF\uAC00-\uD7AF\u0590-\u08FF]/u.test(text)) return true;
	const content = words.filter(isContentWord);
	const capitals = content.filter((word) => /^\p{Lu}/u.test(word)).length;
	// "Starsza recepcjonistka": most languages begin a title with a capital and go on without.
	if (content.length === 2) return capitals > 0 && /^\p{Lu}/u.test(words[0] ?? "");
	return content.length === 0 ? /^\p{Lu}|^\d/u.test(text) : capitals >= content.length * 0.6;
}

/** "Centre de services scolaire des Phares": one capital, and a name all the same. */
export const BEGINS_AS_OFFICE =
	/^(?:centre|centro|hôpital|hospital|ospedale|clinique|école|escuela|escola|scuola|collège|lycée|mairie|ministère|ministerio|ministero|ministério|ayuntamiento|comune|prefeitura|câmara|conseil|consejo|institut|instituto|istituto|association|asociación|associazione|associação|fondation|fundación|fondazione|fundação|cooperativa|coopérative|commission|urząd|szkoła|szpital|zakład|biblioteka|przedszkole)\s(?:\S+\s){1,6}\p{Lu}[^.!?;:]*$/iu;

const TITLES =
	"curriculum\\s*vitae(?:\\s*et\\s*studiorum)?|c\\.?v\\.?|r[ée]sum[ée]|lebenslauf|(?:berater|freelancer|mitarbeiter|bewerber|kandidaten)profil|(?:consultant|candidate|freelancer) profile|hoja de vida|currículo|currículum|curriculum|životopis|życiorys|meritförteckning|levensloop|özgeçmiş|ansioluettelo|önéletrajz|резюме|bewerbung|application|個人履歴|履\\s?歴\\s?書|職\\s?務\\s?経\\s?歴\\s?書|个\\s?人\\s?简\\s?历|简\\s?历|個\\s?人\\s?簡\\s?歷|簡\\s?歷|履\\s?歷(?:\\s?表)?|求职简历|이력서|자기소개서|(?:ال)?سيرة (?:ال)?ذاتية(?: مهنية)?|קורות חיים";

/** Titles of the document itself, in the languages of the section names. */
export const DOCUMENT_TITLE = new RegExp(`(?<!\\p{L})(?:${TITLES})(?!\\p{L})`, "giu");

const NOTHING_ELSE = new RegExp(`^\\W*(?:${TITLES})\\W*$`, "iu");
/** True for a text that only says that this is a resume. */
export const isDocumentTitle = (text: string): boolean => NOTHING_ELSE.test(text.trim());

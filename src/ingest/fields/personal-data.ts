import type { Line } from "../layout/line.ts";

/**
 * Data that must not influence hiring: birth, age, family, nationality, religion, sex, health, photo. Lines that
 * hold it are recognised and left out of everything that is read.
 */
const LABELS =
	"date of birth|birth ?date|birthday|born|d\\.?o\\.?b\\.?|place of birth|birthplace|age|nationality|citizenship|marital status|civil status|gender|sex|religion|children|family status|height|weight|photo|geburtsdatum|geburtstag|geboren(?: am)?|geburtsort|alter|nationalität|staatsangehörigkeit|staatsbürgerschaft|familienstand|geschlecht|konfession|religion|kinder|date de naissance|né\\(?e?\\)? le|née? le|lieu de naissance|âge|nationalité|situation (?:familiale|matrimoniale)|état civil|sexe|fecha de nacimiento|nacimiento|lugar de nacimiento|edad|nacionalidad|estado civil|sexo|género|data de nascimento|nascimento|naturalidade|idade|nacionalidade|data di nascita|luogo di nascita|nato a|nata a|età|nazionalità|cittadinanza|stato civile|sesso|geboortedatum|geboorteplaats|leeftijd|nationaliteit|burgerlijke staat|geslacht|födelsedatum|född|födelseort|ålder|nationalitet|civilstånd|kön|fødselsdato|født|syntymäaika|kansalaisuus|data urodzenia|miejsce urodzenia|wiek|narodowość|obywatelstwo|stan cywilny|płeć|doğum tarihi|doğum yeri|yaş|uyruk|uyruğu|medeni (?:hali|durumu?)|cinsiyet|askerlik(?: durumu)?|出生日期|出生年月|生日|年龄|年齡|国籍|國籍|民族|婚姻状况|婚姻狀況|性别|性別|政治面貌|籍贯|籍貫|身高|体重|生年月日|出生地|年齢|配偶者|扶養家族|生まれ|생년월일|국적|성별|결혼|дата рождения|возраст|национальность|гражданство|семейное положение|пол|تاريخ الميلاد|الجنسية|الحالة الاجتماعية|الجنس|العمر|مكان الميلاد|תאריך לידה|מצב משפחתי|אזרחות|מין";

const LABELLED = new RegExp(`^(?:${LABELS})\\s*(?:[:：]|$|\\s[\\p{N}]|\\s\\p{L})`, "iu");
const LABEL_ONLY = new RegExp(`^(?:${LABELS})\\s*[:：]?$`, "iu");
const SHORT = 70;
const STATEMENT =
	/^(?:born (?:on|in)\b|geboren am\b|né(?:e)? le\b|nacid[oa] (?:el|en)\b|\d{1,2} (?:years old|ans|años|anos|anni|jahre alt)$|(?:married|single|divorced|verheiratet|ledig|geschieden|marié(?:e)?|célibataire|casad[oa]|solter[oa]|male|female|männlich|weiblich|masculin|féminin|男|女)(?:$|,))/iu;

/** True for a short text that is nothing but such a datum. */
export const isPersonal = (text: string): boolean =>
	text.length <= SHORT &&
	((LABELLED.test(text) && (/[:：]/.test(text) || LABEL_ONLY.test(text) || /\d/.test(text))) || STATEMENT.test(text));

/** Lines without personal data, and whether there was any. A label on a cell of its own takes the next cell along. */
export function withoutPersonalData(lines: readonly Line[]): { lines: Line[]; removed: number } {
	let removed = 0;
	const kept = lines.flatMap((line) => {
		const cells = line.cells.flatMap((cell, index) => {
			const previous = line.cells[index - 1];
			const valueOfLabel = previous !== undefined && LABEL_ONLY.test(previous.text);
			if (isPersonal(cell.text) || valueOfLabel) return [];
			const parts = cell.text.split(/(\s*[|•·]\s*|\s+[–—]\s+)/u);
			const clean = parts
				.filter((part, at) => at % 2 === 1 || !isPersonal(part.trim()))
				.join("")
				.replace(/^[\s|•·–—]+|[\s|•·–—]+$/gu, "");
			return clean === "" ? [] : [clean === cell.text ? cell : { ...cell, text: clean }];
		});
		if (cells.length === line.cells.length && cells.every((cell, index) => cell === line.cells[index])) return [line];
		removed += 1;
		return cells.length === 0 ? [] : [{ ...line, cells, text: cells.map((cell) => cell.text).join("\t") }];
	});
	return { lines: kept, removed };
}

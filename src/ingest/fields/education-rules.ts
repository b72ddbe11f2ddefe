import type { LabelTable, PieceContext } from "./assign.ts";
import type { Features } from "./features.ts";
import { isKnownCity } from "./known-cities.ts";
import { isShortName, isSubject } from "./study-subjects.ts";

export type EducationLabel = "school" | "degree" | "area" | "place" | "grade";

const f =
	(test: (features: Features) => boolean) =>
	(context: PieceContext): boolean =>
		test(context.features);

/** "GPA 3.8", "Note: 1,3", "2:1", "cum laude". */
export const GRADE =
	/(?:(?<!\p{L})(?:c?gpa|grade|note|abschlussnote|gesamtnote|(?:noten)?durchschnitt(?:snote)?|mention|moyenne|nota(?: media)?|promedio|media|punteggio|voto|votazione|(?:eind)?cijfer|gemiddelde|(?:snitt|medel)?betyg|karakter|ocena|średnia(?: ocen)?|(?:genel )?not ortalaması|a?gno|ortalama|média|score|marks?|percentage|result|final mark|average|schnitt|绩点|成绩|成績|평점|المعدل|التقدير|ממוצע)(?!\p{L})\s*[:：]?\s*[\d(]|\b\d{1,2}[.,]\d{1,2}\s?\/\s?\d{1,3}(?:[.,]\d)?\b|\b(?:first[- ]class|upper second|lower second|2:1|2:2|(?:magna |summa )?cum laude|with (?:distinction|honou?rs)|distinction|sehr gut|mit (?:sehr gutem |gutem |ausgezeichnetem )?(?:erfolg|auszeichnung)|mention (?:très bien|bien|assez bien))\b|\b110\s?(?:\/\s?110|e lode)|\b\d{1,2} valores\b)/iu;

/** "2,2" in brackets behind the school: nothing but the number. */
const NUMBER_ALONE =
	/^\d{1,2}[.,]\d{1,2}(?:\s?\/\s?\d{1,3}(?:[.,]\d+)?)?$|^\d{1,3}(?:[.,]\d{1,2})?\s?%$|^\d{1,3}\s?\/\s?(?:10|20|60|100|110)(?: e lode| cum laude)?$/iu;
/** British classes of a degree, alone behind it. */
const CLASS_ALONE =
	/^(?:first|upper second|lower second|third|merit|distinction|pass|commendation|credit)(?: class)?(?: hono(?:u)?rs)?$/iu;
const isGrade = (text: string): boolean =>
	GRADE.test(text) || NUMBER_ALONE.test(text.trim()) || CLASS_ALONE.test(text.trim());

/** "(3.12/4.00)", ", 72.5%", ", voto 82/100": behind the dates of a study stands its grade and nothing else. */
export function isGradeBehind(text: string): boolean {
	const bare = text.replace(/^[\s,;|•·([–—-]+|[\s)\].]+$/gu, "");
	return bare !== text.trim() && bare.length < 40 && (NUMBER_ALONE.test(bare) || GRADE.exec(bare)?.index === 0);
}

/** Not a name: how far somebody came, or how much that counts. */
export const STUDY_STATUS =
	/^(?:\d{2,3}(?:[.,]\d)?\s?(?:hp|högskolepoäng|ects(?: credits)?|studiepoeng|opintopistettä|cfu)|(?:diploma|getuigschrift|cursus|opleiding) (?:behaald|gehaald)|geen diploma|niet afgerond|afgerond|abgeschlossen|nicht abgeschlossen|abgebrochen|ohne abschluss|diplôme obtenu|obtenu|non obtenu|non terminé|completed|not completed|graduated|titulad[oa]|sin finalizar|concluíd[oa]|(?:in)?complet[oa]|em andamento|cursando|trancado|en curso|in corso|conseguito|non conseguito|ukończon[aey]|nieukończon[aey]|avslutad|ej avslutad|mezun|terk|毕业|畢業|卒業|修了|入学)$/iu;

/** In front of a grade. */
export const GRADE_LABEL =
	/^\P{L}*(?:c?gpa|grade|score|(?:abschluss|gesamt)?note|notendurchschnitt|moyenne|nota(?: media)?|promedio|média|voto|(?:eind)?cijfer|gemiddelde|(?:snitt|medel)?betyg|karakter|ocena|średnia(?: ocen)?|(?:genel )?not ortalaması|a?gno|ortalama|绩点|成绩|成績|平均绩点|평점|المعدل|التقدير|ממוצע)\s*[:：]\s*/iu;

/** Faculties, departments and subjects of Chinese, Japanese and Korean schools. */
const FACULTY = /(?:学部|学科|[学學]系|专业|專業|研究科|専攻|专攻|コース|学类|学類|学群|科|系|학과|학부|전공)$/u;

/** "Barn- och fritidsprogrammet", "Undersköterskeutbildning" */
const COURSE = /(?:\p{L}{3}|\s)(?:programmet|utbildning(?:en)?|linjen?)$/iu;

/** A piece that ends in the label of a grade took in what belongs to the grade. */
const ENDS_WITH_GRADE_LABEL =
	/(?:^|[\s,，、;；(（])(?:c?gpa|grade|score|(?:abschluss|gesamt)?note|nota(?: media)?|mention|moyenne|promedio|voto|cijfer|betyg|karakter|ocena|ortalama|not ortalaması|绩点|平均绩点|成绩|成績|学分绩|排名|評定|평점|المعدل|التقدير|ממוצע)\s*[:：]?$/iu;

const isBareSubject = (x: Features): boolean => x.degree === null && !x.schoolWord && !x.legalForm && isSubject(x.text);

/** "Tuck School of Business at Dartmouth" is one name. */
const AT_UNIVERSITY = /^[^,]*\s(?:at|an der|an|à l[’']|de l[’'])\s+(?:the )?\p{Lu}[\p{L}. -]+$/u;

/** "Kauffrau für Büromanagement, Autohaus Wendt, Celle": the last name, behind one that is no degree, says where. */
const isNameBehind = ({ features, separator, isLast, previous }: PieceContext): boolean =>
	isLast &&
	separator === "comma" &&
	features.place === "likely" &&
	features.words <= 2 &&
	previous !== null &&
	previous.degree === null &&
	!isSubject(features.text);

/** "Sekundarschule Süd, Halle, Realschulabschluss" */
const isTownBehind = ({ features, separator, previous }: PieceContext): boolean =>
	separator === "comma" && features.town && previous?.schoolWord === true && !isSubject(features.text);

/** "Kütahya Kız Meslek Lisesi" and below it "Çocuk Gelişimi". */
const isBelowSchool = ({ features, separator, ownCell, previous }: PieceContext): boolean =>
	separator === "line" && ownCell && features.place === "likely" && !features.town && previous?.schoolWord === true;

/** Behind another cell stands a town and nothing else. */
const isTownAlone = ({ features, separator, ownCell }: PieceContext): boolean =>
	separator === "cell" && ownCell && features.place === "likely" && features.town && !features.schoolWord;

/** "Maharashtra State Board", "Central Board of Secondary Education": who gives the certificates of India's schools. */
const BOARD = /(?:^|\s)(?:state board|board of (?:\p{L}+ ){0,3}education)(?!\p{L})|^(?:cbse|icse)$/iu;

/** What speaks for a piece of a study's header to be its school, degree, area, place or grade. */
export const EDUCATION_TABLES: readonly LabelTable<EducationLabel>[] = [
	{
		label: "school",
		missing: -1.5,
		rules: [
			{ name: "labelled so", weight: 5, when: (c) => c.says === "school" },
			{ name: "labelled as something else", weight: -4, when: (c) => c.says !== null && c.says !== "school" },
			{ name: "a school's word", weight: 3.5, when: f((x) => x.schoolWord) },
			{ name: "a board that sets the examination", weight: 3, when: f((x) => BOARD.test(x.text)) },
			{
				name: "beside its degree",
				weight: 0.4,
				when: (c) => c.separator === "cell" && (c.previous?.degree ?? null) !== null,
			},
			{ name: "a school at a university", weight: 2, when: f((x) => x.schoolWord && AT_UNIVERSITY.test(x.text)) },
			{
				name: "an organisation's word",
				weight: 1.2,
				when: f((x) => !x.schoolWord && (x.organisationWord || x.legalForm)),
			},
			{ name: "nothing but a legal form", weight: -7, when: f((x) => x.legalForm && x.words === 1) },
			{ name: "the name of a subject", weight: -1.2, when: f(isBareSubject) },
			{ name: "a short name in capitals", weight: 1, when: f((x) => x.degree === null && isShortName(x.text)) },
			{ name: "any text", weight: 0.5, when: () => true },
			{ name: "capitalised", weight: 0.3, when: f((x) => x.capitalised) },
			{ name: "after 'at'", weight: 1.5, when: (c) => c.separator === "at" },
			{ name: "a degree", weight: -2.2, when: f((x) => x.degree !== null && !x.schoolWord) },
			{
				name: "a degree and a school",
				weight: -1,
				when: f((x) => x.degree !== null && x.schoolWord && x.degree.from === 0),
			},
			{
				name: "a degree after a school",
				weight: -1,
				when: f(
					(x) =>
						x.degree !== null &&
						x.schoolWord &&
						x.degree.from > 0 &&
						/,|\s[-–|]\s/u.test(x.text.slice(0, x.degree.from)),
				),
			},
			{ name: "a place", weight: -2, when: f((x) => x.place === "sure" && !x.schoolWord) },
			{ name: "a town in a cell of its own", weight: -1.2, when: isTownAlone },
			{
				name: "a city before its country",
				weight: -2,
				when: (c) =>
					c.features.place === "likely" &&
					!c.features.schoolWord &&
					!c.isFirst &&
					c.next === "comma" &&
					c.following?.place === "sure",
			},
			{ name: "a grade", weight: -4, when: f((x) => isGrade(x.text)) },
			{ name: "in brackets", weight: -0.8, when: (c) => c.separator === "bracket" },
			{ name: "a date or address", weight: -5, when: f((x) => x.datesOnly || x.contact) },
		],
	},
	{
		label: "degree",
		missing: -1,
		rules: [
			{ name: "labelled so", weight: 5, when: (c) => c.says === "degree" },
			{ name: "labelled as something else", weight: -4, when: (c) => c.says !== null && c.says !== "degree" },
			{ name: "a degree", weight: 3.6, when: f((x) => x.degree !== null) },
			{ name: "begins with a degree", weight: 0.6, when: f((x) => x.degree?.from === 0) },
			{ name: "the label of a grade", weight: -5, when: f((x) => ENDS_WITH_GRADE_LABEL.test(x.text)) },
			{ name: "a faculty or subject", weight: -3, when: f((x) => x.degree === null && FACULTY.test(x.text)) },
			{ name: "no degree", weight: -1.2, when: f((x) => x.degree === null) },
			{ name: "any text", weight: 0.5, when: () => true },
			{ name: "a school", weight: -3, when: f((x) => x.schoolWord && x.degree?.from !== 0) },
			{ name: "a place", weight: -2, when: f((x) => x.place === "sure" && x.degree === null) },
			{
				name: "a state, not a degree",
				weight: -4,
				when: f((x) => x.place === "sure" && /,\s*\p{Lu}{2}$/u.test(x.text)),
			},
			{
				name: "a state after its city",
				weight: -5,
				when: (c) =>
					/^(?:MA|MS)$/.test(c.features.text) &&
					c.separator === "comma" &&
					c.previous?.place === "likely" &&
					!c.previous.jobWord &&
					!c.previous.schoolWord,
			},
			{ name: "a grade", weight: -3, when: f((x) => GRADE.test(x.text) && x.degree === null) },
			{ name: "before 'at'", weight: 1, when: (c) => c.next === "at" },
			{ name: "a date or address", weight: -5, when: f((x) => x.datesOnly || x.contact) },
		],
	},
	{
		label: "area",
		missing: 0,
		rules: [
			{ name: "labelled so", weight: 5, when: (c) => c.says === "area" },
			{ name: "labelled as something else", weight: -4, when: (c) => c.says !== null && c.says !== "area" },
			{ name: "any text", weight: 0.35, when: () => true },
			{ name: "after 'in'", weight: 1.8, when: (c) => c.separator === "in" },
			{ name: "the name of a subject", weight: 1.2, when: f(isBareSubject) },
			{ name: "a line below the school that names no town", weight: 0.8, when: isBelowSchool },
			{ name: "ends as a course does", weight: 1.5, when: f((x) => COURSE.test(x.text)) },
			{ name: "a faculty or subject", weight: 2, when: f((x) => x.degree === null && FACULTY.test(x.text)) },
			{
				name: "after a comma, dash, bracket or colon",
				weight: 0.4,
				when: (c) => ["comma", "dash", "bracket", "behind", "colon", "slash"].includes(c.separator),
			},
			{ name: "a degree", weight: -2.5, when: f((x) => x.degree !== null) },
			{ name: "a school", weight: -3, when: f((x) => x.schoolWord || x.legalForm) },
			{ name: "a place", weight: -2, when: f((x) => x.place === "sure") },
			{ name: "a known city", weight: -2, when: f((x) => isKnownCity(x.text) && !isSubject(x.text)) },
			{
				name: "a town behind a dash",
				weight: -1.5,
				when: (c) => c.separator === "dash" && c.isLast && c.features.place === "likely" && c.features.town,
			},
			{ name: "a name behind the school", weight: -1.2, when: isNameBehind },
			{ name: "a town behind the school", weight: -1.2, when: isTownBehind },
			{
				name: "a board of examiners",
				weight: -2,
				when: f((x) => /(?<!\p{L})(?:board|cbse|icse)(?!\p{L})/iu.test(x.text)),
			},
			{ name: "a grade", weight: -4, when: f((x) => isGrade(x.text)) },
			{ name: "a date or address", weight: -5, when: f((x) => x.datesOnly || x.contact) },
			{ name: "the label of a grade", weight: -5, when: f((x) => ENDS_WITH_GRADE_LABEL.test(x.text)) },
			{ name: "long", weight: -1.5, when: f((x) => x.words > 8) },
			{
				name: "a city before its country",
				weight: -2,
				when: (c) =>
					c.separator !== "in" && c.features.place === "likely" && c.next === "comma" && c.following?.place === "sure",
			},
		],
	},
	{
		label: "place",
		missing: 0,
		rules: [
			{ name: "labelled so", weight: 5, when: (c) => c.says === "place" },
			{ name: "labelled as something else", weight: -4, when: (c) => c.says !== null && c.says !== "place" },
			{ name: "names a country, state or postal code", weight: 3.4, when: f((x) => x.place === "sure") },
			{ name: "a word of the trade", weight: -1.5, when: f((x) => x.place === "likely" && x.jobWord) },
			{ name: "shaped like a place", weight: 0.2, when: f((x) => x.place === "likely") },
			{ name: "a known city", weight: 1.2, when: f((x) => x.place === "likely" && isKnownCity(x.text)) },
			{ name: "no place", weight: -4, when: f((x) => x.place === "none") },
			{ name: "a town in a cell of its own", weight: 0.8, when: isTownAlone },
			{ name: "a name behind the school", weight: 0.6, when: isNameBehind },
			{ name: "a town behind the school", weight: 0.8, when: isTownBehind },
			{ name: "before a colon", weight: -2, when: (c) => c.next === "colon" && c.features.place === "likely" },
			{ name: "last", weight: 0.3, when: (c) => c.isLast },
			{ name: "after 'in'", weight: -0.5, when: (c) => c.separator === "in" },
			{ name: "after 'in', and no town", weight: -1, when: (c) => c.separator === "in" && !c.features.town },
			{ name: "first", weight: -1, when: (c) => c.isFirst },
			{ name: "a cell of its own", weight: 0.5, when: (c) => c.ownCell && !c.isFirst },
			{
				name: "a degree without a state",
				weight: -2,
				when: f((x) => x.degree !== null && !/,\s*\p{Lu}{2}$/u.test(x.text)),
			},
			{ name: "a school", weight: -3.4, when: f((x) => x.schoolWord || x.legalForm) },
		],
	},
	{
		label: "grade",
		missing: 0,
		rules: [
			{ name: "labelled so", weight: 5, when: (c) => c.says === "grade" },
			{ name: "labelled as something else", weight: -4, when: (c) => c.says !== null && c.says !== "grade" },
			{ name: "a grade", weight: 3, when: f((x) => isGrade(x.text) && x.words <= 6) },
			{ name: "no grade", weight: -6, when: (c) => c.says !== "grade" && !isGrade(c.features.text) },
			{ name: "a degree", weight: -2, when: f((x) => x.degree !== null) },
		],
	},
];

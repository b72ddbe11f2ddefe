import type { LabelTable, PieceContext } from "./assign.ts";
import type { Features } from "./features.ts";
import { isTown } from "./known-cities.ts";
import { BRANCH, COURSE_NUMBER, EMPLOYMENT_KIND, PART_OF, UNIT } from "./no-employer.ts";
import { isSubject } from "./study-subjects.ts";

export type WorkLabel = "title" | "employer" | "place";

const f =
	(test: (features: PieceContext["features"]) => boolean) =>
	(context: PieceContext): boolean =>
		test(context.features);
/** "Schneider National": a title of some language is half of a name. */
const surelyTitle = (x: Features): boolean =>
	!SELF_EMPLOYED.test(x.text) && (x.knownTitle >= 0.95 || (x.knownTitle >= 0.5 && x.titleWord));
const strongTitle = f((x) => x.knownTitle >= 0.5 || x.titleWord);

/** "Department of Linguistics, University of Rochester": the second employs. */
const DEPARTMENT =
	/^(?:departments?|dept\.?|division|faculty|school|institute?|lehrstuhl|abteilung|fakultät|dezernat|referat|fachbereich|fachdienst|sachgebiet|département|departamento|dipartimento)\s/iu;

/** "平台研发部 Java开发工程师": a department of a company, then what somebody does there. */
const BEHIND_DEPARTMENT = /^[\u4E00-\u9FFF]{2,10}(?:部|处|處|科|室|组|組|中心)[\s\u3000,，]+\S/u;

const AND_DEPARTMENT = /(?:公司|集团|集團|银行|銀行)[\s\u3000,，]+[\u4E00-\u9FFF]{2,10}(?:部|处|處|科|室|组|組|中心)$/u;

/** What parts a name from more. */
const MORE = /, |\s[–-]\s/u;
/** "University of Michigan, School of Music": a department stands behind the name of its employer. */
const DEPARTMENT_BEHIND =
	/(?:,|\s[–-])\s(?:the )?(?:departments?|dept\.?|division|faculty|school|institute?|lehrstuhl|abteilung|fakultät|dezernat|referat|fachbereich|fachdienst|sachgebiet|département|departamento|dipartimento|wydział|service d|servicio de|serviço de|servizio di)\s?\p{L}/iu;
/** "Kreis Coesfeld", "Sundsvalls kommun"; behind it, as in "Kreis Coesfeld, Umweltamt", stands where in it. */
const AUTHORITY =
	/^(?:(?:bezirksregierung|stadt|landkreis|kreis|gemeinde|city of|county of|ville de|mairie de|ayuntamiento de|comune di|câmara municipal de|gemeente|urząd miasta) \p{Lu}[\p{L}-]+|\p{Lu}[\p{L}-]+ (?:kommune?|county council|city council|belediyesi))(?=$|, )/iu;
const isAuthority = ({ text, words }: Features): boolean => words > 1 && AUTHORITY.test(text);
/** "Mathematics, South Salem High School": what is taught, and where. */
const isSubjectAndSchool = ({ text, schoolWord }: Features): boolean =>
	schoolWord && text.includes(", ") && isSubject(text.slice(0, text.indexOf(", ")));
/** "Account Executive, Mid-Market": for which customers. */
const SEGMENT_BEHIND =
	/(?:^|,\s)(?:enterprise|mid-?market|smb|commercial|public sector|federal|government|strategic|key accounts|inside sales|outside sales|new business|b2b|b2c)$/iu;
/** "Registered Nurse, Step-Down Unit": where among others of the title. */
const WARD_BEHIND =
	/,\s\p{Lu}[\p{L}\d&/ -]*\b(?:unit|ward|icu|nicu|picu|pacu|e\.?r|emergency|department|dept\.?|floor|team|desk|shift)$/iu;
/** "销售代表 中国供应商事业部": what somebody does, and where in the company. */
const CJK_AND_DEPARTMENT = /\S\s[\u4E00-\u9FFF]{2,12}(?:部|处|處|科|室|组|組|中心|支行|分行|分公司)$/u;
/** "Creel, García-Cuéllar, Aiza y Enríquez" */
const PARTNERS = /^\p{Lu}[\p{L}'’-]+(?:,\s\p{Lu}[\p{L}'’-]+)+,?\s(?:&|y|and|und|e|et)\s\p{Lu}[\p{L}'’-]+$/u;
/** "Turner & Townsend" */
const TWO_NAMES = /^\p{Lu}[\p{L}'’-]+ & \p{Lu}[\p{L}'’-]+$/u;
/** "Founder & CEO" are none. */
const isTwoPartners = (x: Features): boolean => x.knownTitle < 0.95 && TWO_NAMES.test(x.text);
/** "Kessler & Dunn, CPAs": what the partners of a firm are. */
const PROFESSION =
	/^(?:cpas?|certified public accountants|chartered accountants|accountants|attorneys(?: at law)?|lawyers|solicitors|barristers|architects|engineers|surveyors|consultants|d\.?d\.?s|d\.?v\.?m|m\.d|p\.a|p\.?c|p\.s|pllc|rechtsanwälte|steuerberater|wirtschaftsprüfer|notare|architekten|ingenieure|avocats|notaires|experts[- ]comptables|architectes|abogados|notarios|arquitectos|advogados|avvocati|notai|architetti|advocaten|notarissen|advokater|adwokaci)\.?$/iu;
const isProfession = ({ separator, features }: PieceContext): boolean =>
	separator === "comma" && features.words < 4 && PROFESSION.test(features.text);
const hasProfessionBehind = ({ text }: Features): boolean =>
	text.includes(", ") && PROFESSION.test(text.slice(text.lastIndexOf(", ") + 2));
/** ", via Scrovegni 14": a street and its number. */
const STREET_BEHIND = /,\s*\p{L}[\p{L}.'’ -]{3,40}\s\d{1,4}\p{L}?(?=,|$)/u;

/** "The Claystead Hotel, Hull": where it is. Universities bear the names of towns. */
const hasTownBehind = ({ text, schoolWord }: Features): boolean =>
	!schoolWord && text.lastIndexOf(", ") > 0 && isTown(text.slice(text.lastIndexOf(", ") + 2));

/** "250 E Street SW", "1320 Braddock Place": where somebody worked. */
const STREET_LINE =
	/^\d{1,5}[A-Z]?\s(?:\p{Lu}[\p{L}.'’-]*\s|\d{1,3}(?:st|nd|rd|th)\s){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Place|Pl|Drive|Dr|Boulevard|Blvd|Lane|Ln|Way|Court|Ct|Square|Sq|Parkway|Pkwy|Highway|Hwy)\.?(?:\s[NS]?[EW]?)?$/u;

/** "Leading provider of cloud payroll software": most names are capitalised throughout. */
const isDescription = ({ text, words, legalForm }: Features): boolean => {
	if (words < 4 || legalForm) return false;
	const later = text
		.split(/\s+/)
		.slice(1)
		.filter((word) => word.length > 3);
	return later.length > 1 && later.every((word) => /^\p{Ll}/u.test(word));
};

/** "Vice President, Sales – Americas": what somebody is responsible for. */
const REGION =
	/(?:^|\s[–-]\s)(?:(?:north |south |latin |central )?america(?:s)?|emea|apac|amer|latam|dach|benelux|nordics?|(?:western |eastern |southern |northern )?europe|asia(?:[- ]pacific)?|middle east|mena|anz|international|global|worldwide)$/iu;

/** "Senior Vice President, Supply Chain": words of a trade that no organisation's word makes a name; "Salesforce" and "Schneider National" are names. */
const isTradeAlone = (x: Features): boolean =>
	(x.tradeAlone || isSubject(x.text)) &&
	!x.product &&
	x.knownTitle === 0 &&
	!x.legalForm &&
	!x.organisationWord &&
	!x.schoolWord &&
	x.place !== "sure";
const isTitleBefore = ({ previous }: PieceContext): boolean =>
	previous !== null && (previous.knownTitle >= 0.5 || previous.titleWord);

/** What speaks for a piece of a role's header to be its title, its employer or its place. */
export const WORK_TABLES: readonly LabelTable<WorkLabel>[] = [
	{
		label: "title",
		missing: -1.2,
		rules: [
			{ name: "labelled so", weight: 5, when: (c) => c.says === "title" },
			{ name: "labelled as something else", weight: -4, when: (c) => c.says !== null && c.says !== "title" },
			{ name: "all words are a known title", weight: 3.6, when: f((x) => x.knownTitle >= 0.95) },
			{ name: "most words are a known title", weight: 3.4, when: f((x) => x.knownTitle >= 0.5 && x.knownTitle < 0.95) },
			{ name: "has a known title", weight: 3, when: f((x) => x.knownTitle > 0 && x.knownTitle < 0.5) },
			{ name: "has a title's noun", weight: 2.6, when: f((x) => x.titleWord && x.knownTitle === 0) },
			{ name: "has a grade", weight: 0.9, when: f((x) => x.gradeWord) },
			{ name: "any text", weight: 0.4, when: () => true },
			{ name: "before 'at'", weight: 2, when: (c) => c.next === "at" },
			{ name: "after 'at'", weight: -2, when: (c) => c.separator === "at" },
			{ name: "first", weight: 0.15, when: (c) => c.isFirst },
			{ name: "a legal form", weight: -3, when: f((x) => x.legalForm) },
			{ name: "an organisation's word", weight: -1, when: f((x) => x.organisationWord && !x.titleWord) },
			{ name: "a place", weight: -2.5, when: f((x) => x.place === "sure") },
			{ name: "a school", weight: -1, when: f((x) => x.schoolWord && !x.titleWord) },
			{ name: "in brackets", weight: -1, when: (c) => c.separator === "bracket" },
			{
				name: "a remark in brackets",
				weight: -3,
				when: (c) => c.separator === "bracket" && c.features.words > 1 && /^\p{Ll}/u.test(c.features.text),
			},
			{ name: "partners by name", weight: -3, when: f(isTwoPartners) },
			{ name: "what the partners of a firm are", weight: -3, when: isProfession },
			{
				name: "a part of a hospital behind it",
				weight: -1.5,
				when: f((x) => PART_OF.test(x.text.slice(x.text.lastIndexOf(", ") + 2)) && x.text.includes(", ")),
			},
			{ name: "works for himself", weight: -2, when: f((x) => SELF_EMPLOYED.test(x.text)) },
			{ name: "a branch or department", weight: -3.5, when: f((x) => BRANCH.test(x.text)) },
			{ name: "a department behind it", weight: -2, when: f((x) => x.words > 1 && CJK_AND_DEPARTMENT.test(x.text)) },
			{
				name: "a school behind it",
				weight: -0.6,
				when: f((x) => x.titleWord && x.schoolWord && x.text.includes(", ")),
			},
			{
				name: "a ward or segment behind it",
				weight: 0.9,
				when: f((x) => x.text.includes(", ") && (WARD_BEHIND.test(x.text) || SEGMENT_BEHIND.test(x.text))),
			},
			{ name: "behind its department", weight: -1.5, when: f((x) => BEHIND_DEPARTMENT.test(x.text)) },
			{ name: "an address", weight: -4, when: f((x) => x.contact) },
			{ name: "a date", weight: -6, when: f((x) => x.datesOnly) },
			{ name: "a street", weight: -5, when: f((x) => STREET_LINE.test(x.text)) },
			{ name: "long", weight: -1.5, when: f((x) => x.words > 9) },
		],
	},
	{
		label: "employer",
		missing: -1,
		rules: [
			{ name: "labelled so", weight: 5, when: (c) => c.says === "employer" },
			{ name: "labelled as something else", weight: -4, when: (c) => c.says !== null && c.says !== "employer" },
			{ name: "a legal form", weight: 4, when: f((x) => x.legalForm) },
			{
				name: "nothing but a legal form",
				weight: -7,
				// "SLU" and "SAS" on a line of their own are names.
				when: (c) => c.features.legalForm && c.features.words === 1 && !c.ownCell,
			},
			{ name: "an organisation's word", weight: 2.4, when: f((x) => x.organisationWord || x.schoolWord) },
			{ name: "any text", weight: 0.5, when: () => true },
			{ name: "capitalised", weight: 0.4, when: f((x) => x.capitalised) },
			{ name: "after 'at'", weight: 2.5, when: (c) => c.separator === "at" },
			{ name: "before 'at'", weight: -2, when: (c) => c.next === "at" },
			{
				name: "a known title",
				weight: -3,
				when: (c) => strongTitle(c) && !c.features.legalForm && surelyTitle(c.features),
			},
			{
				name: "most words are a known title",
				weight: -1.4,
				when: f((x) => !x.legalForm && x.knownTitle >= 0.5 && !surelyTitle(x)),
			},
			{ name: "a title's noun", weight: -1.8, when: f((x) => x.titleWord && !x.legalForm && x.knownTitle < 0.5) },
			{ name: "a grade", weight: -0.6, when: f((x) => x.gradeWord && !x.legalForm) },
			{
				name: "a place",
				weight: -2.2,
				when: f((x) => x.place === "sure" && !x.legalForm && !x.organisationWord && !x.schoolWord),
			},
			{ name: "in brackets", weight: -0.8, when: (c) => c.separator === "bracket" },
			{ name: "an address", weight: -4, when: f((x) => x.contact) },
			{ name: "a date", weight: -6, when: f((x) => x.datesOnly) },
			{ name: "long", weight: -1.5, when: f((x) => x.words > 9) },
			{
				name: "a department and more",
				weight: -2.5,
				when: f((x) => DEPARTMENT.test(x.text) && /,\s/u.test(x.text)),
			},
			{ name: "a part of it", weight: -1.3, when: f((x) => PART_OF.test(x.text)) },
			{
				name: "a department behind it",
				weight: -1.6,
				when: f((x) => MORE.test(x.text) && DEPARTMENT_BEHIND.test(x.text)),
			},
			{ name: "an authority", weight: 1.5, when: f((x) => !x.text.includes(", ") && isAuthority(x)) },
			{ name: "an authority and more", weight: -2.5, when: f((x) => x.text.includes(", ") && isAuthority(x)) },
			{
				name: "a part of the authority before it",
				weight: -3,
				when: (c) => c.separator === "comma" && c.previous !== null && isAuthority(c.previous),
			},
			{ name: "a subject and a school", weight: -1.5, when: f(isSubjectAndSchool) },
			{
				name: "a department of the one before it",
				weight: -3,
				when: (c) =>
					c.separator === "comma" &&
					DEPARTMENT.test(c.features.text) &&
					(c.previous?.schoolWord === true || c.previous?.organisationWord === true),
			},
			{ name: "a department behind it", weight: -1.6, when: f((x) => AND_DEPARTMENT.test(x.text)) },
			{ name: "a branch or department", weight: -3.5, when: f((x) => BRANCH.test(x.text)) },
			{ name: "the number of a course", weight: -3, when: f((x) => COURSE_NUMBER.test(x.text)) },
			{ name: "a unit behind it", weight: -2, when: f((x) => x.text.includes(", ") && UNIT.test(x.text)) },
			{ name: "a unit", weight: -3, when: (c) => c.separator === "comma" && UNIT.test(c.features.text) },
			{ name: "a remark behind it", weight: -1.5, when: f((x) => /,\s\p{Ll}+$/u.test(x.text) && !x.legalForm) },
			{ name: "a town behind it", weight: -2, when: f(hasTownBehind) },
			{ name: "a region of the world", weight: -3, when: (c) => !c.isFirst && REGION.test(c.features.text) },
			{ name: "partners by name", weight: 1.5, when: f((x) => PARTNERS.test(x.text) || isTwoPartners(x)) },
			{
				name: "a segment of customers",
				weight: -6,
				when: (c) => c.separator === "comma" && SEGMENT_BEHIND.test(c.features.text) && !c.features.text.includes(","),
			},
			{ name: "what the partners of a firm are", weight: -3, when: isProfession },
			{ name: "a profession behind the names of a firm", weight: 3, when: f(hasProfessionBehind) },
			{ name: "a street", weight: -5, when: f((x) => STREET_LINE.test(x.text)) },
			{ name: "a street behind it", weight: -2, when: f((x) => STREET_BEHIND.test(x.text)) },
			{ name: "says what it does", weight: -2, when: f(isDescription) },
			{
				name: "the trade of the title before it",
				weight: -2.5,
				when: (c) =>
					(c.separator === "comma" || c.separator === "dash") && isTitleBefore(c) && isTradeAlone(c.features),
			},
			{
				name: "a city before its country",
				weight: -3.5,
				when: (c) =>
					c.features.place === "likely" &&
					!c.features.organisationWord &&
					!c.isFirst &&
					c.next === "comma" &&
					c.following?.place === "sure",
			},
			{
				name: "a department before its employer",
				weight: -2,
				when: (c) =>
					DEPARTMENT.test(c.features.text) &&
					c.next === "comma" &&
					(c.following?.schoolWord === true || c.following?.organisationWord === true),
			},
			{ name: "small letters", weight: -2.5, when: f((x) => x.words >= 3 && /^\p{Ll}/u.test(x.text) && !x.legalForm) },
			{
				name: "a small word",
				weight: -1.5,
				when: (c) => !c.isFirst && c.features.words < 3 && /^\p{Ll}+$/u.test(c.features.text),
			},
			{ name: "under the dates, above a place", weight: 1.2, when: (c) => c.aside === "above" },
			{
				name: "a way of employment",
				weight: -3,
				when: f((x) => EMPLOYMENT_KIND.test(x.text) && !SELF_EMPLOYED.test(x.text)),
			},
		],
	},
	{
		label: "place",
		missing: 0,
		rules: [
			{ name: "labelled so", weight: 5, when: (c) => c.says === "place" },
			{ name: "labelled as something else", weight: -4, when: (c) => c.says !== null && c.says !== "place" },
			{ name: "names a country, state or postal code", weight: 3.6, when: f((x) => x.place === "sure") },
			{ name: "a word of the trade", weight: -3, when: f((x) => x.place === "likely" && x.jobWord) },
			{ name: "shaped like a place", weight: 0.5, when: f((x) => x.place === "likely" && !x.jobWord) },
			{ name: "a town", weight: 0.7, when: f((x) => x.place === "likely" && !x.jobWord && x.town) },
			{ name: "no place", weight: -4, when: f((x) => x.place === "none") },
			{ name: "goes on after a comma", weight: -1.2, when: (c) => c.next === "comma" && c.features.place === "likely" },
			{ name: "last", weight: 0.4, when: (c) => c.isLast },
			{ name: "first", weight: -0.8, when: (c) => c.isFirst && c.aside === null },
			{ name: "a cell of its own", weight: 0.3, when: (c) => c.ownCell && !c.isFirst },
			{ name: "under the dates", weight: 0.9, when: (c) => c.aside === "last" },
			{ name: "in brackets", weight: 0.5, when: (c) => c.separator === "bracket" },
			{ name: "after a comma or dash", weight: 0.2, when: (c) => c.separator === "comma" || c.separator === "dash" },
			{ name: "a title", weight: -3, when: strongTitle },
			{ name: "an organisation", weight: -3, when: f((x) => x.legalForm || x.organisationWord || x.schoolWord) },
		],
	},
];

/** Stands where the employer would. */
export const SELF_EMPLOYED =
	/^(?:freelance|freelancer|self[- ]employed|selbst(?:st)?ändig|freiberuflich|indépendante?|autónom[oa]|libero professionista|zelfstandige?|zzp|egenföretagare|serbest|自由职业|フリーランス)$/iu;

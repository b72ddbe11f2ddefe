import { isPersonalLabel } from "../../analysis/personal-labels.ts";
import { dateSpans } from "../dates/ranges.ts";
import type { Cell, Line } from "../layout/line.ts";
import { labelledField } from "../sections/field-labels.ts";
import { matchHeading } from "../sections/match-heading.ts";

/**
 * Data that must not influence hiring: birth, age, family, nationality, religion, sex, health, photo. Lines that
 * hold it are recognised and left out of everything that is read.
 */

const LONGEST = 90;
/** Statements that need no label. Ages and dates of birth are told by the words around them. */
const STATEMENT = new RegExp(
	`^(?:${[
		"born (?:on|in|at)\\b.*|(?:\\d{1,2}|\\w+) years? old|aged? \\d{1,2}|(?:married|single|divorced|widowed|unmarried|engaged)(?:,.*| with .*)?|(?:fe)?male",
		"geb(?:oren|\\.)(?: am| in)?\\s.*|\\d{1,2} jahre(?: alt)?|(?:verheiratet|ledig|geschieden|verwitwet)(?:,.*)?|männlich|weiblich",
		"née?(?:\\(e\\))? (?:le|en|à)\\s.*|\\d{1,2} ans|(?:mariée?|célibataire|divorcée?|pacsée?|veuf|veuve|vie maritale)(?:,.*)?|masculin|féminin",
		"nacid[oa] (?:el|en)\\s.*|\\d{1,2} años|(?:casad[oa]|solter[oa]|divorciad[oa]|viud[oa])(?:,.*)?|masculino|femenino",
		"nascid[oa] (?:em|a)\\s.*|\\d{1,2} anos|(?:solteir[oa]|divorciad[oa]|viúv[oa])(?:,.*)?|(?:brasileir[oa]|portugues[a]?|portuguesa)(?:,.*)?",
		"nat[oa] (?:il|a|nel)\\s.*|\\d{1,2} anni|(?:coniugat[oa]|sposat[oa]|celibe|nubile|divorziat[oa])(?:,.*)?",
		"geboren (?:op|te)\\s.*|\\d{1,2} jaar(?: oud)?|(?:gehuwd|getrouwd|ongehuwd|samenwonend|gescheiden)(?:,.*)?",
		"född(?: den)?\\s.*|født(?: den)?\\s.*|\\d{1,2} år(?: gam(?:mal|mel))?|(?:gift|ogift|ugift|sambo|samboer|skild|skilt|singel)(?:,.*)?",
		"ur(?:\\.|odzon[ya])\\s.*|\\d{1,2} lata?|(?:żonaty|mężatka|kawaler|panna|zamężna|rozwiedzion[ya])(?:,.*)?",
		"\\d{1,2} yaşında(?:yım)?|(?:evli|bekar|bekâr|boşanmış)(?:,.*)?",
		"(?:男|女)(?:性)?|(?:已婚|未婚|离异|離異|已育|未育)(?:已育|未育)?|(?:汉|漢|满|回|壮|苗|藏|蒙古|维吾尔|朝鲜)族|(?:中共(?:预备)?党员|共青团员|团员|群众|无党派人士)|[满滿]?\\s?\\d{2}\\s?[岁歲]|\\d{4}年(?:\\d{1,2}月)?(?:\\d{1,2}日)?(?:出生|生まれ|生)|役[毕畢]|免役",
		"(?:昭和|平成|令和|西暦)?\\s?(?:\\d{1,4}|元)年\\s?\\d{1,2}月\\s?\\d{1,2}日(?:生(?:まれ)?)?\\s?[(（]?満?\\s?\\d{1,2}\\s?[歳才][)）]?(?:\\s*[男女])?|満?\\s?\\d{1,2}\\s?[歳才]|既婚|独身",
		"(?:만\\s?)?\\d{2}세|(?:남|여)(?:자|성)?|(?:미혼|기혼|군필|미필|면제)",
		"\\d{1,2} (?:год|года|лет)|(?:замужем|не замужем|женат|не женат|холост|разведена?)(?:,.*)?|родил(?:ся|ась)\\s.*|(?:мужской|женский|мужчина|женщина)(?:,.*)?",
		"(?:متزوجة?|أعزب|اعزب|عزباء|مطلقة?|أرملة?|ذكر|أنثى)(?:\\s.*)?|(?:مواليد|من مواليد|ولد في|ولدت في)\\s.*|العمر\\s?\\d+.*",
	].join("|")})$`,
	"iu",
);

/** "Född 1992-05-14", "生年月日 1990年5月1日": a label with its value behind a blank. */
function beginsWithLabel(text: string): boolean {
	if (!/\d/.test(text)) return false;
	const blanks = [...text.matchAll(/\s+|(?<=[\u3040-\u9FFF\uAC00-\uD7A3])(?=\d)/gu)].slice(0, 4);
	return blanks.some((blank) => isPersonalLabel(text.slice(0, blank.index)) && /\d/.test(text.slice(blank.index)));
}

/** "Nationalité française", "性別 女": long labels need no colon; short ones begin titles as well. */
function isLabelAndWord(text: string): boolean {
	const words = text.split(/\s+/);
	if (words.length < 2 || words.length > 4 || NO_DETAIL.test(text)) return false;
	return words.slice(1).some((_, index) => {
		const label = words.slice(0, index + 1).join(" ");
		return (label.length >= 9 || /\p{Script=Han}{2}/u.test(label)) && isPersonalLabel(label);
	});
}

/** Words of labels that titles begin with: "Disability Adviser". */
const NO_DETAIL = /^(?:disability|ethnicity|behinderung|handicap|discapacidad|birthday|passport)/iu;

/** True for a short text that is nothing but such a datum. */
export function isPersonal(text: string): boolean {
	if (text.length > LONGEST) return false;
	const colon = /^([^:：]{1,60})\s*[:：]/u.exec(text)?.[1];
	if (isPersonalLabel(colon ?? text)) return true;
	if (STATEMENT.test(text) || beginsWithLabel(text) || isLabelAndWord(text)) return true;
	const parts = text.split(/[,，、]\s*/u);
	return parts.length > 1 && parts.every((part) => STATEMENT.test(part.trim()) || isLabelAndWord(part.trim()));
}

/** A label, a colon and a short value. */
function isLabelled(text: string): boolean {
	const label = /^([^:：]{1,60})\s*[:：]\s*\S/u.exec(text)?.[1];
	return label !== undefined && text.length <= LONGEST && isPersonalLabel(label);
}

/** "Nationality", "Geburtsdatum:": the value is elsewhere. */
export const isLabelOnly = (text: string): boolean => isPersonalLabel(text.replace(/\s*[:：]\s*$/u, ""));

/** The separators of the head part details as well: "male | 1990 | married". */
const PARTS = /(\s*[|｜•·]\s*|\s+[–—/]\s+|[，；;]\s*)/u;

/** What is left of a cell; empty where all of it is personal. */
function cleanCell(cell: Cell): Cell | null {
	const parts = cell.text.split(PARTS);
	// "DNI 45678912 · Cel. 964 123 456 · rocio@buzon.example": what begins so goes on with ways to reach somebody.
	const reaches = parts.length > 2 && cell.text.includes("@");
	if (!reaches && isPersonal(cell.text)) return null;
	if (parts.length < 3) return cell;
	const kept = parts.filter((part, at) => at % 2 === 1 || !isPersonal(part.trim()));
	if (kept.length === parts.length) return cell;
	const text = kept
		.join("")
		.replace(/(?:\s*[|｜•·，；;]\s*){2,}/gu, " | ")
		.replace(/^[\s|｜•·–—/，；;]+|[\s|｜•·–—/，；;]+$/gu, "");
	return text === "" ? null : { ...cell, text };
}

/** A label on a cell of its own takes the next cell along. */
function cleanCells(cells: readonly Cell[]): Cell[] {
	return cells.flatMap((cell, index) => {
		const previous = cells[index - 1];
		const ofLabel = previous !== undefined && isLabelOnly(previous.text) && labelledField(cell.text) === null;
		const clean = ofLabel ? null : cleanCell(cell);
		return clean === null ? [] : [clean];
	});
}

/** What may be the value of a label above it: short, no contact data, no label or heading of its own. */
export const isShortValue = (text: string): boolean =>
	text.length <= 40 &&
	!/[@:：\t]|\d{6,}|\+\d/u.test(text) &&
	labelledField(text) === null &&
	(dateSpans(text).length > 0 || matchHeading(text) === null);

/**
 * Lines without personal data, and whether there was any.
 * @param options.labelledOnly only what a label names, in text that is no list of details
 */
export function withoutPersonalData(
	lines: readonly Line[],
	options: { readonly labelledOnly?: boolean } = {},
): { lines: Line[]; removed: number } {
	if (options.labelledOnly === true) {
		const kept = lines.filter((line) => line.bullet || line.cells.length > 1 || !isLabelled(line.text));
		return { lines: kept, removed: lines.length - kept.length };
	}
	let removed = 0;
	const kept: Line[] = [];
	let label: Line | null = null;
	for (const line of lines) {
		const open: Line | null = label;
		label = line.cells.length === 1 && isLabelOnly(line.text) ? line : null;
		const cells =
			open !== null && open.stream === line.stream && line.cells.length === 1 && isShortValue(line.text)
				? []
				: cleanCells(line.cells);
		const same = cells.length === line.cells.length && cells.every((cell, index) => cell === line.cells[index]);
		if (!same) removed += 1;
		if (same) kept.push(line);
		else if (cells.length > 0) kept.push({ ...line, cells, text: cells.map((cell) => cell.text).join("\t") });
	}
	return { lines: kept, removed };
}

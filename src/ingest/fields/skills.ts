import type { Recognizer } from "../../analysis/recognizer.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { Resume } from "../../domain/resume.ts";
import { isOnlyDates } from "../dates/ranges.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { matchHeading } from "../sections/match-heading.ts";
import { tellsDeed } from "./deeds.ts";
import { type EvidenceLog, type Found, found } from "./evidence.ts";
import { isLanguageAbility } from "./language-abilities.ts";
import { isProse } from "./prose.ts";

type Skill = NonNullable<Resume["skills"]>[number];

/** "Languages: Python, Go": up to four words before a colon name the group, not a skill. */
const GROUP = /^([^:：,;]{2,45})(?::\s+|：\s*|(?<=[^:：,;]{3}):)(?=\S)/u;
const LEVEL_WORDS =
	"expert|advanced|proficient|intermediate|basic|beginner|fluent|novice|master|competent|working knowledge|familiar|experienced|strong|good|very good|excellent|experte|fortgeschritten|sehr gut|gute?|grundkenntnisse|grundlagen|anfänger|expertenkenntnisse|fundiert|avancé|intermédiaire|débutant|confirmé|maîtrise|notions|avanzado|intermedio|básico|experto|avançado|intermediário|avanzato|intermedio|base|gevorderd|basis|średnio zaawansowany|zaawansowany|podstawowy|ileri|orta|başlangıç|(?:bardzo )?(?:dobry|dobra|dobrze)|podstawowa|zaawansowana|średni|średnia|(?:çok )?iyi|uzman|temel|başlangıç seviyesi|(?:mycket )?god|grundläggande|utmärkt|(?:meget )?god|goed|uitstekend|redelijk|buon[oa]|ottim[oa]|discret[oa]|sufficiente|scolastico|ótimo|bom|excelente|bien|notions|bonnes? connaissances|精通|熟练|熟練|熟悉|熟識|熟识|掌握|了解|專家|专家|上級|中級|中级|初級|初级|高級|高级|入門|入门|良好|優秀|优秀|一般|精熟|略懂|基礎|基础|상|중|하|상급|중급|초급|고급|능숙|ممتاز|جيد|جيد جدا|جيد جداً|متوسط|مبتدئ|متقدم|خبير|продвинутый|средний|базовый|отлично|хорошо";
const LEVEL = new RegExp(
	`^(.+?)\\s*(?:[-–—:：]\\s*|[(（]\\s*|\\s+)(${LEVEL_WORDS}|\\d{1,3}\\s?%|\\d(?:[.,]\\d)?\\s?/\\s?(?:5|10)|\\d{1,2}\\+?\\s?(?:years?|yrs?|jahre|ans|años|anos|anni|jaar|år|lat|yıl|年))\\s*(?:level|kenntnisse)?\\s*[)）]?$`,
	"iu",
);
const RATING = new RegExp(
	`^(?:(?:very )?(?:${LEVEL_WORDS})(?: (?:level|user|knowledge|skills?))?|[\\d\\s/%.+]+|[●○★☆■□•]+)$`,
	"iu",
);
const LONGEST = 60;

/** Heads of a table of skills, no skills. */
const TABLE_HEADS =
	/^(?:skills?|technology|technologies|tools?|name|level|rating|proficiency|years?(?: of experience)?|experience|category|description|details|last used|kenntnis(?:se)?|niveau|stufe|jahre|compétences?|années|habilidad|nivel|años|competenza|livello|anni)$/iu;
const isTableHead = (paragraph: Paragraph): boolean =>
	paragraph.cells.length > 1 && paragraph.cells.every((cell) => TABLE_HEADS.test(cell.text.trim()));

const OPENING: ReadonlySet<string> = new Set("([（");
const CLOSING: ReadonlySet<string> = new Set(")]）");
const DASHES: ReadonlySet<string> = new Set("-–—/");
const SEPARATORS: ReadonlySet<string> = new Set(",;|｜•·、，；،؛\t\n●◦▪‣∙");

/** Splits at separators that stand outside of brackets. */
export function splitList(text: string): string[] {
	const parts: string[] = [];
	let depth = 0;
	let part = "";
	for (let index = 0; index < text.length; index += 1) {
		const character = text[index] as string;
		if (OPENING.has(character)) depth += 1;
		if (CLOSING.has(character)) depth = Math.max(0, depth - 1);
		const apart = text[index - 1] === " " && text[index + 1] === " ";
		const star = character === "*" && apart;
		const tag = character === "#" && text[index - 1] === " " && /\p{L}/u.test(text[index + 1] ?? "");
		const spacedDash = DASHES.has(character) && apart;
		const separates =
			star ||
			tag ||
			SEPARATORS.has(character) ||
			(spacedDash && !/^\s*\d|^\s*(?:years|expert|advanced)/i.test(text.slice(index + 1)));
		if (depth === 0 && separates && !isNumberComma(text, index)) {
			parts.push(part);
			part = "";
		} else part += character;
	}
	return [...parts, part];
}

const isNumberComma = (text: string, index: number): boolean =>
	text[index] === "," && /\d/.test(text[index - 1] ?? "") && /\d/.test(text[index + 1] ?? "");

/** "Keywords:" before the skills of a group. */
const KEYWORDS =
	/(^|\t|\s)(?:keywords|schlagwörter|mots[- ]clés|palabras clave|关键字|关键词|關鍵字|關鍵詞|キーワード)\s*[:：]\s*/giu;

/** "熟练使用Axure": how well, before what. */
const KNOWN_WELL =
	/^(?:能够?|可以|会|會)?(?:(?:熟练|熟練|灵活)(?:地)?(?:使用|掌握|运用|運用|操作|应用|應用)?|使用|掌握|精通|熟悉|了解|擅长|擅長)(?:使用|操作)?\s*(?=[\p{L}.])/u;

/** "Driving licence: B", "prawo jazdy kat. B": what may be driven is no skill. */
const DRIVING =
	/^(?:(?:full |clean |uk |eu )*(?:driving|driver['’]?s) licen[cs]e|führerschein(?:e|klassen?)?|permis(?: de conduire)?|(?:carnet|carné|permiso|licencia) de conducir|patente(?: di guida| automobilistica)?|carta de condução|cnh|rijbewijs|(?:b-)?körkort|førerkort|kørekort|prawo jazdy|ehliyet|sürücü belgesi)[\s:：]*(?:(?:klassen?|class|cat\.?|kat\.?|kategorii|categor\p{L}+|sınıfı|tipo|catégorie)\s)?\(?(?:[A-E]{1,2}\d?E?(?:\s*[,+/&]\s*)?)*\)?$/iu;

const trimItem = (text: string): string =>
	text
		.replace(KNOWN_WELL, "")
		.replace(/^(?:and|und|et|y|e|en|och|og|i|ve|sowie)\s+(?=\S)/iu, "")
		.replace(/^[\s"'“”–—-]+|^#(?=\p{L})|[\s"'“”.;:–—-]+$/gu, (mark) =>
			mark.includes(".") && /^\.\p{L}/u.test(text.trim()) && text.startsWith(mark) ? mark : "",
		)
		.trim();

interface Item {
	readonly name: string;
	readonly level?: string;
}

/** "A, B and C": the last two are two where the vocabulary knows both. */
function splitLast(raw: string, knows: (text: string) => boolean): string[] {
	const match = /^(.{2,40}?)\s+(?:and|und|et|y|e|en|och|og|i|ve|&)\s+(.{2,40})$/iu.exec(raw.trim());
	if (match === null || knows(raw.trim())) return [raw];
	const parts = [match[1] as string, match[2] as string];
	return parts.every((part) => knows(trimItem(part))) ? parts : [raw];
}

function toItems(text: string, knows: (text: string) => boolean, own: (part: string) => boolean): Item[] {
	return splitList(text)
		.filter(own)
		.flatMap((raw) => splitLast(raw, knows))
		.flatMap((raw) => {
			const item = trimItem(raw);
			if (
				item === "" ||
				item.length > LONGEST ||
				DRIVING.test(item) ||
				/^(?:fluent|conversational|bilingual|native) in \p{Lu}/iu.test(item) ||
				RATING.test(item) ||
				isOnlyDates(item)
			)
				return [];
			const level = LEVEL.exec(item);
			const name = trimItem(level?.[1] ?? item);
			const bracket = /^([^([（]{2,40}?)\s*[(（]([^()（）]{2,200})[)）]$/u.exec(name);
			if (bracket !== null && /[,;/、，；]/.test(bracket[2] ?? "")) {
				return [
					{ name: bracket[1] as string },
					...splitList((bracket[2] ?? "").replace(/\s*\/\s*/g, ","))
						.map(trimItem)
						.filter((part) => part !== "")
						.map((part) => ({ name: part })),
				];
			}
			if (name === "" || name.split(/\s+/).length > 7) return [];
			return [level?.[2] === undefined ? { name } : { name, level: level[2] }];
		});
}

/** "Python, Go; Databases: Redis": every group of a line may have a name. */
const withoutGroups = (text: string): string =>
	text
		.split(/[;；]|\.\s+(?=\p{Lu}[^:,;.]{1,30}:\s)/u)
		.map((part) => {
			const group = GROUP.exec(part.trim());
			const listed = group === null ? "" : part.trim().slice(group[0].length);
			return listed === "" || RATING.test(listed) ? part : listed;
		})
		.join(";");

/** "**Software** (Advanced): SAP, Excel": how well all of them. */
const LEVEL_OF_GROUP = new RegExp(`^[(（](?:${LEVEL_WORDS})[)）]\\s*[:：]?\\s*`, "iu");

/** Text of a paragraph without the name of its group, which stands before a colon or in a cell of its own. */
function listText(paragraph: Paragraph, knows: (text: string) => boolean): string {
	const [first, ...rest] = paragraph.cells;
	// "DevOps AWS, Docker": the group in another type, and no colon.
	const [group0 = "", list0 = ""] = first?.styles ?? [];
	const styled = first?.styles?.length === 2 && rest.length === 0 && splitList(group0).length === 1;
	if (styled && group0.split(/\s+/).length <= 4 && splitList(list0).length > 1 && !/[:：]$/.test(group0))
		return list0.replace(LEVEL_OF_GROUP, "");
	const text = paragraph.cells
		.map((cell) => cell.text)
		.join("\t")
		.replace(KEYWORDS, "$1");
	const group = GROUP.exec(text);
	const listed = group === null ? "" : text.slice(group[0].length);
	// "Python: 5 years" is a skill with its level, "Languages: Go, Java (4 years)" a group.
	if (group !== null && (group[1] ?? "").split(/\s+/).length <= 5 && (/[,;]/.test(listed) || !LEVEL.test(text)))
		return withoutGroups(listed);
	// "SAP: advanced | Excel: expert"
	const rated = group === null ? [] : splitList(text).filter((part) => part.trim() !== "");
	if (rated.length > 1 && rated.every((part) => LEVEL.test(part.trim()))) return text;
	if (group !== null && RATING.test(text.slice(group[0].length))) return text;
	if (first === undefined || rest.length === 0) return text;
	const label =
		/[:：]$/.test(first.text) ||
		(rest.length === 1 && /,/.test(rest[0]?.text ?? "") && !/,/.test(first.text) && !knows(first.text));
	return label ? rest.map((cell) => cell.text).join("\t") : text;
}

/** A line that names the group of the lines below it: bold, or no list between lines that are lists. */
function isGroupName(
	[paragraph, next, after]: readonly (Paragraph | undefined)[],
	knows: (text: string) => boolean,
): boolean {
	if (paragraph === undefined) return false;
	if (paragraph.bullet || next === undefined || paragraph.cells.length !== 1 || splitList(paragraph.text).length > 1)
		return false;
	if (/[:：]$/.test(paragraph.text)) return true;
	// "Data Master", "Web Technologies" over "Advanced": how well the whole group is known.
	const [name = "", level = ""] = paragraph.cells[0]?.styles ?? [];
	if (name !== "" && RATING.test(level.trim()) && (next.cells.length > 1 || splitList(next.text).length > 1))
		return true;
	if (RATING.test(next.text) && after !== undefined && splitList(after.text).length > 1) return true;
	const line = paragraph.lines[0];
	const other = next.lines[0];
	const styled =
		line !== undefined &&
		other !== undefined &&
		line.cells[0] !== undefined &&
		(line.cells[0].font !== other.cells[0]?.font ||
			line.cells[0].bold !== other.cells[0]?.bold ||
			line.heading > other.heading);
	if (styled && (splitList(next.text).length > 1 || next.bullet)) return true;
	return splitList(next.text).length > 2 && !knows(paragraph.text);
}

/** Every row has a name and a list, and one of the names is no skill: then none is, though "Databases" is one elsewhere. */
const isLabelledTable = (paragraphs: readonly Paragraph[], knows: (text: string) => boolean): boolean =>
	paragraphs.length > 1 &&
	paragraphs.every(({ cells }) => cells.length === 2 && splitList(cells[0]?.text ?? "").length === 1) &&
	paragraphs.some(({ cells }) => !knows(cells[0]?.text ?? "")) &&
	paragraphs.filter(({ cells }) => splitList(cells[1]?.text ?? "").length > 1).length * 2 > paragraphs.length;

/** "Capacità di lettura   Buono": no skill of its own, and neither is how well. Without a level "Writing" may be one. */
const isAbilityRow = ({ text, cells: [first, ...rest] }: Paragraph): boolean => {
	const [label = "", level] = rest.length > 0 ? [first?.text, ""] : text.split(/[:：]|\s{2,}/u);
	return level !== undefined && isLanguageAbility(label);
};

/** "(*) The scale is from 0 to 6": a note about the ratings, which ends the list. */
const SCALE = /^\s*\(?\*\)?[\s[(]*\p{Lu}[^,;]{10,}/u;

export interface SkillContext {
	readonly recognizer: Recognizer | null;
	readonly log: EvidenceLog;
	/** What a list of skills holds of another section: a language somebody speaks. */
	readonly isOther?: (item: string) => boolean;
}

function skillId(name: string, recognizer: Recognizer | null): string | undefined {
	if (recognizer === null) return undefined;
	const tokens = tokenize(name);
	const match = recognizer
		.skills(tokens, { context: "list" })
		.find((skill) => skill.start === 0 && skill.end === tokens.length);
	return match?.id;
}

/** Skills that prose names: only what the vocabulary knows. */
function fromProse(paragraph: Paragraph, recognizer: Recognizer | null): Item[] {
	if (recognizer === null) return [];
	const tokens = tokenize(paragraph.text);
	return recognizer.skills(tokens, { context: "prose" }).map((skill) => ({
		name: paragraph.text.slice(tokens[skill.start]?.start ?? 0, tokens[skill.end - 1]?.end ?? 0),
	}));
}

/** Shares right of the items of lists, on resumes of many styles and on generated ones: a skill that nobody knows may be a piece of another text. */
const [KNOWN, UNKNOWN] = [0.97, 0.8];

function itemsOf(all: readonly Paragraph[], context: SkillContext): Found<Item>[] {
	const scale = all.findIndex(({ text }) => SCALE.test(text));
	const paragraphs = scale < 0 ? all : all.slice(0, scale);
	const knows = (text: string): boolean => skillId(text, context.recognizer) !== undefined;
	const isTable = isLabelledTable(paragraphs, knows);
	return paragraphs.flatMap((paragraph, index) => {
		if (isTableHead(paragraph) || isGroupName(paragraphs.slice(index, index + 3), knows)) return [];
		if (DRIVING.test(paragraph.text) || isAbilityRow(paragraph)) return [];
		if (matchHeading(paragraph.text)?.exact === true && paragraph.cells.length === 1) return [];
		const text = isTable ? (paragraph.cells[1]?.text ?? "").replace(KEYWORDS, "$1") : listText(paragraph, knows);
		const prose =
			(paragraph.bullet && tellsDeed(text)) ||
			(isProse(text) && splitList(text).some((part) => part.trim().split(/\s+/).length > 5));
		const own = (part: string): boolean => context.isOther?.(part) !== true;
		const items = prose ? fromProse(paragraph, context.recognizer) : toItems(text, knows, own);
		return items.map((item) =>
			found(
				item,
				prose ? 0.7 : knows(item.name) ? KNOWN : UNKNOWN,
				prose ? "known skill in a sentence" : "item of a list of skills",
				paragraph.lines,
			),
		);
	});
}

/** Skills of the skills sections, as written, each once. */
export function extractSkills(sections: readonly (readonly Paragraph[])[], context: SkillContext): Skill[] {
	const skills: Skill[] = [];
	const seen = new Set<string>();
	for (const item of sections.flatMap((paragraphs) => itemsOf(paragraphs, context))) {
		const key = item.value.name.toLowerCase();
		if (seen.has(key) || !/[\p{L}]/u.test(key) || skills.length >= 1000) continue;
		seen.add(key);
		const id = skillId(item.value.name, context.recognizer);
		const name = context.log.take(`/skills/${skills.length}/name`, { ...item, value: item.value.name });
		skills.push({
			name,
			...(item.value.level === undefined ? {} : { level: item.value.level }),
			...(id === undefined ? {} : { id }),
		});
	}
	return skills;
}

/** The vocabulary of skills, titles and seniority words, from the tab-separated files of ranking/vocabulary/. */
import { TributaryError } from "../errors.ts";
import { tokenize } from "./tokenize.ts";

export interface Skill {
	readonly id: string;
	readonly label: string;
	/** language, framework, tool, method, certification ... */
	readonly kind: string;
	/** Other ways of writing it. */
	readonly synonyms: readonly string[];
	/** Ids of skills that often go with it. */
	readonly related: readonly string[];
	/** Ids of the wider skills that it is one of. */
	readonly broader: readonly string[];
}

export interface Title {
	readonly id: string;
	readonly label: string;
	/** Titles of one family are different names and grades of the same occupation. */
	readonly family: string;
	readonly synonyms: readonly string[];
	/** The same by {@link TITLE_LANGUAGES}; empty where the file does not tell them apart. */
	readonly byLanguage: readonly (readonly string[])[];
	readonly related: readonly string[];
	/** Ids of the skills it usually needs. */
	readonly skills: readonly string[];
}

export interface SeniorityLevel {
	readonly level: string;
	/** Orders the levels; also the value of the column `seniority`. */
	readonly rank: number;
	readonly words: readonly string[];
}

/** A form that is also an everyday word. */
export interface AmbiguousForm {
	/** In the case in which it means the skill. */
	readonly form: string;
	readonly skillId: string;
	/** case: the exact case is enough in prose · context: another skill must stand in the same sentence, too. */
	readonly rule: "case" | "context";
}

/** A file by its name, for messages, and its text. */
export interface VocabularyFile {
	readonly name: string;
	readonly text: string;
}

export interface VocabularyFiles {
	readonly skills: readonly VocabularyFile[];
	readonly titles: readonly VocabularyFile[];
	readonly seniority?: VocabularyFile | undefined;
	readonly ambiguous?: VocabularyFile | undefined;
}

/** Languages of a title's names, in their order. A name of several stands with the first of them. */
export const TITLE_LANGUAGES: readonly string[] = ["en", "de", "fr", "es"];

export interface Vocabulary {
	readonly skills: readonly Skill[];
	readonly titles: readonly Title[];
	readonly seniority: readonly SeniorityLevel[];
	readonly ambiguous: readonly AmbiguousForm[];
	skill(id: string): Skill | undefined;
	title(id: string): Title | undefined;
	/** The skill that is written so (label, synonym or id), whatever the case, accents, hyphens and spaces. */
	skillByForm(form: string): Skill | undefined;
	titleByForm(form: string): Title | undefined;
	/** Whether a name of any skill or title has the word. @param word folded */
	hasWord(word: string): boolean;
	/**
	 * Places in {@link TITLE_LANGUAGES} of titles with the word, rising. What is the name of a skill, too, is English besides.
	 * @param word folded
	 */
	languagesOf(word: string): readonly number[];
	/** Skills that go with it, in the order of the file; not the wider ones. */
	relatedSkills(id: string): readonly Skill[];
	broaderSkills(id: string): readonly Skill[];
	/** Skills that name it as a wider one. */
	narrowerSkills(id: string): readonly Skill[];
	titlesOfFamily(family: string): readonly Title[];
	/** Families with a title that has this word in one of its names, as a share of all families, 0 to 1. @param word folded */
	shareOfFamilies(word: string): number;
	/** What a reader of the files should mend: double ids, forms of two skills, references to nothing. The first one wins. */
	readonly faults: readonly string[];
}

/** Folded tokens of a form with one space between: equal for all ways of writing that the tokenizer treats alike. */
export function formKey(form: string): string {
	return tokenize(form)
		.map((token) => token.text)
		.join(" ");
}

/** What recruiters and resumes write for the last word of a title. */
const SHORT_HAND: readonly (readonly [RegExp, string])[] = [
	[/(?<= )developer$/iu, "dev"],
	[/(?<= )representative$/iu, "rep"],
	[/(?<= )administrator$/iu, "admin"],
];

/** "Java developer", "sales representative": "Java dev" and "sales rep", too. */
function withShortHand(label: string, synonyms: readonly string[]): readonly string[] {
	const made = [label, ...synonyms].flatMap((name) =>
		SHORT_HAND.filter(([word]) => word.test(name)).map(([word, short]) => name.replace(word, short)),
	);
	return [...new Set([...synonyms, ...made])];
}

interface Row {
	readonly where: string;
	readonly cells: readonly string[];
}

function rowsOf(file: VocabularyFile, least: number, most: number): Row[] {
	const rows: Row[] = [];
	for (const [index, raw] of file.text.split(/\r?\n/).entries()) {
		if (raw.trim() === "" || raw.startsWith("#")) continue;
		const where = `${file.name}:${index + 1}`;
		const cells = raw.split("\t").map((cell) => cell.trim());
		const filled = cells.slice(0, least).every((cell) => cell !== "");
		if (cells.length < least || cells.length > most || !filled) {
			throw new TributaryError("invalid-configuration", {
				detail: `${where}: ${least} to ${most} cells with tabs between are expected, the first ${least} filled.`,
			});
		}
		rows.push({ where, cells });
	}
	return rows;
}

/** Items of a cell; `||`, which parts the languages of a title's synonyms, is one separator. */
const list = (cell: string | undefined): string[] =>
	(cell ?? "")
		.split("|")
		.map((part) => part.trim())
		.filter((part) => part !== "");

function byLanguage(cell = ""): readonly (readonly string[])[] {
	const groups = cell.split("||").map(list);
	return groups.length === TITLE_LANGUAGES.length ? groups : [];
}

/**
 * Reads the files of a vocabulary.
 * @throws TributaryError `invalid-configuration` for a line of the wrong shape, with file and line
 */
export function parseVocabulary(files: VocabularyFiles): Vocabulary {
	const faults: string[] = [];
	const skills = new Map<string, Skill>();
	const titles = new Map<string, Title>();
	for (const { where, cells } of files.skills.flatMap((file) => rowsOf(file, 3, 6))) {
		const [id = "", label = "", kind = ""] = cells;
		if (skills.has(id)) faults.push(`${where}: skill ${id} is there twice`);
		else
			skills.set(id, { id, label, kind, synonyms: list(cells[3]), related: list(cells[4]), broader: list(cells[5]) });
	}
	for (const { where, cells } of files.titles.flatMap((file) => rowsOf(file, 3, 6))) {
		const [id = "", label = "", family = ""] = cells;
		if (titles.has(id)) faults.push(`${where}: title ${id} is there twice`);
		else
			titles.set(id, {
				...{ id, label, family, related: list(cells[4]), skills: list(cells[5]) },
				synonyms: withShortHand(label, list(cells[3])),
				byLanguage: byLanguage(cells[3]),
			});
	}
	const seniority = files.seniority ? rowsOf(files.seniority, 3, 3).map(seniorityLevel) : [];
	const ambiguous = files.ambiguous ? rowsOf(files.ambiguous, 3, 3).map(ambiguousForm) : [];
	return buildVocabulary({ skills, titles, seniority, ambiguous, faults });
}

function seniorityLevel({ where, cells }: Row): SeniorityLevel {
	const [level = "", rank = "", words = ""] = cells;
	if (!/^-?\d+(\.\d+)?$/.test(rank)) {
		throw new TributaryError("invalid-configuration", { detail: `${where}: the rank is not a number.` });
	}
	return { level, rank: Number(rank), words: list(words) };
}

function ambiguousForm({ where, cells }: Row): AmbiguousForm {
	const [form = "", skillId = "", rule = ""] = cells;
	if (rule !== "case" && rule !== "context") {
		throw new TributaryError("invalid-configuration", { detail: `${where}: the rule is neither case nor context.` });
	}
	return { form, skillId, rule };
}

interface Parts {
	readonly skills: ReadonlyMap<string, Skill>;
	readonly titles: ReadonlyMap<string, Title>;
	readonly seniority: readonly SeniorityLevel[];
	readonly ambiguous: readonly AmbiguousForm[];
	readonly faults: string[];
}

function buildVocabulary({ skills, titles, seniority, ambiguous, faults }: Parts): Vocabulary {
	// Made when first asked for: parsing a resume never asks, and a parser process starts sooner without them.
	let skillForms: Forms<Skill> | undefined;
	let titleForms: Forms<Title> | undefined;
	const formsOfSkills = () => (skillForms ??= formsOf([...skills.values()], "skill"));
	const formsOfTitles = () => (titleForms ??= formsOf([...titles.values()], "title"));
	const narrower = Map.groupBy(
		[...skills.values()].flatMap((skill) => skill.broader.map((broader) => ({ broader, skill }))),
		({ broader }) => broader,
	);
	const families = Map.groupBy(titles.values(), (title) => title.family);
	let words: ReadonlySet<string> | undefined;
	let languagesByWord: ReadonlyMap<string, readonly number[]> | undefined;
	let familiesByWord: ReadonlyMap<string, number> | undefined;
	const known = (ids: readonly string[] = []) => ids.map((id) => skills.get(id)).filter((skill) => skill !== undefined);
	return {
		skills: [...skills.values()],
		titles: [...titles.values()],
		seniority,
		ambiguous,
		skill: (id) => skills.get(id),
		title: (id) => titles.get(id),
		skillByForm: (form) => skills.get(form) ?? formsOfSkills().byKey.get(formKey(form)),
		titleByForm: (form) => titles.get(form) ?? formsOfTitles().byKey.get(formKey(form)),
		hasWord(word) {
			words ??= new Set([formsOfSkills(), formsOfTitles()].flatMap(({ byKey }) => [...byKey.keys()].flatMap(wordsOf)));
			return words.has(word);
		},
		languagesOf(word) {
			languagesByWord ??= languagesOfWords([...titles.values()], [...skills.values()]);
			return languagesByWord.get(word) ?? [];
		},
		relatedSkills: (id) => known(skills.get(id)?.related),
		broaderSkills: (id) => known(skills.get(id)?.broader),
		narrowerSkills: (id) => (narrower.get(id) ?? []).map(({ skill }) => skill),
		titlesOfFamily: (family) => families.get(family) ?? [],
		shareOfFamilies(word) {
			familiesByWord ??= countFamilies(formsOfTitles().byKey);
			return (familiesByWord.get(word) ?? 0) / Math.max(1, families.size);
		},
		get faults() {
			const references = faultyReferences(skills, titles, ambiguous);
			return [...faults, ...formsOfSkills().faults, ...formsOfTitles().faults, ...references];
		},
	};
}

const wordsOf = (key: string): readonly string[] => key.split(" ");

/** By word of a title's names, the places of their languages. */
function languagesOfWords(titles: readonly Title[], skills: readonly Skill[]): Map<string, readonly number[]> {
	const words = new Map<string, Set<number>>();
	for (const { label, byLanguage } of titles) {
		for (const [place, names] of byLanguage.entries()) {
			// The label is English.
			for (const word of (place === 0 ? [label, ...names] : names).flatMap((name) => wordsOf(formKey(name)))) {
				const known = words.get(word);
				if (known === undefined) words.set(word, new Set([place]));
				else known.add(place);
			}
		}
	}
	// A docker is a French worker and a tool.
	for (const { label } of skills) for (const word of wordsOf(formKey(label))) words.get(word)?.add(0);
	return new Map([...words].map(([word, places]) => [word, [...places].sort((a, b) => a - b)]));
}

/** By word, how many families have a title with it. */
function countFamilies(forms: ReadonlyMap<string, Title>): Map<string, number> {
	const pairs = new Set([...forms].flatMap(([key, { family }]) => wordsOf(key).map((word) => `${word} ${family}`)));
	const counts = new Map<string, number>();
	for (const pair of pairs) {
		const word = pair.slice(0, pair.indexOf(" "));
		counts.set(word, (counts.get(word) ?? 0) + 1);
	}
	return counts;
}

interface Named {
	readonly id: string;
	readonly label: string;
	readonly synonyms: readonly string[];
}

interface Forms<T> {
	readonly byKey: ReadonlyMap<string, T>;
	readonly faults: readonly string[];
}

/** Labels go before synonyms: a synonym never takes another entry's own name. */
function formsOf<T extends Named>(entries: readonly T[], kind: string): Forms<T> {
	const forms = new Map<string, T>();
	const faults: string[] = [];
	const claim = (form: string, entry: T) => {
		const key = formKey(form);
		const owner = forms.get(key);
		if (key === "") faults.push(`${kind} ${entry.id}: ${form} has no letters`);
		else if (owner === undefined) forms.set(key, entry);
		else if (owner !== entry) faults.push(`${kind} ${entry.id}: ${form} is a form of ${owner.id} already`);
	};
	for (const entry of entries) claim(entry.label, entry);
	for (const entry of entries) for (const synonym of entry.synonyms) claim(synonym, entry);
	return { byKey: forms, faults };
}

function faultyReferences(
	skills: ReadonlyMap<string, Skill>,
	titles: ReadonlyMap<string, Title>,
	ambiguous: readonly AmbiguousForm[],
): string[] {
	const faults: string[] = [];
	const expect = (there: boolean, from: string, to: string) => {
		if (!there) faults.push(`${from} names ${to}, which is not there`);
	};
	for (const skill of skills.values()) {
		for (const id of [...skill.related, ...skill.broader]) expect(skills.has(id), `skill ${skill.id}`, id);
	}
	for (const title of titles.values()) {
		for (const id of title.skills) expect(skills.has(id), `title ${title.id}`, id);
		for (const id of title.related) expect(titles.has(id), `title ${title.id}`, id);
	}
	for (const { form, skillId } of ambiguous) expect(skills.has(skillId), `ambiguous form ${form}`, skillId);
	return faults;
}

import { withoutProtectedAttributes } from "../analysis/protected-attributes.ts";
import { withoutProtectedPhrases } from "../analysis/protected-phrases.ts";
import type { ParsedResume, Resume } from "../domain/resume.ts";
import { isLabelOnly, isPersonal, isShortValue } from "./fields/personal-data.ts";

/**
 * What a tenant asks for who wants no birth date, nationality, marital status, sex or photo stored at all: the lines that
 * hold them are taken out of every text of a parsed resume, and of sentences the words. The file as it was sent stays as it is.
 */

type Values = ParsedResume["meta"]["values"];

/** Of each line of a text in turn: whether it is personal data; a label alone on its line takes the value below it along. */
export function createPersonalFilter(): (line: string) => boolean {
	let isBelowLabel = false;
	return (written) => {
		const line = written.trim();
		if (line === "") return false;
		const isValue = isBelowLabel && isShortValue(line);
		isBelowLabel = isLabelOnly(line);
		return isValue || isBelowLabel || withoutProtectedAttributes(line) === "" || isPersonal(line);
	};
}

/** Personal data taken out; "" where nothing else is said. */
export function withoutPersonalText(text: string): string {
	const isPersonalLine = createPersonalFilter();
	return text
		.split("\n")
		.filter((line) => !isPersonalLine(line))
		.map(withoutProtectedPhrases)
		.join("\n")
		.trim();
}

/** Texts with several lines; single values such as a title are never personal data: their rules do not take it. */
const TEXTS: ReadonlySet<string> = new Set(["summary", "description", "reference"]);
const LISTS: ReadonlySet<string> = new Set(["highlights", "courses"]);

interface Dropping {
	/** Pointer of a value to its new one; null where the value is gone. */
	readonly moved: Map<string, string | null>;
}

/** Entries of a list of sentences that say something else. */
function cleanList(list: readonly string[], pointer: string, { moved }: Dropping): string[] {
	const kept: string[] = [];
	for (const [index, text] of list.entries()) {
		const rest = withoutPersonalText(text);
		moved.set(`${pointer}/${index}`, rest === "" ? null : `${pointer}/${kept.length}`);
		if (rest !== "") kept.push(rest);
	}
	return kept;
}

function cleanValue(value: unknown, name: string, pointer: string, dropping: Dropping): unknown {
	if (typeof value === "string") {
		if (!TEXTS.has(name)) return value;
		const rest = withoutPersonalText(value);
		if (rest === "") dropping.moved.set(pointer, null);
		return rest === "" ? undefined : rest;
	}
	if (Array.isArray(value)) {
		if (!LISTS.has(name)) return value.map((entry, index) => cleanValue(entry, "", `${pointer}/${index}`, dropping));
		const kept = cleanList(value as string[], pointer, dropping);
		return kept.length === 0 ? undefined : kept;
	}
	if (typeof value !== "object" || value === null) return value;
	const entries = Object.entries(value).map(
		([key, inner]) => [key, cleanValue(inner, key, `${pointer}/${key}`, dropping)] as const,
	);
	return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}

function movedValues(values: Values, moved: Dropping["moved"]): Values {
	const entries = Object.entries(values).flatMap(([pointer, evidence]) => {
		const to = moved.get(pointer);
		return to === null ? [] : [[to ?? pointer, evidence] as const];
	});
	return Object.fromEntries(entries);
}

/** The resume without lines of personal data; evidence moves along with the values that stay. */
export function withoutPersonalLines<R extends Resume | ParsedResume>(resume: R): R {
	const { meta, ...sections } = resume as R & { readonly meta?: ParsedResume["meta"] };
	const dropping: Dropping = { moved: new Map() };
	const kept = cleanValue(sections, "", "", dropping) as R;
	if (meta?.values === undefined) return meta === undefined ? kept : { ...kept, meta };
	return { ...kept, meta: { ...meta, values: movedValues(meta.values, dropping.moved) } };
}

import type { Explanation } from "../../../domain/hit.ts";
import type { ResumeText } from "../../../domain/resume-text.ts";
import { PageText } from "./find-in-page.ts";

/** Where the reasons of a place stand in the record, by pointer. */
export type Evidence = ReadonlyMap<string, readonly (readonly [number, number])[]>;

const NONE: Evidence = new Map();

/** @param pool whose record is shown */
export function evidenceOf(explanation: Explanation | null | undefined, pool: "ats" | "network"): Evidence {
	if (explanation == null) return NONE;
	const found = new Map<string, [number, number][]>();
	for (const place of explanation.contributions.flatMap(({ places }) => places)) {
		if (place.pool !== pool) continue;
		const spans = found.get(place.pointer) ?? [];
		if (!spans.some(([start, end]) => place.start < end && start < place.end)) spans.push([place.start, place.end]);
		found.set(place.pointer, spans);
	}
	for (const spans of found.values()) spans.sort(([a], [b]) => a - b);
	return found;
}

/** The text at a pointer (RFC 6901) into a record; null where there is none. */
export function textAt(record: unknown, pointer: string): string | null {
	let value: unknown = record;
	for (const part of pointer.split("/").slice(1)) {
		if (typeof value !== "object" || value === null) return null;
		value = (value as Record<string, unknown>)[part.replaceAll("~1", "/").replaceAll("~0", "~")];
	}
	return typeof value === "string" ? value : null;
}

/** A piece of a record's text to look for in the file that it was read from. */
export interface Wanted {
	/** The whole value, by which the place is found. */
	readonly text: string;
	readonly start: number;
	readonly end: number;
	/** Where the parser read it; null where it did not say. */
	readonly page: number | null;
	/** How often the value and its part stand before it on its page. Absent: not known. */
	readonly before?: { readonly value: number; readonly part: number };
}

type Pages = Readonly<Record<string, { readonly page?: number | undefined }>>;

/** @param read the text of the file, which tells places that hold the same words apart; null: not known */
export function wantedOf(evidence: Evidence, record: unknown, pages: Pages, read: ResumeText | null): Wanted[] {
	return [...evidence].flatMap(([pointer, spans]) => {
		const text = textAt(record, pointer);
		if (text === null) return [];
		const value = pointer.replace(/^\/resume/, "");
		const page = pages[value]?.page ?? null;
		const above = read === null ? null : textBefore(read, value);
		return spans.map(([start, end]): Wanted => {
			if (above === null) return { text, start, end, page };
			const part = text.slice(start, end);
			const own = new PageText([{ str: text.slice(0, start) }]).count(part);
			return { text, start, end, page, before: { value: above.count(text), part: above.count(part) + own } };
		});
	});
}

/** What stands before a value on its page. */
function textBefore({ text, lines, values }: ResumeText, value: string): PageText | null {
	const start = values[value]?.start;
	const page = lines.find((line) => start !== undefined && start < line.end)?.page;
	const top = lines.find((line) => line.page === page);
	return start === undefined || top === undefined ? null : new PageText([{ str: text.slice(top.start, start) }]);
}

import { fold } from "../../analysis/fold.ts";
import { DOCUMENT_TITLE } from "../sections/document-title.ts";
import type { Row } from "./place-items.ts";

interface PageRows {
	readonly number: number;
	readonly height: number | null;
	readonly rows: readonly Row[];
}

/** Part of a page's height at its top and bottom in which running text stands. */
const MARGIN = 0.09;
const PAGE_NUMBER =
	/^(?:\W*(?:page|seite|página|pagina|sida|side|strona|sayfa|страница|第)?\s*\d{1,2}\s*(?:(?:of|von|de|sur|di|van|av|z|\/|\||–|-|页|頁|ページ)\s*(?:共\s*)?\d{0,2})?\s*(?:页|頁|ページ)?\W*)$/iu;
/** True for "Page 1 of 2" and nothing else. */
export const isPageNumber = (text: string): boolean => PAGE_NUMBER.test(text);
const PAGE_NUMBER_AT_END = /[\s|–—-]+(?:page\s*)?\d{1,2}\s*(?:\/|of|von|de|sur)\s*\d{1,2}\s*$/iu;
const UPDATED =
	/^(?:last updated|updated|stand|dernière mise à jour|última actualización|最終更新|最后更新)\b.{0,40}$/iu;

const rowText = (row: Row): string => row.cells.map((cell) => cell.text).join(" ");
const atFoot = (row: Row, height: number | null): boolean => height !== null && row.y > height * (1 - MARGIN);
const inMargin = (row: Row, height: number | null): boolean =>
	height !== null && (row.y < height * MARGIN || atFoot(row, height));
const withoutNumbers = (text: string): string => fold(text).replace(/\d+/g, "#");

/** "November 2026 | Marion Okafor · Curriculum Vitae | 1": whose resume it is, and nothing to reach anybody by. */
const isTitleOfPage = (text: string): boolean =>
	/\s\d{1,2}$|^\P{L}*\p{L}+ \d{1,2}\s/u.test(text) &&
	text.search(DOCUMENT_TITLE) >= 0 &&
	!/@|\d[\d\s().-]{6,}\d/u.test(text);

/** "Jane Doe – Page 2", "Jane Doe, CV, Seite 2 von 3" */
const NUMBERED =
	/(?:^|[\s,;|·•–—-])(?:page|seite|página|pagina|sida|side|strona|sayfa|pág\.?|p\.|s\.)\s?\d{1,2}(?:\s?(?:\/|of|von|de|sur|di|van|av|z)\s?\d{1,2})?\W*$/iu;
const LONGEST_HEAD = 80;
/** Rows at the head of the first page among which the name and the ways to reach somebody stand. */
const HEAD_ROWS = 6;

const partsOf = (row: Row): string[] =>
	row.cells
		.flatMap(({ text }) => text.split(/\s+[|·•–—-]\s+|[|·•,;]\s*/u))
		.map((part) => fold(part.trim()))
		.filter((part) => part !== "");

/** Whether a row of a later page is the name, or ways to reach somebody, as the head of the first page has them, and nothing else. */
function headAgain(head: readonly Row[]): (row: Row) => boolean {
	const known = new Set(head.flatMap(partsOf));
	const names = new Set(head.slice(0, 1).flatMap(partsOf));
	return (row) => {
		const parts = partsOf(row);
		return parts.every((part) => known.has(part)) && parts.some((part) => part.includes("@") || names.has(part));
	};
}

/** Leaves out page numbers and what the margins of several pages repeat; the first copy stays, it may hold the contact data. */
export function dropRunningText<P extends PageRows>(pages: readonly P[]): P[] {
	const seen = new Map<string, number>();
	for (const page of pages) {
		for (const row of page.rows.filter((candidate) => inMargin(candidate, page.height))) {
			const key = withoutNumbers(rowText(row));
			if (!seen.has(key)) seen.set(key, page.number);
		}
	}
	const isHeadAgain = headAgain(pages[0]?.rows.slice(0, HEAD_ROWS) ?? []);
	const keep = (row: Row, page: P): boolean => {
		if (!inMargin(row, page.height)) return true;
		const text = rowText(row);
		if (PAGE_NUMBER.test(text) || UPDATED.test(text)) return false;
		if (page.number > 1 && text.length <= LONGEST_HEAD && (NUMBERED.test(text) || isHeadAgain(row))) return false;
		if (atFoot(row, page.height) && (PAGE_NUMBER_AT_END.test(text) || isTitleOfPage(text))) return false;
		return (seen.get(withoutNumbers(text)) ?? page.number) === page.number;
	};
	return pages.map((page) => ({ ...page, rows: page.rows.filter((row) => keep(row, page)) }));
}

import { TributaryError } from "../../errors.ts";
import { cleanText, isOrnament, takeBullet } from "../layout/glyphs.ts";
import {
	type Cell,
	type DraftLine,
	type LinkTarget,
	numberLines,
	POINTS_PER_CHARACTER,
	pieces,
	type ReadDocument,
} from "../layout/line.ts";
import type { FileLimits } from "../limits.ts";
import { decodeText } from "./encoding.ts";
import { withoutHidden } from "./markdown-hidden.ts";

const LINK = /!?\[([^\]]*)\]\(\s*<?([^)\s>]+)(?:[\s>][^)]*)?\)/g;
const AUTOLINK = /<((?:https?:\/\/|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s]+)>/g;

function inline(text: string): string {
	return (
		text
			.replace(LINK, "$1")
			.replace(AUTOLINK, (_, target: string) => target.replace(/^mailto:/, ""))
			.replace(/<br\s*\/?>/gi, "\t")
			.replace(/<[^>]{1,200}>/g, " ")
			// "`Python` `SQL`": each of such labels is a text of its own.
			.replace(/(`[^`]+`)[ \t]+(?=`[^`]+`)/g, "$1, ")
			.replace(/`([^`]*)`/g, "$1")
			.replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, "$2")
			.replace(/(?<![\p{L}\p{N}*])([*_])(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}*])/gu, "$2")
			.replace(/~~(.+?)~~/g, "$1")
			.replace(/\\([\\`*_{}[\]()#+.!|~-])/g, "$1")
			.replace(/&nbsp;/g, " ")
			.replace(/&amp;/g, "&")
	);
}

const linksIn = (text: string): { url: string; text: string }[] =>
	[...text.matchAll(LINK)].map((match) => ({ url: match[2] ?? "", text: match[1] ?? "" }));

function toCells(text: string, bold: boolean, size: number): Cell[] {
	const cells: Cell[] = [];
	for (const part of text.split(/\t| {3,}/)) {
		const clean = cleanText(part).trim();
		if (clean === "" || isOrnament(clean)) continue;
		const x = cells.length === 0 ? 0 : (cells.at(-1)?.right ?? 0) + 40;
		cells.push({
			text: clean,
			x,
			right: x + clean.length * POINTS_PER_CHARACTER,
			size,
			font: bold ? "bold" : "",
			bold,
		});
	}
	return cells;
}

interface Parsed {
	readonly draft: DraftLine;
	readonly links: readonly { url: string; text: string }[];
}

function parseLine(raw: string, gap: number): Parsed | null {
	const heading = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(raw);
	const row = /^\s*\|(.+)\|\s*$/.exec(raw);
	if (/^[\s|:+-]+$/.test(raw)) return null;
	const source = heading?.[2] ?? row?.[1]?.replaceAll(/(?<!\\)\|/g, "\t") ?? raw.replace(/^\s*>\s?/, "");
	const taken = takeBullet(source.replace(/^\s*[*+-]\s+\[[ x]\]\s/i, "- "));
	const bullet = heading === null && row === null && taken.bullet;
	const body = bullet ? source.trimStart().replace(/^(?:[*+•-]|\d{1,2}[.)])\s*/u, "") : source;
	const bold = heading !== null || /^\s*(\*\*|__)[^*]+\1\s*$/.test(body);
	const level = heading?.[1]?.length ?? 0;
	const cells = toCells(inline(body), bold, level === 0 ? 10 : 26 - level * 3);
	if (cells.length === 0) return null;
	return {
		draft: { page: 1, cells, gap, bullet, heading: level, stream: "page", region: "body" },
		links: linksIn(body),
	};
}

/** Its patterns look for their other end over and over. */
const LONGEST_LINE = 2000;

/** Underlined headings (setext) as the # form, front matter left out. */
function normalise(text: string): string[] {
	const body = text.replace(/^\uFEFF?---\r?\n[\s\S]*?\r?\n---\r?\n/, "");
	return body
		.replace(/^(?![\s>#*+-])(.+)\r?\n=+[ \t]*$/gm, "# $1")
		.replace(/^(?![\s>#*+-])(.+)\r?\n-{3,}[ \t]*$/gm, "## $1")
		.split(/\r\n|\r|\n/)
		.flatMap((line) => (line.length > LONGEST_LINE ? pieces(line, LONGEST_LINE) : [line]));
}

/**
 * Text of a Markdown file (CommonMark with tables), by lines.
 * @throws TributaryError file-too-complex, file-empty
 */
export function readMarkdown(bytes: Uint8Array, limits: FileLimits): ReadDocument {
	const whole = decodeText(bytes);
	if (whole.length > limits.characters)
		throw new TributaryError("file-too-complex", { detail: "The file has too much text." });
	const { text, hidden } = withoutHidden(whole);
	const flags = new Set(hidden ? ["hidden-text"] : []);
	// A file of which nothing is seen is read as it is.
	const read = linesOf(text, limits) ?? (hidden ? linesOf(whole, limits) : null);
	if (read === null) throw new TributaryError("file-empty");
	return { ...read, pageCount: 1, flags };
}

function linesOf(text: string, limits: FileLimits): Pick<ReadDocument, "lines" | "links"> | null {
	const drafts: DraftLine[] = [];
	const links: LinkTarget[] = [];
	let gap = 2;
	for (const raw of normalise(text).slice(0, limits.lines)) {
		const parsed = parseLine(raw, gap);
		gap = raw.trim() === "" ? 2 : 1;
		if (parsed === null) continue;
		drafts.push(parsed.draft);
		links.push(...parsed.links.map((link) => ({ ...link, line: drafts.length })));
	}
	const lines = numberLines(drafts);
	return lines.length === 0 ? null : { lines, links };
}

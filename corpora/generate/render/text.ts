/** Plain text and Markdown resumes. */
import type { Block, ContactItem, ResumeDocument, Section } from "../print/document.ts";

const WIDTH = 78;

/** A contact item as a line; a date of birth always carries its label, it would mean nothing without. */
export function contactLine(item: ContactItem, labels: boolean): string {
	return labels || item.kind === "birth" ? `${item.label}: ${item.text}` : item.text;
}

/** Breaks a text at spaces into lines of at most `width` characters, later lines indented. */
export function wrap(text: string, width: number, first = "", rest = first): string[] {
	const lines: string[] = [];
	let line = first;
	for (const word of text.split(" ")) {
		const glued =
			line === first && lines.length === 0 ? `${line}${word}` : line === rest ? `${line}${word}` : `${line} ${word}`;
		if (glued.length > width && line.trim() !== first.trim() && line !== rest) {
			lines.push(line);
			line = `${rest}${word}`;
		} else line = glued;
	}
	lines.push(line);
	return lines;
}

interface TextLayout {
	readonly heading: (text: string) => string[];
	readonly bullet: string;
	readonly indent: string;
	readonly title: (document: ResumeDocument) => string[];
}

function headedBy(line: string, dates: string | undefined, indent: string): string {
	const left = `${indent}${line}`;
	return dates === undefined ? left : `${left}${" ".repeat(Math.max(2, WIDTH - left.length - dates.length))}${dates}`;
}

function blockLines(block: Block, { bullet, indent }: TextLayout): string[] {
	if (block.kind === "paragraph") return wrap(block.text, WIDTH, indent);
	const item = (text: string): string[] =>
		wrap(text, WIDTH, `${indent}${bullet} `, `${indent}${" ".repeat(bullet.length + 1)}`);
	if (block.kind === "list") return block.items.flatMap(item);
	const head = block.lines.map((line, i) => headedBy(line, i === 0 ? block.dates : undefined, indent));
	const paragraph = block.paragraph === undefined ? [] : wrap(block.paragraph, WIDTH, indent);
	return [...head, ...paragraph, ...block.bullets.flatMap(item), ""];
}

function sectionLines(section: Section, layout: TextLayout): string[] {
	return ["", ...layout.heading(section.heading), ...section.blocks.flatMap((block) => blockLines(block, layout))];
}

function nameLines(document: ResumeDocument): string[] {
	const { documentTitle, label, name } = document;
	return [...(documentTitle === undefined ? [] : [documentTitle, ""]), name, ...(label === undefined ? [] : [label])];
}

const LAYOUTS: Readonly<Record<"caps" | "underlined" | "indented", TextLayout>> = {
	caps: {
		heading: (text) => [text.toLocaleUpperCase(), ""],
		bullet: "-",
		indent: "",
		title: (document) => [
			...nameLines(document),
			...document.contact.map((item) => contactLine(item, document.labels)),
		],
	},
	underlined: {
		heading: (text) => [text, "=".repeat(text.length)],
		bullet: "*",
		indent: "",
		title: (document) => [
			...nameLines(document),
			"-".repeat(document.name.length),
			...wrap(document.contact.map((item) => contactLine(item, document.labels)).join(" | "), WIDTH),
		],
	},
	indented: {
		heading: (text) => [`${text}:`],
		bullet: "•",
		indent: "    ",
		title: (document) => [
			...nameLines(document).map((line) => line.padStart(Math.floor((WIDTH + line.length) / 2))),
			"",
			...document.contact.map((item) => `${`${item.label}:`.padEnd(16)}${item.text}`),
		],
	},
};

export type TextLayoutName = keyof typeof LAYOUTS;

/** UTF-8 text, lines of at most 78 characters where words allow, one line feed at the end. */
export function renderText(document: ResumeDocument, name: TextLayoutName): string {
	const layout = LAYOUTS[name];
	const lines = [...layout.title(document), ...document.sections.flatMap((section) => sectionLines(section, layout))];
	return `${lines
		.map((line) => line.trimEnd())
		.join("\n")
		.replace(/\n{3,}/g, "\n\n")
		.trimEnd()}\n`;
}

function markdownBlock(block: Block): string[] {
	if (block.kind === "paragraph") return [block.text, ""];
	if (block.kind === "list") return [...block.items.map((item) => `- ${item}`), ""];
	const [first = "", ...rest] = block.lines;
	const dates = block.dates === undefined ? [] : [`*${block.dates}*  `];
	return [
		`### ${first}`,
		"",
		...rest.map((line) => `${line}  `),
		...dates,
		...(block.paragraph === undefined ? [""] : ["", block.paragraph, ""]),
		...block.bullets.map((item) => `- ${item}`),
		"",
	];
}

/** A Markdown resume. */
export function renderMarkdown(document: ResumeDocument): string {
	const { name, label, contact, labels, sections } = document;
	const lines = [
		`# ${name}`,
		"",
		...(label === undefined ? [] : [`**${label}**`, ""]),
		contact.map((item) => contactLine(item, labels)).join(" · "),
		"",
		...sections.flatMap((section) => [`## ${section.heading}`, "", ...section.blocks.flatMap(markdownBlock)]),
	];
	return `${lines
		.join("\n")
		.replace(/\n{3,}/g, "\n\n")
		.trimEnd()}\n`;
}

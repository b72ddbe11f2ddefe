/** HTML resumes: a semantic page, and one laid out with tables as word processors and old portals export it. */
import type { Block, EntryBlock, ResumeDocument } from "../print/document.ts";
import { contactLine } from "./text.ts";

export type HtmlLayoutName = "semantic" | "table" | "divs";

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function list(items: readonly string[]): string {
	return items.length === 0 ? "" : `<ul>\n${items.map((item) => `<li>${escaped(item)}</li>`).join("\n")}\n</ul>`;
}

function linked(text: string): string {
	if (/^[^\s@]+@[^\s@]+$/.test(text)) return `<a href="mailto:${escaped(text)}">${escaped(text)}</a>`;
	return text.startsWith("https://") ? `<a href="${escaped(text)}">${escaped(text)}</a>` : escaped(text);
}

function semanticEntry({ lines, dates, paragraph, bullets }: EntryBlock): string {
	const [first = "", ...rest] = lines;
	return [
		"<article>",
		`<h3>${escaped(first)}</h3>`,
		...rest.map((line) => `<p class="line">${escaped(line)}</p>`),
		...(dates === undefined ? [] : [`<p><time>${escaped(dates)}</time></p>`]),
		...(paragraph === undefined ? [] : [`<p>${escaped(paragraph)}</p>`]),
		list(bullets),
		"</article>",
	].join("\n");
}

function semanticBlock(block: Block): string {
	if (block.kind === "entry") return semanticEntry(block);
	return block.kind === "list" ? list(block.items) : `<p>${escaped(block.text)}</p>`;
}

function semantic(document: ResumeDocument): string {
	const { name, label, contact, labels, sections } = document;
	return [
		"<header>",
		`<h1>${escaped(name)}</h1>`,
		...(label === undefined ? [] : [`<p class="label">${escaped(label)}</p>`]),
		"<address>",
		contact
			.map((item) =>
				labels || item.kind === "birth" ? `${escaped(item.label)}: ${linked(item.text)}` : linked(item.text),
			)
			.join("<br>\n"),
		"</address>",
		"</header>",
		"<main>",
		...sections.map(
			({ kind, heading, blocks }) =>
				`<section id="${kind}">\n<h2>${escaped(heading)}</h2>\n${blocks.map(semanticBlock).join("\n")}\n</section>`,
		),
		"</main>",
	].join("\n");
}

function row(left: string, right: string): string {
	return `<tr><td class="left" valign="top">${left}</td><td valign="top">${right}</td></tr>`;
}

function tableBlock(block: Block): string {
	if (block.kind === "paragraph") return row("", escaped(block.text));
	if (block.kind === "list") return row("", block.items.map((item) => escaped(item)).join("<br>\n"));
	const [first = "", ...rest] = block.lines;
	const head = [
		`<b>${escaped(first)}</b>`,
		...rest.map(escaped),
		...(block.paragraph === undefined ? [] : [escaped(block.paragraph)]),
	];
	return row(escaped(block.dates ?? ""), `${head.join("<br>\n")}\n${list(block.bullets)}`);
}

function table(document: ResumeDocument): string {
	const { name, label, contact, labels, sections } = document;
	return [
		'<table width="700" cellpadding="4">',
		`<tr><td colspan="2"><font size="5"><b>${escaped(name)}</b></font>${label === undefined ? "" : `<br>\n${escaped(label)}`}</td></tr>`,
		...contact.map((item) =>
			labels ? row(escaped(item.label), linked(item.text)) : row("", escaped(contactLine(item, false))),
		),
		...sections.flatMap(({ heading, blocks }) => [
			`<tr><td colspan="2"><b>${escaped(heading)}</b><hr></td></tr>`,
			...blocks.map(tableBlock),
		]),
		"</table>",
	].join("\n");
}

function divBlock(block: Block): string {
	if (block.kind === "paragraph") return `<div class="t">${escaped(block.text)}</div>`;
	if (block.kind === "list") return block.items.map((item) => `<div class="chip">${escaped(item)}</div>`).join("\n");
	const spans = block.lines.map(
		(line, i) => `<div class="${i === 0 ? "strong" : "t"}"><span>${escaped(line)}</span></div>`,
	);
	return [
		'<div class="entry">',
		...(block.dates === undefined ? [] : [`<div class="dates"><span>${escaped(block.dates)}</span></div>`]),
		...spans,
		...(block.paragraph === undefined ? [] : [`<div class="t">${escaped(block.paragraph)}</div>`]),
		...block.bullets.map((item) => `<div class="b">&bull;&nbsp;${escaped(item)}</div>`),
		"</div>",
	].join("\n");
}

function divs(document: ResumeDocument): string {
	const { name, label, contact, labels, sections } = document;
	return [
		`<div class="name">${escaped(name)}</div>`,
		...(label === undefined ? [] : [`<div class="t">${escaped(label)}</div>`]),
		`<div class="t">${contact.map((item) => `<span>${escaped(contactLine(item, labels))}</span>`).join(" &middot; ")}</div>`,
		...sections.map(
			({ heading, blocks }) => `<div class="head">${escaped(heading)}</div>\n${blocks.map(divBlock).join("\n")}`,
		),
	].join("\n");
}

const BODIES: Readonly<Record<HtmlLayoutName, (document: ResumeDocument) => string>> = { semantic, table, divs };

const STYLES: Readonly<Record<HtmlLayoutName, string>> = {
	semantic: "body{font:15px/1.4 Georgia,serif;max-width:44em;margin:2em auto}h2{border-bottom:1px solid #888}",
	table: "body{font:14px Arial}.left{width:150px;color:#555}",
	divs: ".name{font-size:28px}.head{margin-top:18px;font-weight:bold;color:#036}.dates{float:right}.chip{display:inline-block;margin-right:8px}.strong{font-weight:bold}",
};

/** A whole HTML page in UTF-8. */
export function renderHtml(document: ResumeDocument, layout: HtmlLayoutName): string {
	return [
		"<!DOCTYPE html>",
		`<html lang="${document.language}">`,
		`<head>\n<meta charset="utf-8">\n<title>${escaped(document.name)}</title>\n<style>${STYLES[layout]}</style>\n</head>`,
		`<body>\n${BODIES[layout](document)}\n</body>`,
		"</html>\n",
	].join("\n");
}

/** Web pages and plain text: what makes patterns and recursive readers slow, and what leads out. */
import { pick } from "../bench/random.ts";
import { BODY, between, type HostileKind, lure, TEXT } from "./kind.ts";

const page = (inner: string, head = ""): Buffer =>
	Buffer.from(
		`<!doctype html><html><head>${head}</head><body>${BODY.map((line) => `<p>${line}</p>`).join("")}${inner}</body></html>`,
	);

const WEB: readonly HostileKind[] = [
	{
		name: "html: scripts",
		ending: "html",
		make: (maker) =>
			page(
				`<script src="${lure(maker)}"></script><script>fetch("${lure(maker)}"); while (true);</script><svg onload="x()"><use href="${lure(maker)}"/></svg>`,
			),
	},
	{
		name: "html: frames and forms",
		ending: "html",
		make: (maker) =>
			page(
				`<iframe src="${lure(maker)}"></iframe><object data="${lure(maker)}"></object><embed src="${lure(maker)}"><form action="${lure(maker)}"></form><video src="${lure(maker)}" autoplay></video>`,
			),
	},
	{
		name: "html: goes elsewhere",
		ending: "html",
		make: (maker) =>
			page(
				"",
				`<meta http-equiv="refresh" content="0;url=${lure(maker)}"><base href="${lure(maker)}"><link rel="stylesheet" href="${lure(maker)}"><style>@import "${lure(maker)}"; p { background: url(${lure(maker)}) }</style>`,
			),
	},
	{
		name: "html: nested deep",
		ending: "html",
		make: ({ next }) => {
			const depth = pick(next, [99, 101, 1000, 100_000]);
			const tag = pick(next, ["div", "table", "b", "ul", "li", "a", "p"]);
			return page(`<${tag}>`.repeat(depth));
		},
	},
	{
		name: "html: a tag without end",
		ending: "html",
		make: ({ next }) => page(`<p ${pick(next, ["a=", "<", '"', "a "]).repeat(between(next, 10_000, 1_000_000))}`),
	},
	{
		name: "html: entities",
		ending: "html",
		make: ({ next }) =>
			page(
				pick(next, ["&#65;", "&amp;", "&lt", "&#x110000;", "&#0;", "&CounterClockwiseContourIntegral;"]).repeat(
					between(next, 10_000, 500_000),
				),
			),
	},
	{
		name: "html: a document type",
		ending: "html",
		make: (maker) =>
			Buffer.from(
				`<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e SYSTEM "${lure(maker)}">]><html><body><p>&e;</p>${BODY.map((line) => `<p>${line}</p>`).join("")}</body></html>`,
			),
	},
	{
		name: "html: a million cells",
		ending: "html",
		make: ({ next }) =>
			page(`<table>${`<tr>${"<td>a</td>".repeat(100)}</tr>`.repeat(between(next, 100, 5000))}</table>`),
	},
	{
		name: "html: spans of a billion",
		ending: "html",
		make: () => page('<table><tr><td colspan="1000000000" rowspan="1000000000">a</td><td>b</td></tr></table>'),
	},
];

/** Pieces that stand near what the rules look for, over and over: nested repetition shows here. */
export const ROUNDS = [
	"(",
	"[",
	"((((((a",
	"a@",
	"@",
	"a.",
	"a@a.",
	"1 ",
	"1-",
	"12/",
	"(1",
	"+1 (",
	"2019 - ",
	"Jan ",
	"Jan 2019 – ",
	", ",
	"| ",
	"• ",
	"A ",
	"A B ",
	"Ab, ",
	"Ab & ",
	"and ",
	"www.",
	"http://",
	"linkedin.com/in/",
	"é",
	"ﬁ",
	"\u0301",
	"\u202e",
	"\u200b",
	"\ufeff",
	"年",
	"月 ",
	"日本 ",
	"م ",
	"a\u00ad",
	"x ext. ",
	"00",
	"C/",
	"St. ",
	"Dr. ",
	"Ph.D., ",
	"-",
	"–",
	"_",
	"*",
	"#",
	"**a",
	"[a](",
	"![",
	"`",
	"\t",
	"  \t",
	"a\t",
	"\\",
	'"',
	"{",
	"<",
	"&",
	"Engineer, ",
	"University of ",
	"GmbH & Co. ",
	"Bachelor of ",
	"Skills: ",
	"Python, ",
	"English (",
	"1st ",
	"10%",
	"€ ",
] as const;

const around = (line: string): Buffer =>
	Buffer.from(`${BODY.slice(0, 4).join("\n")}\n${line}\n${BODY.slice(4).join("\n")}\n`);

const WORDS: readonly HostileKind[] = [
	{
		name: "text: one piece again and again",
		ending: "txt",
		make: ({ next }) => around(pick(next, ROUNDS).repeat(between(next, 1000, 200_000))),
	},
	{
		name: "text: two pieces in turn",
		ending: "txt",
		make: ({ next }) =>
			around(
				(pick(next, ROUNDS) + pick(next, ROUNDS)).repeat(between(next, 1000, 60_000)) +
					pick(next, ["!", "", "@", "2019"]),
			),
	},
	{
		name: "text: pieces at random",
		ending: "txt",
		make: ({ next }) => around(Array.from({ length: between(next, 1000, 40_000) }, () => pick(next, ROUNDS)).join("")),
	},
	{
		name: "text: pieces as lines",
		ending: "txt",
		make: ({ next }) =>
			around(
				Array.from({ length: between(next, 100, 15_000) }, () => pick(next, ROUNDS).repeat(between(next, 1, 12))).join(
					"\n",
				),
			),
	},
	{
		name: "text: the same in the head",
		ending: "txt",
		make: ({ next }) => Buffer.from(`${pick(next, ROUNDS).repeat(between(next, 100, 50_000))}\n${TEXT}`),
	},
	{
		name: "text: a line of a megabyte",
		ending: "txt",
		make: ({ next }) => around(pick(next, ["a", "A", "1", " ", ".", "ab ", "é"]).repeat(990_000)),
	},
	{
		name: "text: thousands of entries",
		ending: "txt",
		make: ({ next }) =>
			Buffer.from(
				`${BODY.slice(0, 3).join("\n")}\n${"Engineer, Acme Ltd, Jan 2019 – Feb 2020\n- Did things\n".repeat(between(next, 100, 9000))}`,
			),
	},
	{
		name: "text: thousands of headings",
		ending: "txt",
		make: ({ next }) => Buffer.from(`${TEXT}${"EXPERIENCE\nEDUCATION\nSKILLS\n".repeat(between(next, 100, 6000))}`),
	},
	{
		name: "text: control characters",
		ending: "txt",
		make: ({ next }) =>
			Buffer.from(TEXT + Array.from({ length: 5000 }, () => String.fromCharCode(between(next, 0, 0x2fff))).join("")),
	},
	{
		name: "text: broken UTF",
		ending: "txt",
		make: ({ next }) =>
			Buffer.concat([
				Buffer.from(pick(next, [[0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf], []])),
				Buffer.from(TEXT, pick(next, ["utf8", "utf16le", "latin1"] as const)),
				Buffer.from(Array.from({ length: 999 }, () => between(next, 0x80, 0xff))),
			]),
	},
	{
		name: "markdown: brackets",
		ending: "md",
		make: ({ next }) =>
			Buffer.from(
				`# Jane Roe\n\n## Experience\n\n${pick(next, ["[", "[a](", "**", "> ", "- ", "| ", "![](", "`", "<a ", "# "]).repeat(between(next, 1000, 200_000))}\n\n## Skills\n\nPython\n`,
			),
	},
	{
		name: "text: a name of a prototype",
		ending: "txt",
		make: ({ next }) =>
			Buffer.from(
				TEXT.replace("Python", pick(next, ["__proto__", "constructor", "toString", "hasOwnProperty"])).replace(
					"Acme Ltd",
					"__proto__",
				),
			),
	},
];

export const TEXTS: readonly HostileKind[] = [...WEB, ...WORDS];

/** RTF, mail, JSON, pictures, old Word files: nesting, claims that lie, and what leads out. */
import { pick } from "../bench/random.ts";
import { BODY, between, type HostileKind, lure, TEXT } from "./kind.ts";

const rtf = (inner: string): Buffer =>
	Buffer.from(`{\\rtf1\\ansi ${BODY.join("\\par ").replace("–", "\\u8211?")}\\par ${inner}}`, "latin1");
const RTF: readonly HostileKind[] = [
	{
		name: "rtf: groups in groups",
		ending: "rtf",
		make: ({ next }) => rtf("{\\b ".repeat(between(next, 100, 500_000))),
	},
	{
		name: "rtf: binary of a gigabyte",
		ending: "rtf",
		make: ({ next }) => rtf(`\\bin${pick(next, ["2147483647", "-1", "99999999999"])} x`),
	},
	{
		name: "rtf: fields and objects",
		ending: "rtf",
		make: (maker) =>
			rtf(
				`{\\field{\\*\\fldinst INCLUDEPICTURE "${lure(maker).replaceAll("\\", "\\\\")}"}}{\\object\\objautlink{\\*\\objdata 0105000002000000}}{\\*\\template ${lure(maker).replaceAll("\\", "\\\\")}}`,
			),
	},
	{
		name: "rtf: control words",
		ending: "rtf",
		make: ({ next }) =>
			rtf(
				pick(next, ["\\u-1?", "\\'", "\\'zz", "\\uc99999999 ", "\\cell", "\\row", `\\${"a".repeat(100)}`]).repeat(
					between(next, 1000, 200_000),
				),
			),
	},
];

const boundary = "b1";
const part = (type: string, content: string): string => `--${boundary}\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
const mail = (content: string, type = `multipart/mixed; boundary=${boundary}`): Buffer =>
	Buffer.from(
		`From: jane@example.org\r\nTo: hr@example.org\r\nSubject: CV\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n\r\n${content}`,
	);
const MAIL: readonly HostileKind[] = [
	{
		name: "eml: mails in mails",
		ending: "eml",
		make: ({ next }) => {
			let inner = TEXT;
			for (let level = between(next, 5, 400); level > 0; level -= 1)
				inner = `Content-Type: multipart/mixed; boundary=x${level}\r\n\r\n--x${level}\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--x${level}--\r\n`;
			return mail(`--${boundary}\r\n${inner}`);
		},
	},
	{
		name: "eml: ten thousand parts",
		ending: "eml",
		make: ({ next }) => mail(part("text/plain", "a").repeat(between(next, 100, 50_000))),
	},
	{
		name: "eml: headers without end",
		ending: "eml",
		make: ({ next }) =>
			Buffer.from(
				`Subject: ${pick(next, ["=?utf-8?B?QUFB?= ", "a;", "\r\n ", "((", "<a@"]).repeat(between(next, 1000, 100_000))}\r\nFrom: jane@example.org\r\nMIME-Version: 1.0\r\n\r\n${TEXT}`,
			),
	},
	{
		name: "eml: a part elsewhere",
		ending: "eml",
		make: (maker) =>
			mail(
				part(`message/external-body; access-type=URL; URL="${lure(maker)}"`, "") +
					part("text/html", `<img src="${lure(maker)}">${TEXT}`),
			),
	},
	{
		name: "eml: names that climb",
		ending: "eml",
		make: () =>
			mail(
				`--${boundary}\r\nContent-Type: application/pdf; name="../../../../tmp/evil.pdf"\r\nContent-Disposition: attachment; filename="/etc/cron.d/evil"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjcK\r\n--${boundary}--`,
			),
	},
];

const JSONS: readonly HostileKind[] = [
	{
		name: "json: arrays in arrays",
		ending: "json",
		make: ({ next }) =>
			Buffer.from(
				`{"basics":{"name":"Jane Roe"},"work":${pick(next, ["[", '{"a":', '[{"highlights":'] as const).repeat(between(next, 1000, 300_000))}`,
			),
	},
	{
		name: "json: names of prototypes",
		ending: "json",
		make: () =>
			Buffer.from(
				'{"__proto__":{"bad":1},"constructor":{"prototype":{"bad":1}},"basics":{"name":"Jane Roe","__proto__":{"email":"a@b.example"}},"work":[{"__proto__":1}]}',
			),
	},
	{
		name: "json: of the wrong kinds",
		ending: "json",
		make: ({ next }) =>
			Buffer.from(
				JSON.stringify({
					basics: pick(next, [[], 1, "x", null, { name: { a: 1 }, email: [1] }]),
					work: pick(next, [{}, "x", [[]], [1], [{ startDate: 1e308 }]]),
					skills: pick(next, [{ length: 1e9 }, "a".repeat(100_000)]),
				}),
			),
	},
	{
		name: "json: a million entries",
		ending: "json",
		make: ({ next }) =>
			Buffer.from(
				JSON.stringify({
					basics: { name: "Jane Roe", email: "jane@example.org" },
					work: Array.from({ length: between(next, 1000, 100_000) }, () => ({ name: "Acme" })),
				}),
			),
	},
	{
		name: "json: numbers without end",
		ending: "json",
		make: ({ next }) =>
			Buffer.from(`{"basics":{"name":"Jane Roe","phone":${pick(next, ["1", "-", "1e"])}${"9".repeat(1_000_000)}}}`),
	},
];

function png(width: number, height: number): Buffer {
	const head = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
	const size = Buffer.alloc(17);
	size.writeUInt32BE(width);
	size.writeUInt32BE(height, 4);
	size.set([8, 6, 0, 0, 0], 8);
	return Buffer.concat([head, size, Buffer.alloc(2000)]);
}
const PICTURES: readonly HostileKind[] = [
	{
		name: "image: a billion dots",
		ending: "png",
		make: ({ next }) => png(pick(next, [1, 100_000, 0xffffffff]), pick(next, [100_000, 0x7fffffff])),
	},
	{
		name: "image: JPEG of 65,535 squared",
		ending: "jpg",
		make: ({ next }) =>
			Buffer.concat([
				Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0xff, 0xff, 0xff, 0xff, 3]),
				Buffer.from(Array.from({ length: 3000 }, () => between(next, 0, 255))),
			]),
	},
	{
		name: "image: SVG with links",
		ending: "svg",
		make: (maker) =>
			Buffer.from(
				`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "${lure(maker)}">]><svg xmlns="http://www.w3.org/2000/svg"><image href="${lure(maker)}"/><text>&e;</text></svg>`,
			),
	},
	{
		name: "doc: a ring of sectors",
		ending: "doc",
		make: ({ next }) => {
			const file = Buffer.alloc(512 * between(next, 4, 40));
			Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(file);
			file.writeUInt16LE(0x3e, 24);
			file.writeUInt16LE(3, 26);
			file.writeUInt16LE(0xfffe, 28);
			file.writeUInt16LE(pick(next, [9, 0, 31, 12]), 30);
			file.writeUInt16LE(6, 32);
			for (let at = 44; at < file.length; at += 4)
				file.writeUInt32LE(pick(next, [0, 1, 2, 0xfffffffe, 0xffffffff, between(next, 0, 60)]), at);
			return file;
		},
	},
];

export const CONTAINERS: readonly HostileKind[] = [...RTF, ...MAIL, ...JSONS, ...PICTURES];

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findResumes, outputNames, readResume } from "../../src/cli/resume-files.ts";
import { run } from "./run.ts";

/** What a folder of a recruiter holds, and what of it is meant. */

const PDF = "%PDF-1.7\n...";
const TEXT = "Jane Roe\njane@example.com\n\nExperience\nEngineer, Acme, 2020 - 2022\n";
/** A package with its first part's name, and a directory of its parts behind more bytes than are looked at first. */
const zip = (part: string) =>
	Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(50_000, 1), Buffer.from(part)]);
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const ENCRYPTED = Buffer.concat([OLE, Buffer.alloc(20_000), Buffer.from([..."EncryptedPackage"].join("\0"))]);
const BINARY = Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3]);

let folder = "";
const at = (...names: string[]) => path.join(folder, ...names);
function put(name: string, content: string | Buffer): void {
	mkdirSync(path.dirname(at(name)), { recursive: true });
	writeFileSync(at(name), content);
}
beforeEach(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-files-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const TAKEN: readonly [string, string, string | Buffer][] = [
	["a PDF", "cv.pdf", PDF],
	["a PDF without an ending", "3f2a9c", PDF],
	["a PDF under another name", "cv.download", PDF],
	["a PDF whose mark stands later", "late.bin", `${" ".repeat(900)}${PDF}`],
	["a DOCX without an ending", "jane", zip("word/document.xml")],
	["a DOCX under another name", "jane.zip", zip("word/document.xml")],
	["a protected DOCX", "secret", ENCRYPTED],
	["text", "cv.txt", TEXT],
	["text with a word for a name", "academic.txt", TEXT],
	["text in capital letters", "CV.TXT", TEXT],
	["Markdown", "cv.md", TEXT],
	["HTML", "cv.htm", `<html><body>${TEXT}</body></html>`],
	["text without an ending", "academic", TEXT],
	["text with a dot in its name", "Dr. Roe", TEXT],
	["text with a number for an ending", "Roe v1.2", TEXT],
	["HTML without an ending", "profile", `<!doctype html><p>${TEXT}</p>`],
	["a damaged PDF: it is to be named as a failure", "broken.pdf", BINARY],
	["an empty file that is called a resume", "empty.docx", ""],
	["a file in a folder below", "2024/may/cv.pdf", PDF],
];

const LEFT: readonly [string, string, string | Buffer][] = [
	["a licence", "LICENSE", "MIT License\n\nPermission is hereby granted"],
	["a licence with an ending", "LICENSE.txt", "MIT License\n\nPermission is hereby granted"],
	["a readme", "README.md", "# Resumes\n\n## Of 2024\n\n- all of them\n"],
	["a build file", "Makefile", "all:\n\techo all\n"],
	["checksums", "SHA256SUMS", "0123  cv.pdf\n"],
	["data in YAML", "resume.yaml", "basics:\n  name: Jane Roe\n"],
	["data in JSON", "index.json", '{"files": 3}'],
	["a table", "people.csv", "name,mail\nJane Roe,jane@example.com\n"],
	["source code", "main.py", "print('Jane Roe')\n"],
	["a script without an ending", "convert", "#!/bin/sh\npdftotext cv.pdf\n"],
	["a program", "convert.exe", Buffer.from("MZ\u0090\u0000", "latin1")],
	["a workbook", "people.xlsx", zip("xl/workbook.xml")],
	["a package of anything", "all.zip", zip("photo.jpg")],
	["bytes of no kind", "data.bin", BINARY],
	["bytes of no kind without an ending", "data", BINARY],
	["an empty file", "empty", ""],
	["a hidden file", ".notes.txt", TEXT],
	["a mark of Word", "~$cv.docx", BINARY],
	["a mark of macOS", "._cv.pdf", BINARY],
];

async function choice(): Promise<{ taken: string[]; left: string[] }> {
	const { files, leftAlone } = await findResumes([folder]);
	return {
		taken: files.map(({ relative }) => relative),
		left: leftAlone.map((file) => path.relative(folder, file)),
	};
}

describe("of a folder", () => {
	test.each(TAKEN)("%s is taken: %s", async (_kind, name, content) => {
		put(name, content);
		expect(await choice()).toEqual({ taken: [name], left: [] });
	});

	test.each(LEFT)("%s is left alone: %s", async (_kind, name, content) => {
		put(name, content);
		expect(await choice()).toEqual({ taken: [], left: [name] });
	});

	test("hidden folders are not entered, and links are not followed", async () => {
		put(".git/HEAD", "ref: refs/heads/main\n");
		symlinkSync("/etc/passwd", at("passwd.txt"));
		expect(await choice()).toEqual({ taken: [], left: ["passwd.txt"] });
	});

	test("what is left alone is counted, and named when asked for", async () => {
		put("academic.txt", TEXT);
		put("resume.yaml", "basics: {}\n");
		put("LICENSE", "MIT License");
		const quiet = await run("parse", folder, "--json");
		expect(quiet.code).toBe(0);
		const wordy = await run("parse", folder, "--out", at("out"), "--verbose");
		expect(wordy.err).toContain("1 parsed, 0 failed; 2 other files left alone");
		expect(wordy.err.match(/^left alone: .*$/gm)).toEqual(
			["LICENSE", "resume.yaml"].map((name) => `left alone: ${at(name)}`),
		);
	});
});

test("a file that is named is always tried", async () => {
	for (const [, name, content] of LEFT) put(name, content);
	const named = LEFT.map(([, name]) => at(name));
	const { files, leftAlone } = await findResumes(named);
	expect([files.map((file) => file.path), leftAlone]).toEqual([named.toSorted(), []]);
});

test("of a file over the limit no more than that is read", async () => {
	put("large.pdf", PDF);
	truncateSync(at("large.pdf"), 3 * 1024 ** 3);
	const file = { path: at("large.pdf"), relative: "large.pdf" };
	await expect(readResume(file, 1000)).rejects.toMatchObject({
		code: "file-too-large",
		detail: "At most 1000 bytes are accepted.",
	});
});

test("names of results lose an ending, not a part of the name", () => {
	const files = ["cv.pdf", "Dr. Roe", "Dr. Poe", "Roe v1.2", "a.txt", "a.md"].map((relative) => ({
		path: relative,
		relative,
	}));
	expect([...outputNames(files).values()]).toEqual(["cv", "Dr. Roe", "Dr. Poe", "Roe v1.2", "a.txt", "a.md"]);
});

import { Document, Packer, Paragraph, TextRun } from "docx";
import { expect, test } from "vitest";
import { parse } from "./parser.ts";

const LINES = ["Jane Roe", "jane.roe@example.org", "Experience", "Engineer, Acme Ltd, 2018 – 2020", "Skills"];
const docx = (vanish: boolean): Promise<Buffer> => {
	const skills = new Paragraph({
		children: [new TextRun({ text: "Python, SQL" }), new TextRun({ text: ", Kubernetes, Rust", vanish })],
	});
	const children = [...LINES.map((text) => new Paragraph({ text })), skills];
	return Packer.toBuffer(new Document({ sections: [{ children }] }));
};

test("what Word hides is no part of the resume, and flagged", async () => {
	const resume = await parse(await docx(true));
	expect(resume.skills?.map(({ name }) => name)).toEqual(["Python", "SQL"]);
	expect(resume.meta.flags).toContain("hidden-text");
});

test("what is shown stays", async () => {
	const resume = await parse(await docx(false));
	expect(resume.skills?.map(({ name }) => name)).toEqual(["Python", "SQL", "Kubernetes", "Rust"]);
	expect(resume.meta.flags).not.toContain("hidden-text");
});

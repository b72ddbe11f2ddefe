import { expect, test } from "vitest";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse, skills } from "./parser.ts";

type Doc = Parameters<Parameters<typeof drawPdf>[0]>[0];

const resume = (hide: (doc: Doc) => void, options: Record<string, unknown> = {}): Promise<Buffer> =>
	drawPdf((doc) => {
		at(doc, "Jane Roe", 50, 50, { bold: true, size: 22 });
		at(doc, "jane.roe@example.org", 50, 80);
		at(doc, "Experience", 50, 110, { bold: true, size: 14 });
		at(doc, "Engineer, Acme Ltd, 2018 – 2020", 50, 132);
		at(doc, "Skills", 50, 160, { bold: true, size: 14 });
		at(doc, "Python, SQL", 50, 182);
		hide(doc);
	}, options);

test("text too small to be read is no part of the resume, and flagged", async () => {
	const parsed = await parse(await resume((doc) => at(doc, "Kubernetes, Rust", 50, 200, { size: 1 })));
	expect(skills(parsed)).toEqual(["Python", "SQL"]);
	expect(parsed.meta.flags).toContain("hidden-text");
});

test.each([
	["left", -400, 200],
	["right", 700, 200],
	["above", 50, -40],
])("text %s of the page is no part of the resume", async (_, x, y) => {
	const parsed = await parse(await resume((doc) => at(doc, "Kubernetes, Rust", x, y)));
	expect(skills(parsed)).toEqual(["Python", "SQL"]);
});

test("what is seen stays: small print, and text that begins beside the page", async () => {
	const shown = (doc: Doc): void => {
		at(doc, "Kubernetes", 50, 200, { size: 4 });
		at(doc, "and Rust", -4, 215);
	};
	const parsed = await parse(await resume(shown));
	expect(skills(parsed)).toContain("Kubernetes");
	expect(parsed.meta.flags).not.toContain("hidden-text");
});

test("a page in another measure is read as it is", async () => {
	const parsed = await parse(
		await drawPdf((doc) => {
			doc.scale(0.15);
			at(doc, "Jane Roe", 50, 50, { bold: true, size: 22 });
			at(doc, "jane.roe@example.org", 50, 80);
			at(doc, "Experience", 50, 110, { bold: true, size: 14 });
			at(doc, "Engineer, Acme Ltd, 2018 – 2020", 50, 132);
		}),
	);
	expect(parsed.basics?.name).toBe("Jane Roe");
	expect(parsed.meta.flags).not.toContain("hidden-text");
});

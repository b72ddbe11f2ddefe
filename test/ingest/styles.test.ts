import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { ParsedResume } from "../../src/domain/resume.ts";
import { agreement } from "../bench/parse-agreement.ts";
import { FIELDS, type Field, scoreResume } from "../bench/parse-score.ts";
import { generatedFiles, type KnownFile } from "../bench/parse-truth.ts";
import { OPEN_IN_STYLES } from "./fixtures-styles-open.ts";
import { inventedIn } from "./invented.ts";
import { AS_OF, parse } from "./parser.ts";

const STYLES = path.join(import.meta.dirname, "..", "..", "corpora", "styles");
const files = generatedFiles(STYLES);
const nameOf = (file: KnownFile): string => path.basename(file.path);

/** Fields of a file that are not exactly what is known of it; those that nothing is known of are left out. */
async function wrongFields(file: KnownFile): Promise<Field[]> {
	const score = scoreResume(await parse(readFileSync(file.path), nameOf(file)), file.truth);
	return FIELDS.filter((field) => {
		const { hits, found, truth } = score[field];
		return truth > 0 && (hits < truth || hits < found);
	});
}

/** A case that is mended must leave the list of open ones, so the list says what is open and nothing else. */
describe("resumes as templates and people lay them out", () => {
	test.each(files.map((file) => [nameOf(file), file] as const))("%s", async (name, file) => {
		expect(AS_OF).toBe("2026-06-30");
		expect(await wrongFields(file)).toEqual(OPEN_IN_STYLES[name] ?? []);
	});

	test.each(files.map((file) => [nameOf(file), file] as const))(
		"%s: every value stands in the file",
		async (_, file) => {
			expect(await inventedIn(readFileSync(file.path))).toEqual([]);
		},
	);
});

test("the same resume as PDF and as DOCX gives the same fields, 95 of 100 at least", async () => {
	const printed = new Set(files.map(nameOf));
	const pairs = files.filter((file) => file.format === "docx" && printed.has(nameOf(file).replace(/docx$/, "pdf")));
	expect(pairs.length).toBeGreaterThanOrEqual(8);
	const read = async (file: string): Promise<ParsedResume> => parse(readFileSync(file), path.basename(file));
	const both = pairs.map(
		async ({ path: docx }) => [await read(docx), await read(docx.replace(/docx$/, "pdf"))] as const,
	);
	expect(agreement(await Promise.all(both))).toBeGreaterThanOrEqual(0.95);
});

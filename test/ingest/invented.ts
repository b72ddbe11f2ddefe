import type { ParsedResume } from "../../src/domain/resume.ts";
import { FILE_LIMITS } from "../../src/ingest/limits.ts";
import { type LinesFormat, readFile } from "../../src/ingest/read/read.ts";
import { sniff } from "../../src/ingest/sniff.ts";
import { parse } from "./parser.ts";

/** Blanks, hyphens at line ends and case do not count. */
const normal = (text: string): string =>
	text
		.normalize("NFKC")
		.toLowerCase()
		.replace(/[\s\u00ad-]+/gu, "");

/** Forms that a value is normalised to: dates, E.164, ISO codes and what is counted. */
const DERIVED =
	/\/(?:startDate|endDate|date|releaseDate|lastUsed|months|countryCode|phone|phones\/\d+|current|id|network)$/;

function* strings(value: unknown, pointer = ""): Generator<[string, string]> {
	if (typeof value === "string") yield [pointer, value];
	else if (typeof value === "object" && value !== null)
		for (const [key, inner] of Object.entries(value)) yield* strings(inner, `${pointer}/${key}`);
}

export async function textOf(content: Uint8Array): Promise<string> {
	const document = await readFile(content, sniff(content) as LinesFormat, FILE_LIMITS);
	return normal(
		[...document.lines.map((line) => line.text), ...document.links.map((link) => decodeURIComponent(link.url))].join(
			"\n",
		),
	);
}

export function invented(resume: ParsedResume, text: string): string[] {
	const { meta: _, ...values } = resume;
	const found: string[] = [];
	for (const [pointer, value] of strings(values)) {
		if (DERIVED.test(pointer)) {
			const years = value.match(/^\d{4}/)?.[0];
			if (
				/Date|date/.test(pointer) &&
				years !== undefined &&
				!text.includes(years) &&
				!text.includes(`'${years.slice(2)}`)
			)
				found.push(`${pointer}: ${value}`);
		} else if (!value.split("\n").every((line) => text.includes(normal(line)))) found.push(`${pointer}: ${value}`);
	}
	return found;
}

/** Values of a parsed file that stand nowhere in its text. */
export const inventedIn = async (content: Uint8Array): Promise<string[]> =>
	invented(await parse(content), await textOf(content));

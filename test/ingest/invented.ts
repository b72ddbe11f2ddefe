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

/** Year before the first of an era of Japan. Without blanks a month may stand right behind its year. */
const ERAS: Readonly<Record<string, number>> = { 昭和: 1925, 平成: 1988, 令和: 2018 };
const eraYears = (text: string): string[] =>
	[...text.matchAll(/(昭和|平成|令和)(\d{1,2}|元)/gu)].flatMap(([, era = "", year = ""]) =>
		(year === "元" ? ["1"] : [year, year.slice(0, 1)]).map((count) => String((ERAS[era] ?? 0) + Number(count))),
	);

export function invented(resume: ParsedResume, text: string): string[] {
	const { meta: _, ...values } = resume;
	const found: string[] = [];
	const eras = eraYears(text);
	for (const [pointer, value] of strings(values)) {
		if (DERIVED.test(pointer)) {
			const years = value.match(/^\d{4}/)?.[0];
			if (
				/Date|date/.test(pointer) &&
				years !== undefined &&
				!text.includes(years) &&
				!eras.includes(years) &&
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

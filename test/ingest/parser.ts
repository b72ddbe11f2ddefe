import { createRecognizer } from "../../src/analysis/recognizer.ts";
import { ParsedResume } from "../../src/domain/resume.ts";
import { type Extraction, extractBytes, type ParseInput, type ParseOptions } from "../../src/ingest/parse.ts";
import { loadVocabulary } from "../../src/vocabulary.ts";

export const AS_OF = "2026-06-30";
export const recognizer = createRecognizer(loadVocabulary());

export interface Explained extends Pick<Extraction, "losers"> {
	readonly resume: ParsedResume;
}

/** What the pool does, without its processes: extracted, and checked. */
export async function explainBytes(input: ParseInput, options: ParseOptions): Promise<Explained> {
	const { resume, losers } = await extractBytes(input, options);
	return { resume: ParsedResume.parse(resume), losers };
}

export const explain = (content: string | Uint8Array, fileName?: string): Promise<Explained> => {
	const bytes = typeof content === "string" ? Buffer.from(content) : content;
	return explainBytes({ bytes, asOf: AS_OF, ...(fileName === undefined ? {} : { fileName }) }, { recognizer });
};

export const parse = async (content: string | Uint8Array, fileName?: string): Promise<ParsedResume> =>
	(await explain(content, fileName)).resume;

/** "title @ employer start..end" for each role, in order. */
export const roles = (resume: ParsedResume): string[] =>
	(resume.work ?? []).map(
		(role) => `${role.position} @ ${role.name} ${role.startDate}..${role.endDate ?? (role.current ? "now" : "?")}`,
	);

export const skills = (resume: ParsedResume): string[] => (resume.skills ?? []).map((skill) => skill.name);

/** Code that a refused file ends with. */
export async function refusal(content: string | Uint8Array, fileName?: string): Promise<string> {
	try {
		await parse(content, fileName);
		return "parsed";
	} catch (thrown) {
		return (thrown as { code?: string }).code ?? String(thrown);
	}
}

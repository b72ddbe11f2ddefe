/** Files with what is known about them: the generator's, and those under ../shared/data, where that folder is. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Resume } from "../../src/domain/resume.ts";

export interface KnownFile {
	readonly path: string;
	readonly format: string;
	readonly layout: string;
	readonly language: string;
	readonly set: string;
	readonly truth: Resume;
}

interface GeneratedTruth {
	readonly file: string;
	readonly format: string;
	readonly layout: string;
	readonly language: string;
	readonly resume: Resume;
}

/** A folder with a `truth.ndjson`. @param set name of the collection in the tables */
export function generatedFiles(folder: string, set = "generated"): KnownFile[] {
	const rows = readFileSync(path.join(folder, "truth.ndjson"), "utf8").trim().split("\n");
	return rows.map((row) => {
		const { file, format, layout, language, resume } = JSON.parse(row) as GeneratedTruth;
		return { path: path.join(folder, file), format, layout, language, set, truth: resume };
	});
}

/** The committed resumes in many styles, whose layouts no generator knows. */
export const styledFiles = (): KnownFile[] =>
	generatedFiles(path.join(import.meta.dirname, "..", "..", "corpora", "styles"), "styles");

interface RenderCv {
	readonly cv: {
		readonly name: string;
		readonly email: string;
		readonly location: string;
		readonly sections: Record<string, readonly Record<string, string>[]>;
	};
}

const plain = (text: string | undefined): string =>
	(text ?? "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_]/g, "");
const date = (value: unknown): string | undefined =>
	value === null || value === undefined || value === "present" ? undefined : String(value);
const withDates = (entry: Record<string, string>): { startDate?: string; endDate?: string } => {
	const [startDate, endDate] = [date(entry.start_date), date(entry.end_date)];
	return { ...(startDate === undefined ? {} : { startDate }), ...(endDate === undefined ? {} : { endDate }) };
};

function renderCvTruth({ cv }: RenderCv): Resume {
	const { education = [], experience = [], skills = [] } = cv.sections;
	return {
		basics: { name: cv.name, email: cv.email, location: { city: cv.location.split(",")[0] as string } },
		work: experience.map((entry) => ({
			name: plain(entry.company),
			position: plain(entry.position),
			...withDates(entry),
		})),
		education: education.map((entry) => ({
			institution: plain(entry.institution),
			studyType: plain(entry.degree),
			area: plain(entry.area),
			...withDates(entry),
		})),
		skills: skills.flatMap((entry) => plain(entry.details).split(/,\s*/)).map((name) => ({ name })),
	};
}

/** PDFs with the YAML that they were made from; none where the folder or a YAML reader is missing. */
export async function renderedFiles(shared: string): Promise<KnownFile[]> {
	const folder = path.join(shared, "resumes", "rendercv");
	if (!existsSync(folder)) return [];
	const yaml = await import("yaml").catch(() => null);
	if (yaml === null) return [];
	const names = readdirSync(folder).filter((name) => name.endsWith(".pdf"));
	return names.map((name) => ({
		path: path.join(folder, name),
		format: "pdf",
		layout: name.replace(/^John_Doe_|Theme_CV\.pdf$/g, ""),
		language: "en",
		set: "rendercv",
		truth: renderCvTruth(yaml.parse(readFileSync(path.join(folder, name.replace(/pdf$/, "yaml")), "utf8")) as RenderCv),
	}));
}

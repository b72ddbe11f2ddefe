/**
 * The same people as files and as the fields that the files print, letter for letter: what the two collections differ in is what
 * reading the files costs the ranking.
 */
import { assignments, FORMATS, type ResumeFile } from "../files.ts";
import { makePeople } from "../population.ts";
import { createRandom } from "../random.ts";
import { resumeFiles } from "../write.ts";
import type { JudgedCollection } from "./collection.ts";
import { gradeByTitle, slicesOf, wishesFor } from "./wishes.ts";

const SEED = 7919;
const PEOPLE = 180;
const QUERIES = 210;

/** @param as the files themselves, or what is in them */
export async function parsed(as: "files" | "fields", variant: number): Promise<JudgedCollection> {
	const seed = SEED + variant;
	const random = createRandom(seed, 9);
	const people = makePeople(PEOPLE, seed);
	const printed: ResumeFile[] = [];
	for await (const file of resumeFiles(people, assignments(FORMATS, PEOPLE, seed), "resumes")) printed.push(file);
	const wishes = wishesFor(QUERIES, people, random);
	const idOf = (index: number) => `f${index + 1}`;
	return {
		name: `parsed-${as}`,
		description:
			as === "files"
				? "180 resumes as PDF, DOCX, HTML, text and Markdown in 19 layouts; the same people and queries as parsed-fields."
				: "The fields that the files of parsed-files print, letter for letter; the same people and queries.",
		language: "en, de, fr, es",
		made: `npm run -s corpora -- judged parsed-${as}; 3 answers everything asked, 1 lacks one thing, unlisted lacks more or is of another trade`,
		candidates: printed.map(({ truth }, index) => ({
			id: idOf(index),
			...(as === "files" ? { file: truth.file } : { resume: truth.resume }),
			slices: { format: truth.format, language: truth.language },
		})),
		queries: wishes.map((wish, index) => ({ id: `q${index + 1}`, text: wish.text, slices: slicesOf(wish) })),
		judgments: wishes.flatMap((wish, query) =>
			people
				.map((person, index) => ({ query: `q${query + 1}`, document: idOf(index), grade: gradeByTitle(person, wish) }))
				.filter(({ grade }) => grade > 0),
		),
		...(as === "files" ? { files: printed.map(({ bytes, truth }) => ({ file: truth.file, bytes })) } : {}),
	};
}

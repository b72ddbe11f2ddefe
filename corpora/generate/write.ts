/** Writes corpora to disk. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
	type Assignment,
	assignments,
	type Format,
	fileStem,
	type ResumeFile,
	resumeFile,
	type TruthLine,
} from "./files.ts";
import type { FictitiousPerson } from "./person.ts";
import { makePeople } from "./population.ts";

export interface CorpusOrder {
	readonly people: number;
	readonly seed: number;
	readonly out: string;
	readonly formats: readonly Format[];
}

/** One JSON value a line. */
export function ndjson(values: readonly unknown[]): string {
	return values.map((value) => `${JSON.stringify(value)}\n`).join("");
}

/** A folder made empty. */
export async function freshFolder(folder: string): Promise<void> {
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
}

/** Resumes of people one after the other, each with its number in the file name so that namesakes do not collide. */
export async function* resumeFiles(
	people: readonly FictitiousPerson[],
	plan: readonly Assignment[],
	folder: string,
	copy = 0,
): AsyncGenerator<ResumeFile> {
	for (const [i, person] of people.entries()) {
		const assignment = plan[i] as Assignment;
		const name = `${String(i + 1).padStart(4, "0")}-${fileStem(person)}.${assignment.format}`;
		yield resumeFile(person, assignment, `${folder}/${name}`, copy);
	}
}

/**
 * Writes `resumes/` and `truth.ndjson` under `out`, replacing what was there. `onFile` is called after each file.
 */
export async function writeCorpus(order: CorpusOrder, onFile: (done: number) => void = () => {}): Promise<TruthLine[]> {
	await freshFolder(join(order.out, "resumes"));
	const people = makePeople(order.people, order.seed);
	const plan = assignments(order.formats, order.people, order.seed);
	const truth: TruthLine[] = [];
	for await (const file of resumeFiles(people, plan, "resumes")) {
		await writeFile(join(order.out, file.truth.file), file.bytes);
		truth.push(file.truth);
		onFile(truth.length);
	}
	await writeFile(join(order.out, "truth.ndjson"), ndjson(truth));
	return truth;
}

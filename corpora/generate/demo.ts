/** The small committed corpus that `npm start` shows: two tenants, some people in both, and the network. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { assignments, FORMATS, fileStem, personId, type ResumeFile, type TruthLine } from "./files.ts";
import { type NetworkProfile, profileOfCandidate, profileOfStranger } from "./network.ts";
import type { FictitiousPerson } from "./person.ts";
import { makePeople, named, namesakeOf } from "./population.ts";
import { printResume } from "./print/resume.ts";
import { chooseStyle } from "./print/style.ts";
import { createRandom } from "./random.ts";
import { renderLocked, renderScan } from "./render/scan.ts";
import { renderText } from "./render/text.ts";
import { freshFolder, ndjson, resumeFiles } from "./write.ts";

const SEED = 2336;
const RESUMES_EACH = 30;
/** People who applied at both tenants. */
const SHARED = 4;
const STRANGERS = 25;
const NAMESAKES = 4;
/** Candidates who also have a profile, spread evenly over both tenants. */
const MATCHED = 15;

export interface Demo {
	readonly files: readonly ResumeFile[];
	readonly unreadable: readonly { readonly file: string; readonly reason: string; readonly bytes: Buffer }[];
	readonly profiles: readonly NetworkProfile[];
	readonly links: readonly { readonly profileId: string; readonly personId: string }[];
}

async function collect(files: AsyncGenerator<ResumeFile>): Promise<ResumeFile[]> {
	const all: ResumeFile[] = [];
	for await (const file of files) all.push(file);
	return all;
}

/** Some network-only profiles bear the names of candidates: a name is no proof of being the same person. */
function strangers(people: readonly FictitiousPerson[]): FictitiousPerson[] {
	const taken = new Set(people.map((person) => person.email));
	return makePeople(STRANGERS, SEED + 1).map((person, i) => {
		const namesake = i < NAMESAKES ? namesakeOf(person, people) : undefined;
		return named(person, namesake ?? person, taken);
	});
}

function network(people: readonly FictitiousPerson[]): Pick<Demo, "profiles" | "links"> {
	const known = Array.from(
		{ length: MATCHED },
		(_, k) => people[Math.floor((k * people.length) / MATCHED)] as FictitiousPerson,
	);
	const everyone = [...known, ...strangers(people)];
	const id = (i: number): string => `net-${String(i + 1).padStart(4, "0")}`;
	const profiles = everyone.map((person, i) =>
		i < known.length ? profileOfCandidate(person, id(i)) : profileOfStranger(person, id(i)),
	);
	const links = known.map((person, i) => ({ profileId: id(i), personId: personId(person) }));
	return { profiles, links };
}

async function unreadable(person: FictitiousPerson): Promise<Demo["unreadable"]> {
	const style = chooseStyle(createRandom(person.seed, 1), person.language, {});
	const lines = renderText(printResume(person, style).document, "caps").split("\n").slice(0, 58);
	const folder = "tenant-a/resumes";
	return [
		{
			file: `${folder}/scan-without-text-${fileStem(person)}.pdf`,
			reason: "a picture of a page, no text layer",
			bytes: await renderScan(lines),
		},
		{
			file: `${folder}/locked-with-password-${fileStem(person)}.pdf`,
			reason: "opens with a password only",
			bytes: await renderLocked(lines, "demo"),
		},
	];
}

/** Everything of the demo corpus in memory, in print order. */
export async function makeDemo(): Promise<Demo> {
	const people = makePeople(2 * RESUMES_EACH - SHARED + 1, SEED);
	const extra = people.pop() as FictitiousPerson;
	const first = people.slice(0, RESUMES_EACH);
	const second = [...people.slice(RESUMES_EACH), ...first.slice(0, SHARED)];
	const files = [
		...(await collect(resumeFiles(first, assignments(FORMATS, RESUMES_EACH, SEED), "tenant-a/resumes"))),
		...(await collect(resumeFiles(second, assignments(FORMATS, RESUMES_EACH, SEED + 1), "tenant-b/resumes", 1))),
	];
	return { files, unreadable: await unreadable(extra), ...network(people) };
}

/** Writes the demo corpus under `out`; `jobs.ndjson`, `history.ndjson` and `network-by-hand.ndjson` are written by hand and stay. */
export async function writeDemo(out: string): Promise<TruthLine[]> {
	const { files, unreadable: broken, profiles, links } = await makeDemo();
	for (const tenant of ["tenant-a", "tenant-b"]) await freshFolder(join(out, tenant, "resumes"));
	for (const { bytes, truth } of files) await writeFile(join(out, truth.file), bytes);
	for (const { file, bytes } of broken) await writeFile(join(out, file), bytes);
	const truth = files.map((file) => file.truth);
	await writeFile(join(out, "truth.ndjson"), ndjson(truth));
	await writeFile(join(out, "unreadable.ndjson"), ndjson(broken.map(({ file, reason }) => ({ file, reason }))));
	await writeFile(join(out, "network.ndjson"), ndjson(profiles));
	await writeFile(join(out, "links.ndjson"), ndjson(links));
	return truth;
}

import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

export const lines = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");

const person = (name: string, position: string, skills: readonly string[], city = "Utrecht") => ({
	basics: { name, label: position, location: { city } },
	work: [{ name: "Quillhaven Works", position, startDate: "2020-01", highlights: [`Did much with ${skills[0]}`] }],
	skills: skills.map((skill) => ({ name: skill })),
});

export const CANDIDATES = [
	{ id: "c1", resume: person("Ada Quint", "Java developer", ["Java", "Kubernetes"]) },
	{ id: "c2", resume: person("Ben Roe", "Nurse", ["Triage", "Wound care"]) },
	{ id: "c3", resume: person("Cleo Dorn", "Accountant", ["IFRS", "Excel"]) },
	{ id: "c4", resume: person("Dan Ebbe", "Project manager", ["Scrum", "Java"]), slices: { kind: "odd" } },
	{
		id: "c5",
		text: "Eva Finch\nSoftware engineer\n\nExperience\nSoftware engineer, Norwick Ltd, 2019 - present\n\nSkills\nPython, Java",
	},
];
export const QUERIES = [
	{ id: "q1", text: "java developer", slices: { trade: "software" } },
	{ id: "q2", text: "nurse", slices: { trade: "care" } },
	{ id: "q3", job: { title: "Accountant (m/w/d)", skills: ["IFRS"], location: "Utrecht" }, slices: { trade: "money" } },
	{ id: "q4", text: "java scrum", slices: { trade: "software" } },
	{ id: "q5", text: "zeppelin pilot" },
];
export const QRELS =
	"q1 0 c1 3\nq1 0 c5 2\nq1 0 c4 1\nq2 0 c2 3\nq3 0 c3 3\nq4 0 c4 3\nq4 0 c1 1\nq4 0 gone 1\nq9 0 c1 1\n";

/** A folder with a collection; `parts` replace files of it. */
export function smallCorpus(parts: Readonly<Record<string, string>> = {}): string {
	const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-small-"));
	const description = {
		name: "small",
		description: "d",
		language: "en",
		licence: "CC0-1.0",
		made: "by hand",
		tenant: "synthetic",
	};
	const files = {
		"corpus.json": JSON.stringify(description),
		"candidates.ndjson": lines(CANDIDATES),
		"queries.ndjson": lines(QUERIES),
		"qrels.txt": QRELS,
		...parts,
	};
	for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
	return folder;
}

export const ofTenant = (tenant: string) => ({
	"corpus.json": JSON.stringify({
		name: "own",
		description: "d",
		language: "en",
		licence: "none",
		made: "by recruiters",
		tenant,
	}),
});

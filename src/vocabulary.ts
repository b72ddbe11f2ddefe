import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseVocabulary, type Vocabulary, type VocabularyFile } from "./analysis/vocabulary.ts";
import { TributaryError } from "./errors.ts";
import { packageRoot } from "./package-root.ts";

/**
 * The vocabulary of a folder: skills/*.tsv and titles/*.tsv in the order of their names, seniority.tsv, ambiguous.tsv. Synchronous: it is
 * read once, at start.
 * @param folder the vocabulary that is shipped, ranking/vocabulary of this package, unless said otherwise
 * @throws TributaryError `invalid-configuration` when the folder is missing or a line has the wrong shape
 */
export function loadVocabulary(folder: string = path.join(packageRoot(), "ranking", "vocabulary")): Vocabulary {
	if (!existsSync(path.join(folder, "skills")) && !existsSync(path.join(folder, "titles"))) {
		throw new TributaryError("invalid-configuration", {
			detail: "The folder of the vocabulary is not there, or has neither skills nor titles.",
		});
	}
	return parseVocabulary({
		skills: filesOf(folder, "skills"),
		titles: filesOf(folder, "titles"),
		seniority: fileOf(folder, "seniority.tsv"),
		ambiguous: fileOf(folder, "ambiguous.tsv"),
	});
}

function filesOf(folder: string, kind: string): VocabularyFile[] {
	const within = path.join(folder, kind);
	if (!existsSync(within)) return [];
	const names = readdirSync(within).filter((name) => name.endsWith(".tsv"));
	return names.sort().map((name) => ({ name: `${kind}/${name}`, text: readFileSync(path.join(within, name), "utf8") }));
}

function fileOf(folder: string, name: string): VocabularyFile | undefined {
	const file = path.join(folder, name);
	return existsSync(file) ? { name, text: readFileSync(file, "utf8") } : undefined;
}

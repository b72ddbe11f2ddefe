import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { TributaryError } from "../errors.ts";

/**
 * Finds the files that a person means by naming files and folders. In a folder only names that promise a resume are taken
 * (what is in them is decided by their bytes); a file that is named is always taken.
 */

const RESUME_NAMES = /\.(pdf|docx?|f?odt|rtf|html?|mht|mhtml|txt|md|markdown|eml|png|jpe?g|tiff?|webp)$/i;

export interface ResumePath {
	/** Where it is. */
	readonly path: string;
	/** Where it stood below the folder that was named: with forward slashes, without `..`. */
	readonly relative: string;
}

export interface FoundFiles {
	readonly files: readonly ResumePath[];
	/** Files in folders whose names promise no resume. */
	readonly passedOver: number;
}

/** @throws TributaryError `not-found` for a path that does not exist */
export async function findResumes(named: readonly string[]): Promise<FoundFiles> {
	const files: ResumePath[] = [];
	let passedOver = 0;
	const folders = new Set<string>();
	for (const name of named) {
		const info = await stat(name).catch((cause: unknown) => {
			throw new TributaryError("not-found", { detail: `There is no file or folder ${name}.`, cause });
		});
		if (!info.isDirectory()) {
			files.push({ path: name, relative: path.basename(name) });
			continue;
		}
		folders.add(path.resolve(name));
		const entries = await readdir(name, { recursive: true, withFileTypes: true });
		for (const entry of entries.filter((entry) => entry.isFile())) {
			const file = path.join(entry.parentPath, entry.name);
			if (RESUME_NAMES.test(entry.name)) files.push({ path: file, relative: path.relative(name, file) });
			else passedOver++;
		}
	}
	const several = folders.size > 1;
	return { files: files.map((file) => (several ? below(file, folders) : file)).sort(byPath), passedOver };
}

const byPath = (a: ResumePath, b: ResumePath) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

/** With several folders each keeps its own name, so that their files cannot meet. */
function below(file: ResumePath, folders: ReadonlySet<string>): ResumePath {
	const absolute = path.resolve(file.path);
	const folder = [...folders].find((candidate) => absolute.startsWith(candidate + path.sep));
	return folder === undefined ? file : { ...file, relative: path.join(path.basename(folder), file.relative) };
}

/**
 * Output name of each file, without ending: its name without ending, or with it where two files of a folder would meet
 * (`jane.pdf` and `jane.docx` become `jane.pdf` and `jane.docx`).
 */
export function outputNames(files: readonly ResumePath[]): ReadonlyMap<ResumePath, string> {
	const stem = (file: ResumePath) => file.relative.slice(0, file.relative.length - path.extname(file.relative).length);
	const count = Map.groupBy(files, stem);
	return new Map(files.map((file) => [file, (count.get(stem(file))?.length ?? 0) > 1 ? file.relative : stem(file)]));
}

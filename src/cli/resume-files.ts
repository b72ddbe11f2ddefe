import { createReadStream, type Dirent } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { TributaryError } from "../errors.ts";
import { mayBeResume, withoutEnding } from "../ingest/folder-choice.ts";
import { FILE_LIMITS, tooLarge } from "../ingest/limits.ts";

/**
 * Finds the files that a person means by naming files and folders. In a folder their bytes decide (see `mayBeResume`); a file
 * that is named is always taken.
 */

export interface ResumePath {
	/** Where it is. */
	readonly path: string;
	/** Where it stood below the folder that was named: with forward slashes, without `..`. */
	readonly relative: string;
}

export interface FoundFiles {
	readonly files: readonly ResumePath[];
	/** Files of the folders that are no resumes by their bytes and names, hidden files, and links. */
	readonly leftAlone: readonly string[];
}

/** @throws TributaryError `file-not-found` for a path that does not exist · `file-unreadable` */
export async function findResumes(named: readonly string[]): Promise<FoundFiles> {
	const files: ResumePath[] = [];
	const leftAlone: string[] = [];
	const folders = new Set<string>();
	for (const name of named) {
		if (!(await isFolder(name))) {
			files.push({ path: name, relative: path.basename(name) });
			continue;
		}
		folders.add(path.resolve(name));
		for await (const entry of entriesBelow(name)) {
			const file = path.join(entry.parentPath, entry.name);
			if (await isResume(entry, file)) files.push({ path: file, relative: path.relative(name, file) });
			else leftAlone.push(file);
		}
	}
	const several = folders.size > 1;
	return {
		files: files.map((file) => (several ? below(file, folders) : file)).sort(byPath),
		leftAlone: leftAlone.sort(),
	};
}

async function isFolder(name: string): Promise<boolean> {
	try {
		return (await stat(name)).isDirectory();
	} catch (cause) {
		throw diskFault(name, cause);
	}
}

/** Everything below a folder that is not a folder itself. Hidden folders are not entered: they belong to programs. */
async function* entriesBelow(folder: string): AsyncGenerator<Dirent> {
	const entries = await readdir(folder, { withFileTypes: true }).catch((cause) => {
		throw diskFault(folder, cause);
	});
	for (const entry of entries) {
		if (!entry.isDirectory()) yield entry;
		else if (!entry.name.startsWith(".")) yield* entriesBelow(path.join(folder, entry.name));
	}
}

/** A file that may not be read is taken too: it ends as a failure that says so. */
async function isResume(entry: Dirent, file: string): Promise<boolean> {
	if (!entry.isFile()) return false;
	try {
		return await mayBeResume(entry.name, (bytes) => firstBytes(file, bytes), FILE_LIMITS.bytes);
	} catch (error) {
		if (error instanceof TributaryError && error.code === "file-unreadable") return true;
		throw error;
	}
}

async function firstBytes(file: string, most: number): Promise<Uint8Array> {
	try {
		const handle = await open(file);
		try {
			const { size } = await handle.stat();
			const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(size, most)), 0);
			return buffer.subarray(0, bytesRead);
		} finally {
			await handle.close();
		}
	} catch (cause) {
		throw diskFault(file, cause);
	}
}

/**
 * The bytes of a resume. Of a larger file no more than the limit is read.
 * @throws TributaryError `file-too-large` · `file-not-found` · `file-unreadable`
 */
export async function readResume({ path: file }: ResumePath, fileBytes: number): Promise<Uint8Array> {
	const chunks: Buffer[] = [];
	try {
		// `end` is inclusive: one byte more than may be.
		for await (const chunk of createReadStream(file, { end: fileBytes })) chunks.push(chunk);
	} catch (cause) {
		throw diskFault(file, cause);
	}
	const bytes = Buffer.concat(chunks);
	if (bytes.length > fileBytes) throw tooLarge(fileBytes);
	return bytes;
}

function diskFault(file: string, cause: unknown): TributaryError {
	const { code = "" } = cause as NodeJS.ErrnoException;
	if (code === "ENOENT" || code === "ENOTDIR") {
		return new TributaryError("file-not-found", { detail: `There is no file or folder ${file}.`, cause });
	}
	return new TributaryError("file-unreadable", { detail: `${file}: ${code}`, cause });
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
	const stem = (file: ResumePath) => withoutEnding(file.relative);
	const count = Map.groupBy(files, stem);
	return new Map(files.map((file) => [file, (count.get(stem(file))?.length ?? 0) > 1 ? file.relative : stem(file)]));
}

import { realpathSync, type Stats, statSync } from "node:fs";
import path from "node:path";
import type { FieldFault } from "../errors.ts";

/** What is unsafe about a file that the configuration names. */

export function statOf(file: string): Stats | null {
	return statSync(file, { throwIfNoEntry: false }) ?? null;
}

export function secretFileFaults(pointer: string, file: string): FieldFault[] {
	const stats = statOf(file);
	const fault = (detail: string) => [{ pointer, detail }];
	if (stats === null) return fault("There is no such file.");
	if (!stats.isFile()) return fault("This is not a file.");
	if ((stats.mode & 0o077) !== 0) return fault(`Other accounts may read it: chmod 600 ${file}`);
	return [];
}

/** Compares real paths, so that a link does not hide where the file lies. */
export function isInside(file: string, folder: string): boolean {
	const relative = path.relative(realPathOf(folder), realPathOf(file));
	return relative === "" || !(relative.startsWith("..") || path.isAbsolute(relative));
}

function realPathOf(file: string): string {
	return statOf(file) === null ? path.resolve(file) : realpathSync(file);
}

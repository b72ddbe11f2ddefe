import { remark } from "./terminal.ts";

/** Files of a folder that were not taken for resumes: counted always, named when asked for. */

export const LEFT_ALONE_OPTION = "name the files of folders that are left alone because they are no resumes";

/** Names them on standard error, a line each. */
export function listLeftAlone(files: readonly string[]): void {
	for (const file of files) remark(`left alone: ${file}`);
}

/** To be put behind a summary. */
export function countLeftAlone(count: number): string {
	if (count === 0) return "";
	return `; ${count === 1 ? "1 other file" : `${count} other files`} left alone (--verbose names them)`;
}

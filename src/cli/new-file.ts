import { createWriteStream, openSync, type WriteStream, writeFileSync } from "node:fs";
import { TributaryError } from "../errors.ts";

/** Writes a file that only its owner can read. @throws TributaryError `invalid-request` something is there already, or it cannot be written */
export function writeNewFile(file: string, text: string): void {
	create(file, () => writeFileSync(file, text, FRESH));
}

/** The same for what is written bit by bit. */
export const newFileStream = (file: string): WriteStream =>
	create(file, () => createWriteStream(file, { fd: openSync(file, FRESH.flag, FRESH.mode) }));

const FRESH = { flag: "wx", mode: 0o600 } as const;

function create<T>(file: string, work: () => T): T {
	try {
		return work();
	} catch (cause) {
		const isThere = (cause as NodeJS.ErrnoException).code === "EEXIST";
		const reason = isThere ? "is there already and is not overwritten" : "cannot be written";
		throw new TributaryError("invalid-request", { detail: `${file} ${reason}.`, cause });
	}
}

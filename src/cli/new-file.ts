import {
	accessSync,
	constants,
	createWriteStream,
	existsSync,
	openSync,
	type WriteStream,
	writeFileSync,
} from "node:fs";
import path from "node:path";
import { TributaryError } from "../errors.ts";

/** Writes a file that only its owner can read. @throws TributaryError `invalid-request` something is there already, or it cannot be written */
export function writeNewFile(file: string, text: string): void {
	create(file, () => writeFileSync(file, text, FRESH));
}

/** To be asked before what cannot be taken back, whose outcome the file shall hold. @throws as {@link writeNewFile} */
export function demandNewFile(file: string | undefined): void {
	if (file === undefined) return;
	create(file, () => accessSync(path.dirname(file), constants.W_OK));
	if (existsSync(file)) throw refused(file, "is there already and is not overwritten");
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
		throw refused(file, isThere ? "is there already and is not overwritten" : "cannot be written", cause);
	}
}

const refused = (file: string, reason: string, cause?: unknown) =>
	new TributaryError("invalid-request", { detail: `${file} ${reason}.`, cause });

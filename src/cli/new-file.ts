import { writeFileSync } from "node:fs";
import { TributaryError } from "../errors.ts";

/** Writes a file that only its owner can read. @throws TributaryError `invalid-request` something is there already, or it cannot be written */
export function writeNewFile(file: string, text: string): void {
	try {
		writeFileSync(file, text, { flag: "wx", mode: 0o600 });
	} catch (cause) {
		const isThere = (cause as NodeJS.ErrnoException).code === "EEXIST";
		const reason = isThere ? "is there already and is not overwritten" : "cannot be written";
		throw new TributaryError("invalid-request", { detail: `${file} ${reason}.`, cause });
	}
}

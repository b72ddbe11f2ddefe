import { readFileSync } from "node:fs";
import { TributaryError } from "../errors.ts";

/**
 * The text of a file that an option names.
 * @param pointer what it was to be, as `/publicKey`
 * @throws TributaryError `invalid-field` it cannot be read
 */
export function readText(file: string, pointer: string): string {
	try {
		return readFileSync(file, "utf8");
	} catch (cause) {
		throw new TributaryError("invalid-field", { errors: [{ pointer, detail: `Cannot read ${file}.` }], cause });
	}
}

import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { TributaryError } from "../src/errors.ts";
import { decodeText } from "../src/ingest/read/encoding.ts";
import { fault } from "./trec.ts";

/** Files that a verb is given, and those that it is to write. */

/**
 * A text file in whatever encoding, without the byte order mark that Windows puts before it.
 * @param missing what is said where there is none
 * @throws TributaryError `file-malformed` naming the file
 */
export function readText(file: string, missing = "there is no such file"): string {
	demandFile(file, missing);
	const text = decodeText(readFileSync(file));
	return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

const BYTE_ORDER_MARK = "\uFEFF";

/** @throws TributaryError `file-malformed` where there is none */
export function demandFile(file: string, missing = "there is no such file"): void {
	if (!existsSync(file)) throw fault(file, null, missing);
	if (!statSync(file).isFile()) throw fault(file, null, "this is a folder; a file is wanted");
}

/**
 * Refuses a file that could not be written: asked before the work is done, which takes minutes.
 * @throws TributaryError `invalid-request`
 */
export function demandWritable(file: string): void {
	const folder = path.dirname(path.resolve(file));
	const refuse = (detail: string) => new TributaryError("invalid-request", { detail: `${file} ${detail}` });
	if (!existsSync(folder)) throw refuse(`cannot be written: there is no folder ${folder}. Make it first.`);
	if (existsSync(file) && !statSync(file).isFile()) throw refuse("is a folder: name a file in it.");
	try {
		accessSync(existsSync(file) ? file : folder, constants.W_OK);
	} catch {
		throw refuse("cannot be written: you may not write there. Name another file.");
	}
}

import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { open, realpath } from "node:fs/promises";
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
	const found = statSync(file);
	if (found.isFile()) return;
	throw fault(file, null, `this is ${found.isDirectory() ? "a folder" : "a pipe or a device"}; a file is wanted`);
}

/**
 * A file of a folder that may come from anywhere: only what lies in the folder is read, links followed, and nothing that has no end.
 * @param file its path in the folder
 * @param largest bytes
 * @returns the bytes; or what is wrong, in words
 */
export async function readWithin(folder: string, file: string, largest: number): Promise<Buffer | string> {
	const out = `${file} leads out of the folder`;
	const asked = path.join(folder, file);
	if (!isWithin(path.resolve(folder), path.resolve(asked))) return out;
	try {
		const [root, found] = await Promise.all([realpath(folder), realpath(asked)]);
		if (!isWithin(root, found)) return out;
		// Opening a pipe would wait for whoever writes into it.
		await using handle = await open(found, constants.O_RDONLY | constants.O_NONBLOCK);
		const stat = await handle.stat();
		if (!stat.isFile()) return `${file} is no file, but a folder, a pipe or a device`;
		return stat.size > largest ? `${file} is larger than ${largest / 2 ** 20} MiB` : await handle.readFile();
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "ENOENT" ? `there is no file ${file}` : `${file} cannot be read`;
	}
}

const isWithin = (folder: string, file: string): boolean => file.startsWith(folder + path.sep);

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

import { createReadStream, type Dirent, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathOf } from "../faults/system-calls.ts";

/** A text as it would lie in a file: as it is, in UTF-16, in hex, and in base64 from each of three bytes on. */
export function formsOf(text: string): readonly Buffer[] {
	const plain = Buffer.from(text);
	const base64 = [0, 1, 2].map((shift) => {
		const letters = Buffer.from(" ".repeat(shift) + text).toString("base64");
		return Buffer.from(letters.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + text.length) * 8) / 6)));
	});
	return [plain, Buffer.from(text, "utf16le"), Buffer.from(plain.toString("hex")), ...base64];
}

export function filesBelow(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry: Dirent) => entry.isFile())
		.map((entry: Dirent) => path.join(entry.parentPath, entry.name));
}

/** @returns files below the folder that hold one of the forms */
export function filesWith(folder: string, forms: readonly Buffer[]): string[] {
	return filesBelow(folder).filter((file) => {
		const bytes = readFileSync(file);
		return forms.some((form) => bytes.includes(form));
	});
}

/** A write as strace -y -xx shows it: file descriptor with its path, then the bytes in hex. */
const WRITE = /(?:write|pwrite64|writev|pwritev)\(\d+<([^>]*)>, (.*)$/;
/** What goes to another process or over the network is no storage. */
const NO_FILE = /^(?:socket|pipe|UNIX|TCP|anon_inode|\/dev\/(?:null|tty|pts))/;

export interface Traced {
	readonly writes: number;
	/** Paths of files that were written one of the forms, deleted ones too. */
	readonly found: ReadonlySet<string>;
}

/** Looks through all writes that strace noted, also those into files that were deleted at once. */
export async function lookThrough(trace: string, forms: readonly Buffer[]): Promise<Traced> {
	const found = new Set<string>();
	let writes = 0;
	for await (const line of createInterface({ input: createReadStream(trace, "latin1") })) {
		const [, place = "", shown = ""] = WRITE.exec(line) ?? [];
		const file = pathOf(place);
		if (shown === "" || NO_FILE.test(file)) continue;
		writes++;
		const bytes = Buffer.from(
			shown.replaceAll(/[^"]*"((?:\\x[0-9a-f]{2})*)"[^"]*/g, "$1").replaceAll("\\x", ""),
			"hex",
		);
		if (forms.some((form) => bytes.includes(form))) found.add(file);
	}
	return { writes, found };
}

import { createReadStream, type Dirent, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathOf } from "../faults/system-calls.ts";

/** A text as it would lie in a file: as it was sent or as indexes hold it, in UTF-8, UTF-16, hex, and base64 from each of three bytes on. */
export function formsOf(text: string): readonly Buffer[] {
	const spellings = new Set([text, text.toLowerCase(), text.toUpperCase()]);
	return [...spellings].flatMap((spelling) => {
		const plain = Buffer.from(spelling);
		const hex = plain.toString("hex");
		const base64 = [0, 1, 2].map((shift) => {
			const letters = Buffer.from(" ".repeat(shift) + spelling).toString("base64");
			return letters.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + spelling.length) * 8) / 6));
		});
		return [
			plain,
			Buffer.from(spelling, "utf16le"),
			...[hex, hex.toUpperCase(), ...base64].map((one) => Buffer.from(one)),
		];
	});
}

export function filesBelow(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry: Dirent) => entry.isFile())
		.map((entry: Dirent) => path.join(entry.parentPath, entry.name));
}

/** @returns files below the folder that hold one of the forms, or are called so */
export function filesWith(folder: string, forms: readonly Buffer[]): string[] {
	return filesBelow(folder).filter((file) => {
		const [name, bytes] = [Buffer.from(path.relative(folder, file)), readFileSync(file)];
		return forms.some((form) => bytes.includes(form) || name.includes(form));
	});
}

/** Calls by which bytes come into a file, or a name into a folder. */
export const STORING_CALLS =
	"write,pwrite64,writev,pwritev,pwritev2,creat,open,openat,openat2,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,setxattr,fsetxattr";
/** As strace -y -xx shows it, which says of a file whose name is gone already that it is deleted: the call, what it was given, and the bytes in hex. */
const CALL = /^\d+ +(?:(p?write(?:64|v|v2)?)\(\d+<([^>]*)>(?:\(deleted\))?, )?(.*)$/;
/** What goes to another process or over the network is no storage. */
const NO_FILE = /^(?:socket|pipe|UNIX|TCP|anon_inode|\/dev\/(?:null|tty|pts))/;

export interface Traced {
	readonly writes: number;
	/** Opened, made and renamed files and folders. */
	readonly names: number;
	/** What one of the forms was written into, or was called so; deleted files, too. */
	readonly found: ReadonlySet<string>;
}

/** Looks through all calls that strace noted, also those about files that were deleted at once. */
export async function lookThrough(trace: string, forms: readonly Buffer[]): Promise<Traced> {
	const found = new Set<string>();
	let [writes, names] = [0, 0];
	for await (const line of createInterface({ input: createReadStream(trace, "latin1") })) {
		const [, isWrite, place = "", shown = ""] = CALL.exec(line) ?? [];
		const file = pathOf(place);
		if (!shown.includes('"') || (isWrite !== undefined && NO_FILE.test(file))) continue;
		if (isWrite === undefined) names++;
		else writes++;
		const bytes = Buffer.from(
			shown.replaceAll(/[^"]*"((?:\\x[0-9a-f]{2})*)"[^"]*/g, "$1").replaceAll("\\x", ""),
			"hex",
		);
		if (forms.some((form) => bytes.includes(form)))
			found.add(isWrite === undefined ? "a name" : `a write to ${path.basename(file)}`);
	}
	return { writes, names, found };
}

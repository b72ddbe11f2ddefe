import { createReadStream } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";

/** What a process did to its files, and when it answered, read from what strace noted of it. */

/** For `strace -f -y -xx`: what {@link readCalls} understands. */
export const FILE_CALLS =
	"openat,write,pwrite64,writev,pwritev,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir";
/** Longest text of a call that is kept, bytes: longer than any page that is written at once. */
export const LONGEST_TEXT = 1_000_000;

/** Lines of the trace on which a call began and ended. */
interface Span {
	readonly begun: number;
	readonly done: number;
}
export type Call = Span &
	(
		| { readonly kind: "write"; readonly file: string; readonly at: number; readonly data: Buffer }
		| { readonly kind: "truncate"; readonly file: string; readonly length: number }
		| { readonly kind: "sync"; readonly file: string }
		| { readonly kind: "link"; readonly file: string }
		| { readonly kind: "unlink" | "mkdir"; readonly file: string }
		| { readonly kind: "move"; readonly file: string; readonly to: string }
		/** The first bytes of an answer over HTTP. */
		| { readonly kind: "answer" }
	);

/** @param trace file that strace wrote @param root folder whose files are meant @returns in the order in which the calls ended */
export async function readCalls(trace: string, root: string): Promise<readonly Call[]> {
	const calls: Call[] = [];
	const begun = new Map<string, { readonly text: string; readonly line: number }>();
	const places = new Map<number, number>();
	let line = 0;
	for await (const text of createInterface({
		input: createReadStream(trace, "latin1"),
		crlfDelay: Number.POSITIVE_INFINITY,
	})) {
		line++;
		const [, thread = "", shown = ""] = /^(\d+)\s+(.*)$/.exec(text) ?? [];
		if (shown.endsWith("<unfinished ...>")) {
			begun.set(thread, { text: shown.slice(0, -"<unfinished ...>".length), line });
			continue;
		}
		const [, rest] = /^<\.\.\. \w+ resumed>(.*)$/.exec(shown) ?? [];
		const start = rest === undefined ? undefined : begun.get(thread);
		const whole = rest === undefined ? shown : (start?.text ?? "").trimEnd() + rest;
		const call = callOf(whole, { begun: start?.line ?? line, done: line }, places);
		if (call !== null && (call.kind === "answer" || isBelow(call.file, root))) calls.push(call);
	}
	return calls;
}

const isBelow = (file: string, root: string) => file === root || file.startsWith(`${root}/`);
const unhex = (text: string) => Buffer.from(text.replaceAll("\\x", ""), "hex");
const texts = (shown: string) => [...shown.matchAll(/"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?/g)];

/** @param places where the next `write` to a file descriptor goes */
function callOf(shown: string, span: Span, places: Map<number, number>): Call | null {
	const [, name = "", given = "", result = ""] = /^(\w+)\((.*)\)\s+= (.*)$/.exec(shown) ?? [];
	const value = Number.parseInt(result, 10);
	if (name === "" || !(value >= 0)) return null;
	const [, number = "", hex = ""] = /^(\d+)<([^>]*)>/.exec(given) ?? [];
	const file = pathOf(hex);
	if (name === "openat") return opened(given, result, { span, places });
	if (name === "fsync" || name === "fdatasync") return { kind: "sync", file, ...span };
	if (name === "ftruncate") return { kind: "truncate", file, length: Number(/, (\d+)$/.exec(given)?.[1]), ...span };
	if (/^p?write/.test(name)) return written(name, given, { fd: Number(number), file, count: value, span, places });
	return named(name, given, span);
}

/** With -y a path stands in hex as every text does; what is no path (`socket:[1]`) may stand as it is. */
export const pathOf = (shown: string) => (shown.startsWith("\\x") ? unhex(shown).toString("utf8") : shown);

interface Opening {
	readonly span: Span;
	readonly places: Map<number, number>;
}

function opened(given: string, result: string, { span, places }: Opening): Call | null {
	const [, fd = "", hex = ""] = /^(\d+)<([^>]*)>/.exec(result) ?? [];
	places.set(Number(fd), 0);
	if (given.includes("O_TRUNC")) return { kind: "truncate", file: pathOf(hex), length: 0, ...span };
	return given.includes("O_CREAT") ? { kind: "link", file: pathOf(hex), ...span } : null;
}

interface Writing extends Opening {
	readonly fd: number;
	readonly file: string;
	readonly count: number;
}

function written(name: string, given: string, { fd, file, count, span, places }: Writing): Call | null {
	const parts = texts(given);
	const data = Buffer.concat(parts.map(([, hex = ""]) => unhex(hex))).subarray(0, count);
	if (!file.startsWith("/"))
		return data.subarray(0, 5).toString("latin1") === "HTTP/" ? { kind: "answer", ...span } : null;
	if (data.length < count) throw new Error(`A write of ${count} bytes was noted with ${data.length}.`);
	const isPlaced = name.startsWith("p");
	const at = isPlaced ? Number(/, (\d+)$/.exec(given)?.[1]) : (places.get(fd) ?? 0);
	if (!isPlaced) places.set(fd, at + count);
	return { kind: "write", file, at, data, ...span };
}

/** Calls that change names. A name may stand alone, or after the folder that it is in. */
function named(name: string, given: string, span: Span): Call | null {
	const paths = [...given.matchAll(/(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:\\x[0-9a-f]{2})*)"/g)].map(
		([, folder = "", hex = ""]) => path.resolve(folder === "" ? "/" : pathOf(folder), unhex(hex).toString("utf8")),
	);
	const [file = "", to = ""] = paths;
	if (name.startsWith("rename")) return { kind: "move", file, to, ...span };
	if (name.startsWith("mkdir")) return { kind: "mkdir", file, ...span };
	return /^(?:unlink|rmdir)/.test(name) ? { kind: "unlink", file, ...span } : null;
}

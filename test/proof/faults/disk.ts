import path from "node:path";
import type { Call } from "./system-calls.ts";

/**
 * A disk that keeps what was synced and nothing else for sure: of what was written since, any part may be there after the power is gone, a
 * write also by half. A name is there for sure when its folder was synced; names of one folder come in their order.
 */

const SECTOR = 512;

type Change = { readonly begun: number; readonly done: number } & (
	| { readonly at: number; readonly data: Buffer }
	| { readonly length: number }
);
interface Content {
	/** As it was synced. */
	durable: Buffer;
	/** Since then, in order. */
	readonly open: Change[];
}
type Naming = { readonly folder: string; readonly done: number; isDurable: boolean } & (
	| { readonly kind: "link"; readonly file: string; readonly content: Content }
	| { readonly kind: "unlink" | "mkdir"; readonly file: string }
	| { readonly kind: "move"; readonly file: string; readonly to: string }
);
type Entry = Content | "folder";

/** What of that which was not synced is there: nothing; all; names alone; all, the last write of each file by half; anything. */
export const LOSSES = ["nothing", "all", "names", "torn", "anything"] as const;
export type Loss = (typeof LOSSES)[number];

export class Disk {
	readonly #root: string;
	readonly #names: Naming[] = [];
	/** By path, as they are now. */
	readonly #now = new Map<string, Entry>();

	constructor(root: string) {
		this.#root = root;
		this.#now.set(root, "folder");
	}

	apply(call: Call): void {
		if (call.kind === "answer") return;
		const { file, begun, done } = call;
		if (call.kind === "write") this.#content(file, done).open.push({ begun, done, at: call.at, data: call.data });
		else if (call.kind === "truncate") this.#content(file, done).open.push({ begun, done, length: call.length });
		else if (call.kind === "sync") this.#sync(file, begun);
		else if (call.kind === "link") this.#content(file, done);
		else this.#name({ ...call, folder: path.dirname(file), isDurable: false });
	}

	/** Whether what is open could make a difference. */
	get isAtRest(): boolean {
		return (
			this.#names.every(({ isDurable }) => isDurable) &&
			[...this.#now.values()].every((one) => one === "folder" || one.open.length === 0)
		);
	}

	/** @returns bytes by path: what may be found after the power is gone now */
	image(loss: Loss, next: () => number): ReadonlyMap<string, Buffer> {
		const names = new Map<string, Entry>([[this.#root, "folder"]]);
		const kept = new Map<string, number>();
		for (const naming of this.#names) {
			if (!naming.isDurable && !this.#isKept(naming.folder, { loss, next, kept })) continue;
			rename(names, naming);
		}
		const found = new Map<string, Buffer>();
		for (const [file, entry] of names)
			if (entry !== "folder" && this.#isReached(names, file)) found.set(file, contentAfter(entry, loss, next));
		return found;
	}

	/** Of a folder's names a beginning is there. */
	#isKept(
		folder: string,
		{ loss, next, kept }: { loss: Loss; next: () => number; kept: Map<string, number> },
	): boolean {
		if (loss !== "anything") return loss !== "nothing";
		const open = this.#names.filter((one) => one.folder === folder && !one.isDurable).length;
		const left = kept.get(folder) ?? Math.floor(next() * (open + 1));
		kept.set(folder, left - 1);
		return left > 0;
	}

	#isReached(names: ReadonlyMap<string, Entry>, file: string): boolean {
		for (let folder = path.dirname(file); folder.length >= this.#root.length; folder = path.dirname(folder))
			if (names.get(folder) !== "folder") return false;
		return true;
	}

	#content(file: string, done: number): Content {
		const known = this.#now.get(file);
		if (known !== undefined && known !== "folder") return known;
		const content: Content = { durable: Buffer.alloc(0), open: [] };
		this.#name({ kind: "link", file, content, folder: path.dirname(file), done, isDurable: false });
		return content;
	}

	#name(naming: Naming): void {
		this.#names.push(naming);
		rename(this.#now, naming);
	}

	#sync(file: string, begun: number): void {
		const entry = this.#now.get(file);
		if (entry === "folder") {
			for (const naming of this.#names) if (naming.folder === file && naming.done < begun) naming.isDurable = true;
		} else if (entry !== undefined) {
			const synced = entry.open.filter(({ done }) => done < begun);
			entry.durable = changed(entry.durable, synced);
			entry.open.splice(0, entry.open.length, ...entry.open.filter(({ done }) => done >= begun));
		}
	}
}

function rename(names: Map<string, Entry>, naming: Naming): void {
	const { file } = naming;
	if (naming.kind === "link") names.set(file, naming.content);
	else if (naming.kind === "mkdir") names.set(file, "folder");
	else {
		for (const [name, entry] of [...names]) {
			if (name !== file && !name.startsWith(`${file}/`)) continue;
			names.delete(name);
			if (naming.kind === "move") names.set(naming.to + name.slice(file.length), entry);
		}
	}
}

function contentAfter({ durable, open }: Content, loss: Loss, next: () => number): Buffer {
	if (loss === "nothing" || loss === "names") return durable;
	if (loss === "all") return changed(durable, open);
	if (loss === "anything")
		return changed(
			durable,
			open.filter(() => next() < 0.5).map((one) => (next() < 0.2 ? torn(one, next) : one)),
		);
	const last = open.at(-1);
	return changed(durable, last === undefined ? [] : [...open.slice(0, -1), torn(last, next)]);
}

/** A write of which only the first sectors came to be. */
function torn(change: Change, next: () => number): Change {
	if (!("data" in change)) return change;
	const sectors = Math.floor((change.data.length / SECTOR) * next());
	return { ...change, data: change.data.subarray(0, sectors * SECTOR) };
}

function changed(from: Buffer, changes: readonly Change[]): Buffer {
	if (changes.length === 0) return from;
	const ends = changes.map((one) => ("data" in one ? one.at + one.data.length : one.length));
	const space = Buffer.alloc(Math.max(from.length, ...ends));
	from.copy(space);
	let length = from.length;
	for (const one of changes) {
		if ("data" in one) {
			one.data.copy(space, one.at);
			length = Math.max(length, one.at + one.data.length);
		} else {
			if (one.length < length) space.fill(0, one.length, length);
			length = one.length;
		}
	}
	return space.subarray(0, length);
}

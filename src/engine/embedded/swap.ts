/** How a store's folder gives its place to another one, whole, also where a process stops in the middle. */
import { existsSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { StorePlace } from "./paths.ts";
import { syncFolder } from "./safe-files.ts";

const asideOf = (folder: string) => join(dirname(folder), `.rekeyed-${basename(folder)}`);
const retiredOf = (folder: string) => join(dirname(folder), `.retired-${basename(folder)}`);
/** Where the copy lies until it takes the place. */
export const copyOf = (place: StorePlace): StorePlace => {
	const folder = asideOf(place.folder);
	return { ...place, folder, file: join(folder, basename(place.file)), keyCheck: join(folder, "key-check") };
};

/** Two renames. A process that stops between them leaves no store in its place, and whoever opens it next makes the second. */
export function swap(place: StorePlace): void {
	rmSync(retiredOf(place.folder), { recursive: true, force: true });
	renameSync(place.folder, retiredOf(place.folder));
	renameSync(asideOf(place.folder), place.folder);
	syncFolder(dirname(place.folder));
}

/** What a swap that was cut off in the middle left to do. The copy was whole before it began. */
export function finishSwap(place: StorePlace): void {
	if (existsSync(place.folder) || !existsSync(retiredOf(place.folder)) || !existsSync(asideOf(place.folder))) return;
	renameSync(asideOf(place.folder), place.folder);
	syncFolder(dirname(place.folder));
}

/** Folders of the store beside it, which a removal takes too. */
export const leavingsOf = ({ folder }: StorePlace): readonly string[] => [asideOf(folder), retiredOf(folder)];

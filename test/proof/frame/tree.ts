/** A copy of the source tree with a bug in it. The product has no switches for that. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { packageRoot } from "../../../src/package-root.ts";
import type { Edit } from "./proof.ts";

/** What is copied: code finds its neighbours by its real path, so a link to it would lead back to the sound tree. */
const COPIED = ["src", "test", "scripts", "ranking", "corpora/generate", "package.json"];
/** What is only read. */
const LINKED = ["mappings", "node_modules", "docs", "corpora/demo", ".wycheproof", ".venv-contract"];

/** @throws Error where what is to be replaced does not stand there exactly once: the code has moved on, and so must the planted bug */
export function plantedText(text: string, { file, find, replace }: Edit): string {
	const places = text.split(find).length - 1;
	if (places !== 1) throw new Error(`A planted bug fits ${places} places of ${file}, not one: ${find}`);
	return text.replace(find, () => replace);
}

/** Refuses bugs that fit the tree no more, without making a copy. */
export function checkEdits(edits: readonly Edit[]): void {
	for (const edit of edits) plantedText(readFileSync(path.join(packageRoot(), edit.file), "utf8"), edit);
}

/** @returns root of the copy, and what removes it */
export function plantTree(edits: readonly Edit[]): { readonly root: string; readonly remove: () => void } {
	checkEdits(edits);
	const root = mkdtempSync(path.join(os.tmpdir(), "tributary-planted-"));
	for (const name of COPIED)
		cpSync(path.join(packageRoot(), name), path.join(root, name), {
			recursive: true,
			filter: (from) => !from.includes(`${path.sep}fixtures${path.sep}`),
		});
	for (const name of LINKED.filter((name) => existsSync(path.join(packageRoot(), name))))
		symlinkSync(path.join(packageRoot(), name), path.join(root, name));
	for (const edit of edits) {
		const file = path.join(root, edit.file);
		writeFileSync(file, plantedText(readFileSync(file, "utf8"), edit));
	}
	return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

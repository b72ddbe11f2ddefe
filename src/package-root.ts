import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * The folder of this package, found from this file upward: data that is shipped beside the code (mappings, ranking,
 * corpora) lies there, whether the code runs from src/ or from the built dist/src/.
 */
export function packageRoot(): string {
	let folder = import.meta.dirname;
	while (!existsSync(path.join(folder, "package.json"))) {
		const parent = path.dirname(folder);
		if (parent === folder) throw new Error("The package's own folder cannot be found.");
		folder = parent;
	}
	return folder;
}

/** Version of the product. */
export function packageVersion(): string {
	return String(JSON.parse(readFileSync(path.join(packageRoot(), "package.json"), "utf8")).version);
}

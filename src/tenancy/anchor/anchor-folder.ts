import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { ANCHOR_NAME, type AnchorPlace } from "./anchor-place.ts";

/** A file for each store. Of two processes the slower may leave a count that is a little less: that is never wrong. */
export function anchorFolderPlace(folder: string): AnchorPlace {
	return {
		read: (name) =>
			readFile(path.join(folder, name), "utf8").catch((error: NodeJS.ErrnoException) => {
				if (error.code === "ENOENT") return null;
				throw error;
			}),
		keep: async (name, { text }) => {
			const file = path.join(folder, name);
			const next = `${file}.${randomUUID()}`;
			const made = await mkdir(folder, { recursive: true, mode: 0o700 });
			if (made !== undefined) await syncFolder(path.dirname(made));
			const handle = await open(next, "w", 0o600);
			try {
				await handle.writeFile(text);
				await handle.sync();
			} finally {
				await handle.close();
			}
			await rename(next, file);
			await syncFolder(folder);
		},
		remove: (name) => rm(path.join(folder, name), { force: true }),
		names: async () => (await readdir(folder).catch(() => [])).filter((name) => ANCHOR_NAME.test(name)),
		close: async () => {},
	};
}

/** A name is there after a power loss only if its folder was synced. */
async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, "r");
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

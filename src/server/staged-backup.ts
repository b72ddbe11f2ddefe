import { createReadStream, createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { BackupStatement } from "../tenancy/backup-manifest.ts";

/** Where a backup is put together before it takes its place. */

/** What is kept of how new the stores are that are put together. */
export const anchorBeside = ({ anchorFolder }: { readonly anchorFolder: string }): string =>
	`${anchorFolder}.restoring`;

export async function copyFiles(from: string, to: string, { files }: BackupStatement): Promise<void> {
	for (const { path: name } of files) {
		const target = path.join(to, ...name.split("/"));
		await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
		const source = createReadStream(path.join(from, ...name.split("/")));
		await pipeline(source, createWriteStream(target, { flags: "wx", mode: 0o600, flush: true }));
	}
}

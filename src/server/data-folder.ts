import { randomUUID } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import * as z from "zod";
import { TributaryError } from "../errors.ts";
import { writeOwned } from "../tenancy/master-key.ts";
import type { DataFolder } from "../tenancy/moves/place.ts";

const Named = z.strictObject({ id: z.uuid() });

/**
 * Which data folder this is. Its id is made once and kept in it, so that it is the same folder wherever it is mounted; host and path are for
 * people, as they are now.
 */
export function dataFolder(dataDir: string): DataFolder {
	const file = path.join(dataDir, "data-folder.json");
	if (!existsSync(file)) name(dataDir, file);
	const read = Named.safeParse(JSON.parse(readFileSync(file, "utf8")));
	if (!read.success)
		throw new TributaryError("invalid-configuration", { detail: `${file} does not say which data folder it is.` });
	return { id: read.data.id, host: os.hostname(), path: path.resolve(dataDir) };
}

/** Of several processes that do so at once, the first one's name stays; none reads half of it. */
function name(dataDir: string, file: string): void {
	const id = randomUUID();
	const made = `${file}.${id}`;
	mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	writeOwned(made, `${JSON.stringify({ id } satisfies z.output<typeof Named>)}\n`);
	try {
		linkSync(made, file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
	} finally {
		rmSync(made);
	}
}

import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import path from "node:path";
import type { TenantId } from "../../domain/tenant.ts";
import { canonicalJson } from "../canonical-json.ts";
import type { AuditSink } from "./audit-sink.ts";

/**
 * A folder, on another disk or a mount where files can only be appended to: in it one for each tenant, in that a file for each process that
 * wrote, an entry on each line.
 */
export function folderSink(folder: string): AuditSink {
	const files = new Map<TenantId, Promise<FileHandle>>();
	const fileOf = (tenant: TenantId) => {
		const found = files.get(tenant);
		if (found !== undefined) return found;
		const opening = newFile(path.join(folder, tenant));
		files.set(tenant, opening);
		return opening;
	};
	return {
		append: async (tenant, entries) => {
			try {
				const file = await fileOf(tenant);
				// After a line that was cut off the next begins on one of its own.
				await file.appendFile(`\n${entries.map(canonicalJson).join("\n")}\n`);
				await file.datasync();
			} catch (error) {
				// What a file that failed holds nobody knows: the next try begins another.
				const failed = files.get(tenant);
				files.delete(tenant);
				await failed?.then((file) => file.close()).catch(() => {});
				throw error;
			}
		},
		close: async () => {
			await Promise.allSettled([...files.values()].map(async (file) => (await file).close()));
			files.clear();
		},
	};
}

const FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

async function newFile(folder: string): Promise<FileHandle> {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const begun = new Date().toISOString().replace(/[:.]/g, "-");
	const file = await open(path.join(folder, `${begun}-${randomUUID().slice(0, 8)}.ndjson`), FLAGS, 0o600);
	const handle = await open(folder, constants.O_RDONLY);
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
	return file;
}

import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const GROUPS = "/sys/fs/cgroup";
const PERIOD = 100_000;

/** A share of the processors that no process in it gets beyond, of Linux's control groups in either version. */
export interface ProcessorShare {
	add(pid: number): void;
	/** Once its processes have ended. */
	remove(): void;
}

/** @param cores as 0.3 @returns null where this system, or this account, makes none */
export function processorShare(name: string, cores: number): ProcessorShare | null {
	const quota = Math.round(cores * PERIOD);
	for (const [root, limits] of [
		[path.join(GROUPS, "cpu"), { "cpu.cfs_period_us": `${PERIOD}`, "cpu.cfs_quota_us": `${quota}` }],
		[GROUPS, { "cpu.max": `${quota} ${PERIOD}` }],
	] as const) {
		const folder = path.join(root, name);
		try {
			mkdirSync(folder);
		} catch {
			continue;
		}
		try {
			for (const [file, value] of Object.entries(limits)) writeFileSync(path.join(folder, file), value);
			return {
				add: (pid) => writeFileSync(path.join(folder, "cgroup.procs"), `${pid}`),
				remove: () => rmdirSync(folder),
			};
		} catch {
			rmdirSync(folder);
		}
	}
	return null;
}

const TICKS_A_SECOND = 100;

/** Milliseconds that a process has had, all its threads together (proc(5), fields 14 and 15 of stat). */
export function processorTime(pid: number): number {
	const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
	return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_A_SECOND;
}

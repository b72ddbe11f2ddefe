import { readFileSync } from "node:fs";

const PAGE = 4096;

function residentOf(pid: number): number {
	try {
		return Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * PAGE;
	} catch {
		return 0;
	}
}

function childrenOf(pid: number): number[] {
	try {
		return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
			.trim()
			.split(" ")
			.filter((entry) => entry !== "")
			.map(Number);
	} catch {
		return [];
	}
}

/** Resident bytes of a process and what it started (bubblewrap stands between); 0 where the system does not tell. */
export const residentBytes = (pid: number): number =>
	residentOf(pid) + childrenOf(pid).reduce((sum, child) => sum + residentBytes(child), 0);

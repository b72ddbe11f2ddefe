/** The first load: what the ATS has, jobs first, then people, then what they did. */
import { checkAccessLists, connect } from "./connect.ts";
import { put } from "./deliver.ts";
import type { Kind } from "./entries.ts";
import { checkProvisioning } from "./provision.ts";
import { publishJobs } from "./publish.ts";
import { readBack } from "./read-back.ts";
import { attachResumes } from "./resumes.ts";
import type { Session } from "./session.ts";

/** Records of each kind that are read back after a load. */
const SAMPLE = 200;

const READ = ["candidate", "application", "candidateNote", "applicationNote", "feedback", "stage"] as const;

export async function sync(session: Session): Promise<void> {
	const { entries } = session.world;
	const { kinds } = session.settings;
	const load = (kind: Kind) => put(session, kinds.includes(kind) ? entries[kind] : [], { phase: "sync" });
	if (kinds.includes("job")) {
		await checkProvisioning(session);
		await connect(session);
		await publishJobs(session);
	}
	await load("acl");
	await load("assignee");
	if (kinds.includes("acl")) await checkAccessLists(session);
	await load("candidate");
	await load("application");
	// What hangs on others is sent side by side: each kind in its own order.
	await Promise.all((["candidateNote", "applicationNote", "feedback", "stage"] as const).map(load));
	if (kinds.includes("attachment")) await attachResumes(session);
	for (const kind of READ) if (kinds.includes(kind)) await readBack(session, sampleOf(entries[kind], SAMPLE));
}

/** Evenly from the whole, the last included. */
export function sampleOf<T>(items: readonly T[], count: number): T[] {
	const step = Math.max(1, items.length / count);
	return Array.from({ length: Math.min(count, items.length) }, (_, index) => {
		const at = items.length - 1 - Math.floor(index * step);
		return items[at] as T;
	});
}

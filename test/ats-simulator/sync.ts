/** The first load: what the ATS has, jobs first, then people, then what they did. */
import { checkAccessLists, connect } from "./connect.ts";
import { put } from "./deliver.ts";
import type { Kind } from "./entries.ts";
import { publishJobs } from "./publish.ts";
import { readBack } from "./read-back.ts";
import type { Session } from "./session.ts";

/** Records of each kind that are read back after a load. */
const SAMPLE = 200;

const READ = ["candidate", "application", "candidateNote", "applicationNote", "feedback", "stage"] as const;

export async function sync(session: Session): Promise<void> {
	const { entries } = session.world;
	const load = (kind: Kind) => put(session, entries[kind], { phase: "sync" });
	await connect(session);
	await publishJobs(session);
	await load("acl");
	await load("assignee");
	await checkAccessLists(session);
	await load("candidate");
	await load("application");
	// What hangs on others is sent side by side: each kind in its own order.
	await Promise.all((["candidateNote", "applicationNote", "feedback", "stage"] as const).map(load));
	// Generation 1 uploads to addresses that it has to ask for: that is not part of this.
	if (session.settings.generation === 2) await load("attachment");
	for (const kind of READ) await readBack(session, sampleOf(entries[kind], SAMPLE));
}

/** Evenly from the whole, the last included. */
export function sampleOf<T>(items: readonly T[], count: number): T[] {
	const step = Math.max(1, items.length / count);
	return Array.from({ length: Math.min(count, items.length) }, (_, index) => {
		const at = items.length - 1 - Math.floor(index * step);
		return items[at] as T;
	});
}

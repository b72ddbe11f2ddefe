/** Jobs: published in tasks that are asked for until they are done, then some of them closed. */
import { messageOf } from "./batch-answer.ts";
import { MOST, put } from "./deliver.ts";
import type { Entry } from "./entries.ts";
import type { Session } from "./session.ts";
import { endsOf, hasSucceeded } from "./tasks.ts";

type Operation = "CREATE" | "CLOSE";

export async function publishJobs(session: Session): Promise<void> {
	const { jobs } = session.world;
	await publish(
		session,
		jobs.map(({ entry }) => entry),
		"CREATE",
	);
	await publish(
		session,
		jobs.filter(({ closed }) => closed).map(({ entry }) => entry),
		"CLOSE",
	);
}

const operated = (entry: Entry, operation: Operation): Entry => ({
	...entry,
	fields: { ...entry.fields, jobPostingOperationType: operation },
});

async function publish(session: Session, entries: readonly Entry[], operation: Operation): Promise<void> {
	const jobs = entries.map((entry) => operated(entry, operation));
	const phase = operation === "CREATE" ? "sync" : "close";
	if (session.settings.generation === 2) return put(session, jobs, { phase });
	for (let start = 0; start < jobs.length; start += MOST)
		await createBatch(session, jobs.slice(start, start + MOST), phase);
}

async function createBatch(session: Session, jobs: readonly Entry[], phase: string): Promise<void> {
	const { client, tally, belief } = session;
	const row = tally.row(`${phase} job`);
	const began = performance.now();
	row.requests++;
	const answer = await client.send({
		verb: "POST",
		path: "/v2/simpleJobPostings",
		method: "batch_create",
		body: { elements: jobs.map(({ fields }) => fields) },
	});
	const elements = elementsOf(answer.body);
	if (answer.status !== 200) {
		row.refused += jobs.length;
		return tally.refuse(`${row.name}: ${answer.status} ${messageOf(answer.body)}`, false);
	}
	if (elements.length !== jobs.length) tally.fault(`${row.name}: ${elements.length} elements for ${jobs.length} jobs`);
	const tasks = new Map<string, Entry>();
	for (const [index, { id, status, error }] of elements.entries()) {
		const job = jobs[index];
		if (id !== undefined && status === 202 && job !== undefined) tasks.set(id, job);
		else {
			row.refused++;
			tally.refuse(`${row.name}: ${status} ${messageOf(error)}`, false);
		}
	}
	for (const [id, state] of await endsOf(session, [...tasks.keys()])) {
		const job = tasks.get(id);
		if (job !== undefined && hasSucceeded(state)) belief.put(job);
		else tally.refuse(`job task: ${JSON.stringify(state)}`, false);
	}
	row.accepted += tasks.size;
	row.seconds += (performance.now() - began) / 1000;
}

interface Element {
	readonly id?: string;
	readonly status?: number;
	readonly error?: unknown;
}

function elementsOf(body: unknown): readonly Element[] {
	const { elements } = (body ?? {}) as { readonly elements?: unknown };
	return Array.isArray(elements) ? (elements as Element[]) : [];
}

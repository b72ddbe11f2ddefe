import { Job } from "../domain/candidate.ts";
import type { ExportableJob } from "../domain/history.ts";
import type { StoredRecord } from "../engine/port.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type Asker, named } from "./history.ts";
import { viewerOf } from "./seats.ts";
import { viewers } from "./tenant-switches.ts";
import { jobsOfMember, type Viewer, visibleJobs } from "./visibility.ts";

/** Open jobs that a recruiter may export people to: what a picker offers. */

/** Jobs looked at in one step. */
const STEP = 200;

export interface JobPage {
	readonly after?: string | undefined;
	readonly limit: number;
}

/**
 * @returns jobs by id, one more than `limit` where there are more
 * @throws TributaryError `seat-unavailable`
 */
export function exportableJobs(scope: Scope, page: JobPage, asker: Asker): Promise<readonly ExportableJob[]> {
	return scope.record("job.read", { about: "exportable", ...named(asker) }, async () => {
		const viewer = await viewerOf(scope.store, asker.seat);
		const value: ExportableJob[] = [];
		for await (const jobs of await jobsFor(scope, viewer, page.after ?? "")) {
			const open = jobs.filter(({ status }) => status === "open");
			const asked = open.map(({ id, accessRestricted }) => ({ jobId: id, accessRestricted }));
			const flags = await visibleJobs(scope.store, viewer, asked);
			value.push(...open.filter((_, place) => flags[place]).map(shown));
			if (value.length > page.limit) break;
		}
		const most = value.slice(0, page.limit + 1);
		return { value: most, result: { outcome: "ok", count: most.length } };
	});
}

/** Jobs in the order of their ids. Who sees nothing but what his lists protect is not led through all the others. */
export async function jobsFor(scope: Scope, viewer: Viewer, after: string): Promise<AsyncGenerator<readonly Job[]>> {
	if (viewer === null || (await viewers(scope.store)).jobs) return everyJob(scope, after);
	return theseJobs(
		scope,
		(await jobsOfMember(scope.store, viewer)).filter((id) => id > after),
	);
}

async function* everyJob({ store }: Scope, from: string): AsyncGenerator<readonly Job[]> {
	for (let after = from; ; ) {
		const page = await store.list("job", { limit: STEP, ...(after === "" ? {} : { after }) });
		yield page.map(parse);
		if (page.length < STEP) return;
		after = page.at(-1)?.id ?? after;
	}
}

async function* theseJobs({ store }: Scope, ids: readonly string[]): AsyncGenerator<readonly Job[]> {
	for (let start = 0; start < ids.length; start += STEP) {
		const found = await store.read("job", { ids: ids.slice(start, start + STEP) });
		yield found.flatMap((stored) => (stored === null ? [] : [parse(stored)]));
	}
}

const parse = ({ record }: StoredRecord): Job => Job.parse(JSON.parse(record));

const shown = ({ id, title, location, company, availability }: Job): ExportableJob => ({
	id,
	title,
	location,
	company,
	availability,
});

import { Job } from "../domain/candidate.ts";
import type { ExportableJob } from "../domain/history.ts";
import type { StoredRecord } from "../engine/port.ts";
import { eachPage } from "../tenancy/listing.ts";
import type { Scope } from "../tenancy/scope.ts";

/** Open jobs that a recruiter may export people to: what a picker offers. */

/** Jobs looked at in one step. */
const STEP = 200;

export interface JobPage {
	readonly after?: string | undefined;
	readonly limit: number;
}

/** @returns jobs by id, one more than `limit` where there are more */
export function exportableJobs(scope: Scope, page: JobPage): Promise<readonly ExportableJob[]> {
	return scope.record("job.read", { about: "exportable" }, async () => {
		const value = (await openJobs(scope, page.limit + 1, page.after)).map(shown);
		return { value, result: { outcome: "ok", count: value.length } };
	});
}

/** The first so many open jobs, by id. */
export async function openJobs({ store }: Scope, most: number, from?: string): Promise<readonly Job[]> {
	const found: Job[] = [];
	for await (const page of eachPage(store, "job", { after: from, size: STEP })) {
		found.push(...page.map(parse).filter(({ status }) => status === "open"));
		if (found.length >= most) break;
	}
	return found.slice(0, most);
}

const parse = ({ record }: StoredRecord): Job => Job.parse(JSON.parse(record));

const shown = ({ id, title, location, company, availability }: Job): ExportableJob => ({
	id,
	title,
	location,
	company,
	availability,
});

import type { SearchRequest } from "../domain/query.ts";
import { TributaryError } from "../errors.ts";
import type { Matching } from "../search/requirement/matching.ts";
import { listOpenJobs } from "../sync/read-jobs.ts";
import type { Scope } from "../tenancy/scope.ts";
import { paint, print, printJson } from "./terminal.ts";

/** `search --jobs-for`: the open jobs that a candidate fits, the best first. */
export async function printJobs(
	matching: Matching,
	scope: Scope,
	{ query, pageSize, profile }: SearchRequest,
	{ id, explain, json }: { readonly id: string; readonly explain: boolean; readonly json: boolean },
): Promise<void> {
	if (query !== "") {
		const detail = "Jobs are looked for by the person's record: leave the query out.";
		throw new TributaryError("invalid-field", { errors: [{ pointer: "--jobs-for", detail }] });
	}
	const { jobs, more } = await listOpenJobs(scope);
	const found = await matching.jobsFor(scope, id, jobs, { limit: pageSize, profile });
	if (json) return printJson({ ...found, incomplete: more });
	print(`${paint("bold", String(found.total))} of ${jobs.length}${more ? " or more" : ""} open jobs\n`);
	for (const { rank, jobId, title, company, location, coverage, explanation } of found.items) {
		const facts = [company, location].filter(Boolean).join(" · ");
		print(`${String(rank).padStart(3)}. ${paint("bold", title)}  ${Math.round(coverage * 100)}% of what it asks for`);
		print(`     ${facts}  ${paint("dim", jobId)}`);
		for (const part of explain ? (explanation?.contributions ?? []) : [])
			print(`     ${part.points.toFixed(2).padStart(7)}  ${part.text}`);
		if (explain && explanation !== null && explanation.missing.length > 0)
			print(paint("yellow", `              not found: ${explanation.missing.join(", ")}`));
	}
}

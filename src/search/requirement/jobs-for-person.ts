import type { Job } from "../../domain/candidate.ts";
import { SearchRequest } from "../../domain/query.ts";
import { JobAd, type JobFit, type Requirement } from "../../domain/requirement.ts";
import { requirementCoverage } from "../../rank/coverage.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { readAd } from "../ad/read-ad.ts";
import type { QueryPlan } from "../plan/plan.ts";
import { answer, type SearchDeps } from "../search.ts";
import { LEAST_SHARE } from "./adjust.ts";
import { compileRequirements } from "./compile.ts";

/** How well one candidate fits jobs: for each job the search for its people, with nobody else in the list. */

type Fit = Omit<JobFit, "rank">;

/** The jobs of which the person covers as much as people listed for a job do, the best first. */
export async function fitsOf(
	deps: SearchDeps,
	scope: Scope,
	candidateId: string,
	jobs: readonly Job[],
	profile: string | undefined,
): Promise<JobFit[]> {
	const fits: Fit[] = [];
	for (const job of jobs) {
		const fit = await fitOf(deps, scope, candidateId, job, profile);
		if (fit !== null && fit.coverage >= LEAST_SHARE) fits.push(fit);
	}
	const order = (one: Fit, other: Fit) =>
		other.coverage - one.coverage || other.score - one.score || (one.jobId < other.jobId ? -1 : 1);
	return fits.toSorted(order).map((fit, place) => ({ rank: place + 1, ...fit }));
}

async function fitOf(
	deps: SearchDeps,
	scope: Scope,
	candidateId: string,
	job: Job,
	profile: string | undefined,
): Promise<Fit | null> {
	const { title, description, skills, location } = job;
	const requirements = await readAd(JobAd.parse({ title, description, skills, location }), deps.recognizer);
	if (requirements.length === 0) return null;
	const { query } = compileRequirements(requirements);
	const request = SearchRequest.parse({
		query: query.normalForm,
		filters: { origins: ["ats-only", "matched"] },
		facets: [],
		pageSize: 1,
		...(profile === undefined ? {} : { profile }),
	});
	const { response, people } = await answer(deps, scope, { request, query, adjust: (plan) => only(plan, candidateId) });
	const [hit, person] = [response.hits[0], people[0]];
	if (hit === undefined || person === undefined) return null;
	return {
		jobId: job.id,
		title,
		company: job.company ?? null,
		location: location ?? null,
		coverage: requirementCoverage(person.seat.block.input.asked, person.seat.person.side),
		score: hit.score,
		requirements: withoutEvidence(requirements),
		explanation: hit.explanation,
	};
}

/** Whatever he lacks: that is what is asked. */
const only = (plan: QueryPlan, candidateId: string): QueryPlan => ({
	...plan,
	exact: true,
	base: {
		...plan.base,
		filter: { op: "ids", ids: [candidateId] },
		coverage: { minimum: 0, people: 0 },
	},
});

/** The text of the job is read by its own route. */
const withoutEvidence = (requirements: readonly Requirement[]) => requirements.map((one) => ({ ...one, evidence: [] }));

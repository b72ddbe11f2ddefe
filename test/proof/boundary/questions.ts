import { jsonOf, type Request, type Served } from "../served/served.ts";
import { PEOPLE } from "./history.ts";

/** Everything that can be read of a tenant, and the requests that read it. */

const desk = { "tributary-desk": "rita" };
const FACETS = [
	"skill",
	"title",
	"company",
	"country",
	"city",
	"source",
	"stage",
	"outcome",
	"tag",
	"location",
	"years",
];
const post = (url: string, body: unknown, headers = {}): Request => ({ method: "POST", url, body, headers });

/** By route, as the API document names it. */
export const READS: Readonly<Record<string, (organization: string) => readonly Request[]>> = {
	"POST /v1/search": () =>
		[
			{ query: "", facets: FACETS, facetSize: 50 },
			{ query: "java kubernetes", explain: true, pageSize: 2 },
			{ query: "zeb* OR nurze~ OR weld?r" },
			{ query: '"lead java"~3 -nurse %berlin ^welder' },
			{ query: "skill:java stage:zebra in:matched" },
		].map((body) => post("/v1/search", body)),
	"GET /v1/search": () => [{ url: "/v1/search?q=java&page=1" }],
	"POST /v1/search/places": () => [post("/v1/search/places", { query: "java near:Berlin~50km" })],
	"POST /v1/search/why-not": () => [post("/v1/search/why-not", { query: "java", candidateId: "p0" })],
	"POST /v1/search/why-above": () => [
		post("/v1/search/why-above", { query: "java", a: { candidateId: "p0" }, b: { candidateId: "p1" } }),
	],
	"POST /v1/search/understand": () => [post("/v1/search/understand", { text: "senior zebra nurse in Berlin" })],
	"POST /v1/search/for-job": () => [post("/v1/search/for-job", { title: "Java lead", description: "Must: zebra" })],
	"POST /v1/search/similar": () => [post("/v1/search/similar", { people: [{ candidateId: "p1" }] })],
	"GET /v1/suggest": () => ["z", "jav", "skill:k", "company:f"].map((q) => ({ url: `/v1/suggest?q=${q}` })),
	"GET /v1/candidates/{id}": () => Array.from({ length: PEOPLE }, (_, at) => ({ url: `/v1/candidates/p${at}` })),
	"GET /v1/candidates/{id}/history": () => [{ url: "/v1/candidates/p0/history" }],
	"GET /v1/candidates/{id}/resume": () => [{ url: "/v1/candidates/p1/resume" }],
	"GET /v1/candidates/{id}/resume/text": () => [{ url: "/v1/candidates/p1/resume/text" }],
	"GET /v1/candidates/{id}/resumes": () => [{ url: "/v1/candidates/p1/resumes" }],
	"GET /v1/candidates/{id}/resumes/{sha256}": () => [{ url: `/v1/candidates/p1/resumes/${"0".repeat(64)}` }],
	"GET /v1/candidates/{id}/jobs": () => [{ url: "/v1/candidates/p0/jobs" }],
	"GET /v1/profiles/{id}/history": () => [{ url: "/v1/profiles/pr0/history" }],
	"GET /v1/jobs": () => [{ url: "/v1/jobs" }],
	"GET /v1/jobs/exportable": () => [{ url: "/v1/jobs/exportable" }],
	"GET /v1/jobs/{id}": () => [{ url: "/v1/jobs/j0" }, { url: "/v1/jobs/j1" }],
	"GET /v1/jobs/{id}/candidates": () => [{ url: "/v1/jobs/j0/candidates" }],
	"GET /v1/tasks": () => [{ url: "/v1/tasks" }],
	"GET /v1/tasks/{id}": () => [{ url: "/v1/tasks/task-1" }],
	"GET /v1/sync": () => [{ url: "/v1/sync" }],
	"GET /v1/sync/settings": () => [{ url: "/v1/sync/settings" }],
	"GET /v1/matches/suggestions": () => [{ url: "/v1/matches/suggestions" }],
	"POST /v1/indicator": () => [post("/v1/indicator", { profileIds: ["pr0", "pr1", "pr2"] })],
	"GET /v1/signals": () => [{ url: "/v1/signals" }],
	"GET /v1/signals/rates": () => [{ url: "/v1/signals/rates" }],
	"GET /v1/signals/estimate": () => [{ url: "/v1/signals/estimate?profile=default.v1" }],
	"GET /v1/experiment": () => [{ url: "/v1/experiment" }],
	"GET /v1/seats": () => [{ url: "/v1/seats" }],
	"GET /v1/seats/{id}": () => [{ url: "/v1/seats/t0" }],
	"GET /v1/webhooks": () => [{ url: "/v1/webhooks" }],
	"GET /v1/webhooks/{id}": () => [{ url: "/v1/webhooks/h0" }],
	"GET /v1/webhooks/dead-letters": () => [{ url: "/v1/webhooks/dead-letters" }],
	"GET /v1/saved-searches": () => [{ url: "/v1/saved-searches", headers: desk }],
	"GET /v1/saved-searches/{id}": () => [{ url: "/v1/saved-searches/s0", headers: desk }],
	"GET /v1/saved-searches/{id}/new": () => [{ url: "/v1/saved-searches/s0/new", headers: desk }],
	"GET /v1/projects": () => [{ url: "/v1/projects", headers: desk }],
	"GET /v1/projects/{id}": () => [{ url: "/v1/projects/x0", headers: desk }],
	"POST /v1/projects/{id}/export": () => [post("/v1/projects/x0/export", { format: "json", contact: true }, desk)],
	"GET /v1/people/hidden": () => [{ url: "/v1/people/hidden", headers: desk }],
	"POST /v1/people/export": () => [post("/v1/people/export", { query: "java OR nurse" }, desk)],
	"GET /v1/integrations": () => [{ url: "/v1/integrations" }],
	"GET /v1/exports": () => [{ url: "/v1/exports" }],
	"GET /v1/exports/closed": () => [{ url: "/v1/exports/closed?since=2026-01-01T00:00:00Z" }],
	"GET /v1/exports/{id}": () => [{ url: "/v1/exports/exp-1" }],
	"POST /v1/access-reports": () => [post("/v1/access-reports", { candidateId: "p0" })],
	"GET /v1/audit": () => [{ url: "/v1/audit?limit=3" }],
	"GET /v1/audit/head": () => [{ url: "/v1/audit/head" }],
	"GET /v1/audit/inclusion": () => [{ url: "/v1/audit/inclusion?seq=1&size=1" }],
	"GET /v1/audit/consistency": () => [{ url: "/v1/audit/consistency?from=1&to=2" }],
	"GET /v2/atsCandidates": (organization) => [
		{
			url: `/v2/atsCandidates?ids[0].atsCandidateId=p0&ids[0].dataProvider=ATS&ids[0].integrationContext=${organization}`,
		},
	],
	"GET /v1/audit/search": () => [{ url: "/v1/audit/search?action=search,candidate.read&limit=5" }],
	"GET /v1/tenant": () => [{ url: "/v1/tenant" }],
	"GET /v1/tenant/keys": () => [{ url: "/v1/tenant/keys" }],
	"GET /v1/processing-record": () => [{ url: "/v1/processing-record" }],
	"GET /v1/retention": () => [{ url: "/v1/retention" }],
	"GET /v1/retention/runs": () => [{ url: "/v1/retention/runs" }],
	"GET /v1/retention/runs/{id}/receipts": () => [{ url: "/v1/retention/runs/run-1/receipts" }],
	"GET /v1/clients": () => [{ url: "/v1/clients" }],
	"GET /v1/clients/{id}/credentials": () => [{ url: `/v1/clients/${"A".repeat(22)}/credentials` }],
	"GET /v1/me": () => [{ url: "/v1/me" }],
	"GET /v1/health": () => [{ url: "/v1/health" }],
	"GET /v1/ready": () => [{ url: "/v1/ready" }],
};

/** Routes that answer the same to everybody. */
const PUBLIC: ReadonlySet<string> = new Set(["/v1/openapi.json"]);

/** Of the API document, what is read and stands in no list here: a route that is new is asked all the same, about the person p0. */
async function unlisted(served: Served): Promise<readonly Request[]> {
	const document = jsonOf(await served.ask({ url: "/v1/openapi.json" })) as { paths: Record<string, object> };
	return Object.entries(document.paths).flatMap(([path, methods]) => {
		const isNew =
			"get" in methods && path.startsWith("/v1/") && READS[`GET ${path}`] === undefined && !PUBLIC.has(path);
		return isNew ? [{ url: path.replaceAll(/\{\w+\}/g, "p0") }] : [];
	});
}

/** @returns all questions to a tenant with this organization */
export async function questionsTo(served: Served): Promise<(organization: string) => readonly Request[]> {
	const others = await unlisted(served);
	return (organization) => [...Object.values(READS).flatMap((make) => make(organization)), ...others];
}

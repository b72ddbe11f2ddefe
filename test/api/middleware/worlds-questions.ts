import type { LightMyRequestResponse } from "fastify";
import type { Wire } from "./wire-rig.ts";
import { HIDDEN_JOBS, HIDDEN_PEOPLE, PEOPLE, SEEN_JOBS } from "./worlds-rig.ts";

/** What is asked of the two worlds. */

const FACETS = [
	"skill",
	"title",
	"company",
	"country",
	"city",
	"education",
	"language",
	"source",
	"stage",
	"outcome",
	"tag",
	"location",
	"lastActivity",
	"years",
	"origin",
];

const QUERIES = [
	"",
	"welder",
	"weld* OR secret*",
	"note:weld*",
	"note:secretly",
	'note:"welding secretly"',
	"note:(welds NEAR/3 zebra)",
	"sekret~ OR wlding~",
	"entwickler interview",
	'stage:"Secret stage"',
	"stage:interview",
	"outcome:hired",
	'source:"Secret source"',
	"source:referral",
	"applied:R1",
	"applied:R3",
	"applied:<200d",
	"updated:<90d",
	"in:network",
	"in:matched",
	"java %secretly ^zebra",
	"-note:zebra",
	"jav?s",
	"senior java developer in Berlin",
];

const FILTERS = [
	{ stages: ["Interview", "Secret stage"] },
	{ outcomes: ["hired", "open"] },
	{ sources: ["Secret source", "Referral"] },
	{ jobs: ["R3", "R4"] },
	{ jobs: ["R1"] },
	{ rediscovered: true },
	{ rediscovered: false },
	{ lastActivity: ["30d", "90d"] },
	{ origins: ["network-only"] },
];

/** Everything that a recruiter can ask, and what it was answered. @param seat null: the client asks for itself */
export async function asked(wire: Wire, seat: string | null): Promise<Map<string, string>> {
	const answers = new Map<string, string>();
	const headers = { authorization: `Bearer ${wire.token}`, ...(seat === null ? {} : { "tributary-seat": seat }) };
	const ask = async (
		method: "GET" | "POST" | "PUT",
		url: string,
		payload?: object,
	): Promise<LightMyRequestResponse> => {
		const answer = await wire.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
		answers.set(`${method} ${url} ${JSON.stringify(payload ?? "")}`, comparable(answer));
		return answer;
	};
	for (const query of QUERIES) {
		const whole = { query, facets: FACETS, facetSize: 50, pageSize: 2 };
		const first = await ask("POST", "/v1/search", whole);
		const { nextCursor: cursor } = first.json();
		if (typeof cursor === "string")
			answers.set(`second page of ${query}`, await secondPage(wire, headers, whole, cursor));
	}
	for (const filters of FILTERS) await ask("POST", "/v1/search", { query: "welder", filters, facets: FACETS });
	for (const q of [
		"s",
		"secr",
		"stage:s",
		"source:s",
		"tag:",
		"stage:",
		"source:",
		"note:we",
		"comp",
		"skill:s",
		"java",
		"zeb",
		"applied:",
		"company:c",
	])
		await ask("GET", `/v1/suggest?q=${encodeURIComponent(q)}&limit=50`);
	for (const id of [...PEOPLE, ...HIDDEN_PEOPLE]) {
		for (const path of ["", "/history", "/resumes", "/resume", "/jobs"])
			await ask("GET", `/v1/candidates/${id}${path}`);
		await ask("POST", "/v1/search/why-not", {
			query: "note:secretly welder",
			filters: { stages: ["Interview"] },
			candidateId: id,
		});
		await ask("POST", "/v1/search/similar", { people: [{ candidateId: id }] });
	}
	for (const id of ["p-C1", "p-X1"]) {
		await ask("GET", `/v1/profiles/${id}/history`);
		await ask("POST", "/v1/search/why-not", { query: "zebra", profileId: id });
	}
	await ask("POST", "/v1/search/why-above", { query: "", a: { candidateId: "C1" }, b: { candidateId: "C2" } });
	await ask("POST", "/v1/indicator", { profileIds: ["p-C1", "p-X1"] });
	for (const id of [...SEEN_JOBS, ...HIDDEN_JOBS]) {
		await ask("GET", `/v1/jobs/${id}`);
		await ask("GET", `/v1/jobs/${id}/candidates`);
	}
	await ask("GET", "/v1/jobs?limit=2");
	await ask("GET", "/v1/jobs/exportable?limit=2");
	await ask("POST", "/v1/search/for-job", { title: "Secret welder", description: "Must weld secretly." });
	await ask("PUT", "/v1/saved-searches/mine", { name: "Mine", request: { query: "note:weld* OR zebra" } });
	await ask("GET", "/v1/saved-searches/mine/new");
	await ask("POST", "/v1/people/export", { query: "welder OR zebra", contact: true });
	await ask("POST", "/v1/people/bulk", {
		action: "hide",
		people: [{ candidateId: "X1" }, { candidateId: "C1" }, { profileId: "p-X1" }],
	});
	await ask("GET", "/v1/people/hidden");
	await ask("POST", "/v1/search", { query: "", facets: FACETS });
	await askProjects(ask);
	return answers;
}

/** A project that others filled, before and after the recruiter changes it. */
async function askProjects(ask: (method: "GET" | "POST", url: string, payload?: object) => Promise<unknown>) {
	await ask("GET", "/v1/projects");
	await ask("GET", "/v1/projects/shared");
	await ask("POST", "/v1/projects/shared/export", { format: "json", contact: true });
	const [x1, c1, c2] = ["X1", "C1", "C2"].map((candidateId) => ({ candidateId }));
	for (const change of [
		{ action: "updateInProject", note: "Seen", people: [x1, c1] },
		{ action: "moveInProject", to: 1, people: [c2] },
		{ action: "removeFromProject", people: [x1, c1] },
	])
		await ask("POST", "/v1/people/bulk", { project: "shared", ...change });
	await ask("GET", "/v1/projects/shared?");
}

async function secondPage(wire: Wire, headers: object, whole: object, cursor: string): Promise<string> {
	const payload = { ...whole, cursor };
	return comparable(
		await wire.app.inject({ method: "POST", url: "/v1/search", headers: headers as Record<string, string>, payload }),
	);
}

/** All but what each world or request has of its own: the id of the client, its id, and the signature of a cursor, which is made with the tenant's key. */
function comparable({ statusCode, body, headers }: LightMyRequestResponse): string {
	const told = { type: headers["content-type"], etag: headers.etag, length: headers["content-length"] };
	const text = body
		.replace(/"instance":"[^"]*"/, "")
		.replaceAll(/"client:[\w-]+"/g, '"client"')
		.replace(/"nextCursor":"([^".]+)\.[^"]*"/, (_, payload: string) => {
			const { asked: _digest, ...cursor } = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
			return `"nextCursor":${JSON.stringify(cursor)}`;
		});
	const { length: _length, ...shown } = told;
	return JSON.stringify([statusCode, shown, text]);
}

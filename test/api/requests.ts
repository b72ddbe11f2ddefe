import { createHash, generateKeyPairSync } from "node:crypto";
import type { InjectOptions } from "fastify";
import { loadProfiles } from "../../src/search/profiles.ts";
import { ACCOUNT_EXAMPLES } from "./requests-accounts.ts";
import { TENANT_EXAMPLES } from "./requests-tenant.ts";

/** A form with files, as a browser sends it. */
export function form(files: readonly { readonly name: string; readonly content: string | Buffer }[]): InjectOptions {
	const boundary = "----tributary";
	const parts = files.flatMap(({ name, content }) => [
		Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\n`),
		Buffer.from("content-type: application/octet-stream\r\n\r\n"),
		Buffer.from(content),
		Buffer.from("\r\n"),
	]);
	return {
		headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
		payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
	};
}

/** The file that every test candidate has. */
const JANES_FILE = createHash("sha256").update("Jane Roe").digest("hex");
const ndjson = { "content-type": "application/x-ndjson" };
const bytes = { "content-type": "application/octet-stream" };

export const SEAT = { firstName: "Sue", lastName: "Roe", email: "sue@acme.example", roles: ["RECRUITER"] };
const about = { seat: "s-1", profileId: "p-1", at: "2026-01-01T00:00:00Z" };
export const MESSAGE = { ...about, direction: "sent", kind: "inmail", body: "Canary message" };
export const STUB = { ...about, firstName: "Ann", lastName: "Canary", consentedAt: "2026-01-01T00:00:00Z" };
export const NOTE = { ...about, text: "Canary note" };
/** A webhook as it is written. */
export const HOOK = { url: "https://hooks.example.com/canary", events: ["candidate.changed"] } as const;

/** A saved search as it is written. */
export const SAVED = { name: "Jane", request: { query: "jane" } } as const;

/** Of a client that signs in with assertions. */
const PUBLIC_KEY = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();

/** A collection of the tenant's own, and weights. */
export const CORPUS = { name: "Nurses", queries: [{ id: "q1", text: "jane" }] };
const { id: _, provenance: __, ...weights } = loadProfiles().get(undefined, null);
export const WEIGHTS = { ...weights, description: "More for titles" };

/** A recruiter who has a seat. */
const RITA = { "tributary-desk": "rita" };

/**
 * One right request for every route: what the authorisation test sends with each kind of token. `ok` is the status with the
 * right token. `about` is the tenant's record that it names; another tenant must get what a missing one gets.
 */
export interface Example {
	readonly request: (about: Ids) => InjectOptions;
	readonly ok: number;
	readonly about?: keyof Ids;
}

export interface Ids {
	readonly candidate: string;
	/** Another candidate, to be merged, and one to be kept apart. */
	readonly twin: string;
	readonly other: string;
	/** A candidate that took in the merged one. */
	readonly survivor: string;
	readonly merged: string;
	readonly job: string;
	readonly seat: string;
	/** A seat and entries to be removed. */
	readonly leaver: string;
	readonly message: string;
	readonly stub: string;
	readonly note: string;
	/** Being worked on. */
	readonly task: string;
	readonly cancelled: string;
	readonly cancellable: string;
	readonly webhook: string;
	/** A webhook to be removed. */
	readonly unwanted: string;
	readonly saved: string;
	readonly project: string;
	/** A saved search and a project to be removed. */
	readonly oldSearch: string;
	readonly oldProject: string;
	/** An event that was given up, and one to be thrown away. */
	readonly deadLetter: string;
	readonly hopeless: string;
	readonly export: string;
	readonly account: string;
	/** An account to be erased. */
	readonly oldAccount: string;
	/** An API client, and a secret of it to be revoked. */
	readonly client: string;
	readonly credential: string;
	/** The lab's: a collection, a pair to judge, a profile, a run; each with one to be removed. */
	readonly corpus: string;
	readonly oldCorpus: string;
	readonly pair: string;
	readonly profile: string;
	readonly oldProfile: string;
	readonly run: string;
	readonly openRun: string;
	readonly oldRun: string;
	/** A signed head of the log, as JSON. */
	readonly head: string;
}

export const EXAMPLES: Readonly<Record<string, Example>> = {
	"POST /v1/search": { request: () => ({ payload: { query: "jane" } }), ok: 200 },
	"GET /v1/search": { request: () => ({ url: "/v1/search?q=jane&page=1" }), ok: 200 },
	"POST /v1/search/places": { request: () => ({ payload: { query: "jane" } }), ok: 200 },
	"POST /v1/search/why-not": {
		request: ({ candidate }) => ({ payload: { query: "jane", candidateId: candidate } }),
		ok: 200,
		about: "candidate",
	},
	"POST /v1/search/why-above": {
		request: ({ candidate, other }) => ({
			payload: { query: "", a: { candidateId: candidate }, b: { candidateId: other } },
		}),
		ok: 200,
		about: "candidate",
	},
	"GET /v1/suggest": { request: () => ({ url: "/v1/suggest?q=title:ja&at=8&limit=5" }), ok: 200 },
	"POST /v1/search/understand": { request: () => ({ payload: { text: "nurse in Berlin" } }), ok: 200 },
	"POST /v1/search/for-job": {
		request: () => ({ payload: { title: "Nurse", description: "Requirements: ICU" } }),
		ok: 200,
	},
	"POST /v1/search/similar": { request: ({ candidate }) => ({ payload: { people: [candidate] } }), ok: 200 },
	"GET /v1/candidates/:id/jobs": { request: () => ({ query: { limit: "5" } }), ok: 200, about: "candidate" },
	"GET /v1/jobs/:id/candidates": { request: () => ({ query: { pageSize: "5" } }), ok: 200, about: "job" },
	"GET /v1/sync": { request: () => ({}), ok: 200 },
	"GET /v1/sync/settings": { request: () => ({}), ok: 200 },
	"PATCH /v1/sync/settings": { request: () => ({ payload: { notes: true } }), ok: 200 },
	"GET /v1/candidates/:id": { request: () => ({}), ok: 200, about: "candidate" },
	"PUT /v1/candidates/:id/resume": { request: () => ({ payload: "Jane Roe", headers: bytes }), ok: 201 },
	"POST /v1/candidates/resume": { request: () => ({ payload: "Ann Poe", headers: bytes }), ok: 201 },
	"GET /v1/candidates/:id/resume/text": { request: () => ({}), ok: 200, about: "candidate" },
	"GET /v1/candidates/:id/resume": { request: () => ({}), ok: 200, about: "candidate" },
	"GET /v1/candidates/:id/resumes": { request: () => ({}), ok: 200, about: "candidate" },
	"GET /v1/candidates/:id/resumes/:sha256": {
		request: ({ candidate }) => ({ url: `/v1/candidates/${candidate}/resumes/${JANES_FILE}` }),
		ok: 200,
		about: "candidate",
	},
	"POST /v1/candidates/:id/resume/reparse": { request: () => ({}), ok: 200, about: "candidate" },
	"POST /v1/candidates/import": {
		request: () => ({ payload: '{"id":"i-1","resume":{}}\n', headers: ndjson }),
		ok: 200,
	},
	"POST /v1/tasks/resumes": { request: () => form([{ name: "a.txt", content: "Max Moe" }]), ok: 202 },
	"GET /v1/tasks": { request: () => ({}), ok: 200 },
	"GET /v1/tasks/:id": { request: () => ({}), ok: 200, about: "task" },
	"POST /v1/tasks/:id/cancel": { request: () => ({}), ok: 200, about: "cancellable" },
	"POST /v1/tasks/:id/resume": { request: () => ({}), ok: 200, about: "cancelled" },
	"GET /v1/matches/suggestions": { request: () => ({}), ok: 200 },
	"GET /v1/matches/decisions": { request: () => ({}), ok: 200 },
	"PUT /v1/candidates/:id/match": { request: () => ({ payload: { profileId: "p-1" } }), ok: 200, about: "candidate" },
	"DELETE /v1/candidates/:id/match": {
		request: () => ({ query: { profileId: "p-1" } }),
		ok: 200,
		about: "candidate",
	},
	"POST /v1/candidates/:id/merge": {
		request: ({ twin }) => ({ payload: { candidateId: twin } }),
		ok: 200,
		about: "candidate",
	},
	"POST /v1/candidates/:id/unmerge": {
		request: ({ merged }) => ({ payload: { candidateId: merged } }),
		ok: 200,
		about: "survivor",
	},
	"POST /v1/candidates/:id/keep-apart": {
		request: ({ other }) => ({ payload: { candidateId: other } }),
		ok: 200,
		about: "candidate",
	},
	"POST /v1/candidates/:id/reconsider": {
		request: ({ other }) => ({ payload: { candidateId: other } }),
		ok: 200,
		about: "candidate",
	},
	"GET /v1/jobs": { request: () => ({}), ok: 200 },
	"GET /v1/jobs/:id": { request: () => ({}), ok: 200, about: "job" },
	"PUT /v1/jobs/:id": { request: () => ({ payload: { title: "Nurse" } }), ok: 200 },
	"GET /v1/jobs/exportable": { request: () => ({}), ok: 200 },
	"GET /v1/candidates/:id/history": { request: () => ({}), ok: 200, about: "candidate" },
	"GET /v1/profiles/:id": { request: () => ({}), ok: 404 },
	"GET /v1/profiles/:id/history": { request: () => ({}), ok: 200 },
	"POST /v1/indicator": { request: () => ({ payload: { profileIds: ["p-1"] } }), ok: 200 },
	// Signals are off unless a tenant wants them: the right answer to a right request is to say so.
	"POST /v1/signals": {
		request: (ids) => ({ payload: { events: [{ kind: "opened", candidateId: ids.candidate }] } }),
		ok: 409,
	},
	"GET /v1/signals": { request: () => ({}), ok: 409 },
	"GET /v1/signals/rates": { request: () => ({}), ok: 409 },
	"GET /v1/signals/estimate": { request: () => ({ query: { profile: "tuned.v1" } }), ok: 409 },
	"GET /v1/experiment": { request: () => ({}), ok: 409 },
	"PUT /v1/experiment": { request: () => ({ payload: { profileA: "default.v1", profileB: "tuned.v1" } }), ok: 409 },
	"POST /v1/experiment/stop": { request: () => ({}), ok: 409 },
	"GET /v1/seats": { request: () => ({}), ok: 200 },
	"GET /v1/seats/:id": { request: () => ({}), ok: 200, about: "seat" },
	"PUT /v1/seats/:id": { request: () => ({ payload: SEAT }), ok: 200 },
	"DELETE /v1/seats/:id": { request: () => ({}), ok: 204, about: "leaver" },
	"PUT /v1/messages/:id": { request: () => ({ payload: MESSAGE }), ok: 200 },
	"DELETE /v1/messages/:id": { request: () => ({}), ok: 204, about: "message" },
	"PUT /v1/stubs/:id": { request: () => ({ payload: STUB }), ok: 200 },
	"DELETE /v1/stubs/:id": { request: () => ({}), ok: 204, about: "stub" },
	"PUT /v1/prospect-notes/:id": { request: () => ({ payload: NOTE }), ok: 200 },
	"DELETE /v1/prospect-notes/:id": { request: () => ({}), ok: 204, about: "note" },
	"GET /v1/webhooks": { request: () => ({}), ok: 200 },
	"GET /v1/webhooks/:id": { request: () => ({}), ok: 200, about: "webhook" },
	"PUT /v1/webhooks/:id": { request: () => ({ payload: HOOK }), ok: 201 },
	"POST /v1/webhooks/:id/secret": { request: () => ({}), ok: 200, about: "webhook" },
	"POST /v1/webhooks/:id/test": { request: () => ({}), ok: 200, about: "webhook" },
	"DELETE /v1/webhooks/:id": { request: () => ({}), ok: 204, about: "unwanted" },
	"GET /v1/webhooks/dead-letters": { request: () => ({}), ok: 200 },
	"POST /v1/webhooks/dead-letters/:id/retry": { request: () => ({}), ok: 202, about: "deadLetter" },
	"DELETE /v1/webhooks/dead-letters/:id": { request: () => ({}), ok: 204, about: "hopeless" },
	"GET /v1/saved-searches": { request: () => ({}), ok: 200 },
	"GET /v1/saved-searches/:id": { request: () => ({ headers: RITA }), ok: 200, about: "saved" },
	"PUT /v1/saved-searches/:id": { request: () => ({ payload: SAVED }), ok: 201 },
	"DELETE /v1/saved-searches/:id": { request: () => ({ headers: RITA }), ok: 204, about: "oldSearch" },
	"GET /v1/saved-searches/:id/new": { request: () => ({ headers: RITA }), ok: 200, about: "saved" },
	"POST /v1/saved-searches/:id/seen": { request: () => ({ headers: RITA, payload: {} }), ok: 200, about: "saved" },
	"GET /v1/projects": { request: () => ({}), ok: 200 },
	"GET /v1/projects/:id": { request: () => ({}), ok: 200, about: "project" },
	"POST /v1/projects/:id/export": { request: () => ({ payload: {} }), ok: 200, about: "project" },
	"PUT /v1/projects/:id": { request: () => ({ payload: { name: "Nurses", shared: false } }), ok: 201 },
	"DELETE /v1/projects/:id": { request: () => ({ headers: RITA }), ok: 204, about: "oldProject" },
	"POST /v1/people/bulk": {
		request: ({ candidate }) => ({ payload: { action: "hide", people: [{ candidateId: candidate }] } }),
		ok: 200,
	},
	"POST /v1/people/marks": {
		request: ({ candidate }) => ({ payload: { mark: "viewed", people: [{ candidateId: candidate }] } }),
		ok: 200,
	},
	"GET /v1/people/hidden": { request: () => ({}), ok: 200 },
	"POST /v1/people/export": { request: () => ({ payload: { query: "jane" } }), ok: 200 },
	"GET /v1/integrations": { request: () => ({}), ok: 200 },
	"PUT /v1/integrations/:type": {
		request: () => ({ url: "/v1/integrations/ONE_CLICK_EXPORT", payload: { enabled: true } }),
		ok: 200,
	},
	"POST /v1/exports": {
		request: ({ job }) => ({ payload: { profileId: "p-1", jobId: job } }),
		ok: 201,
	},
	"GET /v1/exports": { request: () => ({}), ok: 200 },
	"GET /v1/exports/closed": { request: () => ({ query: { since: "2026-01-01T00:00:00Z" } }), ok: 200 },
	"GET /v1/exports/:id": { request: () => ({}), ok: 200, about: "export" },
	"POST /v1/access-reports": {
		request: ({ candidate }) => ({ payload: { candidateId: candidate } }),
		ok: 200,
		about: "candidate",
	},
	"POST /v1/erasures": {
		request: ({ candidate }) => ({ payload: { candidateId: candidate } }),
		ok: 200,
		about: "candidate",
	},
	...TENANT_EXAMPLES,
	"GET /v1/audit": { request: () => ({}), ok: 200 },
	"GET /v1/audit/search": { request: () => ({ query: { action: "search,candidate.read", limit: "5" } }), ok: 200 },
	"POST /v1/audit/reviews": {
		request: ({ head }) => ({ payload: { head: JSON.parse(head), finding: "nothing-unusual" } }),
		ok: 403,
	},
	"GET /v1/clients": { request: () => ({}), ok: 200 },
	"POST /v1/clients": { request: () => ({ payload: { name: "ATS", permissions: ["clients:write"] } }), ok: 201 },
	"PUT /v1/clients/:id/binding": { request: () => ({ payload: { binding: "none" } }), ok: 200, about: "client" },
	"PUT /v1/clients/:id/status": { request: () => ({ payload: { status: "active" } }), ok: 200, about: "client" },
	"GET /v1/clients/:id/credentials": { request: () => ({}), ok: 200, about: "client" },
	"POST /v1/clients/:id/secrets": { request: () => ({ payload: { overlapHours: 1 } }), ok: 201, about: "client" },
	"POST /v1/clients/:id/certificates": {
		request: () => ({ payload: { dns: "ats.example.com" } }),
		ok: 201,
		about: "client",
	},
	"POST /v1/clients/:id/keys": {
		request: () => ({ payload: { publicKey: PUBLIC_KEY } }),
		ok: 201,
		about: "client",
	},
	"DELETE /v1/clients/:id/credentials/:credential": {
		request: ({ client, credential }) => ({ url: `/v1/clients/${client}/credentials/${credential}` }),
		ok: 204,
		about: "client",
	},
	"GET /v1/ranking/corpora": { request: () => ({}), ok: 200 },
	"GET /v1/ranking/corpora/:id": { request: () => ({}), ok: 200, about: "corpus" },
	"PUT /v1/ranking/corpora/:id": { request: () => ({ payload: CORPUS }), ok: 200 },
	"DELETE /v1/ranking/corpora/:id": { request: () => ({}), ok: 204, about: "oldCorpus" },
	"GET /v1/ranking/corpora/:id/judging": { request: () => ({}), ok: 200 },
	"GET /v1/ranking/corpora/:id/judging/:pair": {
		request: ({ pair }) => ({ url: `/v1/ranking/corpora/first/judging/${pair}` }),
		ok: 200,
		about: "pair",
	},
	"PUT /v1/ranking/corpora/:id/judging/:pair": {
		request: ({ pair }) => ({ url: `/v1/ranking/corpora/first/judging/${pair}`, payload: { grade: 2 } }),
		ok: 204,
		about: "pair",
	},
	"GET /v1/ranking/corpora/:id/agreement": { request: () => ({ url: "/v1/ranking/corpora/first/agreement" }), ok: 200 },
	"GET /v1/ranking/profiles": { request: () => ({}), ok: 200 },
	"GET /v1/ranking/profiles/:id": { request: () => ({}), ok: 200, about: "profile" },
	"PUT /v1/ranking/profiles/:id": {
		request: () => ({ url: "/v1/ranking/profiles/fresh.v1", payload: WEIGHTS }),
		ok: 201,
	},
	"DELETE /v1/ranking/profiles/:id": { request: () => ({}), ok: 204, about: "oldProfile" },
	"POST /v1/ranking/trials": {
		request: () => ({ payload: { query: "jane", profiles: ["default.v4", WEIGHTS] } }),
		ok: 200,
	},
	"POST /v1/ranking/runs": {
		request: () => ({ payload: { kind: "measure", corpus: "first", systems: ["bm25"] } }),
		ok: 202,
	},
	"GET /v1/ranking/runs": { request: () => ({}), ok: 200 },
	"GET /v1/ranking/runs/:id": { request: () => ({}), ok: 200, about: "run" },
	"POST /v1/ranking/runs/:id/cancel": { request: () => ({}), ok: 200, about: "openRun" },
	"POST /v1/ranking/runs/:id/restore": { request: () => ({}), ok: 200, about: "run" },
	"DELETE /v1/ranking/runs/:id": { request: () => ({}), ok: 204, about: "oldRun" },
	"GET /v1/ranking/vocabulary": { request: () => ({}), ok: 200 },
	"PUT /v1/ranking/vocabulary": { request: () => ({ payload: {} }), ok: 200 },
	"POST /v1/ranking/vocabulary/lint": { request: () => ({ payload: {} }), ok: 200 },
	"GET /v1/ranking/vocabulary/concepts": { request: () => ({ query: { q: "java" } }), ok: 200 },
	"GET /v1/audit/head": { request: () => ({}), ok: 200 },
	"GET /v1/audit/inclusion": { request: () => ({ query: { seq: "1", size: "1" } }), ok: 200 },
	"GET /v1/audit/consistency": { request: () => ({ query: { from: "1", to: "1" } }), ok: 200 },
	...ACCOUNT_EXAMPLES,
};

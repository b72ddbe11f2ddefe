import fc from "fast-check";
import type { Request } from "../served/served.ts";

/** Random things that a tenant's people and programs do. Of tenant B each world has others; of A and C both have the same. */

export interface Step {
	readonly kind: (typeof KINDS)[number];
	/** Numbers that the kind makes ids and words of. */
	readonly a: number;
	readonly b: number;
	readonly words: readonly string[];
}

/** Whose step it is; of B, one for each world. */
export type Turn =
	| { readonly tenant: "a" | "c"; readonly step: Step }
	| { readonly tenant: "b"; readonly steps: readonly [Step, Step] };

const KINDS = [
	"import",
	"import",
	"import",
	"import",
	"update",
	"file",
	"erase",
	"job",
	"search",
	"search",
	"suggest",
	"facets",
	"export",
	"wrong",
	"save",
	"project",
	"bulk",
	"mark",
	"seat",
	"settings",
	"signal",
	"match",
	"merge",
	"application",
	"hook",
	"similar",
] as const;

/** Both worlds draw on the same words, so that statistics, dictionaries and caches of one would show in the other. */
const WORDS = [
	"java",
	"javascript",
	"kubernetes",
	"nurse",
	"welder",
	"zebra",
	"zebras",
	"berlin",
	"münchen",
	"lead",
] as const;
const SKILLS = ["Java", "Kubernetes", "Intensive care", "TIG welding", "Zebra handling"] as const;
export const PEOPLE = 4;

const anyStep: fc.Arbitrary<Step> = fc.record({
	kind: fc.constantFrom(...KINDS),
	a: fc.nat({ max: PEOPLE - 1 }),
	b: fc.nat({ max: PEOPLE - 1 }),
	words: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 }),
});

const ownTurn = (tenant: "a" | "c") => anyStep.map((step): Turn => ({ tenant, step }));
const turnOfB = fc.tuple(anyStep, anyStep).map((steps): Turn => ({ tenant: "b", steps }));

export const anyHistory = (length: number): fc.Arbitrary<readonly Turn[]> =>
	fc.array(
		fc.oneof(
			{ weight: 4, arbitrary: ownTurn("a") },
			{ weight: 4, arbitrary: turnOfB },
			{ weight: 1, arbitrary: ownTurn("c") },
		),
		{ minLength: length, maxLength: length },
	);

const desk = { "tributary-desk": "rita" };
const ndjson = { "content-type": "application/x-ndjson" };
const person = ({ a, words }: Step) => ({
	id: `p${a}`,
	resume: {
		basics: {
			name: `Person ${words[0]}`,
			label: words.join(" "),
			email: `p${a}@example.com`,
			location: { city: "Berlin" },
		},
		skills: [{ name: SKILLS[a % SKILLS.length] }, { name: words.at(-1) }],
		work: [{ name: `Firm ${words[0]}`, position: words.join(" "), startDate: "2019-01" }],
	},
	source: words[0],
	tags: [words[0]],
	applications: [{ id: `app${a}`, jobId: `j${a % 3}`, stage: words[0], outcome: "open" }],
	notes: [{ id: `n${a}`, text: words.join(" ") }],
	updatedAt: "2026-01-01T00:00:00Z",
});

/** @param organization of the tenant, for the wire of an ATS */
export function requestOf(step: Step, organization: string): Request {
	const { kind, a, b, words } = step;
	const text = words.join(" ");
	const query = words.length > 2 ? `${words[0]} OR ${words[1]} ${words[2]}*` : text;
	const people = [{ candidateId: `p${a}` }];
	const key = `atsCandidateId=p${a}&dataProvider=ATS&integrationContext=${organization}`;
	switch (kind) {
		case "import":
		case "update":
			return {
				method: "POST",
				url: "/v1/candidates/import",
				headers: ndjson,
				body: `${JSON.stringify(person(step))}\n`,
			};
		case "file":
			return {
				method: "PUT",
				url: `/v1/candidates/p${a}/resume`,
				headers: { "content-type": "text/plain", "x-file-name": "r.txt" },
				body: `Jane Roe\n${text}\nSkills: ${SKILLS[b % SKILLS.length]}\n`,
			};
		case "erase":
			return { method: "POST", url: "/v1/erasures", body: { candidateId: `p${a}` } };
		case "job":
			return { method: "PUT", url: `/v1/jobs/j${a % 2}`, body: { title: text, description: `Must: ${text}` } };
		case "search":
			return { method: "POST", url: "/v1/search", body: { query, pageSize: 2, explain: true } };
		case "suggest":
			return { url: `/v1/suggest?q=${encodeURIComponent((words[0] ?? "").slice(0, 1 + b))}` };
		case "facets":
			return { method: "POST", url: "/v1/search", body: { query: "", facets: ["skill", "company", "tag", "stage"] } };
		case "export":
			return { method: "POST", url: "/v1/people/export", headers: desk, body: { query } };
		case "wrong":
			return wrong(step);
		case "save":
			return {
				method: "PUT",
				url: `/v1/saved-searches/s${a % 2}`,
				headers: desk,
				body: { name: text, request: { query } },
			};
		case "project":
			return { method: "PUT", url: `/v1/projects/x${a % 2}`, headers: desk, body: { name: text, shared: true } };
		case "bulk":
			return { method: "POST", url: "/v1/people/bulk", headers: desk, body: bulk(step, people) };
		case "mark":
			return { method: "POST", url: "/v1/people/marks", headers: desk, body: { mark: "viewed", people } };
		case "seat":
			return {
				method: "PUT",
				url: `/v1/seats/t${a % 2}`,
				body: { firstName: words[0], lastName: "Roe", email: `t${a % 2}@example.com`, roles: ["RECRUITER"] },
			};
		case "settings":
			return { method: "PATCH", url: "/v1/sync/settings", body: { notes: b % 2 === 0 } };
		case "signal":
			return { method: "POST", url: "/v1/signals", body: { events: [{ kind: "opened", candidateId: `p${a}` }] } };
		case "match":
			return { method: "PUT", url: `/v1/candidates/p${a}/match`, body: { profileId: `pr${b % 3}` } };
		case "merge":
			return { method: "POST", url: `/v1/candidates/p${a}/merge`, body: { candidateId: `p${b}` } };
		case "application":
			return {
				method: "PUT",
				url: "/v2/atsCandidates",
				headers: { "x-restli-method": "batch_update" },
				body: { entities: { [key]: sent(step) } },
			};
		case "hook":
			return {
				method: "PUT",
				url: `/v1/webhooks/h${a % 2}`,
				body: { url: "https://127.0.0.1/x", events: ["candidate.changed"] },
			};
		case "similar":
			return { method: "POST", url: "/v1/search/similar", body: { people } };
	}
}

const sent = ({ a, b, words }: Step) => ({
	firstName: words[0],
	lastName: "Poe",
	emailAddresses: [`p${a}@example.com`],
	phoneNumbers: [],
	addresses: [{ city: "Berlin", country: "de" }],
	externalProfileUrl: "https://ats.example.com/c/1",
	atsCreatedAt: 1_767_225_600_000,
	atsLastModifiedAt: 1_767_225_600_000 + b,
	currentJobTitle: words.join(" "),
});

function wrong({ a, b }: Step): Request {
	const all: readonly Request[] = [
		{ url: `/v1/candidates/unknown${a}` },
		{ method: "POST", url: "/v1/search", body: { query: "(((", colour: a } },
		{ method: "POST", url: "/v1/search", body: '{"query":' },
		{ url: "/v1/nowhere" },
		{ method: "POST", url: "/v1/candidates/import", headers: ndjson, body: '{"id":"x"}\n{"id":\n' },
		{ method: "DELETE", url: "/v1/search" },
	];
	return all[b % all.length] as Request;
}

function bulk({ b, words }: Step, people: object) {
	const all = [
		{ action: "hide", people },
		{ action: "tag", tags: [words[0]], people },
		{ action: "addToProject", project: `x${b % 2}`, people },
	];
	return all[b % all.length];
}

import type { LightMyRequestResponse } from "fastify";
import { profileDocument } from "../../src/analysis/person-document.ts";
import type { Permission } from "../../src/domain/actor.ts";
import type { CandidateImport, Profile } from "../../src/domain/candidate.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { writeSeat } from "../../src/sync/seats.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { type Harness, type HarnessOptions, openHarness } from "../api/harness.ts";
import { recognizer } from "../search/world.ts";

/** The API with the real search over real documents, and recruiters who work with it. */
export interface DeskRig {
	readonly harness: Harness;
	/** One who works: a seat of a tenant, or with null a client of its own. */
	recruiter(tenant: string, seat: string | null, permissions?: readonly Permission[]): Promise<Recruiter>;
	scope(tenant: string): Promise<Scope>;
	network(profiles: readonly (Partial<Profile> & { readonly id: string })[]): Promise<void>;
	close(): Promise<void>;
}

export interface Recruiter {
	send(method: "GET" | "PUT" | "POST" | "DELETE", url: string, payload?: object): Promise<LightMyRequestResponse>;
	/** The body of a search that is answered. */
	search(query: string, more?: object): Promise<Found>;
	bulk(action: string, people: readonly object[], more?: object): Promise<Bulk>;
	import(...people: readonly (Partial<CandidateImport> & { readonly id: string })[]): Promise<void>;
}

export interface Found {
	readonly total: number;
	readonly totalFull: number;
	readonly hits: readonly Hit[];
	readonly facets: Record<string, { value: string; count: number }[]>;
	readonly searchId?: string;
	readonly interpretation: { readonly clauses: readonly { readonly id: string }[] };
}
export interface Hit {
	readonly origin: string;
	readonly candidateId: string | null;
	readonly profileId: string | null;
	readonly marks: {
		readonly viewed: string | null;
		readonly contacted: string | null;
		readonly hidden: boolean;
		readonly projects: readonly { id: string; name: string; status: string }[];
		readonly tags: readonly string[];
	};
	readonly [member: string]: unknown;
}
export interface Bulk {
	readonly done: number;
	readonly failed: number;
	readonly results: readonly {
		readonly candidateId: string | null;
		readonly profileId: string | null;
		readonly error: { code: string } | null;
		readonly changed: boolean;
		readonly before: { at: string; until: string | null } | null;
	}[];
}

export async function openDesk(options: HarnessOptions = {}): Promise<DeskRig> {
	const harness = await openHarness({ real: true, ...options });
	const scope = (tenant: string) =>
		harness.tenancy.openScope({
			tenant: parseTenantId(tenant),
			actor: { kind: "operator", id: "test" },
			purpose: "test",
		});
	return {
		harness,
		scope,
		recruiter: async (tenant, seat, permissions) => {
			const authorization = `Bearer ${await harness.tokenOf(tenant, permissions)}`;
			if (seat !== null) await seated(await scope(tenant), seat, true);
			return recruiterOf(harness, { authorization, ...(seat === null ? {} : { "tributary-desk": seat }) });
		},
		network: async (profiles) => {
			const whole = profiles.map((one) => ({ resume: {}, emails: [], updatedAt: "2026-01-01T00:00:00Z", ...one }));
			await harness.tenancy.network.importProfiles(whole, (profile) => profileDocument(profile, recognizer));
		},
		close: harness.close,
	};
}

export async function seated(scope: Scope, id: string, active: boolean): Promise<void> {
	const person = { firstName: "Rita", lastName: "Roe", email: "rita@example.com", admin: false, roles: [] };
	await writeSeat(scope, id, { ...person, active }, new Date());
}

function recruiterOf({ app }: Harness, headers: Record<string, string>): Recruiter {
	const send: Recruiter["send"] = (method, url, payload) =>
		app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
	const ok = async <T>(answer: Promise<LightMyRequestResponse>): Promise<T> => {
		const { statusCode, body } = await answer;
		if (statusCode >= 300) throw new Error(`${statusCode}: ${body}`);
		return JSON.parse(body) as T;
	};
	return {
		send,
		search: (query, more = {}) => ok(send("POST", "/v1/search", { query, ...more })),
		bulk: (action, people, more = {}) => ok(send("POST", "/v1/people/bulk", { action, people, ...more })),
		import: async (...people) => {
			const lines = people.map((person) => JSON.stringify({ resume: {}, ...person }));
			const { body } = await app.inject({
				method: "POST",
				url: "/v1/candidates/import",
				headers: { ...headers, "content-type": "application/x-ndjson" },
				payload: `${lines.join("\n")}\n`,
			});
			if (body.includes('"failed"')) throw new Error(body);
		},
	};
}

/** Somebody with a skill, which is what the tests search by. */
export const person = (id: string, skill = "Java", name = `Person ${id}`) => ({
	id,
	resume: { basics: { name }, skills: [{ name: skill }] },
});

export const idsOf = ({ hits }: Found): string[] =>
	hits.map(({ candidateId, profileId }) => candidateId ?? profileId ?? "").toSorted();

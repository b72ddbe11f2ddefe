import type { LightMyRequestResponse } from "fastify";
import { parseTenantId } from "../../../src/domain/tenant.ts";
import type { Scope } from "../../../src/tenancy/scope.ts";
import { type Harness, type HarnessOptions, openHarness } from "../harness.ts";

/** The API with a client that synchronizes for the tenant `acme`, and short ways of saying what an ATS says. */
export interface Wire extends Harness {
	readonly token: string;
	/** `urn:li:organization:N` of `acme`, and of the other tenant. */
	readonly organization: string;
	readonly foreign: string;
	/** Key of the first generation. */
	readonly candidateKey: (id: string, organization?: string) => string;
	readonly applicationKey: (id: string, organization?: string) => string;
	/** `ids[0]...` of candidates. */
	readonly ids: (...ids: readonly string[]) => string;
	readonly put: (url: string, entities: object, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
	readonly get: (url: string, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
	readonly remove: (url: string, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
	readonly post: (
		url: string,
		body: object | string,
		headers?: Record<string, string>,
	) => Promise<LightMyRequestResponse>;
	readonly v1: (
		method: "GET" | "PUT" | "POST" | "DELETE" | "PATCH",
		url: string,
		payload?: object,
	) => Promise<LightMyRequestResponse>;
	readonly scope: () => Promise<Scope>;
}

export const GENERATION_2 = { "linkedin-version": "202603" } as const;

export async function openWire(options: HarnessOptions = {}): Promise<Wire> {
	const harness = await openHarness(options);
	const { app, tenancy } = harness;
	const token = await harness.tokenOf("acme");
	const acme = await tenancy.tenants.get(parseTenantId("acme"));
	const other = await tenancy.tenants.get(parseTenantId("other"));
	const organization = `urn:li:organization:${acme.organization}`;
	const authorization = `Bearer ${token}`;
	const send = (
		method: "GET" | "PUT" | "POST" | "DELETE" | "PATCH",
		url: string,
		more: { payload?: object | string; headers?: object },
	) => app.inject({ method, url, ...more, headers: { authorization, ...more.headers } });
	const key =
		(name: string) =>
		(id: string, context = organization) =>
			`${name}=${id}&dataProvider=ATS&integrationContext=${context}`;
	const candidateKey = key("atsCandidateId");
	return {
		...harness,
		token,
		organization,
		foreign: `urn:li:organization:${other.organization}`,
		candidateKey,
		applicationKey: key("atsJobApplicationId"),
		ids: (...ids) =>
			ids
				.flatMap((id, index) =>
					candidateKey(id)
						.split("&")
						.map((part) => `ids[${index}].${part}`),
				)
				.join("&"),
		put: (url, entities, headers = {}) =>
			send("PUT", url, {
				payload: { entities },
				headers: { "x-restli-method": "batch_update", ...headers },
			}),
		get: (url, headers = {}) => send("GET", url, { headers }),
		remove: (url, headers = {}) => send("DELETE", url, { headers }),
		post: (url, payload, headers = {}) => send("POST", url, { payload, headers }),
		v1: (method, url, payload) => send(method, url, payload === undefined ? {} : { payload }),
		scope: () =>
			tenancy.openScope({ tenant: parseTenantId("acme"), actor: { kind: "operator", id: "test" }, purpose: "test" }),
	};
}

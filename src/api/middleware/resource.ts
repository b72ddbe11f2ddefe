import type { Permission } from "../../domain/actor.ts";
import { TributaryError } from "../../errors.ts";
import type { Scope } from "../../tenancy/scope.ts";
import type { ApiDeps } from "../deps.ts";
import type { WireLimits } from "./limits.ts";
import type { Key, KeyShape } from "./restli/key.ts";
import type { RestliMethod } from "./restli/method.ts";
import type { RestliRequest } from "./restli/request.ts";

/** Both generations of the wire lead to one store: 1 is `/v2/...`, 2 is `/rest/...` with the header LinkedIn-Version. */
export type Generation = 1 | 2;

/** A request to a resource, understood, of a client that may. */
export interface WireCall {
	readonly scope: Scope;
	readonly deps: ApiDeps;
	readonly clientId: string;
	readonly limits: Pick<WireLimits, "admitMember">;
	readonly generation: Generation;
	readonly request: RestliRequest;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string | undefined>>;
	/** Segments of the path below the resource, as they stand in the URL: the key of the record that a sub-resource belongs to. */
	readonly segments: readonly string[];
}

/** What goes back. */
export interface WireAnswer {
	/** 200 when absent. */
	readonly status?: number;
	readonly body: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

export interface Resource {
	/** With `:name` for segments that are keys. */
	readonly url: string;
	readonly generation: Generation;
	readonly permission: Permission;
	readonly summary: string;
	/** Of its ids. */
	readonly shape: KeyShape;
	readonly methods: Readonly<Partial<Record<RestliMethod, (call: WireCall) => Promise<WireAnswer>>>>;
	/** Most bytes of a body; the wire's own limit when absent. */
	readonly bodyLimit?: number;
}

/** Bytes of a hundred records with texts of fifty thousand characters: what notes, feedback and job descriptions may have. */
export const LONG_TEXTS = 8 * 1024 * 1024;

const ORGANIZATION = "urn:li:organization:";
const CONTRACT = "urn:li:contract:";

/** The tenant's own context on the wire. Each tenant has one organization and one contract, with the same number. */
export const organizationUrn = ({ tenant }: Scope): string => `${ORGANIZATION}${tenant.organization}`;
export const contractUrn = ({ tenant }: Scope): string => `${CONTRACT}${tenant.organization}`;

/** A person of the network or a recruiter, on the wire. */
const PERSON = "urn:li:person:";
export const personUrn = (id: string): string => `${PERSON}${id}`;

/** @throws TributaryError `invalid-field` */
export function personIdOf(urn: unknown, pointer: string): string {
	const id = typeof urn === "string" && urn.startsWith(PERSON) ? urn.slice(PERSON.length) : "";
	if (/^[A-Za-z0-9._:@-]{1,128}$/.test(id)) return id;
	throw new TributaryError("invalid-field", { errors: [{ pointer, detail: `value is not a ${PERSON}{id}` }] });
}

/**
 * Refuses what is not the tenant's own, in the same words whoever's it is: neither that another tenant exists nor that it has such
 * a record can be learned.
 * @throws TributaryError `invalid-request` no context named · `foreign-context`
 */
export function checkContext(scope: Scope, key: Key, generation: Generation): void {
	const context = key.values.get("integrationContext");
	if (context === undefined) throw fault(`The key "${key.text.slice(0, 120)}" names no integrationContext.`);
	if (context !== organizationUrn(scope) && context !== contractUrn(scope)) throw new TributaryError("foreign-context");
	const provider = key.values.get("dataProvider");
	if (provider !== undefined && provider !== "ATS") throw fault("The dataProvider of a key is ATS.");
	if (generation === 1 && provider === undefined)
		throw fault(`The key "${key.text.slice(0, 120)}" names no dataProvider.`);
}

/** The value of a key by its name. @throws TributaryError `invalid-request` */
export function partOf(key: Key, names: readonly string[]): string {
	for (const name of names) {
		const value = key.values.get(name);
		if (value !== undefined) return value;
	}
	throw fault(`The key "${key.text.slice(0, 120)}" has no ${names[0]}.`);
}

export const fault = (detail: string): TributaryError => new TributaryError("invalid-request", { detail });

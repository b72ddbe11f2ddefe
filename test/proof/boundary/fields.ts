import type { Request } from "../served/served.ts";

/** Fields of the API document that can name something of a tenant. */

export interface Field {
	readonly place: "path" | "query" | "header" | "body";
	readonly name: string;
	/** In a body: names on the way, `*` for the items of a list. */
	readonly way: readonly string[];
}

/** What a field of that name names. */
export const NAMES: Readonly<Record<string, string>> = {
	id: "by route",
	candidateId: "candidate",
	profileId: "profile",
	profileIds: "profile",
	jobId: "job",
	jobs: "job",
	seat: "seat",
	"tributary-seat": "seat",
	"tributary-desk": "seat",
	searchId: "search",
	cursor: "cursor",
	after: "by route",
	sha256: "file",
	project: "project",
	people: "candidate",
	ids: "job",
	credential: "credential",
	actor: "client",
	tenant: "tenant",
	confirm: "tenant",
};

/** Words, choices, numbers and times, and the name that a caller gives to a request of his own. */
const FREE = new Set(
	`Idempotency-Key action alert allSkills at availability body changedAt cities companies company consentedAt contains content-disposition
	contentType countries description direction disabled education email every eta evidence events expansion explain facets field files
	filters firstName format from headline highlight kind label languages lastActivity lastName limit location locations mark name note
	notes of off offTerms origins outcomes page pageSize phone profile profileA profileB q query reason request requirements role roles
	rules scope seq since size skills source sources stages status subject tags text title titles to type until updatedAt url x-file-name
	years clip withheldJobs outcome before root x fingerprint signature publicKey requestedAt coolingOffUntil approver about a b expires key purpose code state expiresAt publicKey clientSecret acr amr synonyms related last`.split(
		/\s+/,
	),
);

interface Schema {
	readonly type?: string | readonly string[];
	readonly $ref?: string;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly items?: Schema;
	readonly anyOf?: readonly Schema[];
	readonly oneOf?: readonly Schema[];
	readonly allOf?: readonly Schema[];
	readonly enum?: readonly unknown[];
	readonly const?: unknown;
}
interface Operation {
	readonly parameters?: readonly { readonly in: Field["place"]; readonly name: string }[];
	readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
type Paths = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** What can name something: a text field is taken for one that names a candidate until it is known to be free. */
export function fieldsOf(paths: Paths, path: string, method: string): readonly Field[] {
	const { parameters = [], requestBody } = (paths[path]?.[method] ?? {}) as Operation;
	const found: Field[] = parameters.map(({ in: place, name }) => ({ place, name, way: [name] }));
	const json = requestBody?.content["application/json"];
	if (json !== undefined) walk(json.schema, [], found);
	const byWay = new Map(found.map((field) => [`${field.place} ${field.way.join(".")}`, field]));
	return [...byWay.values()].filter(({ name }) => !FREE.has(name));
}

const DEEPEST = 6;

function walk(schema: Schema, way: readonly string[], found: Field[]): void {
	if (way.length > DEEPEST) return;
	for (const [name, inner] of Object.entries(schema.properties ?? {})) {
		const here = [...way, name];
		if (holdsText(inner)) found.push({ place: "body", name, way: isList(inner) ? [...here, "*"] : here });
		walk(inner, here, found);
	}
	if (schema.items !== undefined) walk(schema.items, [...way, "*"], found);
	for (const one of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) walk(one, way, found);
}

const isList = (schema: Schema): boolean => schema.items !== undefined || (schema.anyOf ?? []).some(isList);

function holdsText(schema: Schema): boolean {
	if (schema.enum !== undefined || schema.const !== undefined) return false;
	if (schema.type === "string") return true;
	return [schema.items ?? [], schema.anyOf ?? [], schema.oneOf ?? []].flat().some(holdsText);
}

interface Template {
	readonly method: string;
	readonly path: string;
	readonly pattern: string;
	readonly about: string;
	readonly query: URLSearchParams;
	readonly headers: Readonly<Record<string, string>> | undefined;
	readonly body: unknown;
}

/** The request of a route with `value` in one of its fields. */
export function placed(template: Template, field: Field, value: string): Request {
	const { method, path, pattern, about, query, headers = {} } = template;
	const written = (given: string) => (given.includes("%") ? given : encodeURIComponent(given));
	const asked = new URLSearchParams(query);
	if (field.place === "query") asked.set(field.name, value);
	const filled = (field.place === "path" ? pattern : path)
		.replace(`:${field.place === "path" ? field.name : ""}`, field.place === "path" ? written(value) : ":")
		.replace(":id", encodeURIComponent(about))
		.replace(":sha256", "0".repeat(64))
		.replace(":type", "ONE_CLICK_EXPORT");
	const body = field.place === "body" ? withValue(template.body ?? {}, field.way, value) : template.body;
	return {
		method,
		url: `${filled}${asked.size > 0 ? `?${asked}` : ""}`,
		headers: { ...headers, ...(field.place === "header" ? { [field.name]: headerSafe(value) } : {}) },
		...(body === undefined ? {} : { body: Buffer.isBuffer(body) || typeof body === "string" ? body : body }),
	};
}

const headerSafe = (value: string) => value.replaceAll(/[^\x20-\x7e]/g, "?");

function withValue(body: unknown, way: readonly string[], value: string): unknown {
	const [first, ...rest] = way;
	if (first === undefined) return value;
	if (first === "*") return [withValue(Array.isArray(body) ? body[0] : undefined, rest, value)];
	const given = typeof body === "object" && body !== null && !Array.isArray(body) ? body : {};
	return { ...given, [first]: withValue((given as Record<string, unknown>)[first], rest, value) };
}

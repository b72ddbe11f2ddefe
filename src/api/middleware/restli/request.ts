import { TributaryError } from "../../../errors.ts";
import { readIds } from "./ids.ts";
import { parseJson } from "./json.ts";
import { identityOf, type Key, type KeyShape, readKey } from "./key.ts";
import { type MethodHints, methodOf, type RestliMethod } from "./method.ts";
import { type RawParameter, readQuery } from "./query.ts";
import { untunnel } from "./tunnel.ts";

/** A request as it arrives. */
export interface RawRequest {
	readonly verb: string;
	/** After the question mark, as it stands in the URL. */
	readonly query: string;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly body: string;
}

/** The same, understood. */
export interface RestliRequest {
	readonly method: RestliMethod;
	readonly parameters: readonly RawParameter[];
	/** Null where none are named. */
	readonly ids: readonly Key[] | null;
	/** JSON, undefined without a body. */
	readonly body: unknown;
}

/** Records in one call. */
const MOST_RECORDS = 100;

/**
 * @param shape of the keys of the resource
 * @throws TributaryError `invalid-request` · `invalid-json`
 */
export function readRequest(raw: RawRequest, shape: KeyShape): RestliRequest {
	const { verb, query, body: text } = plain(raw);
	const parameters = readQuery(query);
	const body = text === null || text.trim() === "" ? undefined : parseJson(text);
	const ids = readIds(parameters, shape);
	if (ids !== null && ids.length > MOST_RECORDS) throw tooMany(ids.length);
	const method = methodOf({
		verb,
		header: raw.headers["x-restli-method"],
		hasIds: ids !== null,
		hasFinder: parameters.some(({ name }) => name === "q"),
		body: kindOf(body),
	});
	return { method, parameters, ids, body };
}

/** The request without its tunnel. */
function plain({ verb, query, headers, body }: RawRequest): { verb: string; query: string; body: string | null } {
	const override = headers["x-http-method-override"]?.trim().toUpperCase();
	if (override === undefined || override === "") return { verb, query, body };
	if (verb !== "POST") throw fault("X-HTTP-Method-Override goes with POST.");
	if (query !== "") throw fault("A tunneled request has its query in the body, not in the URL.");
	return { verb: override, ...untunnel(headers["content-type"], body) };
}

function kindOf(body: unknown): MethodHints["body"] {
	if (body === undefined) return "none";
	if (typeof body !== "object" || body === null) return "other";
	return "entities" in body ? "entities" : "elements" in body ? "elements" : "patch" in body ? "patch" : "other";
}

/**
 * Keys of a batch with their entities. The body's keys must be those of `ids`, in whatever order and form; without `ids` they
 * speak for themselves. Answers name keys as the body does.
 * @throws TributaryError `invalid-request`
 */
export function entitiesOf({ ids, body }: RestliRequest, shape: KeyShape): (readonly [Key, unknown])[] {
	const entities = (body as { entities?: unknown } | undefined)?.entities;
	if (typeof entities !== "object" || entities === null || Array.isArray(entities))
		throw fault('The body has no "entities" with a value for each key.');
	const pairs = Object.entries(entities).map(([text, value]) => [readKey(text, shape), value] as const);
	if (pairs.length > MOST_RECORDS) throw tooMany(pairs.length);
	const named = pairs.map(([key]) => identityOf(key));
	if (new Set(named).size < named.length) throw fault("Two keys of the body are the same.");
	if (ids === null) return pairs;
	const wanted = new Set(ids.map(identityOf));
	const others = named.filter((key) => !wanted.has(key)).length;
	if (others > 0 || wanted.size !== named.length)
		throw fault(`The keys of the URL and of the body differ: ${ids.length} in the URL, ${pairs.length} in the body.`);
	return pairs;
}

/** @throws TributaryError `invalid-request` */
export function elementsOf({ body }: RestliRequest): readonly unknown[] {
	const elements = (body as { elements?: unknown } | undefined)?.elements;
	if (!Array.isArray(elements)) throw fault('The body has no "elements".');
	if (elements.length > MOST_RECORDS) throw tooMany(elements.length);
	return elements;
}

const tooMany = (count: number) => fault(`${count} records are too many for one call; send at most ${MOST_RECORDS}.`);
const fault = (detail: string) => new TributaryError("invalid-request", { detail });

/** How many records a call is about, at least one. */
export function entityCount({ ids, body }: RestliRequest): number {
	const { entities, elements } = (body ?? {}) as { readonly entities?: unknown; readonly elements?: unknown };
	const named = typeof entities === "object" && entities !== null ? Object.keys(entities).length : 0;
	return Math.max(1, ids?.length ?? 0, named, Array.isArray(elements) ? elements.length : 0);
}

import { TributaryError } from "../../../errors.ts";

/** The Rest.li methods that are served. */
export const METHODS = [
	"get",
	"update",
	"partial_update",
	"create",
	"delete",
	"finder",
	"batch_get",
	"batch_update",
	"batch_partial_update",
	"batch_create",
	"batch_delete",
] as const;
export type RestliMethod = (typeof METHODS)[number];

export interface MethodHints {
	/** Verb after an override. */
	readonly verb: string;
	/** `x-restli-method`; clients leave it out of GET, DELETE and some PUT. */
	readonly header: string | undefined;
	readonly hasIds: boolean;
	/** `q=` */
	readonly hasFinder: boolean;
	/** Keys of the body `entities`, of `elements`, or of a patch. */
	readonly body: "entities" | "elements" | "patch" | "other" | "none";
}

const VERB_OF: Readonly<Record<RestliMethod, string>> = {
	get: "GET",
	finder: "GET",
	batch_get: "GET",
	update: "PUT",
	batch_update: "PUT",
	delete: "DELETE",
	batch_delete: "DELETE",
	create: "POST",
	partial_update: "POST",
	batch_create: "POST",
	batch_partial_update: "POST",
};

/** @throws TributaryError `invalid-request` for a header that names no method or another verb's */
export function methodOf(hints: MethodHints): RestliMethod {
	const { header, verb } = hints;
	if (header === undefined || header.trim() === "") return inferred(hints);
	const named = METHODS.find((method) => method === header.trim().toLowerCase());
	if (named === undefined) throw fault(`x-restli-method "${header.slice(0, 40)}" is not known here.`);
	if (VERB_OF[named] !== verb) throw fault(`x-restli-method ${named} goes with ${VERB_OF[named]}, not with ${verb}.`);
	return named;
}

function inferred({ verb, hasIds, hasFinder, body }: MethodHints): RestliMethod {
	switch (verb) {
		case "GET":
			return hasFinder ? "finder" : hasIds ? "batch_get" : "get";
		case "PUT":
			return hasIds || body === "entities" ? "batch_update" : "update";
		case "DELETE":
			return hasIds ? "batch_delete" : "delete";
		case "POST":
			if (hasIds || body === "entities") return "batch_partial_update";
			if (body === "elements") return "batch_create";
			return body === "patch" ? "partial_update" : "create";
		default:
			throw fault(`${verb} is not offered here.`);
	}
}

const fault = (detail: string) => new TributaryError("invalid-request", { detail });

/** The verb that a method comes with, outside a tunnel. */
export const verbOf = (method: RestliMethod): string => VERB_OF[method];

import type { FastifySchemaCompiler } from "fastify";
import type * as z from "zod";
import { $ZodError } from "zod/v4/core";
import { faultsOf, illFormedIn } from "../domain/faults.ts";
import { type FieldFault, TributaryError } from "../errors.ts";

/** Validates each part of a request with its zod schema; a failure names every fault. */
export const compileValidator: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart, url }) => {
	// The wire of an ATS says it of each record.
	const isOurs = httpPart === "body" && url?.startsWith("/v1/") === true;
	return (data) => {
		const illFormed = isOurs ? illFormedIn(data) : [];
		const read = schema.safeParse(data);
		if (read.success && illFormed.length === 0) return { value: read.data };
		const refused = read.success ? [] : faultsOf(read.error).map((fault) => inPart(fault, httpPart));
		const errors = [...illFormed, ...refused];
		return { error: new TributaryError("invalid-field", { errors }) };
	};
};

/** A fault outside the body is named by its parameter: `?page`, `{id}`, `header x-file-name`. */
function inPart(fault: FieldFault, part: string | undefined): FieldFault {
	const name = fault.pointer.slice(1);
	if (part === "querystring") return { ...fault, pointer: `?${name}` };
	if (part === "params") return { ...fault, pointer: `{${name}}` };
	if (part === "headers") return { ...fault, pointer: `header ${name}` };
	return fault;
}

/** True for a zod error of any build of zod. */
export const isZodError = (thrown: unknown): thrown is z.ZodError => thrown instanceof $ZodError;

/** What of an API that was released a later one must keep, as docs/api-life.md promises. Structural: names, types, what is required. */

type Json = { readonly [name: string]: unknown };
export interface ApiDocument {
	readonly paths: { readonly [path: string]: { readonly [method: string]: Json } };
	readonly components?: { readonly schemas?: { readonly [name: string]: Json } };
}

/** `request`: what callers send, who must not be refused; `answer`: what they read, who must find what they found. */
type Side = "request" | "answer";

/** Every break, as `GET /v1/x answer 200 /items/name: is gone`. Nothing: whoever used the one can use the other. */
export function breaks(released: ApiDocument, now: ApiDocument): string[] {
	const found: string[] = [];
	const schemas = { released: released.components?.schemas ?? {}, now: now.components?.schemas ?? {} };
	for (const [path, methods] of Object.entries(released.paths))
		for (const [method, before] of Object.entries(methods)) {
			const at = `${method.toUpperCase()} ${path}`;
			const after = now.paths[path]?.[method];
			if (after === undefined) found.push(`${at}: is gone`);
			else found.push(...operationBreaks({ at, before, after, schemas }));
		}
	return found;
}

interface Schemas {
	readonly released: { readonly [name: string]: Json };
	readonly now: { readonly [name: string]: Json };
}

interface Operations {
	readonly at: string;
	readonly before: Json;
	readonly after: Json;
	readonly schemas: Schemas;
}

function operationBreaks({ at, before, after, schemas }: Operations): string[] {
	const found: string[] = [];
	const compare = (side: Side, where: string, one: unknown, two: unknown) =>
		found.push(...schemaBreaks({ side, at: `${at} ${where}`, before: one, after: two, schemas, seen: new Set() }));
	for (const parameter of listOf(after.parameters)) {
		const known = listOf(before.parameters).find(
			({ name, in: place }) => name === parameter.name && place === parameter.in,
		);
		if (known === undefined && parameter.required === true)
			found.push(`${at} request ${parameter.name}: is new and required`);
		if (known !== undefined && known.required !== true && parameter.required === true)
			found.push(`${at} request ${parameter.name}: is required now`);
	}
	for (const { name, in: place, schema } of listOf(before.parameters)) {
		const kept = listOf(after.parameters).find((one) => one.name === name && one.in === place);
		if (kept === undefined) found.push(`${at} request ${name}: is not taken any more`);
		else compare("request", `request ${name}`, schema, kept.schema);
	}
	for (const [type, { schema }] of contentOf(before.requestBody)) {
		const kept = contentOf(after.requestBody).find(([name]) => name === type);
		if (kept === undefined) found.push(`${at} request ${type}: is not taken any more`);
		else compare("request", "request", schema, kept[1].schema);
	}
	if (before.requestBody === undefined && (after.requestBody as Json | undefined)?.required === true)
		found.push(`${at} request: a body is required now`);
	for (const [status, answer] of Object.entries((before.responses ?? {}) as Json)) {
		const kept = (after.responses as Json | undefined)?.[status];
		if (kept === undefined) found.push(`${at} answer ${status}: is gone`);
		else
			for (const [type, { schema }] of contentOf(answer))
				compare("answer", `answer ${status}`, schema, contentOf(kept).find(([name]) => name === type)?.[1].schema);
	}
	return found;
}

const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value : []);
const contentOf = (value: unknown): readonly [string, Json][] =>
	Object.entries(((value as Json | undefined)?.content ?? {}) as { [type: string]: Json });

interface Pair {
	readonly side: Side;
	readonly at: string;
	readonly before: unknown;
	readonly after: unknown;
	readonly schemas: Schemas;
	/** Pairs of references under way: schemas lead back to themselves. */
	readonly seen: Set<string>;
}

function schemaBreaks(pair: Pair): string[] {
	const { side, at, schemas, seen } = pair;
	const references = `${refOf(pair.before)} ${refOf(pair.after)}`;
	if (references !== "null null" && seen.has(references)) return [];
	const under = new Set([...seen, references]);
	const before = resolved(pair.before, schemas.released);
	const after = resolved(pair.after, schemas.now);
	if (before === null) return [];
	if (after === null) return [`${at}: is gone`];
	const inner = (name: string, one: unknown, two: unknown) =>
		schemaBreaks({ side, at: `${at}/${name}`, before: one, after: two, schemas, seen: under });
	const variants = variantsOf(before);
	if (variants.length > 1 || variantsOf(after).length > 1) return variantBreaks(pair, under);
	return [
		...typeBreaks(side, at, before, after),
		...valueBreaks(at, before, after),
		...objectBreaks(side, at, { before, after, inner }),
		...(before.items === undefined ? [] : inner("*", before.items, after.items)),
	];
}

/** Each of the forms that there were is one of those that there are. */
function variantBreaks({ side, at, before, after, schemas }: Pair, seen: Set<string>): string[] {
	const forms = variantsOf(resolved(after, schemas.now) ?? {});
	return variantsOf(resolved(before, schemas.released) ?? {}).flatMap((form, index) => {
		const tried = forms.map((now) => schemaBreaks({ side, at, before: form, after: now, schemas, seen }));
		const closest = tried.toSorted((a, b) => a.length - b.length)[0] ?? [`${at}: form ${index} is gone`];
		return closest;
	});
}

const variantsOf = (schema: Json): readonly Json[] => {
	const forms = listOf(schema.anyOf ?? schema.oneOf);
	return forms.length > 0 ? forms : [schema];
};
const refOf = (schema: unknown): string | null => ((schema as Json | undefined)?.$ref as string | undefined) ?? null;

function resolved(schema: unknown, schemas: { readonly [name: string]: Json }): Json | null {
	if (schema === undefined || schema === null || typeof schema !== "object") return null;
	const reference = refOf(schema);
	return reference === null ? (schema as Json) : resolved(schemas[reference.split("/").at(-1) ?? ""], schemas);
}

const typesOf = ({ type }: Json): readonly string[] =>
	type === undefined ? [] : Array.isArray(type) ? (type as string[]) : [type as string];
/** An integer is a number to who reads it. */
const isKind = (type: string, kinds: readonly string[]) =>
	kinds.length === 0 || kinds.includes(type) || (type === "integer" && kinds.includes("number"));

function typeBreaks(side: Side, at: string, before: Json, after: Json): string[] {
	const [from, to] = side === "request" ? [before, after] : [after, before];
	const lost = typesOf(from).filter((type) => !isKind(type, typesOf(to)));
	return lost.map((type) =>
		side === "request" ? `${at}: ${type} is not taken any more` : `${at}: may be ${type} now`,
	);
}

function valueBreaks(at: string, before: Json, after: Json): string[] {
	const values = (schema: Json) => (schema.const === undefined ? schema.enum : [schema.const]) as unknown[] | undefined;
	const now = values(after);
	if (now === undefined) return [];
	return (values(before) ?? ["any other value"])
		.filter((one) => !now.includes(one))
		.map((one) => `${at}: ${one} is gone`);
}

interface Objects {
	readonly before: Json;
	readonly after: Json;
	readonly inner: (name: string, one: unknown, two: unknown) => string[];
}

function objectBreaks(side: Side, at: string, { before, after, inner }: Objects): string[] {
	const properties = (schema: Json) => (schema.properties ?? {}) as { readonly [name: string]: unknown };
	const required = (schema: Json) => new Set((schema.required ?? []) as string[]);
	const [was, is] = [required(before), required(after)];
	const lost = Object.keys(properties(before)).filter((name) => properties(after)[name] === undefined);
	const demanded = side === "request" ? [...is].filter((name) => !was.has(name)) : [];
	const missing = side === "answer" ? [...was].filter((name) => !is.has(name) && !lost.includes(name)) : [];
	return [
		...lost.map((name) => `${at}/${name}: is gone`),
		...demanded.map((name) => `${at}/${name}: is required now`),
		...missing.map((name) => `${at}/${name}: may be absent now`),
		...Object.entries(properties(before))
			.filter(([name]) => !lost.includes(name))
			.flatMap(([name, schema]) => inner(name, schema, properties(after)[name])),
	];
}

import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiDocument, breaks } from "./compatibility.ts";
import { type Harness, openHarness } from "./harness.ts";

/** The last released API document against the one that is served. Replaced with each release, and never otherwise. */
const RELEASED = path.join(import.meta.dirname, "openapi.released.json");
const read = () => JSON.parse(readFileSync(RELEASED, "utf8"));

let harness: Harness;
let served: ApiDocument;
beforeAll(async () => {
	harness = await openHarness();
	served = (await harness.app.inject("/v1/openapi.json")).json();
});
afterAll(() => harness.close());

test("whoever uses the released API can use this one", () => {
	expect(breaks(read(), served)).toEqual([]);
});

test("an API is compatible with itself", () => {
	expect(breaks(served, served)).toEqual([]);
});

describe("the check finds", () => {
	// biome-ignore lint/suspicious/noExplicitAny: a document of any shape is broken on purpose
	type Loose = any;
	const CASES: readonly (readonly [string, (document: Loose) => void, RegExp])[] = [
		["a path that is gone", (d) => delete d.paths["/v1/search"], /\/v1\/search: is gone/],
		["a method that is gone", (d) => delete d.paths["/v1/search"].post, /POST \/v1\/search: is gone/],
		["an answer that is gone", (d) => delete d.paths["/v1/health"].get.responses[200], /answer 200: is gone/],
		[
			"a field of an answer that is gone",
			(d) => delete d.paths["/v1/health"].get.responses[200].content["application/json"].schema.properties.status,
			/\/status: is gone/,
		],
		[
			"a field of an answer that may be absent",
			(d) => {
				d.paths["/v1/health"].get.responses[200].content["application/json"].schema.required = [];
			},
			/\/status: may be absent now/,
		],
		[
			"a field of an answer that has another type",
			(d) => {
				d.paths["/v1/health"].get.responses[200].content["application/json"].schema.properties.status = {
					type: "number",
				};
			},
			/may be number now/,
		],
		[
			"a value that is gone",
			(d) => {
				d.paths["/v1/health"].get.responses[200].content["application/json"].schema.properties.status = {
					type: "string",
					enum: ["up"],
				};
			},
			/ok is gone/,
		],
		[
			"a parameter that is required",
			(d) => (d.paths["/v1/health"].get.parameters = [{ name: "why", in: "query", required: true, schema: {} }]),
			/why: is new and required/,
		],
		[
			"a parameter that is not taken any more",
			(d) => {
				d.paths["/v1/search"].get.parameters = d.paths["/v1/search"].get.parameters.filter(
					(one: Loose) => one.name !== "q",
				);
			},
			/request q: is not taken any more/,
		],
		[
			"a field of a request that is required",
			(d) => (bodyOf(d).required = [...(bodyOf(d).required ?? []), "reason"]),
			/reason: is required now/,
		],
		["a field of a request that is not taken any more", (d) => delete bodyOf(d).properties.query, /query: is gone/],
	];
	const bodyOf = (d: Loose): Loose => {
		const { schema } = d.paths["/v1/search"].post.requestBody.content["application/json"];
		return schema.$ref === undefined ? schema : d.components.schemas[schema.$ref.split("/").at(-1)];
	};

	test.each(CASES)("%s", (_, spoil, said) => {
		const spoilt = structuredClone(read());
		spoil(spoilt);
		expect(breaks(read(), spoilt).join("\n")).toMatch(said);
	});

	test("no fault in what is added: a path, an optional field, a wider type", () => {
		const wider = structuredClone(read());
		wider.paths["/v1/new"] = { get: { responses: { 200: {} } } };
		bodyOf(wider).properties.more = { type: "string" };
		wider.paths["/v1/health"].get.responses[200].content["application/json"].schema.properties.since = {
			type: "string",
		};
		expect(breaks(read(), wider)).toEqual([]);
	});
});

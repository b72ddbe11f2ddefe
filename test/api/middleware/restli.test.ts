import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { batchEnvelope, errorEnvelope } from "../../../src/api/middleware/restli/envelope.ts";
import { identityOf, readKey, writeKey } from "../../../src/api/middleware/restli/key.ts";
import { entitiesOf, type RawRequest, readRequest } from "../../../src/api/middleware/restli/request.ts";
import { TributaryError } from "../../../src/errors.ts";

const ORG = "urn:li:organization:123";
const request = (verb: string, query: string, rest: Partial<RawRequest> = {}) =>
	readRequest({ verb, query, headers: {}, body: "", ...rest }, "complex");
const detailOf = (work: () => unknown): string => {
	try {
		work();
	} catch (error) {
		if (error instanceof TributaryError) return `${error.code}: ${error.detail}`;
		throw error;
	}
	return "accepted";
};

describe("keys", () => {
	const forms = [
		`atsCandidateId=A1&dataProvider=ATS&integrationContext=${ORG}`,
		`integrationContext=${ORG}&atsCandidateId=A1&dataProvider=ATS`,
		"atsCandidateId=A1&dataProvider=ATS&integrationContext=urn%3Ali%3Aorganization%3A123",
		"(atsCandidateId:A1,dataProvider:ATS,integrationContext:urn%3ali%3aorganization%3a123)",
		"($params:(),integrationContext:urn%3Ali%3Aorganization%3A123,dataProvider:ATS,atsCandidateId:A1)",
		"%28atsCandidateId:A1,dataProvider:ATS,integrationContext:urn%3Ali%3Aorganization%3A123%29",
	];

	test("are sets: order, protocol and escapes do not matter, and the text stays the client's", () => {
		const keys = forms.map((text) => readKey(text, "complex"));
		expect(new Set(keys.map(identityOf)).size).toBe(1);
		expect(keys.map(({ text }) => text)).toEqual(forms);
		expect(keys[0]?.values.get("integrationContext")).toBe(ORG);
	});

	test("any values come back from what is written of them", () => {
		const name = fc.stringMatching(/^[a-zA-Z]{1,12}$/);
		fc.assert(
			fc.property(fc.dictionary(name, fc.string({ unit: "grapheme" }), { minKeys: 1, maxKeys: 5 }), (values) => {
				const written = writeKey(new Map(Object.entries(values)));
				expect(identityOf(readKey(written.text, "complex"))).toBe(identityOf(written));
			}),
		);
	});

	test.each([
		["(a:1", "has no closing bracket"],
		["(a:1,b:(2)", "a bracket that is not closed"],
		["a=1&a=2", "has a twice"],
		["just text", "a part without a name"],
		["a=%E0%A4%A", "begins no escape"],
		[`a=${"x".repeat(5000)}`, "longer than 4096"],
		[Array.from({ length: 17 }, (_, index) => `n${index}=1`).join("&"), "more than 16 parts"],
	])("%.20s is refused: %s", (text, why) => {
		expect(detailOf(() => readKey(text, "complex"))).toContain(why);
	});
	test("an empty value is two single quotes", () => {
		expect(readKey("(a:'',b:x)", "complex").values.get("a")).toBe("");
	});
});

describe("ids of a batch", () => {
	const candidate = (id: string) => ({ atsCandidateId: id, dataProvider: "ATS", integrationContext: ORG });
	const valuesOf = (query: string) => request("GET", query).ids?.map(({ values }) => Object.fromEntries(values));
	test.each([
		`ids[0].atsCandidateId=A1&ids[0].dataProvider=ATS&ids[0].integrationContext=${ORG}&ids[1].integrationContext=${ORG}&ids[1].atsCandidateId=A2&ids[1].dataProvider=ATS`,
		`ids%5B0%5D.atsCandidateId=A1&ids%5B0%5D.dataProvider=ATS&ids%5B0%5D.integrationContext=urn%3Ali%3Aorganization%3A123&ids%5b1%5d.atsCandidateId=A2&ids%5b1%5d.dataProvider=ATS&ids%5b1%5d.integrationContext=${ORG}`,
		"ids=List((atsCandidateId:A1,dataProvider:ATS,integrationContext:urn%3Ali%3Aorganization%3A123),(atsCandidateId:A2,dataProvider:ATS,integrationContext:urn%3Ali%3Aorganization%3A123))",
		"ids=List%28%28atsCandidateId%3AA1%2CdataProvider%3AATS%2CintegrationContext%3Aurn%253Ali%253Aorganization%253A123%29%2C%28atsCandidateId%3AA2%2CdataProvider%3AATS%2CintegrationContext%3Aurn%253Ali%253Aorganization%253A123%29%29",
	])("form %#", (query) => {
		expect(valuesOf(query)).toEqual([candidate("A1"), candidate("A2")]);
	});
	test("plain ids, repeated or listed", () => {
		const plain = (query: string) =>
			readRequest({ verb: "GET", query, headers: {}, body: "" }, "plain").ids?.map(({ text }) => text);
		expect(plain("ids=N1&ids=N2")).toEqual(["N1", "N2"]);
		expect(plain("ids=List(N1,N2)")).toEqual(["N1", "N2"]);
		expect(plain("ids[0]=N1&ids[1]=N2")).toEqual(["N1", "N2"]);
	});
	test("more than 100 are refused", () => {
		const query = Array.from({ length: 101 }, (_, index) => `ids[${index}].a=${index}`).join("&");
		expect(detailOf(() => request("GET", query))).toContain("101 records are too many");
	});
});

describe("the method", () => {
	const method = (verb: string, query: string, body = "", header?: string) =>
		request(verb, query, { body, headers: header === undefined ? {} : { "x-restli-method": header } }).method;
	test.each([
		["GET", "ids=(a:1)", "", "batch_get"],
		["GET", "q=request&requestId=R", "", "finder"],
		["GET", "", "", "get"],
		["PUT", "ids=(a:1)", '{"entities":{}}', "batch_update"],
		["PUT", "", '{"entities":{}}', "batch_update"],
		["DELETE", "ids=(a:1)", "", "batch_delete"],
		["POST", "ids=(a:1)", '{"entities":{}}', "batch_partial_update"],
		["POST", "", '{"elements":[]}', "batch_create"],
		["POST", "", '{"patch":{}}', "partial_update"],
		["POST", "", '{"name":"x"}', "create"],
	])("%s ?%s %s is %s", (verb, query, body, expected) => {
		expect(method(verb, query, body)).toBe(expected);
	});
	test("the header decides, in any case; what contradicts it is refused", () => {
		expect(method("POST", "ids=(a:1)", '{"entities":{}}', "BATCH_PARTIAL_UPDATE")).toBe("batch_partial_update");
		expect(detailOf(() => method("GET", "ids=(a:1)", "", "batch_update"))).toContain("goes with PUT, not with GET");
		expect(detailOf(() => method("GET", "", "", "batch_everything"))).toContain("is not known here");
	});
});

describe("query tunneling", () => {
	const ids = `ids[0].atsCandidateId=A1&ids[0].integrationContext=${ORG}`;
	const key = `atsCandidateId=A1&integrationContext=${ORG}`;
	const json = JSON.stringify({ entities: { [key]: { firstName: "Ann" } } });
	const multipart = (end: string) =>
		[
			"--B",
			"Content-Type: application/x-www-form-urlencoded",
			"",
			ids,
			"--B",
			"Content-Type: application/json",
			"",
			json,
			"--B--",
			"",
		].join(end);

	test("without a body of its own", () => {
		const headers = { "x-http-method-override": "GET", "content-type": "application/x-www-form-urlencoded" };
		const read = request("POST", "", { headers, body: ids });
		expect([read.method, read.ids?.length, read.body]).toEqual(["batch_get", 1, undefined]);
	});
	test.each(["\r\n", "\n"])("with a body of its own, lines ending in %j", (end) => {
		const headers = { "x-http-method-override": "PUT", "content-type": "multipart/mixed; boundary=B" };
		const read = request("POST", "", { headers, body: multipart(end) });
		expect([read.method, entitiesOf(read, "complex").map(([{ text }, value]) => [text, value])]).toEqual([
			"batch_update",
			[[key, { firstName: "Ann" }]],
		]);
	});
	test("the headers of a part are short lines, and few: nothing looks for the end of a long one", () => {
		const headers = { "x-http-method-override": "PUT", "content-type": "multipart/mixed; boundary=B" };
		const with_ = (line: string) => () =>
			request("POST", "", { headers, body: multipart("\n").replace("Content-Type: application/json", line) });
		expect(detailOf(with_(`Content-Type:${" ".repeat(120_000)}\u0001`))).toContain("more than 1024 characters");
		expect(detailOf(with_("X: y\n".repeat(20_000).trimEnd()))).toContain("more than 15 header lines");
		expect(detailOf(with_(" \tcontent-TYPE : x\nContent-type:  application/json  "))).toBe("accepted");
	});
	test.each([
		["POST", "a=1", "multipart/mixed; boundary=B", multipart("\r\n"), "not in the URL"],
		["PUT", "", "multipart/mixed; boundary=B", multipart("\r\n"), "goes with POST"],
		["POST", "", "multipart/mixed", multipart("\r\n"), "names no boundary"],
		["POST", "", "multipart/mixed; boundary=B", multipart("\r\n").slice(0, -10), "is cut off"],
		["POST", "", "multipart/mixed; boundary=C", multipart("\r\n"), "is cut off"],
	])("%s ?%s %s is refused", (verb, query, type, body, why) => {
		const headers = { "x-http-method-override": "PUT", "content-type": type };
		expect(detailOf(() => request(verb, query, { headers, body }))).toContain(why);
	});
});

describe("JSON", () => {
	const key = `atsCandidateId=A1&integrationContext=${ORG}`;
	const read = (json: string) => () => request("PUT", "", { body: json });
	test.each([
		'{"entities":{"x":{"__proto__":{"a":1}}}}',
		String.raw`{"entities":{"x":[[{"\u005f\u005Fproto__":1}]]}}`,
		String.raw`{"entities":{"x":{"__p\u0072oto__":null}}}`,
	])("a key that reaches into the prototype is refused: %s", (json) => {
		expect(detailOf(read(json))).toContain("A key __proto__ is not accepted");
	});
	test("the same word as a value is a word, and no function is called for each of a million values", () => {
		const values = new Array(1_000_000).fill("1").join(",");
		const parse = vi.spyOn(JSON, "parse");
		const { body } = read(`{"entities":{"${key}":{"note":"__proto__ \\u005f","list":[${values}]}}}`)();
		expect(parse.mock.calls.map((given) => given.length)).toEqual([1]);
		parse.mockRestore();
		expect(JSON.stringify(body)).toContain("__proto__ _");
	});
	test("depth is counted before anything is made of the text, and not in strings", () => {
		const nested = (levels: number) => `{"entities":${"[".repeat(levels)}${"]".repeat(levels)}}`;
		expect(detailOf(read(nested(63)))).toBe("accepted");
		expect(detailOf(read(nested(64)))).toContain("nested more than 64 levels");
		expect(detailOf(read(`{"entities":${"[".repeat(500_000)}`))).toContain("nested more than 64 levels");
		expect(detailOf(read(`{"entities":{"a":"${"[{".repeat(100)}\\"${"[{".repeat(100)}"}}`))).toBe("accepted");
		expect(detailOf(read(`{"entities":"${"a".repeat(8_000_000)}`))).toContain("It breaks at line 1");
	});
});

describe("entities of a batch", () => {
	const entities = (query: string, value: unknown) => () =>
		entitiesOf(request("PUT", query, { body: JSON.stringify(value) }), "complex");
	test("keys of URL and body may differ in order and form, not in what they name", () => {
		const body = {
			entities: { [`integrationContext=${ORG}&id=B`]: 1, [`(id:A,integrationContext:${encodeURIComponent(ORG)})`]: 2 },
		};
		const query = `ids[0].id=A&ids[0].integrationContext=${ORG}&ids[1].id=B&ids[1].integrationContext=${ORG}`;
		expect(entities(query, body)().map(([{ values }, value]) => [values.get("id"), value])).toEqual([
			["B", 1],
			["A", 2],
		]);
		expect(detailOf(entities(`${query}&ids[2].id=C`, body))).toContain("differ: 3 in the URL, 2 in the body");
	});
	test.each([
		[{}, 'has no "entities"'],
		[{ entities: [] }, 'has no "entities"'],
		[{ entities: { "a=1&b=2": 1, "b=2&a=1": 2 } }, "are the same"],
	])("%j is refused", (value, why) => {
		expect(detailOf(entities("", value))).toContain(why);
	});
	test("names of the prototype are refused", () => {
		expect(detailOf(() => request("PUT", "", { body: '{"entities":{"a=1":{"__proto__":{"x":1}}}}' }))).toContain(
			"__proto__",
		);
	});
	test("damaged JSON is told with its place", () => {
		expect(detailOf(() => request("PUT", "", { body: '{"entities": ' }))).toContain(
			"invalid-json: It breaks at line 1",
		);
	});
});

describe("envelopes", () => {
	const key = readKey("b=2&a=1", "complex");
	test("of a batch: each key as written, with its status or its error", () => {
		const error = new TributaryError("invalid-field", { errors: [{ pointer: "/firstName", detail: "Missing." }] });
		const outcomes = [
			[key, { ok: true, status: 204 }],
			[readKey("a=3", "complex"), { ok: false, error }],
		] as const;
		expect(batchEnvelope(outcomes, false)).toEqual({
			results: { "b=2&a=1": { status: 204 } },
			errors: {
				"a=3": {
					status: 422,
					serviceErrorCode: 422,
					message: "A field has a value that is not accepted. ERROR :: /firstName :: Missing.",
				},
			},
		});
	});
	test("a fault of ours tells nothing of its cause", () => {
		expect(errorEnvelope(new TributaryError("internal", { detail: "secret path" })).message).not.toContain("secret");
	});
	test("a key named __proto__ is a key", () => {
		const outcome = batchEnvelope([[readKey("__proto__", "plain"), { ok: true, status: 204 }]], false);
		expect(JSON.stringify(outcome.results)).toBe('{"__proto__":{"status":204}}');
	});
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { parseStrictJson } from "../../src/tenancy/strict-json.ts";

test("reads what JSON.parse reads", () => {
	fc.assert(
		fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
			const text = JSON.stringify(value, null, indent);
			expect(parseStrictJson(text)).toEqual(JSON.parse(text));
		}),
	);
});

test.each([
	'{"a": 1, "a": 1}',
	'[{"b": {"x": [{}], "\\u0078" : 2}}]',
	'{"a": "}", "b": {"a": 1}, "a" :2}',
	'{"__proto__": 1, "__proto__": 2}',
])("refuses a name that stands twice in one object: %s", (text) => {
	expect(() => parseStrictJson(text)).toThrow(/stands twice/);
});

test.each(['{"a": {"a": [{"a": "a\\":"}]}, "b": "a"}', '["a", "a"]', '{"a": "\\"a\\": 1, ", "b": 1}'])(
	"takes what only looks like it: %s",
	(text) => {
		expect(parseStrictJson(text)).toEqual(JSON.parse(text));
	},
);

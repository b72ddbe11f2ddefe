import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../../src/tenancy/canonical-json.ts";

test("sorts members by UTF-16 units and writes no white space (RFC 8785, 3.2.3)", () => {
	const value = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 };
	expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}');
});

test("means the same as JSON, and one value has one text", () => {
	const shuffled = (value: unknown): unknown =>
		typeof value === "object" && value !== null && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).reverse())
			: value;
	fc.assert(
		fc.property(fc.jsonValue(), (value) => {
			const text = canonicalJson(value);
			expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
			expect(canonicalJson(shuffled(value))).toBe(text);
			expect(canonicalJson(JSON.parse(text))).toBe(text);
		}),
	);
});

test("leaves out undefined and refuses what JSON does not have", () => {
	expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
	for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1n, () => {}]) {
		expect(() => canonicalJson({ value })).toThrow(TypeError);
	}
});

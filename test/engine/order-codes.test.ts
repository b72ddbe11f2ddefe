import fc from "fast-check";
import { expect, test } from "vitest";
import { codeBetween } from "../../src/engine/elasticsearch/order-codes.ts";

/** Puts a code at each of these places in turn. */
function grown(places: readonly { readonly at: number; readonly continues: boolean }[]): string[] {
	const codes: string[] = [];
	for (const { at, continues } of places) {
		const place = at % (codes.length + 1);
		codes.splice(place, 0, codeBetween(codes[place - 1] ?? "", codes[place] ?? null, continues));
	}
	return codes;
}

const isAscending = (codes: readonly string[]) =>
	codes.every((code, at) => at === 0 || (codes[at - 1] as string) < code);

test("a code stands between its neighbours, wherever ids come", () => {
	const places = fc.array(fc.record({ at: fc.nat({ max: 10_000 }), continues: fc.boolean() }), { maxLength: 300 });
	fc.assert(
		fc.property(places, (list) => {
			const codes = grown(list);
			expect(isAscending(codes)).toBe(true);
			expect(codes.every((code) => /^[0-9a-z]*[1-9a-z]$/.test(code))).toBe(true);
		}),
	);
});

test("codes stay short for ids that rise, and for series in the middle", () => {
	const rising = grown(Array.from({ length: 5000 }, (_, at) => ({ at, continues: true })));
	expect(Math.max(...rising.map(({ length }) => length))).toBeLessThan(10);
	const series = grown(Array.from({ length: 5000 }, (_, at) => ({ at: at < 2 ? at : at - 1, continues: at > 2 })));
	expect(isAscending(series)).toBe(true);
	expect(Math.max(...series.map(({ length }) => length))).toBeLessThan(20);
});

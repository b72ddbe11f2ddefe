import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instantOf, rangeOf, valuesOf } from "../../../src/api/middleware/restli/arguments.ts";
import { readQuery } from "../../../src/api/middleware/restli/query.ts";
import { Stub } from "../../../src/domain/activity.ts";
import type { Store } from "../../../src/engine/port.ts";
import { readEntries, writeEntry } from "../../../src/sync/activity.ts";
import type { Scope } from "../../../src/tenancy/scope.ts";
import { type Office, openOffice } from "./seats-rig.ts";

/** Windows of time over what recruiters did, and how finders ask for them. */

const T = Date.UTC(2026, 2, 1);
const COUNT = 120;
/** Few times for many entries, so that some share one. */
const entries = Array.from({ length: COUNT }, (_, index) => ({
	id: `b-${index}`,
	seat: index % 3 === 0 ? "S2" : "S1",
	at: T + ((index * 7919) % 50) * 1000,
}));

let office: Office;
let scope: Scope;
beforeAll(async () => {
	office = await openOffice();
	scope = await office.scope();
	for (const { id, seat, at } of entries) {
		const time = new Date(at).toISOString();
		const stub = { seat, profileId: "p-1", firstName: "A", lastName: "B", consentedAt: time, at: time };
		await writeEntry(scope, "stub", id, Stub.parse(stub));
	}
});
afterAll(() => office.close());

const wanted = (seats: readonly string[] | null, from: number, before: number) =>
	entries
		.filter(({ seat, at }) => (seats === null || seats.includes(seat)) && at >= from && at < before)
		.toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
		.map(({ id }) => id);

describe("a window of time", () => {
	test("in pages of any size is the window, by time and then by id, of all seats or of some", async () => {
		const time = fc.integer({ min: -2, max: 52 }).map((second) => T + second * 1000);
		const seats = fc.constantFrom(null, ["S1"], ["S2", "S1"], ["S1", "S1"], ["nobody"]);
		await fc.assert(
			fc.asyncProperty(seats, time, time, fc.integer({ min: 1, max: 40 }), async (of, from, before, count) => {
				const found: string[] = [];
				for (let start = 0; ; start += count) {
					const page = await readEntries(scope, "stub", { seats: of, from, before, start, count });
					found.push(...page.map(({ id }) => id));
					if (page.length < count) break;
				}
				expect(found).toEqual(wanted(of, from, before));
			}),
			{ numRuns: 60 },
		);
	});

	test("is read by itself: what lies before and after it is not", async () => {
		let listed = 0;
		const counting: Store = {
			...scope.store,
			list: async (collection, page) => {
				const rows = await scope.store.list(collection, page);
				listed += rows.length;
				return rows;
			},
		};
		const from = T + 40_000;
		const window = { seats: ["S1"], from, before: from + 2000, start: 0, count: 8 };
		const page = await readEntries({ ...scope, store: counting }, "stub", window);
		expect(page.map(({ id }) => id)).toEqual(wanted(["S1"], from, from + 2000));
		expect(page.length).toBeGreaterThan(1);
		expect(listed).toBeLessThanOrEqual(8);
	});
});

describe("arguments of finders", () => {
	const urn = encodeURIComponent("urn:li:seat:5");

	test.each([
		["owners=urn:li:seat:5&owners=urn:li:seat:6"],
		[`owners[0]=${urn}&owners%5B1%5D=urn:li:seat:6`],
		[`owners=List(${urn},urn%3Ali%3Aseat%3A6)`],
		[`owners=${encodeURIComponent("List(urn:li:seat:5,urn:li:seat:6)")}`],
	])("are lists in every form that clients write: %s", (query) => {
		expect(valuesOf(readQuery(query), "owners")).toEqual(["urn:li:seat:5", "urn:li:seat:6"]);
	});

	test("are times in milliseconds, apart or as one range", () => {
		for (const query of [
			"timeRange.start=1&timeRange.end=20",
			"timeRange=(start:1,end:20)",
			"timeRange=(end:20,start:1)",
		])
			expect(rangeOf(readQuery(query), "timeRange")).toEqual({ start: 1, end: 20 });
		expect(rangeOf(readQuery("timeRange=(start:1)"), "timeRange")).toEqual({ start: 1, end: null });
		expect(rangeOf([], "timeRange")).toEqual({ start: null, end: null });
	});

	test.each(["2026-01-01", "-1", "1.5", "", "1e3", "9".repeat(16)])(
		"are refused where they are no time: %j",
		(text) => {
			expect(() => instantOf(readQuery(`from=${text}`), "from")).toThrow("milliseconds since 1970");
		},
	);

	test("are refused in a list that has no end, or too many", () => {
		expect(() => valuesOf(readQuery("owners=List(a,(b)"), "owners")).toThrow("bracket");
		const many = Array.from({ length: 101 }, (_, index) => `owners=s${index}`).join("&");
		expect(() => valuesOf(readQuery(many), "owners")).toThrow("100");
	});
});

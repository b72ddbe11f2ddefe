import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { kilometresBetween } from "../../src/analysis/gazetteer/distance.ts";
import type { Node, Store } from "../../src/engine/port.ts";
import { filtered, person } from "./people.ts";
import { describeEngines } from "./worlds.ts";

const PLACES = [
	{ id: "berlin", latitude: 52.52437, longitude: 13.41053 },
	{ id: "potsdam", latitude: 52.39886, longitude: 13.06566 },
	{ id: "hamburg", latitude: 53.55073, longitude: 9.99302 },
	{ id: "fiji-east", latitude: -17, longitude: 179.9 },
	{ id: "fiji-west", latitude: -17, longitude: -179.9 },
	{ id: "north-pole", latitude: 90, longitude: 0 },
] as const;

describeEngines("people near a point", ({ freshStore }) => {
	let store: Store;
	const who = async (node: Node) => (await store.retrieve(filtered(node))).rows.ids;
	const near = (latitude: number, longitude: number, kilometres: number): Node => ({
		op: "near",
		latitude,
		longitude,
		kilometres,
	});

	beforeAll(async () => {
		store = await freshStore();
		await store.write([
			...PLACES.map(({ id, latitude, longitude }) => person(id, {}, { columns: { latitude, longitude } })),
			person("nowhere", {}),
			person("half", {}, { columns: { latitude: 52.5 } }),
		]);
	});

	test("within the distance, and nobody whose place is not known", async () => {
		expect(await who(near(52.52437, 13.41053, 27))).toEqual(["berlin"]);
		expect(await who(near(52.52437, 13.41053, 28))).toEqual(["berlin", "potsdam"]);
		expect(await who(near(52.52437, 13.41053, 20_100))).toHaveLength(PLACES.length);
	});

	test("0 kilometres is the place itself", async () => {
		expect(await who(near(52.52437, 13.41053, 0))).toEqual(["berlin"]);
	});

	test("over the date line and at a pole", async () => {
		expect(await who(near(-17, 180, 15))).toEqual(["fiji-east", "fiji-west"]);
		expect(await who(near(89.99, 170, 5))).toEqual(["north-pole"]);
	});

	test("outside it is everybody else, the unknown too", async () => {
		expect(await who({ op: "not", of: near(52.52437, 13.41053, 300) })).toEqual([
			"fiji-east",
			"fiji-west",
			"half",
			"north-pole",
			"nowhere",
		]);
	});

	test("exactly those whom the formula says", async () => {
		const number = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
		await fc.assert(
			fc.asyncProperty(
				number(90),
				number(180),
				fc.double({ min: 0, max: 20_000, noNaN: true }),
				async (latitude, longitude, kilometres) => {
					const expected = PLACES.filter((place) => kilometresBetween({ latitude, longitude }, place) <= kilometres);
					expect(await who(near(latitude, longitude, kilometres))).toEqual(expected.map(({ id }) => id).toSorted());
				},
			),
			{ numRuns: 60 },
		);
	});

	test("what is no place is refused", async () => {
		for (const node of [near(91, 0, 1), near(0, 181, 1), near(0, 0, -1), near(Number.NaN, 0, 1)]) {
			await expect(who(node)).rejects.toMatchObject({ code: "invalid-plan" });
		}
	});
});

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Engine, Plan, Store } from "../../../src/engine/port.ts";
import { makeWorld } from "../../contract/worlds.ts";
import { asked } from "./worlds-questions.ts";
import { absentees, anyHistory, type History, live, type Op, withoutHidden } from "./worlds-rig.ts";

/** What access lists keep from a recruiter does not exist for him: no answer differs by a byte from that of a world in which it never was. */

const RUNS = Number(process.env.RUNS ?? 4);

beforeAll(() => {
	vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-01T12:00:00Z") });
});
afterAll(() => {
	vi.useRealTimers();
});

interface How {
	readonly engine?: "memory" | "embedded";
	readonly seat?: string | null;
	/** A mistake in the engine. */
	readonly planted?: (store: Store) => Partial<Store>;
}

/** Questions whose answers differ between the world with what is hidden and the one without, with the bytes around the first difference. */
async function differences(
	history: History,
	{ engine = "memory", seat = "S1", planted = () => ({}) }: How,
): Promise<Map<string, string>> {
	const worlds = [makeWorld(engine), makeWorld(engine)] as const;
	const [full, bare] = await Promise.all([
		live(history, true, new Set(), withFault(await worlds[0].open(), planted)),
		live(withoutHidden(history), false, absentees(history), withFault(await worlds[1].open(), planted)),
	]);
	try {
		const [seen, expected] = [await asked(full, seat), await asked(bare, seat)];
		const found = [...expected].map(
			([question, answer]) => [question, apart(seen.get(question) ?? "", answer)] as const,
		);
		return new Map(found.flatMap(([question, where]) => (where === null ? [] : [[question, where]])));
	} finally {
		await Promise.all([full.close(), bare.close()]);
		for (const world of worlds) world.dispose();
	}
}

const withFault = (engine: Engine, planted: NonNullable<How["planted"]>): Engine => ({
	...engine,
	open: async (...asked) => {
		const store = await engine.open(...asked);
		const methods = ["write", "read", "list", "retrieve", "suggest"] as const;
		const whole = Object.fromEntries(methods.map((name) => [name, store[name].bind(store)])) as unknown as Store;
		return { ...whole, ...planted(store) };
	},
	drop: (name) => engine.drop(name),
	close: () => engine.close(),
});

function apart(one: string, other: string): string | null {
	if (one === other) return null;
	const at = [...one].findIndex((sign, place) => sign !== other[place]);
	const around = (text: string) => text.slice(Math.max(0, at - 80), at + 120);
	return `with:    ${around(one)}\nwithout: ${around(other)}`;
}

describe.each(["memory", "embedded"] as const)("two worlds (%s)", (engine) => {
	test("what a seat may not see changes no byte of any answer", async () => {
		await fc.assert(
			fc.asyncProperty(anyHistory, async (history) => {
				expect([...(await differences(history, { engine }))]).toEqual([]);
			}),
			{ numRuns: RUNS, endOnFailure: true },
		);
	}, 600_000);
});

describe("the comparison would see", () => {
	const op = (kind: Op["kind"], person: string, job: string, text = "secretly zebra"): Op => ({
		kind,
		person,
		job,
		text,
		restricted: false,
		day: 3,
	});
	/** C1 applied for what S1 sees and for what he does not; X1 for the latter only. */
	const history: History = {
		open: true,
		ops: [
			...["R1", "R3"].flatMap((job) => [op("apply", "C1", job), op("stage", "C1", job)]),
			op("note", "C1", "R1", "welds"),
			op("note", "C1", "R3"),
			op("feedback", "C1", "R3"),
			op("apply", "X1", "R4"),
			op("note", "X1", "R4"),
		],
	};
	const kinds = (found: ReadonlyMap<string, string>) => [...found.keys()].map((question) => question.split(" ")[1]);

	/** C1 and X1, whom S1 does not see, stand on the list before those whom he moves. */
	const moved: History = {
		open: true,
		ops: ["C1", "X1", "C3"].map((person) => ({ ...op("apply", person, "R4"), restricted: true })),
	};

	test.each([history, moved])(
		"nothing where all is as it should be",
		async (one) => {
			expect([...(await differences(one, {}))]).toEqual([]);
		},
		60_000,
	);

	test("a difference in most answers to who is no seat", async () => {
		const found = kinds(await differences(history, { seat: null }));
		const paths = [
			"/v1/search",
			"/v1/search/why-not",
			"/v1/candidates/X1",
			"/v1/candidates/C1/history",
			"/v1/indicator",
		];
		expect(found).toEqual(expect.arrayContaining([...paths, "/v1/jobs?limit=2", "/v1/jobs/R3", "/v1/people/export"]));
		expect(found.length).toBeGreaterThan(40);
	}, 60_000);

	test.each<[string, How["planted"], string]>([
		[
			"an engine that finds for everybody",
			(store) => ({ retrieve: (plan) => store.retrieve(unheeding(plan)) }),
			"/v1/search",
		],
		[
			"suggestions from all words",
			(store) => ({ suggest: (text, limit, among) => store.suggest(text, limit, among) }),
			"/v1/suggest?q=zeb&limit=50",
		],
		[
			"counts over all people",
			(store) => ({
				retrieve: async (plan) => ({
					...(await store.retrieve(plan)),
					population: (await store.retrieve(unheeding(plan))).population,
					averageBodyLength: (await store.retrieve(unheeding(plan))).averageBodyLength,
					groups: (await store.retrieve(unheeding(plan))).groups,
				}),
			}),
			"/v1/search",
		],
	])(
		"%s",
		async (_, planted, path) => {
			expect(kinds(await differences(history, planted === undefined ? {} : { planted }))).toContain(path);
		},
		60_000,
	);
});

function unheeding(plan: Plan): Plan {
	const { audience: _, ...whole } = plan;
	return whole;
}

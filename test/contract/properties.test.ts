/** What holds for any people and any plans: engines agree to the bit, and what was erased never existed. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import type { Change, Engine, Plan, Store } from "../../src/engine/port.ts";
import { plain } from "./people.ts";
import { anyHistory, anyPlan } from "./random-people.ts";
import { ENGINE_NAMES, KEY, makeWorld, type World } from "./worlds.ts";

const RUNS = Number(process.env.RUNS ?? 60);
const anyPlans = fc.array(anyPlan, { minLength: 1, maxLength: 4 });

/** What is left of a history: the last put of each person that was not deleted after it. */
function survivors(history: readonly (readonly Change[])[]): Change[] {
	const last = new Map<string, Change>();
	for (const change of history.flat()) last.set(change.id, change);
	return [...last.values()].filter(({ op }) => op === "put");
}

async function answers(store: Store, plans: readonly Plan[]): Promise<unknown[]> {
	return Promise.all([
		...plans.map(async (plan) => plain(await store.retrieve(plan))),
		...plans.flatMap(({ audience }) => [
			store.suggest("", 100, undefined, audience),
			store.suggest("d", 1, undefined, audience),
			store.suggest("j", 100, { facet: "skill" }, audience),
			store.suggest("k", 2, { facet: "stage" }, audience),
			store.suggest("devloper", 2, { edits: 2 }, audience),
		]),
		store.suggest("", 100),
		store.suggest("dev", 2),
		store.suggest("j", 100, { facet: "skill" }),
		store.suggest("k", 1, { facet: "city" }),
		store.suggest("devloper", 100, { edits: 2 }),
		store.suggest("javas", 1, { edits: 1 }),
	]);
}

describe.each(ENGINE_NAMES)("%s", (name) => {
	let world: World;
	let engine: Engine;
	let oracle: Engine;
	let number = 0;
	const fresh = (where: Engine) =>
		where.open({ kind: "tenant", tenant: parseTenantId(`t${++number}`) }, KEY, { create: true });

	beforeAll(async () => {
		world = makeWorld(name);
		engine = await world.open();
		oracle = await makeWorld("memory").open();
	});
	afterAll(async () => {
		await engine.close();
		await world.dispose();
	});

	test("answers as the memory engine does, after every write of any history", async () => {
		const property = fc.asyncProperty(anyHistory, anyPlans, async (history, plans) => {
			const [store, expected] = await Promise.all([fresh(engine), fresh(oracle)]);
			for (const changes of history) {
				expect(await store.write(changes)).toEqual(await expected.write(changes));
				expect(await answers(store, plans)).toEqual(await answers(expected, plans));
			}
		});
		await fc.assert(property, { numRuns: RUNS });
	}, 240_000);

	test("R8: answers as if the erased had never existed, and the living had just come", async () => {
		const property = fc.asyncProperty(anyHistory, anyPlans, async (history, plans) => {
			const [lived, newborn] = await Promise.all([fresh(engine), fresh(engine)]);
			for (const changes of history) {
				await lived.write(changes);
				await answers(lived, plans);
			}
			await newborn.write(survivors(history).reverse());
			expect(await answers(lived, plans)).toEqual(await answers(newborn, plans));
		});
		await fc.assert(property, { numRuns: RUNS });
	}, 240_000);
});

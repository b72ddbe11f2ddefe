/** Two processes on the same stores see each other's writes at once. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openConnection } from "../../src/engine/embedded/connection.ts";
import { storePlace } from "../../src/engine/embedded/paths.ts";
import { filtered, group, person, phrase, planOf, word } from "../contract/people.ts";
import type { Order } from "./children/neighbour.ts";
import { KEY, NAME, testEngine, testFolder } from "./folder.ts";

const CHILD = path.join(import.meta.dirname, "children", "neighbour.ts");

function neighbour(folder: string): (order: Order) => Promise<{ result?: unknown; code?: string }> {
	const child: ChildProcess = fork(CHILD, [folder], { execArgv: [] });
	onTestFinished(() => void child.kill());
	return async (order) => {
		child.send(order);
		const [answer] = await once(child, "message");
		return answer as { result?: unknown; code?: string };
	};
}

test("writes of one are in the next search of the other", async () => {
	const folder = testFolder();
	const store = await (await testEngine({ dataDir: folder })).open(NAME, KEY, { create: true });
	const ask = neighbour(folder);
	const plan = planOf({ groups: [group(word("java"), phrase("java developer"))], coverage: { minimum: 1, people: 1 } });

	await store.write([person("mine", { body: "java developer" })]);
	expect(await ask({ count: plan })).toEqual({ result: 1 });
	expect((await store.retrieve(plan)).rows.ids).toEqual(["mine"]);

	expect(
		await ask({ write: [person("theirs", { body: "old java developer" }, { facets: { skill: ["Java"] } })] }),
	).toEqual({ result: [1] });
	expect((await store.retrieve(plan)).rows.ids).toEqual(["mine", "theirs"]);
	// The same facet value, whose code the other process gave out.
	await store.write([person("mine", { body: "java" }, { facets: { skill: ["Java"] } })]);
	expect((await store.retrieve(planOf({ facets: [{ facet: "skill", size: 5 }] }))).facets.skill).toEqual([
		{ value: "Java", count: 2 },
	]);

	await ask({
		write: [
			{ op: "delete", collection: "person", id: "theirs" },
			{ op: "delete", collection: "person", id: "mine" },
		],
	});
	expect((await store.retrieve(planOf({ facets: [{ facet: "skill", size: 5 }] }))).facets.skill).toEqual([]);
	expect(await store.suggest("", 5)).toEqual([]);
	await store.write([person("again", { body: "java" }, { facets: { skill: ["Java"] } })]);
	expect((await store.retrieve(planOf({ facets: [{ facet: "skill", size: 5 }] }))).facets.skill).toEqual([
		{ value: "Java", count: 1 },
	]);
	expect(await ask({ count: filtered({ op: "facet", facet: "skill", values: ["java"] }) })).toEqual({ result: 1 });
});

test("both write at once, and each write is whole", async () => {
	const folder = testFolder();
	const store = await (await testEngine({ dataDir: folder })).open(NAME, KEY, { create: true });
	const ask = neighbour(folder);
	for (let round = 0; round < 10; round++) {
		const batch = (who: string) =>
			Array.from({ length: 5 }, (_, index) => person(`${who}-${round}-${index}`, { body: `word${round}` }));
		await Promise.all([
			store.write([...batch("mine"), person("shared", { body: "mine" })]),
			ask({ write: [...batch("theirs"), person("shared", { body: "theirs" })] }),
		]);
	}
	expect((await store.retrieve(planOf())).population).toBe(101);
	expect((await store.read("person", { ids: ["shared"] }))[0]?.version).toBe(20);
	expect(await ask({ count: filtered(word("word3")) })).toEqual({ result: 10 });
});

test("R7: while somebody else holds the lock of a store, what is written to others is written, and what waited comes after it", async () => {
	const folder = testFolder();
	const engine = await testEngine({ dataDir: folder });
	const [held, other] = [NAME, { kind: "tenant", tenant: parseTenantId("other") } as const];
	const [mine, theirs] = [
		await engine.open(held, KEY, { create: true }),
		await engine.open(other, KEY, { create: true }),
	];
	const lock = openConnection(storePlace(folder, held), KEY, { create: false, readOnly: false });
	lock.exec("BEGIN IMMEDIATE");
	const order: string[] = [];
	const waiting = ["a", "b"].map(async (id) => order.push(`held ${await mine.write([person(id, {})])}`));
	for (let at = 0; at < 3; at++) order.push(`other ${await theirs.write([person("p", {})])}`);
	await engine.open({ kind: "tenant", tenant: parseTenantId("third") }, KEY, { create: true });
	lock.exec("ROLLBACK");
	lock.close();
	await Promise.all(waiting);
	expect(order).toEqual(["other 1", "other 2", "other 3", "held 1", "held 1"]);
});

test("a store that the other dropped is not there, also if it was made again", async () => {
	const folder = testFolder();
	const store = await (await testEngine({ dataDir: folder })).open(NAME, KEY, { create: true });
	await store.write([person("p", { body: "java" })]);
	await store.retrieve(planOf());
	const ask = neighbour(folder);
	await ask({ drop: true });
	await expect(store.write([person("q", {})])).rejects.toMatchObject({ code: "not-found" });
	await expect(store.retrieve(planOf())).rejects.toMatchObject({ code: "not-found" });
	await ask({ make: true });
	expect((await store.retrieve(planOf())).population).toBe(0);
	await store.write([person("new", { body: "java" })]);
	expect(await ask({ count: filtered(word("java")) })).toEqual({ result: 1 });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { doInBulk } from "../../src/desk/bulk.ts";
import { parseOwner } from "../../src/desk/owner.ts";
import { findableLists, LISTS_FOUND } from "../../src/ingest/people-lists.ts";
import { confined } from "../../src/sync/confined.ts";
import { type DeskRig, openDesk, person, type Recruiter } from "./desk-rig.ts";

let desk: DeskRig;
let rita: Recruiter;
let other: Recruiter;

beforeAll(async () => {
	desk = await openDesk();
	rita = await desk.recruiter("acme", "rita");
	other = await desk.recruiter("other", "rita");
});
afterAll(() => desk.close());

const save = (who: Recruiter) =>
	who.send("PUT", "/v1/saved-searches/erased", { name: "Java people", request: { query: "java" } });
const newsOf = async (who: Recruiter) =>
	((await who.send("GET", "/v1/saved-searches/erased/new")).json().people as { candidateId: string }[]).map(
		({ candidateId }) => candidateId,
	);
let counter = 0;
const fresh = () => `new-${counter++}`;

describe("R8, R37: who was erased is in nobody's lists", () => {
	const projectOf = async (who: Recruiter) => (await who.send("GET", "/v1/projects/p-erased")).json();
	const namesOf = async (id: string) => {
		const { store } = await desk.scope("acme");
		const all = await store.list("desk", { limit: 1000 });
		return all.filter(({ record }) => record.includes(`"c:${id}"`)).map(({ id: at }) => at.split("/", 1)[0]);
	};
	/** In each kind of list, with somebody who stays, and in the world of another tenant. */
	const listed = async (id: string, stays: string) => {
		for (const each of [rita, other]) {
			await each.import(person(id), person(stays));
			await each.bulk("hide", [{ candidateId: stays }]);
			await save(each);
			await each.send("POST", "/v1/saved-searches/erased/seen", {
				people: [{ candidateId: id }, { candidateId: stays }],
			});
			await each.send("PUT", "/v1/projects/p-erased", { name: "Short list", shared: true });
			for (const action of ["addToProject", "hide"])
				await each.bulk(
					action,
					[{ candidateId: id }, { candidateId: stays }],
					action === "hide" ? {} : { project: "p-erased" },
				);
		}
		expect((await namesOf(id)).toSorted()).toEqual(["hidden", "member", "project", "seen"]);
	};
	/** As lists lay in a store before they had keys. */
	const withoutKeys = async () => {
		const { store } = await desk.scope("acme");
		const all = await store.list("desk", { limit: 1000 });
		const lists = all.filter(({ id }) => /^(?:hidden|seen|project)\//.test(id));
		const puts = lists.map(({ id, record }) => ({ op: "put", collection: "desk", id, record }) as const);
		await store.write([...puts, { op: "delete", collection: "desk", id: LISTS_FOUND }]);
	};
	const demandForgotten = async (id: string, stays: string) => {
		expect(await namesOf(id)).toEqual([]);
		expect((await namesOf(stays)).toSorted()).toEqual(["hidden", "member", "project", "seen"]);
		await rita.import(person(id));
		expect(await newsOf(rita)).toContain(id);
		expect((await rita.search("java")).hits.map(({ candidateId }) => candidateId)).toContain(id);
		expect(await projectOf(rita)).toMatchObject({ size: 1, members: [{ candidateId: stays }] });
		expect(await projectOf(other)).toMatchObject({ size: 2 });
		const theirs = (await other.send("GET", "/v1/people/hidden")).json().items;
		expect(theirs.map(({ candidateId }: { candidateId: string }) => candidateId)).toContain(id);
		for (const each of [rita, other]) await each.send("DELETE", "/v1/projects/p-erased");
	};

	test.each([["as they are written now", false] as const, ["as they were written before", true] as const])(
		"%s: his report has his part of them, and a new one with his id is a new one",
		async (_, isOld) => {
			const [id, stays] = [fresh(), fresh()];
			await listed(id, stays);
			if (isOld) await withoutKeys();
			const report = await rita.send("POST", "/v1/access-reports", { candidateId: id });
			const noted = (report.json().noted as { id: string; record: object }[]).toSorted((a, b) =>
				a.id < b.id ? -1 : 1,
			);
			expect(noted.map((one) => one.id.split("/", 1)[0])).toEqual(["hidden", "member", "project", "seen"]);
			expect(noted.map(({ record }) => record)).toMatchObject([
				{ [`c:${id}`]: [expect.any(Number), null] },
				{ key: `c:${id}` },
				{ members: [`c:${id}`] },
				{ seen: [`c:${id}`] },
			]);
			expect(report.body).not.toContain(`c:${stays}`);
			if (isOld) await withoutKeys();
			expect((await rita.send("POST", "/v1/erasures", { candidateId: id })).statusCode).toBe(200);
			await demandForgotten(id, stays);
		},
	);

	test("also where he was erased while they had no keys, which waits for the end of a legal hold", async () => {
		const [id, stays] = [fresh(), fresh()];
		await listed(id, stays);
		await withoutKeys();
		const scope = await desk.scope("acme");
		await scope.store.write([
			{ op: "delete", collection: "person", id },
			...(await scope.store.read("desk", { keys: [`member:c:${id}`] })).map(
				(member) => ({ op: "delete", collection: "desk", id: member.id }) as const,
			),
		]);
		const item = { name: "(erased)", sha256: "0".repeat(64), candidateId: id, state: "queued" };
		const at = "2026-01-01T00:00:00.000Z";
		const task = { kind: "resumes", state: "running", total: 1, done: 0, failed: 0, createdAt: at, updatedAt: at };
		const record = JSON.stringify({ ...task, id: "task-1", items: [item] });
		await scope.store.write([{ op: "put", collection: "task", id: "task-1", record }]);
		await findableLists({
			...scope,
			tenant: { ...scope.tenant, legalHold: { since: "2026-01-01T00:00:00Z", reason: "x" } },
		});
		expect((await namesOf(id)).toSorted()).toEqual(["hidden", "project", "seen"]);
		await findableLists(scope);
		await demandForgotten(id, stays);
		const failure = expect.objectContaining({ code: "not-found" });
		const blank = { name: "(erased)", sha256: "", candidateId: "(erased)", state: "failed", failure };
		expect((await rita.send("GET", "/v1/tasks/task-1")).json()).toMatchObject({ state: "done", items: [blank] });
	});

	test.each(["client:late", "seat:rita"])(
		"nor is he put on one that was begun before he was erased, by %s",
		async (owner) => {
			const id = fresh();
			await rita.import(person(id));
			const whole = await desk.scope("acme");
			const value = { value: "ALL_PRODUCT_USERS", application: "ats", updatedAt: "2026-01-01T00:00:00Z" };
			const record = JSON.stringify({ integrations: {}, configurations: { APPLICATION_VIEWERS: value } });
			await whole.store.write([{ op: "put", collection: "setting", id: "integrations", record }]);
			const scope = owner.startsWith("seat:") ? confined(whole, "rita") : whole;
			let isErased = false;
			const slow = {
				...scope,
				store: {
					...scope.store,
					write: async (changes: Parameters<typeof scope.store.write>[0]) => {
						if (!isErased) await rita.send("POST", "/v1/erasures", { candidateId: id });
						isErased = true;
						return scope.store.write(changes);
					},
				},
			};
			const { app: _app, ...rest } = desk.harness;
			const deps = { ...rest, clock: () => new Date() } as never;
			await doInBulk(slow, deps, parseOwner(owner), { action: "hide", people: [{ candidateId: id }] });
			expect([isErased, await namesOf(id)]).toEqual([true, []]);
		},
	);
});

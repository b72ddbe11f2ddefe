import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type DeskRig, openDesk, person, type Recruiter } from "./desk-rig.ts";

let desk: DeskRig;
let rita: Recruiter;
let omar: Recruiter;
let other: Recruiter;
const IDS = ["c-1", "c-2", "c-3", "c-4", "c-5", "c-6"];
beforeAll(async () => {
	desk = await openDesk();
	rita = await desk.recruiter("acme", "rita");
	omar = await desk.recruiter("acme", "omar");
	other = await desk.recruiter("other", "rita");
	await desk.network([person("n-1")]);
	for (const each of [rita, other]) await each.import(...IDS.map((id) => person(id)));
});
afterAll(() => desk.close());
beforeEach(async () => {
	for (const who of [rita, omar, other]) {
		const { items } = (await who.send("GET", "/v1/projects")).json();
		for (const { id } of items) await who.send("DELETE", `/v1/projects/${id}`);
	}
});

const put = (who: Recruiter, id: string, body: object = { name: id }) => who.send("PUT", `/v1/projects/${id}`, body);
const refs = (...ids: string[]) => ids.map((id) => (id.startsWith("n") ? { profileId: id } : { candidateId: id }));
const read = async (who: Recruiter, id: string) => (await who.send("GET", `/v1/projects/${id}`)).json();
const order = async (id: string) =>
	((await read(rita, id)).members as { candidateId: string; profileId: string }[]).map(
		({ candidateId, profileId }) => candidateId ?? profileId,
	);

describe("a project", () => {
	test("is made, filled, ordered and removed, with an answer for each person", async () => {
		expect((await put(rita, "java")).statusCode).toBe(201);
		const more = { project: "java", note: "Met at a fair." };
		const answer = await rita.bulk("addToProject", refs("c-1", "nobody", "n-1", "c-2"), more);
		expect(answer.results.map(({ error }) => error?.code ?? null)).toEqual([null, "not-found", null, null]);
		await rita.bulk("updateInProject", refs("c-2", "c-5"), { project: "java", status: "interviewing" });
		expect(await read(rita, "java")).toMatchObject({
			name: "java",
			owner: "seat:rita",
			size: 3,
			members: [
				{ candidateId: "c-1", profileId: null, status: "sourced", note: "Met at a fair.", addedBy: "seat:rita" },
				{ candidateId: null, profileId: "n-1" },
				{ candidateId: "c-2", status: "interviewing", note: "Met at a fair." },
			],
		});
		await rita.bulk("moveInProject", refs("c-2", "n-1"), { project: "java", to: 0 });
		expect(await order("java")).toEqual(["c-2", "n-1", "c-1"]);
		const removed = await rita.bulk("removeFromProject", refs("n-1", "c-6"), { project: "java" });
		expect(removed.results.map(({ error }) => error?.code ?? null)).toEqual([null, "not-found"]);
		expect(await order("java")).toEqual(["c-2", "c-1"]);
		expect((await rita.send("DELETE", "/v1/projects/java")).statusCode).toBe(204);
		expect((await rita.send("GET", "/v1/projects/java")).statusCode).toBe(404);
		const left = await (await desk.scope("acme")).store.list("desk", { limit: 1000 });
		expect(left.filter(({ id }) => id.startsWith("member/"))).toEqual([]);
	});

	test("added again, a person keeps his place, and the status and the note unless another is said", async () => {
		await put(rita, "p");
		await rita.bulk("addToProject", refs("c-1", "c-2"), { project: "p" });
		await rita.bulk("addToProject", refs("c-1"), { project: "p", status: "hired", note: "Starts in May." });
		const again = await rita.bulk("addToProject", refs("c-1", "c-3"), { project: "p" });
		expect(again.results.map(({ changed }) => changed)).toEqual([false, true]);
		expect((await read(rita, "p")).members[0]).toMatchObject({ status: "hired", note: "Starts in May." });
		await rita.bulk("addToProject", refs("c-1"), { project: "p", status: "withdrawn" });
		expect((await read(rita, "p")).members[0]).toMatchObject({ status: "withdrawn", note: "Starts in May." });
		expect(await order("p")).toEqual(["c-1", "c-2", "c-3"]);
		const same = await rita.bulk("updateInProject", refs("c-1", "c-2"), { project: "p", status: "sourced" });
		expect(same.results.map(({ changed }) => changed)).toEqual([true, false]);
		const moved = await rita.bulk("moveInProject", refs("c-1"), { project: "p", to: 0 });
		expect(moved.results.map(({ changed }) => changed)).toEqual([false]);
	});

	test("says of whom nothing should be shown, because a blind list put him there, until the record is opened", async () => {
		await put(rita, "p");
		await rita.bulk("addToProject", refs("c-1"), { project: "p" });
		await rita.bulk("addToProject", refs("c-1", "c-2", "c-3"), { project: "p", blind: true });
		const covered = async () =>
			((await read(rita, "p")).members as { blind?: boolean }[]).map(({ blind = false }) => blind);
		expect(await covered()).toEqual([false, true, true]);
		await rita.bulk("updateInProject", refs("c-2", "c-3"), { project: "p", status: "hired" });
		await rita.bulk("updateInProject", refs("c-2"), { project: "p", blind: false });
		expect(await covered()).toEqual([false, false, true]);
	});

	test("takes changes of many at once without losing one", async () => {
		await put(rita, "p", { name: "p", shared: true });
		const adds = IDS.map((id, place) =>
			(place % 2 === 0 ? rita : omar).bulk("addToProject", refs(id), { project: "p" }),
		);
		await Promise.all(adds);
		expect((await order("p")).toSorted()).toEqual(IDS);
	});

	test("is in the order that the moves make, whatever they are", async () => {
		const move = fc.record({ who: fc.subarray(IDS, { minLength: 1 }), to: fc.integer({ min: 0, max: 8 }) });
		await fc.assert(
			fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 4 }), async (moves) => {
				await put(rita, "o");
				await rita.bulk("addToProject", refs(...IDS), { project: "o" });
				let expected = [...IDS];
				for (const { who, to } of moves) {
					await rita.bulk("moveInProject", refs(...who), { project: "o", to });
					const rest = expected.filter((id) => !who.includes(id));
					expected = [...rest.slice(0, to), ...who, ...rest.slice(to)];
				}
				expect(await order("o")).toEqual(expected);
				await rita.send("DELETE", "/v1/projects/o");
			}),
			{ numRuns: 20 },
		);
	});
});

describe("who sees it", () => {
	test("a private one its owner alone: to others it is as if there was none", async () => {
		await put(rita, "secret", { name: "CANARY" });
		await rita.bulk("addToProject", refs("c-1"), { project: "secret" });
		for (const who of [omar, other, await desk.recruiter("acme", null)]) {
			expect((await who.send("GET", "/v1/projects/secret")).body).toBe(
				(await who.send("GET", "/v1/projects/none")).body,
			);
			const answer = await who.send("POST", "/v1/people/bulk", {
				action: "addToProject",
				project: "secret",
				people: refs("c-2"),
			});
			expect(answer.statusCode).toBe(404);
			expect(JSON.stringify(await who.search("java"))).not.toContain("CANARY");
			expect((await who.send("GET", "/v1/projects")).body).not.toContain("CANARY");
			expect((await put(who, "secret")).statusCode).toBe(201);
			await who.send("DELETE", "/v1/projects/secret");
		}
		expect(await order("secret")).toEqual(["c-1"]);
	});

	test("a shared one the tenant: all change its people, its owner what it is", async () => {
		await put(rita, "open", { name: "Open", shared: true });
		expect((await omar.bulk("addToProject", refs("c-1"), { project: "open", status: "contacted" })).done).toBe(1);
		expect((await read(omar, "open")).members[0].addedBy).toBe("seat:omar");
		const hit = (await omar.search("java")).hits.find(({ candidateId }) => candidateId === "c-1");
		expect(hit?.marks.projects).toEqual([{ id: "open", name: "Open", status: "contacted" }]);
		expect((await put(omar, "open")).json().code).toBe("already-exists");
		expect((await omar.send("DELETE", "/v1/projects/open")).json().code).toBe("not-yours");
		expect((await other.send("GET", "/v1/projects/open")).statusCode).toBe(404);
		expect((await other.search("java")).hits.every(({ marks }) => marks.projects.length === 0)).toBe(true);
	});

	test("one that is not shared any more is its owner's again, people and all", async () => {
		await put(rita, "p", { name: "P", shared: true });
		await omar.bulk("addToProject", refs("c-3"), { project: "p" });
		await put(rita, "p", { name: "P", shared: false });
		expect((await omar.send("GET", "/v1/projects/p")).statusCode).toBe(404);
		expect((await omar.search("java")).hits.every(({ marks }) => marks.projects.length === 0)).toBe(true);
		expect(await order("p")).toEqual(["c-3"]);
	});

	test("the list holds one's own and the shared ones, in pages", async () => {
		for (const id of ["a", "c", "e"]) await put(rita, id, { name: id, shared: true });
		for (const id of ["b", "d"]) await put(omar, id);
		await put(rita, "x");
		const seen: string[] = [];
		for (let after = ""; ; ) {
			const page = (await omar.send("GET", `/v1/projects?limit=2${after}`)).json();
			seen.push(...page.items.map(({ id }: { id: string }) => id));
			if (page.next === null) break;
			after = `&after=${page.next}`;
		}
		expect(seen).toEqual(["a", "b", "c", "d", "e"]);
	});
});

test("bad input is named by its place", async () => {
	const send = (body: object) => rita.send("POST", "/v1/people/bulk", body);
	const many = Array.from({ length: 501 }, (_, index) => ({ candidateId: `c-${index}` }));
	for (const [body, pointer] of [
		[{ action: "hide", people: many }, "/people"],
		[{ action: "hide", people: [{}] }, "/people/0"],
		[{ action: "tag", people: refs("c-1") }, "/tags"],
		[{ action: "addToProject", people: refs("c-1"), project: "a b" }, "/project"],
		[{ action: "moveInProject", people: refs("c-1"), project: "p", to: -1 }, "/to"],
	] as const) {
		const answer = await send(body);
		expect([answer.statusCode, answer.json().errors?.[0]?.pointer]).toEqual([422, pointer]);
	}
	expect((await send({ action: "vanish", people: refs("c-1") })).statusCode).toBe(422);
	expect((await put(rita, "1st")).json().errors[0].pointer).toBe("{id}");
});

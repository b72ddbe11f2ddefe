import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DeskRig, idsOf, openDesk, person, type Recruiter } from "./desk-rig.ts";

/** A candidate and the profile of the network that he is matched with are one person, by whichever id he is meant. */

let desk: DeskRig;
let rita: Recruiter;
beforeAll(async () => {
	desk = await openDesk();
	rita = await desk.recruiter("acme", "rita");
	await desk.network(["n-1", "n-2", "n-3"].map((id) => person(id)));
	await rita.import(person("c-1"), person("c-2"), person("c-3"));
});
afterAll(() => desk.close());

const match = async (id: string, profileId: string) =>
	expect((await rita.send("PUT", `/v1/candidates/${id}/match`, { profileId })).statusCode).toBe(200);
const part = async (id: string) =>
	expect((await rita.send("DELETE", `/v1/candidates/${id}/match`)).statusCode).toBeLessThan(300);

describe("tags of a profile", () => {
	const tagged = (tag: string) => rita.search("", { filters: { tags: [tag] }, facets: ["tag"] });

	test("find the candidate whose it becomes, and the profile again when it is no longer his", async () => {
		await rita.bulk("tag", [{ profileId: "n-1" }], { tags: ["silver"] });
		expect(idsOf(await tagged("silver"))).toEqual(["n-1"]);
		await match("c-1", "n-1");
		const found = await tagged("Silver");
		expect([idsOf(found), found.hits[0]?.marks.tags]).toEqual([["c-1"], ["silver"]]);
		expect(found.facets.tag).toMatchObject([{ value: "silver", count: 1 }]);
		expect(idsOf(await rita.search("tag:silver java"))).toEqual(["c-1"]);
		expect(idsOf(await rita.search("java NOT tag:silver"))).not.toContain("c-1");
		await part("c-1");
		expect(idsOf(await tagged("silver"))).toEqual(["n-1"]);
	});

	test("put on who is matched already find him; taken away by the candidate they do not", async () => {
		await match("c-2", "n-2");
		expect((await rita.bulk("tag", [{ profileId: "n-2" }], { tags: ["gold"] })).results[0]?.changed).toBe(true);
		expect(idsOf(await tagged("gold"))).toEqual(["c-2"]);
		await rita.import({ ...person("c-2"), tags: ["Gold", "ats"] });
		const gold = ((await tagged("gold")).facets.tag ?? []).filter(({ value }) => value.toLowerCase() === "gold");
		expect(gold).toMatchObject([{ value: "Gold", count: 1 }]);
		await rita.import({ ...person("c-2"), tags: [] });
		await rita.bulk("untag", [{ candidateId: "c-2" }], { tags: ["gold"] });
		expect(idsOf(await tagged("gold"))).toEqual([]);
	});

	test("are in the export of a project", async () => {
		await match("c-3", "n-3");
		await rita.bulk("tag", [{ profileId: "n-3" }], { tags: ["bronze"] });
		await rita.bulk("tag", [{ candidateId: "c-3" }], { tags: ["own"] });
		await rita.send("PUT", "/v1/projects/tags", { name: "Tags" });
		await rita.bulk("addToProject", [{ candidateId: "c-3" }], { project: "tags" });
		const answer = await rita.send("POST", "/v1/projects/tags/export", { format: "json" });
		expect(answer.json()).toMatchObject({ rows: [{ candidateId: "c-3", tags: ["own", "bronze"] }] });
	});
});

describe("a short list", () => {
	const put = (project: string) => rita.send("PUT", `/v1/projects/${project}`, { name: project });
	const read = async (project: string) => (await rita.send("GET", `/v1/projects/${project}`)).json();
	const both = { candidateId: "l-1", profileId: "m-1" };
	beforeAll(async () => {
		await desk.network([person("m-1"), person("m-2")]);
		await rita.import(person("l-1"), person("l-2"));
	});

	test("has a person once who was added as a profile, then matched, then added as he is found", async () => {
		await put("once");
		await rita.bulk("addToProject", [{ profileId: "m-1" }], { project: "once", status: "contacted" });
		await match("l-1", "m-1");
		const again = await rita.bulk("addToProject", [both], { project: "once" });
		expect(again).toMatchObject({ done: 1, results: [{ changed: false }] });
		expect(await read("once")).toMatchObject({ size: 1, members: [{ profileId: "m-1", status: "contacted" }] });
		expect((await rita.bulk("updateInProject", [both], { project: "once", status: "hired" })).results[0]?.changed).toBe(
			true,
		);
		expect((await read("once")).members).toMatchObject([{ status: "hired" }]);
		await rita.bulk("addToProject", [{ candidateId: "l-2" }], { project: "once" });
		await rita.bulk("moveInProject", [both], { project: "once", to: 1 });
		expect((await read("once")).members).toMatchObject([{ candidateId: "l-2" }, { profileId: "m-1" }]);
		expect((await rita.bulk("removeFromProject", [both], { project: "once" })).results[0]?.changed).toBe(true);
		expect(await read("once")).toMatchObject({ size: 1, members: [{ candidateId: "l-2" }] });
		await rita.bulk("addToProject", [both], { project: "once" });
		await rita.bulk("addToProject", [{ profileId: "m-1" }], { project: "once" });
		expect(await read("once")).toMatchObject({ size: 2, members: [{ candidateId: "l-2" }, { candidateId: "l-1" }] });
	});

	test("where he was added as both before they were one has him once, and none when he is removed", async () => {
		await put("twice");
		await rita.bulk("addToProject", [{ profileId: "m-2" }], { project: "twice", status: "contacted" });
		await rita.bulk("addToProject", [{ candidateId: "l-2" }], { project: "twice" });
		await match("l-2", "m-2");
		await rita.bulk("updateInProject", [{ profileId: "m-2" }], { project: "twice", status: "replied" });
		expect(await read("twice")).toMatchObject({ size: 1, members: [{ candidateId: "l-2", status: "replied" }] });
		const rows = (await rita.send("POST", "/v1/projects/twice/export", { format: "json" })).json();
		expect(rows).toMatchObject({ count: 1, rows: [{ candidateId: "l-2", status: "replied" }] });
		await rita.bulk("removeFromProject", [{ candidateId: "l-2", profileId: "m-2" }], { project: "twice" });
		expect(await read("twice")).toMatchObject({ size: 0, members: [] });
	});
});

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

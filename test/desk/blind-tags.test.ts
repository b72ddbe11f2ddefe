import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COVERED } from "../../src/search/blind.ts";
import { type DeskRig, openDesk, type Recruiter } from "./desk-rig.ts";

let desk: DeskRig;
let rita: Recruiter;
beforeAll(async () => {
	desk = await openDesk();
	rita = await desk.recruiter("acme", "rita");
	const resume = (name: string) => ({ basics: { name }, skills: [{ name: "Java" }] });
	await rita.import({ id: "c-1", resume: resume("Inès Girard") }, { id: "c-2", resume: resume("Ann Lee") });
	await desk.network([{ id: "n-1", resume: resume("Max Power") }]);
	await rita.bulk("tag", [{ candidateId: "c-1" }], { tags: ["call Inès Girard"] });
	await rita.bulk("tag", [{ profileId: "n-1" }], { tags: ["call Max Power"] });
});
afterAll(() => desk.close());

const NAMED = ["call Inès Girard", "call Max Power"] as const;
const lintOf = ({ lint }: object & { lint?: { code: string }[] }) => lint?.map(({ code }) => code);

describe("tags in a blind search", () => {
	test("are shown covered, and no facet lists them", async () => {
		const facetsOf = async (more: object) => (await rita.search("", { facets: ["tag", "skill"], ...more })).facets;
		expect((await facetsOf({})).tag?.map(({ value }) => value).toSorted()).toEqual(NAMED);
		for (const more of [{}, { filters: { tags: [NAMED[0]] } }])
			expect((await facetsOf({ blind: true, ...more })).tag).toEqual([]);
		expect((await facetsOf({ blind: true })).skill).toMatchObject([{ value: "Java", count: 3 }]);
		const { hits } = await rita.search("java", { blind: true });
		expect(hits.map(({ marks }) => marks.tags).filter(({ length }) => length > 0)).toEqual([
			[`call ${COVERED} ${COVERED}`],
			[`call ${COVERED} ${COVERED}`],
		]);
	});

	test.each(NAMED)("find nobody, and leave nobody out: %s", async (tag) => {
		const asked = [
			{ query: `tag:"${tag}"` },
			{ query: `java AND tag:"${tag}"` },
			{ query: "java", filters: { tags: [tag] } },
		];
		for (const one of asked) {
			expect((await rita.search(one.query, one)).total).toBe(1);
			const blind = await rita.search(one.query, { ...one, blind: true });
			expect([blind.total, lintOf(blind)]).toEqual([0, expect.arrayContaining(["not-in-blind-search"])]);
			const rows = await rita.send("POST", "/v1/people/export", { ...one, blind: true, format: "json" });
			expect(rows.json().rows).toEqual([]);
		}
		const scored = async (query: string) =>
			(await rita.search(query, { blind: true })).hits.map(({ candidateId, profileId, score }) => [
				candidateId ?? profileId,
				score,
			]);
		const all = await scored("java");
		expect(all.length).toBe(3);
		expect(await scored(`java NOT tag:"${tag}"`)).toEqual(all);
		expect((await rita.search(`java NOT tag:"${tag}"`)).total).toBe(2);
		expect(await scored(`java %tag:"${tag}"`)).toEqual(await scored("java %tag:none"));
	});

	test("are told covered by who asks why somebody is not in the list", async () => {
		const whyNot = async (asked: object) =>
			JSON.stringify(
				(await rita.send("POST", "/v1/search/why-not", { candidateId: "c-1", ...asked })).json().obstacles,
			);
		for (const asked of [{ query: "tag:gold" }, { query: "java", filters: { tags: ["gold"] } }]) {
			expect(await whyNot(asked)).toContain("call Inès Girard");
			expect(await whyNot({ ...asked, blind: true })).toContain(`call ${COVERED} ${COVERED}`);
			expect(await whyNot({ ...asked, blind: true })).not.toMatch(/Inès|Girard/);
		}
	});

	test("are left alone where nothing is asked of them, and a remark is made where something is asked of names and schools", async () => {
		const codes = async (query: string, blind: boolean) => lintOf(await rita.search(query, { blind }));
		expect(await codes("java", true)).toEqual([]);
		for (const query of ["name:lee java", "java NOT school:mit"]) {
			expect(await codes(query, false)).not.toContain("not-in-blind-search");
			expect(await codes(query, true)).toContain("not-in-blind-search");
		}
	});
});

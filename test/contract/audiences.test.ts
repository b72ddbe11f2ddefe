/** What is asked for an audience is answered as if the rest had never been stored. Random ones are in properties.test.ts. */
import { expect, test } from "vitest";
import type { Access, Section } from "../../src/domain/document.ts";
import { filtered, group, person, planOf, word } from "./people.ts";
import { describeEngines } from "./worlds.ts";

const NOTHING: Section = { note: [], facets: {}, columns: {} };

/** Ann's first two words are said of an application to job 1, the next two of one to job 2, the last of her. */
const ann: Access = {
	common: { ...NOTHING, note: [[6, 7]], columns: { applications: 0 } },
	sections: [
		{ labels: ["job:1"], note: [[0, 2]], facets: { stage: ["Offer"] }, columns: { applications: 1, appliedAt: 5 } },
		{ labels: ["job:2"], note: [[3, 5]], facets: { stage: ["New"] }, columns: { applications: 1, appliedAt: 9 } },
	],
};
const bob: Access = { common: NOTHING, sections: [{ ...NOTHING, labels: ["job:2", "restricted"] }] };
const PEOPLE = [
	person(
		"ann",
		{ note: "welds well | secret salary | near", body: "welder" },
		{ facets: { stage: ["Offer", "New"] }, columns: { applications: 2, appliedAt: 9 }, access: ann },
	),
	person("bob", { body: "welder secretary" }, { access: bob }),
	person("old", { body: "welder" }),
];
const MEMBER = { seen: ["job:1"], unless: null };

describeEngines("audiences", ({ freshStore }) => {
	const store = async () => {
		const made = await freshStore();
		await made.write(PEOPLE);
		return made;
	};

	test("see people of whom they see a section, and only its values", async () => {
		const made = await store();
		const found = async (node: Parameters<typeof filtered>[0], audience = MEMBER) =>
			(await made.retrieve({ ...filtered(node), audience })).rows.ids;
		expect(await found(word("welder"))).toEqual(["ann"]);
		expect(await found(word("welds"))).toEqual(["ann"]);
		expect(await found(word("near"))).toEqual(["ann"]);
		expect(await found(word("secret"))).toEqual([]);
		expect(await found({ op: "phrase", words: ["well", "near"] })).toEqual([]);
		expect(await found({ op: "facet", facet: "stage", values: ["New"] })).toEqual([]);
		expect(await found({ op: "range", column: "appliedAt", min: 6 })).toEqual([]);
		expect(await found({ op: "range", column: "applications", max: 1 })).toEqual(["ann"]);
	});

	test("of what is on no list see what is not shut", async () => {
		const made = await store();
		const ids = async (unless: string[], seen: string[] = []) =>
			(await made.retrieve({ ...filtered({ op: "all" }), audience: { seen, unless } })).rows.ids;
		expect(await ids([])).toEqual(["ann", "bob"]);
		expect(await ids(["restricted"])).toEqual(["ann"]);
		expect(await ids(["restricted"], ["job:2"])).toEqual(["ann", "bob"]);
		expect(await ids(["job:1", "job:2"])).toEqual([]);
	});

	test("have statistics and words of their own", async () => {
		const made = await store();
		const plan = { ...planOf({ groups: [group({ op: "prefix", prefix: "sec" })] }), audience: MEMBER };
		const { population, groups } = await made.retrieve(plan);
		expect([population, groups]).toEqual([1, [{ documents: 0, words: [], added: [0] }]]);
		expect(await made.suggest("sec", 9, undefined, MEMBER)).toEqual([]);
		expect(await made.suggest("we", 9, undefined, MEMBER)).toEqual(
			["welder", "welds", "well"].map((one) => ({ word: one, documents: 1 })),
		);
		expect(await made.suggest("n", 9, { facet: "stage" }, MEMBER)).toEqual([]);
		expect(await made.suggest("secrets", 9, { edits: 1 }, MEMBER)).toEqual([]);
	});
});

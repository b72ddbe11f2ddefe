import { expect, test } from "vitest";
import { WhyNotRequest } from "../../src/domain/reasons.ts";
import { openWorld } from "./world.ts";

/** What a NOT leaves somebody out for is told by what it compares: the word as it is written, and other names of the same skill. */

const world = openWorld({
	candidates: [
		{
			id: "kim",
			source: "referral",
			resume: {
				basics: { summary: "Managed ten people, managing budgets. Likes K8s." },
				work: [
					{ position: "Clerk", name: "Bakers", startDate: "2022-01" },
					{ position: "Manager", name: "Clinic", startDate: "2020-01", endDate: "2021-12" },
				],
				skills: [{ name: "Project Management" }, { name: "Kubernetes" }],
			},
		},
	],
});
const obstacles = async (query: string) => {
	const { reasons, scope } = await world;
	return (await reasons.whyNot(scope, WhyNotRequest.parse({ query, candidateId: "kim" }))).obstacles;
};

test.each([
	["NOT manager", ["pastTitle"], ["Manager"]],
	["NOT (title:manager OR title:clerk OR company:budgets)", ["currentTitle", "pastTitle"], ["Clerk", "Manager"]],
	["NOT k8s", ["skill", "body"], ["Kubernetes", "K8s"]],
	["NOT manag*", ["pastTitle", "skill", "body"], ["Manager", "Management", "Managed"]],
	["NOT source:referral", [], []],
])("%s", async (query, fields, instead) => {
	expect((await obstacles(query)).map((one) => [one.fields, one.instead])).toEqual([[fields, instead]]);
});

test("nothing is told of what a NOT within a NOT keeps", async () => {
	expect(await obstacles("NOT (manager NOT management)")).toEqual([]);
	const [only] = await obstacles("NOT (manager NOT nurse)");
	expect(only?.text).toBe("Has “manager NOT nurse” in past title, which is left out.");
});

test("a long list of words", async () => {
	const many = Array.from({ length: 400 }, (_, index) => `word${index}`).join(" OR ");
	const [only] = await obstacles(`NOT (${many} OR manager)`);
	expect([only?.fields, only?.instead]).toEqual([["pastTitle"], ["Manager"]]);
});

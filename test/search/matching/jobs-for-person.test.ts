import { beforeAll, describe, expect, test } from "vitest";
import { Job } from "../../../src/domain/candidate.ts";
import { openWorld, type World } from "../world.ts";

const role = (position: string, startDate: string) => ({ position, name: "Works", startDate });
const JOBS = [
	{ id: "nurse", title: "Registered Nurse", description: "Requirements: fluent German" },
	{
		id: "java",
		title: "Senior Java Developer",
		description: "Requirements\nJava\nKubernetes\nat least 5 years of experience",
	},
	{ id: "java-junior", title: "Java Developer", description: "Requirements\nJava" },
	{ id: "kotlin", title: "Kotlin Developer", description: "Requirements\nKotlin\nMachine learning\nPython\nJava" },
	{ id: "empty", title: "(m/w/d)" },
].map((job) => Job.parse(job));

let world: World;
beforeAll(async () => {
	world = await openWorld({
		candidates: [
			{ id: "dev", resume: { work: [role("Java Developer", "2024-01")], skills: [{ name: "Java" }] } },
			{ id: "matched", resume: {}, profileId: "p-1" },
			{ id: "blank", resume: {} },
		],
		profiles: [{ id: "p-1", resume: { work: [role("Nurse", "2015-01")], languages: [{ language: "German" }] } }],
	});
});
const fits = (id: string, limit = 10) => world.matching.jobsFor(world.scope, id, JOBS, { limit });

describe("jobs for a person", () => {
	test("are ordered by how much of each is covered", async () => {
		const expected: readonly (readonly [id: string, because: string])[] = [
			["java-junior", "title and Java, which is all that it asks for"],
			["java", "title and Java, but neither the years nor Kubernetes"],
			["kotlin", "one of four skills"],
		];
		const { items, total } = await fits("dev");
		expect(items.map(({ jobId }) => jobId)).toEqual(expected.map(([id]) => id));
		expect(items.map(({ rank }) => rank)).toEqual([1, 2, 3]);
		expect(total).toBe(3);
		expect(items[0]?.coverage).toBeGreaterThan(0.9);
	});

	test("say why, and what is lacking", async () => {
		const { items } = await fits("dev");
		const java = items.find(({ jobId }) => jobId === "java");
		expect(java?.explanation?.missing).toEqual(expect.arrayContaining(["^years:>=5", "^Kubernetes"]));
		const sum = java?.explanation?.contributions.reduce((all, { points }) => all + points, 0);
		expect(sum).toBeCloseTo(java?.score ?? Number.NaN, 9);
	});

	test("of a matched person count both sides", async () => {
		expect((await fits("matched")).items.map(({ jobId }) => jobId)).toEqual(["nurse"]);
	});

	test("of whom nothing is known are none", async () => {
		expect(await fits("blank")).toEqual({ total: 0, items: [] });
	});

	test("the limit cuts the list, not the count", async () => {
		const { items, total } = await fits("dev", 1);
		expect([items.length, total]).toEqual([1, 3]);
	});

	test("nobody is not found, and it is written down whose jobs were asked for", async () => {
		await expect(fits("nobody")).rejects.toMatchObject({ code: "not-found" });
		await fits("dev");
		expect(world.audit.at(-1)).toMatchObject({
			action: "search",
			subject: { candidateId: "dev" },
			result: { ids: ["dev"] },
		});
	});
});

import { beforeAll, describe, expect, test } from "vitest";
import { ForJobRequest, type Requirement } from "../../../src/domain/requirement.ts";
import { openWorld, type Person, type World } from "../world.ts";

const skills = (...names: string[]) => names.map((name) => ({ name }));
const job = (position: string, startDate: string, endDate?: string) => ({
	position,
	name: "Works",
	startDate,
	...(endDate === undefined ? {} : { endDate }),
});
const person = (id: string, resume: NonNullable<Person["resume"]>): Person => ({ id, resume });
const german = { languages: [{ language: "German" }] };
const degree = { education: [{ institution: "TU", studyType: "Master of Science" }] };

const AD = {
	title: "Senior Java Developer",
	description: `Requirements
- at least 5 years of experience with Java
- Kubernetes
- bachelor's degree
- fluent German
Nice to have
- Docker`,
};

const PEOPLE: readonly Person[] = [
	person("all", {
		work: [job("Senior Java Developer", "2016-01")],
		skills: skills("Java", "k8s", "Docker"),
		...german,
		...degree,
	}),
	person("no-wish", {
		work: [job("Senior Java Developer", "2016-01")],
		skills: skills("Java", "k8s"),
		...german,
		...degree,
	}),
	person("no-degree", { work: [job("Senior Java Developer", "2016-01")], skills: skills("Java", "k8s"), ...german }),
	person("too-new", { work: [job("Java Developer", "2025-01")], skills: skills("Java") }),
	person("nurse", { work: [job("Registered Nurse", "2010-01")], ...german, ...degree }),
	person("marketer", { work: [job("Marketer", "2024-01")], skills: skills("Marketing") }),
];

let world: World;
beforeAll(async () => {
	world = await openWorld({
		candidates: PEOPLE,
		profiles: [
			{
				id: "net",
				resume: { work: [job("Java Developer", "2018-01")], skills: skills("Java", "Kubernetes"), ...german },
			},
		],
	});
});
const forJob = (input: object) => world.matching.forJob(world.scope, ForJobRequest.parse(input));
const ids = ({ hits }: Awaited<ReturnType<typeof forJob>>) => hits.map((hit) => hit.candidateId ?? hit.profileId);

describe("people for an ad", () => {
	test("are ordered by how much they cover", async () => {
		const found = await forJob(AD);
		const expected: readonly (readonly [id: string, because: string])[] = [
			["all", "every must and the wish"],
			["no-wish", "every must"],
			["no-degree", "lacks one must and is listed all the same"],
			["net", "of the network: lacks the degree and the level"],
			["too-new", "title and Java only, and far too few years"],
		];
		expect(ids(found).slice(0, expected.length)).toEqual(expected.map(([id]) => id));
	});

	test("who covers next to nothing is not listed", async () => {
		const found = await forJob(AD);
		expect(ids(found)).not.toContain("marketer");
	});

	test("coverage is all for who has all, and falls with what is lacking", async () => {
		const { hits } = await forJob(AD);
		const of = (id: string) => hits.find((hit) => hit.candidateId === id)?.coverage ?? Number.NaN;
		expect(of("all")).toBeGreaterThan(0.9);
		expect(of("no-wish")).toBeLessThan(of("all"));
		expect(of("no-degree")).toBeLessThan(of("no-wish"));
		expect(of("too-new")).toBeLessThan(of("no-degree"));
	});

	test("the explanation of a lacking must names it", async () => {
		const { hits } = await forJob(AD);
		expect(hits.find((hit) => hit.candidateId === "no-degree")?.explanation?.missing).toEqual(["^education:bachelor"]);
	});
});

describe("edited requirements", () => {
	const edit = (requirements: readonly Requirement[], kind: string, change: Partial<Requirement>) =>
		requirements.map((one) => (one.kind === kind ? { ...one, ...change } : one));

	test("sent back unchanged give the same list", async () => {
		const first = await forJob(AD);
		const again = await forJob({ requirements: first.requirements });
		expect(again.hits).toEqual(first.hits);
		expect(again.requirements).toEqual(first.requirements);
	});

	test("required leaves out who lacks it", async () => {
		const { requirements } = await forJob(AD);
		const found = await forJob({ requirements: edit(requirements, "degree", { role: "required" }) });
		expect(ids(found)).toContain("all");
		expect(ids(found)).not.toContain("no-degree");
	});

	test("excluded leaves out who has it", async () => {
		const { requirements } = await forJob(AD);
		const found = await forJob({ requirements: edit(requirements, "language", { role: "excluded" }) });
		expect(ids(found)).toEqual(["too-new"]);
	});

	test("a heavier wish moves who has it up", async () => {
		const base: Partial<Requirement> = { kind: "skill", evidence: [], weight: 1 };
		const asked = (weight: number) =>
			forJob({
				requirements: [
					{ ...base, label: "Java", query: "java", role: "must" },
					{ ...base, label: "Marketing", query: "marketing", role: "must", weight },
				],
			});
		expect(ids(await asked(0.1))[0]).not.toBe("marketer");
		expect(ids(await asked(10))[0]).toBe("marketer");
	});

	test("one that asks for nothing is refused by its place", async () => {
		const nothing = { kind: "words", label: "x", query: "()", role: "must" };
		await expect(forJob({ requirements: [nothing] })).rejects.toMatchObject({
			code: "invalid-field",
			errors: [{ pointer: "/requirements/0/query" }],
		});
	});
});

test("an ad without anything to look for is refused", () => {
	expect(ForJobRequest.safeParse({}).success).toBe(false);
	expect(ForJobRequest.safeParse({ title: "Nurse" }).success).toBe(true);
});

test("an ad of which nothing is understood lists everybody and says so; another says nothing of the kind", async () => {
	const codes = async (ad: object) => (await forJob(ad)).lint.map(({ code }) => code);
	const { total, lint, requirements } = await forJob({ description: "Lorem ipsum dolor." });
	expect({ total, requirements }).toEqual({ total: PEOPLE.length + 1, requirements: [] });
	expect(lint).toMatchObject([{ level: "ignored", code: "no-requirements", span: { start: 0, end: 18 } }]);
	expect(await codes({ description: "Java Developer" })).not.toContain("no-requirements");
});

test("only wishes list those who have one, and nobody else", async () => {
	const wish = { kind: "skill", label: "Docker", query: "docker", role: "wish" };
	expect(ids(await forJob({ requirements: [wish] }))).toEqual(["all"]);
});

test("it is written down as a search, for the job, without the text of the ad", async () => {
	await world.matching.forJob(world.scope, ForJobRequest.parse(AD), { jobId: "j-1" });
	const last = world.audit.at(-1);
	expect(last).toMatchObject({ action: "search", subject: { jobId: "j-1" } });
	expect(JSON.stringify(last)).not.toContain("Requirements");
});

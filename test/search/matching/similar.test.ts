import { beforeAll, describe, expect, test } from "vitest";
import { createRecognizer } from "../../../src/analysis/recognizer.ts";
import { SimilarRequest } from "../../../src/domain/requirement.ts";
import { loadVocabulary } from "../../../src/vocabulary.ts";
import { openWorld, type Person, type World } from "../world.ts";

const skills = (...names: string[]) => names.map((name) => ({ name }));
const job = (position: string, startDate: string, name = "Works", endDate?: string) => ({
	position,
	name,
	startDate,
	...(endDate === undefined ? {} : { endDate }),
});
const person = (id: string, resume: NonNullable<Person["resume"]>, rest: Partial<Person> = {}): Person => ({
	id,
	resume,
	...rest,
});

const PEOPLE: readonly Person[] = [
	person("given", {
		work: [job("Senior Java Developer", "2016-01", "Acme")],
		skills: [
			{ name: "Java", months: 120 },
			{ name: "Kubernetes", months: 6 },
		],
	}),
	person("twin", { work: [job("Senior Java Developer", "2015-01", "Acme")], skills: skills("Java", "Kubernetes") }),
	person("java", { work: [job("Java Developer", "2024-06")], skills: skills("Java") }),
	person("nurse", { work: [job("Registered Nurse", "2012-01")], skills: skills("Marketing") }),
	person("nurse-two", { work: [job("Krankenschwester", "2014-01")] }),
	person(
		"matched",
		{ work: [job("Senior Java Developer", "2016-01")], skills: skills("Java") },
		{ profileId: "own-profile" },
	),
	person("net-nurse", { work: [job("Java Developer", "2020-01")], skills: skills("Java") }),
];
const PROFILES = [
	{ id: "own-profile", resume: { work: [job("Senior Java Developer", "2016-01")], skills: skills("Kubernetes") } },
	{ id: "net-java", resume: { work: [job("Senior Java Engineer", "2016-01")], skills: skills("Java", "Kubernetes") } },
	{ id: "net-nurse", resume: { work: [job("Nurse", "2011-01")] } },
];

let world: World;
beforeAll(async () => {
	world = await openWorld({ candidates: PEOPLE, profiles: PROFILES });
});
const similar = (people: readonly string[], input: object = {}, where = world) =>
	where.matching.similar(where.scope, SimilarRequest.parse({ people, ...input }));
const ids = ({ hits }: Awaited<ReturnType<typeof similar>>) => hits.map((hit) => hit.candidateId ?? hit.profileId);

describe("people like one", () => {
	test("share title, skills, level, years and employer, of both pools", async () => {
		const expected: readonly (readonly [id: string, because: string])[] = [
			["twin", "the same title, level, skills, years and employer"],
			["net-java", "the same by another name, of the network, elsewhere"],
			["matched", "the same with both sides of a matched person, elsewhere"],
			["net-nurse", "a Java developer of the tenant without a level; the profile of that id is another person"],
			["java", "the same occupation with far fewer years"],
		];
		const found = ids(await similar(["given"]));
		expect(found.toSorted()).toEqual(expected.map(([id]) => id).toSorted());
		expect(found[0]).toBe("twin");
		expect(found.at(-1)).toBe("java");
	});

	test("are not they themselves, as candidate or as profile", async () => {
		expect(ids(await similar(["given"]))).not.toContain("given");
		expect(ids(await similar(["own-profile"]))).not.toContain("matched");
		expect(ids(await similar(["matched"]))).not.toContain("own-profile");
	});

	test("an id of the tenant means the tenant's person, and leaves the profile of that id in", async () => {
		expect(ids(await similar(["nurse"]))).toEqual(expect.arrayContaining(["nurse-two", "net-nurse"]));
		const found = await similar(["net-nurse"]);
		expect(found.requirements.find(({ kind }) => kind === "title")?.query).toBe("title:Java title:Developer");
	});

	test("every hit says why", async () => {
		const { hits } = await similar(["given"]);
		for (const { explanation } of hits) expect(explanation?.contributions.length).toBeGreaterThan(0);
	});
});

describe("what is looked for", () => {
	test("a skill used for ten years weighs more than one of half a year", async () => {
		const { requirements } = await similar(["given"]);
		const weight = (label: string) => requirements.find((one) => one.label === label)?.weight ?? Number.NaN;
		const rarer = await openWorld({ candidates: [...PEOPLE.slice(0, 1), ...PEOPLE.slice(3, 5)] });
		const alone = await similar(["given"], {}, rarer);
		const equallyRare = (label: string) => alone.requirements.find((one) => one.label === label)?.weight ?? Number.NaN;
		expect(equallyRare("Java")).toBeGreaterThan(equallyRare("Kubernetes"));
		expect(weight("Kubernetes")).toBeGreaterThan(0);
	});

	test("a skill that everybody has weighs less than a rare one", async () => {
		const both = person("both", { work: [job("Developer", "2020-01")], skills: skills("Java", "Python") });
		const crowd = Array.from({ length: 20 }, (_, at) => person(`c-${at}`, { skills: skills("Java") }));
		const { requirements } = await similar(["both"], {}, await openWorld({ candidates: [both, ...crowd] }));
		const weight = (label: string) => requirements.find((one) => one.label === label)?.weight ?? Number.NaN;
		expect(weight("Python")).toBeGreaterThan(2 * weight("Java"));
	});

	test("of several people, what they share comes first", async () => {
		const { requirements } = await similar(["given", "java", "nurse"]);
		const titles = requirements.filter(({ kind }) => kind === "title");
		expect(titles).toMatchObject([{ role: "must", label: "Java Developer / Registered Nurse" }]);
		expect(titles[0]?.query).toBe("(title:Java title:Developer) OR (title:Registered title:Nurse)^0.5");
		expect(titles[0]?.evidence.map(({ source }) => source)).toEqual(["given", "java", "nurse"]);
	});

	test("of several people, whoever is like any of them is found, and no skill of one alone is a must", async () => {
		const cook = person("cook", { work: [job("Koch", "2020-01")], skills: skills("Docker", "Go", "Python") });
		const like = person("cook-two", { work: [job("Koch", "2019-01")] });
		const where = await openWorld({ candidates: [...PEOPLE, cook, like], profiles: PROFILES });
		const alone = [...ids(await similar(["given"], {}, where)), ...ids(await similar(["cook"], {}, where))];
		const { hits, requirements, total } = await similar(["given", "cook"], {}, where);
		expect(hits.map((hit) => hit.candidateId ?? hit.profileId)).toEqual(expect.arrayContaining(alone));
		expect(alone).toContain("cook-two");
		expect(total).toBeGreaterThanOrEqual(alone.length);
		expect(requirements.filter(({ role }) => role === "must").map(({ label }) => label)).toHaveLength(2);
		expect(requirements).toContainEqual(expect.objectContaining({ label: "Python", role: "wish" }));
	});

	test("a skill that the text of one job names is a wish, until a list or another job has it", async () => {
		const told = (...texts: string[]) =>
			texts.map((summary, at) => ({ ...job("Java Developer", `201${at}-01`, "Python Works AG"), summary }));
		const role = async (resume: Person["resume"]) => {
			const open = await openWorld({ candidates: [person("x", resume ?? {}), ...PEOPLE] });
			return (await similar(["x"], {}, open)).requirements.find(({ label }) => label === "Python")?.role;
		};
		expect(await role({ work: told("Builds with Python.") })).toBe("wish");
		expect(await role({ work: told("Builds with Python.", "Python again.") })).toBe("must");
		expect(await role({ work: told("Builds with Python."), skills: skills("Python") })).toBe("must");
		expect(await role({ work: told("Founded Python Works AG.") })).toBeUndefined();
	});

	test("everyday words of a text are no skills", async () => {
		const shipped = createRecognizer(loadVocabulary());
		const summary = "Automatisation des livraisons, corrections et livraison avec Docker.";
		const x = person("x", { work: [{ ...job("Développeur web", "2019-01"), summary }] });
		const open = await openWorld({ candidates: [x], recognizer: shipped });
		const { requirements } = await similar(["x"], {}, open);
		expect(requirements.flatMap(({ kind, label }) => (kind === "skill" ? [label] : []))).toEqual(["Docker"]);
	});

	test("of an empty record everybody is like, and a remark says so", async () => {
		const open = await openWorld({ candidates: [person("x", {}), ...PEOPLE] });
		const { total, lint } = await similar(["x"], {}, open);
		expect(total).toBe(PEOPLE.length);
		expect(lint).toMatchObject([{ level: "ignored", code: "no-requirements" }]);
	});

	test("the order in which people are named does not matter", async () => {
		const one = await similar(["given", "nurse"]);
		const other = await similar(["nurse", "given"]);
		expect(ids(other)).toEqual(ids(one));
	});

	test("can be edited and sent back", async () => {
		const { requirements } = await similar(["given"]);
		const titles = requirements.filter(({ kind }) => kind === "title").map((one) => ({ ...one, query: "title:nurse" }));
		expect(ids(await similar(["given"], { requirements: titles }))).toContain("nurse");
	});

	test("nothing of name, sex, birth, family, photo or place is asked for", async () => {
		const plain = person("x", { work: [job("Java Developer", "2018-01")], skills: skills("Java") });
		const personal = {
			...plain.resume,
			basics: {
				name: "Mrs Fatima Yilmaz",
				summary: "Born: 1960\nMarital status: married",
				location: { city: "Izmir", countryCode: "TR" },
			},
			education: [{ institution: "Girls' School", endDate: "1978" }],
		};
		const ask = async (resume: Person["resume"]) => {
			const open = await openWorld({ candidates: [person("x", resume ?? {}), ...PEOPLE] });
			const { requirements, hits } = await similar(["x"], {}, open);
			return { requirements, hits };
		};
		expect(await ask(personal)).toEqual(await ask(plain.resume));
	});
});

test("an id that nobody has is refused by its place", async () => {
	await expect(similar(["given", "nobody"])).rejects.toMatchObject({
		code: "invalid-field",
		errors: [{ pointer: "/people/1" }],
	});
});

test("where the network is switched off a profile is nobody", async () => {
	const alone = await openWorld({ candidates: PEOPLE, profiles: PROFILES, unified: false });
	await expect(similar(["net-java"], {}, alone)).rejects.toMatchObject({ code: "invalid-field" });
	expect(ids(await similar(["given"], {}, alone))).not.toContain("net-java");
});

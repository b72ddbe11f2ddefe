import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nameParts } from "../../src/analysis/names/name-parts.ts";
import type { Candidate } from "../../src/domain/candidate.ts";
import type { Explanation, Hit } from "../../src/domain/hit.ts";
import { COVERED, Cover } from "../../src/search/blind.ts";
import { type DeskRig, openDesk, type Recruiter } from "./desk-rig.ts";

let desk: DeskRig;
let rita: Recruiter;
beforeAll(async () => {
	desk = await openDesk();
	rita = await desk.recruiter("acme", "rita");
	const resume = {
		basics: {
			name: "Dr. Jane O'Leary-Müller",
			label: "Java developer Jane (she/her)",
			email: "jane.oleary@example.com",
			phone: "+49 30 1234567",
			url: "https://jane.example.com",
			summary:
				"Jane O’Leary leads Java teams; ask her at jane.oleary@example.com, +49 30 1234567 or linkedin.com/in/janeoleary.",
			location: { city: "Leary Springs", countryCode: "US" },
		},
		work: [
			{
				name: "Mueller Java GmbH",
				position: "Java Developer",
				startDate: "2015-01",
				summary: "Ms. Mueller runs Java since 2015 - 2019.",
			},
		],
		education: [{ institution: "Canary Java College", studyType: "MS", area: "Java" }],
		skills: [{ name: "Java" }],
	};
	await rita.import({ id: "c-1", resume, notes: [{ id: "1", text: "He said Jane knows Java." }] });
	// Named nowhere but in the name.
	const basics = {
		name: "Joanna Król",
		email: "jo.krol@example.com",
		phone: "+48 22 7654321",
		location: { city: "Warsaw" },
	};
	await rita.import({ id: "c-2", resume: { basics, skills: [{ name: "COBOL" }] } });
	await desk.network([
		{ id: "n-1", resume: { basics: { name: "Max Power", summary: "Max does Java." }, skills: [{ name: "Java" }] } },
	]);
});
afterAll(() => desk.close());

const TELLING =
	/jane|leary(?! springs)|m[uü]e?ller|canary|example\.com|1234567|\bher\b|\bhe\b|\bshe\b|\bms\b\.|\bmax\b|power/i;

describe("a blind search", () => {
	test("shows what people can, and nothing that tells who they are", async () => {
		const open = await rita.search("java", { pageSize: 100 });
		expect(JSON.stringify(open.hits)).toMatch(TELLING);
		const { hits, total, facets } = await rita.search("java", { blind: true, pageSize: 100 });
		expect(JSON.stringify(hits)).not.toMatch(TELLING);
		expect([hits.map(({ name }) => name), total]).toEqual([[null, null], 2]);
		const hit = hits.find(({ candidateId }) => candidateId === "c-1") as unknown as Hit;
		expect(hit).toMatchObject({
			headline: `Java developer ${COVERED} (${COVERED}/${COVERED})`,
			currentTitle: "Java Developer",
			currentCompany: `${COVERED} Java GmbH`,
			location: "Leary Springs, United States",
			skills: ["Java"],
		});
		expect(hit.highlights.some(({ field }) => field === "school" || field === "name")).toBe(false);
		expect(facets.skill?.[0]).toMatchObject({ value: "Java", count: 2 });
	});

	test("completes and corrects by no name", async () => {
		const suggested = async (more: string) =>
			(await rita.send("GET", `/v1/suggest?q=joan${more}`))
				.json()
				.suggestions.map(({ text }: { text: string }) => text);
		expect(await suggested("")).toEqual(["joanna"]);
		expect(await suggested("&blind=true")).toEqual([]);
		const meant = async (query: string, blind: boolean) => {
			const { didYouMean, lint } = (await rita.send("POST", "/v1/search", { query, blind })).json();
			return JSON.stringify([didYouMean, lint]);
		};
		expect(await meant("jonna", false)).toContain("joanna");
		expect(await meant("jonna", true)).not.toContain("joanna");
		expect(await meant("jaba", true)).toContain("java");
	});

	test("tells no name that a word was widened to, and finds nobody by a school", async () => {
		const told = async (query: string, blind: boolean) => {
			const { expansions, total } = (await rita.send("POST", "/v1/search", { query, blind })).json();
			return { words: JSON.stringify(expansions), total };
		};
		for (const query of ["joan*", "jonna~"]) {
			expect((await told(query, false)).words).toContain("joanna");
			expect((await told(query, true)).words).not.toContain("joanna");
		}
		expect((await told("jav*", true)).words).toContain("java");
		expect((await told('school:"Canary Java College"', false)).total).toBe(1);
		for (const query of ['school:"Canary Java College"', "school:canary"])
			expect([query, (await told(query, true)).total]).toEqual([query, 0]);
	});

	test("stays blind where it is kept", async () => {
		const request = { query: "joanna", blind: true };
		await rita.send("PUT", "/v1/saved-searches/kept", { name: "Kept", request });
		expect((await rita.send("GET", "/v1/saved-searches/kept")).json().request).toMatchObject(request);
		expect((await rita.send("GET", "/v1/saved-searches/kept/new")).json().total).toBe(0);
	});

	test("marks the same words in its texts, moved to where they are now", async () => {
		const { hits } = await rita.search("java", { blind: true });
		const lights = hits.flatMap((hit) => (hit as unknown as Hit).highlights);
		expect(lights.length).toBeGreaterThan(2);
		for (const { text, spans } of lights) for (const [start, end] of spans) expect(text.slice(start, end)).toBe("Java");
	});

	test("covers tags and names of short lists, and an open list does not tell who of it is covered on one", async () => {
		await rita.send("PUT", "/v1/projects/blind", { name: "Like Jane" });
		const people = [{ candidateId: "c-1" }];
		await rita.bulk("addToProject", people, { project: "blind", blind: true });
		await rita.bulk("tag", people, { tags: ["friend of Jane"] });
		const marksOf = async (blind: boolean) => {
			const { hits } = await rita.search("java", { blind });
			return (hits as unknown as Hit[]).find(({ candidateId }) => candidateId === "c-1")?.marks;
		};
		expect(await marksOf(true)).toMatchObject({
			projects: [{ name: `Like ${COVERED}` }],
			tags: [`friend of ${COVERED}`],
		});
		expect(await marksOf(false)).toMatchObject({ projects: [], tags: ["friend of Jane"] });
		await rita.bulk("updateInProject", people, { project: "blind", blind: false });
		expect(await marksOf(false)).toMatchObject({ projects: [{ name: "Like Jane" }] });
	});

	test("keeps the order: names and schools give no points, and the sum of an explanation is exact", async () => {
		const query = "java college";
		const [open, blind] = [await rita.search(query), await rita.search(query, { blind: true })];
		const placed = (hits: readonly unknown[]) => (hits as Hit[]).map(({ candidateId }) => candidateId);
		expect(placed(blind.hits)).toEqual(placed(open.hits));
		const [hit] = blind.hits as unknown as Hit[];
		const parts = hit?.explanation?.contributions ?? [];
		expect(parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(hit?.score ?? 0, 9);
		expect(parts.map(({ clause }) => clause)).not.toContain("college");
		expect(parts.some(({ feature }) => /name|school/.test(feature))).toBe(false);
		expect(JSON.stringify([parts.map(({ text }) => text), hit?.highlights])).not.toMatch(/O['’]Leary|Canary/);
	});

	test.each(["Joanna Krol", "joanna", "name:krol", "joan*", "jaonna~", "jo.krol@example.com", "+48 22 7654321"])(
		"finds nobody by his own name or address: %s",
		async (query) => {
			const open = await rita.search(query);
			expect(open.hits.map(({ candidateId }) => candidateId)).toContain("c-2");
			const blind = await rita.search(query, { blind: true });
			expect(blind.hits.map(({ candidateId }) => candidateId)).not.toContain("c-2");
			expect(blind.total).toBe(0);
		},
	);

	test("does not let a name that is asked for beside other things place anybody, or leave him out", async () => {
		const listed = async (query: string) => {
			const { hits } = await rita.search(query, { blind: true });
			return hits.map(({ candidateId, profileId }) => candidateId ?? profileId);
		};
		expect(await listed("java NOT name:max")).toEqual(await listed("java"));
		const named = await rita.search("java name:power", { blind: true });
		expect(
			JSON.stringify(named.hits.map(({ explanation }) => (explanation as Explanation).contributions)),
		).not.toContain("power");
		expect(await listed("java +name:power")).toEqual([]);
	});

	test("is told of by the questions about its list as it stands", async () => {
		const ask = async (path: string, body: object) => (await rita.send("POST", `/v1/search/${path}`, body)).json();
		const person = { query: "name:krol", candidateId: "c-2" };
		expect(await ask("why-not", person)).toMatchObject({ listed: true });
		const why = await ask("why-not", { ...person, query: "name:kroll", blind: true });
		expect(why.listed).toBe(false);
		expect(JSON.stringify(why.obstacles)).not.toMatch(/Król|Joanna/);
		expect((await ask("why-not", { ...person, blind: true })).listed).toBe(false);
		const unmet = { query: "NOT muel*", filters: { companies: ["Mueller AG"] }, candidateId: "c-1" };
		expect(JSON.stringify((await ask("why-not", unmet)).obstacles)).toContain("Mueller Java GmbH");
		const covered = (await ask("why-not", { ...unmet, blind: true })).obstacles;
		expect(covered.map(({ instead }: { instead: string[] }) => instead)).toEqual([
			[`${COVERED} Java GmbH`],
			[COVERED, COVERED],
		]);
		const above = { query: "java college", a: { candidateId: "c-1" }, b: { profileId: "n-1" } };
		expect(JSON.stringify(await ask("why-above", above))).toMatch(TELLING);
		expect(JSON.stringify(await ask("why-above", { ...above, blind: true }))).not.toMatch(/Canary|jane|mueller/i);
		const places = (more: object) => ask("places", { query: "name:krol", ...more });
		expect((await places({})).elsewhere + (await places({})).places.length).toBeGreaterThan(0);
		expect(await places({ blind: true })).toMatchObject({ places: [], elsewhere: 0 });
	});

	test("of people for a job, and of people like one, is blind in the same way", async () => {
		const put = await rita.send("PUT", "/v1/jobs/j-1", {
			title: "Java Developer",
			description: "Java",
			status: "open",
		});
		expect(put.statusCode).toBeLessThan(300);
		const [ofJob, covered] = [
			await rita.send("GET", "/v1/jobs/j-1/candidates"),
			await rita.send("GET", "/v1/jobs/j-1/candidates?blind=true"),
		];
		expect(JSON.stringify(ofJob.json().hits)).toMatch(TELLING);
		expect(covered.json().hits.length).toBe(ofJob.json().hits.length);
		expect(JSON.stringify(covered.json().hits)).not.toMatch(TELLING);
		const like = { people: ["c-1"] };
		const open = (await rita.send("POST", "/v1/search/similar", like)).json();
		expect(JSON.stringify(open.requirements)).toContain("Mueller Java GmbH");
		const blind = (await rita.send("POST", "/v1/search/similar", { ...like, blind: true })).json();
		expect(blind.hits.length).toBe(open.hits.length);
		expect(JSON.stringify(open.hits)).toMatch(TELLING);
		expect(JSON.stringify([blind.hits, blind.requirements])).not.toMatch(TELLING);
	});

	test("is ended by opening a record, which the log shows with the reason", async () => {
		const answer = await rita.send("GET", "/v1/candidates/c-1?reason=shortlisted");
		expect(answer.json().resume.basics.name).toBe("Dr. Jane O'Leary-Müller");
		const [last] = await desk.harness.tenancy.audit.latest("acme" as never, 1);
		expect(last).toMatchObject({ action: "candidate.open", subject: { candidateId: "c-1", about: "shortlisted" } });
		expect((await rita.send("GET", "/v1/candidates/c-1?reason=for%20Jane")).json().errors[0].pointer).toBe("?reason");
		await rita.send("GET", "/v1/candidates/c-1");
		const [read] = await desk.harness.tenancy.audit.latest("acme" as never, 1);
		expect(read?.action).toBe("candidate.read");
	});
});

describe("a cover", () => {
	const of = (name: string, more: object = {}) =>
		new Cover([{ resume: { basics: { name, ...more } } } as unknown as Candidate, null]);

	test.each([
		[
			"Anna Schmidt",
			"ANNA SCHMIDT, Anna's work, schmidt-led, annaschmidt",
			`${COVERED} ${COVERED}, ${COVERED} work, ${COVERED}-led, ${COVERED}`,
		],
		["Jürgen Groß", "Jurgen Gross and Gross-Gerau", `${COVERED} ${COVERED} and ${COVERED}-Gerau`],
		["Лев Толстой", "Lev Tolstoy wrote; Лев wrote", `${COVERED} ${COVERED} wrote; ${COVERED} wrote`],
		["王小明", "我是王小明，工程师", `我是${COVERED}，工程师`],
		["Ludwig van Beethoven", "van drivers of Ludwig", `van drivers of ${COVERED}`],
		["J. Doe", "J is a letter, Doe a name", `J is a letter, ${COVERED} a name`],
		["Ann Lee", "planning in Leeds, MS in HIS systems, 2015-2019", "planning in Leeds, MS in HIS systems, 2015-2019"],
		["Ann Lee", "Sr. Developer, 01/2015 - 12/2019, Node.js", "Sr. Developer, 01/2015 - 12/2019, Node.js"],
		["Ann Lee", "a@b.co www.x.org/y +1 (212) 555-0100, 030/1234567", `${COVERED} ${COVERED} ${COVERED}, ${COVERED}`],
	])("of %s", (name, text, covered) => expect(of(name).text(text)).toBe(covered));

	test("takes schools out of every text, as they are written there", () => {
		const resume = {
			basics: { name: "Ann Lee" },
			education: [{ institution: "TU  Berlin (Mitte)" }, { institution: "MIT" }],
		};
		const cover = new Cover([{ resume } as unknown as Candidate]);
		expect(cover.text("Studied at tu berlin (mitte), then MIT; summit, admitted.")).toBe(
			`Studied at ${COVERED}, then ${COVERED}; summit, admitted.`,
		);
	});

	test("copes with whatever a record says a name or a school is", () => {
		const any = fc.string({ unit: "grapheme", minLength: 3 });
		fc.assert(
			fc.property(any, any, any, (name, institution, around) => {
				const resume = { basics: { name }, education: [{ institution }] };
				const text = new Cover([{ resume } as unknown as Candidate]).text(`${around} (${institution})`);
				if (/^[\p{L}\p{N}-]+$/u.test(institution)) expect(text).not.toContain(`(${institution})`);
			}),
			{
				examples: [
					["Ann", "Ludwig-Maximilians", "x"],
					["Ann", "a(b[c", "x"],
					["\\", "$&^*", "x"],
				],
			},
		);
	});

	test("leaves no part of a name in any text, in whatever case and accents", () => {
		// "Mme" before a name and "Mba" behind it are no part of it.
		const isName = (text: string) =>
			[`${text} Poe`, `Ann ${text}`].every((name) => nameParts({ basics: { name } })?.given.length === 1);
		const word = fc.stringMatching(/^[A-Z][a-zäöüéñ]{2,8}$/).filter(isName);
		const style = fc.constantFrom(
			(text: string) => text,
			(text: string) => text.toUpperCase(),
			(text: string) => text.toLowerCase(),
			(text: string) => text.normalize("NFD"),
		);
		fc.assert(
			fc.property(
				word,
				word,
				style,
				fc.array(fc.constantFrom("builds", "Java", "\n", ", ", "-"), { maxLength: 5 }),
				(given, family, written, rest) => {
					const text = [written(given), ...rest, written(family)].join(" ");
					const covered = of(`${given} ${family}`).text(text).normalize("NFC").toLowerCase();
					const words = covered.split(/[^\p{L}]+/u);
					expect(words).not.toContain(given.toLowerCase());
					expect(words).not.toContain(family.toLowerCase());
				},
			),
		);
	});
});

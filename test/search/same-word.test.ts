import { beforeAll, describe, expect, test } from "vitest";
import { openWorld, type Person, type World } from "./world.ts";

/** Spellings that are one and the same word to a recruiter, and forms that are not: as whole searches, in every script. */

const titled = (id: string, position: string, summary?: string): Person => ({
	id,
	resume: {
		...(summary === undefined ? {} : { basics: { summary } }),
		work: [{ position, startDate: "2018-01", name: "Works" }],
	},
});

const scoresOf = async ({ find }: World, query: string) =>
	Object.fromEntries((await find(query, { pageSize: 100 })).hits.map(({ candidateId, score }) => [candidateId, score]));

describe("the word itself and its forms in one record", () => {
	const nurse = (id: string, school: string, summary = "Worked on wards."): Person => ({
		id,
		resume: {
			basics: { summary },
			work: [{ position: "Registered Nurse", startDate: "2018-01", name: "Works" }],
			education: [{ institution: school }],
		},
	});

	test("each place counts for what stands there: a form elsewhere takes nothing from the word, and adds its own", async () => {
		const world = await openWorld({
			candidates: [
				nurse("plain", "State University"),
				nurse("school", "College of Nursing"),
				nurse("text", "State University", "Nursing on wards, nursing at night."),
				titled("form", "Nursing"),
			],
		});
		const { hits } = await world.find("nurse", { explain: true });
		expect(hits.map(({ candidateId }) => candidateId).at(-1)).toBe("form");
		const told = Object.fromEntries(
			hits.map(({ candidateId, explanation }) => [candidateId, explanation?.contributions.map(({ text }) => text)]),
		);
		const inTitle = '"nurse" in current title (Registered Nurse)';
		for (const id of ["plain", "school", "text"]) {
			expect(told[id]).toContain(inTitle);
			expect(told[id]).toContain("answers 1 of 1 part of the query");
		}
		expect(told.school).toContain('"nurse" as another form of the word in school (College of Nursing)');
		expect(told.text).toContain('"nurse" as another form of the word in text');
		expect(told.form).toContain('"nurse" as another form of the word in current title (Nursing)');
	});

	test("wherever it stands, the word counts for more than its form there, whatever else the record holds", async () => {
		const places = (word: string) => [
			{ education: [{ studyType: word }] },
			{ certificates: [{ name: word }] },
			{ basics: { summary: word } },
			{ work: [{ position: word, name: "Works", startDate: "2001-01", endDate: "2003-01" }] },
		];
		for (const [word, form] of [
			["developer", "development"],
			["nurse", "nursing"],
		] as const) {
			const candidates = places(word).flatMap((literal, at) =>
				places(form).flatMap((other, place) => [
					{ id: `word-${at}-${place}`, resume: { ...other, ...literal } },
					{ id: `form-${at}-${place}`, resume: { ...other, ...places(form)[at] } },
				]),
			);
			const scores = await scoresOf(await openWorld({ candidates }), word);
			for (const [id, score] of Object.entries(scores).filter(([one]) => one.startsWith("word")))
				expect(score, `${word} ${id}`).toBeGreaterThan(scores[id.replace("word", "form")] ?? Number.NaN);
		}
	});
});

describe("a word for a person of another gender", () => {
	const PAIRS = [
		["Entwickler", "Entwicklerin"],
		["Ärztin", "Arzt"],
		["Kauffrau", "Kaufmann"],
		["Krankenpfleger", "Krankenschwester"],
		["Projektleiter", "Projektleiterin"],
		["leitender Ingenieur", "leitende Ingenieurin"],
		["développeur", "développeuse"],
		["directrice", "directeur"],
		["ingénieur logiciel", "ingénieure logiciel"],
		["ingeniero", "ingeniera"],
		["técnico administrativo", "técnica administrativa"],
		["desarrollador", "desarrolladora"],
		["direttore", "direttrice"],
		["engenheiro", "engenheira"],
		["salesman", "saleswoman"],
		["waitress", "waiter"],
		["programista", "programistka"],
		["nauczyciel", "nauczycielka"],
		["sprzedawca", "sprzedawczyni"],
		["analityk", "analityczka"],
		["medewerker", "medewerkster"],
		["verkoper", "verkoopster"],
		["ontwikkelaar", "ontwikkelaarster"],
		["secretaris", "secretaresse"],
		["skådespelare", "skådespelerska"],
		["servitör", "servitris"],
		["commesso", "commessa"],
	] as const;

	test.each(PAIRS)("%s and %s: no point between them, whichever is asked for", async (one, other) => {
		const world = await openWorld({
			candidates: [titled("one", one, `I work as ${one}.`), titled("other", other, `I work as ${other}.`)],
		});
		for (const query of [one, other, `title:${one.split(" ").at(-1)}`]) {
			const scores = await scoresOf(world, query);
			expect(scores.one, query).toBeDefined();
			expect(scores.other, query).toBe(scores.one);
		}
		for (const excluded of [one, other]) {
			const word = excluded.split(" ").at(-1);
			expect((await world.find(`NOT ${word}`)).total, `NOT ${word}`).toBe(0);
		}
	});

	test("is told as what it is, and is another word in quotes and where forms are switched off", async () => {
		const world = await openWorld({ candidates: [titled("he", "Entwickler"), titled("she", "Entwicklerin")] });
		const { expansions } = await world.find("Entwickler");
		expect(expansions[0]?.ways).toContainEqual({ source: "stem", words: ["entwicklerin"], weight: 1, people: 1 });
		expect((await world.find('"Entwickler"')).total).toBe(1);
		expect((await world.find("Entwickler", { expansion: { off: ["stem", "compound"] } })).total).toBe(1);
	});

	test("a first name is no word for a person of some gender", async () => {
		const named = (id: string, name: string): Person => ({ id, resume: { basics: { name } } });
		const world = await openWorld({ candidates: [named("he", "Federico Conti"), named("she", "Federica Conti")] });
		for (const query of ["name:Federico", "Federico"])
			expect((await world.find(query)).hits[0]?.candidateId, query).toBe("he");
		expect((await world.find("name:Federico")).total).toBe(1);
	});
});

describe("one spelling finds another", () => {
	let world: World;
	beforeAll(async () => {
		const named = (id: string, name: string, city: string): Person => ({
			id,
			resume: { basics: { name, location: { city } } },
		});
		world = await openWorld({
			candidates: [
				named("umlaut", "Jürgen Müller", "Köln"),
				named("digraph", "Juergen Mueller", "Koeln"),
				named("polish", "Łukasz Dąbrowski", "Łódź"),
				named("plain", "Lukasz Dabrowski", "Lodz"),
				named("nordic", "Bjørn Åström", "Malmö"),
				named("aa", "Lars Aastroem", "Oslo"),
				named("dj", "Djordje Petrovic", "Novi Sad"),
				named("accents", "José Núñez", "Córdoba"),
				titled("russian", "ведущий инженер", "Ёлка и ёж"),
			],
		});
	});

	test.each([
		["Müller", ["digraph", "umlaut"]],
		["mueller", ["digraph", "umlaut"]],
		["location:köln", ["digraph", "umlaut"]],
		["Łódź", ["plain", "polish"]],
		["dabrowski", ["plain", "polish"]],
		["bjorn", ["nordic"]],
		["Aastroem", ["aa", "nordic"]],
		["Åström", ["aa", "nordic"]],
		["Đorđe", ["dj"]],
		["NUNEZ", ["accents"]],
		["cordoba", ["accents"]],
		["ёлка", ["russian"]],
		["елка", ["russian"]],
	])("%s finds %j", async (query, people) => {
		expect(Object.keys(await scoresOf(world, query)).toSorted()).toEqual(people);
	});

	test("worth the same where the query says that it is an umlaut", async () => {
		const scores = await scoresOf(world, "Müller");
		expect(scores.digraph).toBe(scores.umlaut);
	});
});

describe("words without spaces between them", () => {
	test.each([
		["看護師", ["nurse"], "a title"],
		["看護", ["nurse"], "the beginning of it"],
		["開発 エンジニア", ["engineer"], "two words of one line"],
		["ｴﾝｼﾞﾆｱ", ["engineer"], "half-width letters"],
		["软件工程师", ["chinese"], "the end of a title"],
		["软件", ["chinese"], "a pair in the middle"],
		["師看", [], "not the same characters in another order"],
		['"高级软件"', ["chinese"], "as a phrase"],
		["skill:机器学习", ["chinese"], "in a field"],
		["개발자", ["korean"], "Korean, with its ending"],
	])("%s finds %j: %s", async (query, people) => {
		const world = await openWorld({
			candidates: [
				titled("nurse", "看護師"),
				titled("engineer", "東京大学 Java開発エンジニア"),
				{ id: "chinese", resume: { work: [{ position: "高级软件工程师" }], skills: [{ name: "机器学习" }] } },
				titled("korean", "백엔드 개발자입니다"),
			],
		});
		expect(Object.keys(await scoresOf(world, query)).toSorted()).toEqual(people);
	});
});

describe("a city in its own script and in others", () => {
	test.each([
		["東京都", ["Tokyo", "東京", "Tokio"]],
		["Beijing", ["北京", "北京市", "Peking"]],
		["上海市", ["Shanghai", "上海"]],
		["서울특별시", ["Seoul", "서울"]],
		["台北", ["Taipei", "臺北"]],
		["Москва", ["Moscow", "Moskau"]],
	])("%s is found by %j", async (city, asked) => {
		const living = (id: string, there: string): Person => ({
			id,
			resume: { basics: { name: "Nora Novak", location: { city: there } } },
		});
		const world = await openWorld({ candidates: [living("one", city), living("other", "Dortmund")] });
		for (const query of asked)
			for (const scoped of [query, `location:${query}`])
				expect(Object.keys(await scoresOf(world, scoped)), scoped).toEqual(["one"]);
		expect((await world.find(`near:${asked[0]}~10km`)).hits.map(({ candidateId }) => candidateId)).toEqual(["one"]);
	});
});

describe("a single character", () => {
	test.each([
		["王", "王伟"],
		["林", "林健太"],
		["김", "김철수"],
	])("%s finds %s", async (character, name) => {
		const named = (id: string, own: string): Person => ({ id, resume: { basics: { name: own } } });
		const world = await openWorld({
			candidates: [named("one", name), named("other", "李娜"), titled("word", `大${character}`)],
		});
		for (const query of [character, `name:${character}`])
			expect(Object.keys(await scoresOf(world, query)), query).toEqual(["one"]);
		expect(Object.keys(await scoresOf(world, `NOT ${character}`)).toSorted()).toEqual(["other", "word"]);
	});
});

describe("the same words in other characters", () => {
	test.each([
		["软件工程师", "軟體工程師", "軟件工程師"],
		["财务经理", "財務會計", "財務經理"],
	] as const)(
		"%s in simplified and in traditional ones, whichever are asked for",
		async (simplified, other, traditional) => {
			const world = await openWorld({
				candidates: [titled("one", simplified), titled("other", other), titled("two", traditional)],
			});
			for (const query of [simplified, traditional, `title:${traditional}`]) {
				const scores = await scoresOf(world, query);
				expect(scores.one, query).toBeDefined();
				expect(scores.two, query).toBe(scores.one);
				expect(scores.other ?? 0, query).toBeLessThan(scores.one as number);
			}
			expect(Object.keys(await scoresOf(world, `NOT ${traditional}`))).toEqual(["other"]);
			expect(Object.keys(await scoresOf(world, `"${traditional}"`))).toEqual(["two"]);
			const { hits, expansions } = await world.find(traditional);
			expect(expansions[0]?.ways.find(({ source }) => source === "stem")?.words).toEqual([simplified]);
			const found = hits.find(({ candidateId }) => candidateId === "one");
			expect(found?.highlights[0]).toMatchObject({ text: simplified, spans: [[0, simplified.length]] });
		},
	);

	test.each([
		["王伟", "Wang Wei"],
		["王小明", "Wang Xiaoming"],
		["王小明", "Wang Xiao-Ming"],
		["王小明", "Xiaoming Wang"],
		["陳大文", "Chen Dawen"],
		["欧阳娜娜", "Ouyang Nana"],
		["曾国藩", "Zeng Guofan"],
		["吕布", "Lü Bu"],
		["吕布", "Lyu Bu"],
		["Иван Петров", "Ivan Petrov"],
		["Юлия Петрова", "Yulia Petrova"],
		["Дмитрий Орлов", "Dmitry Orlov"],
		["Дмитрий Орлов", "Dmitrii Orlov"],
		["Алексей Щербаков", "Alexei Shcherbakov"],
		["Γιάννης Παππάς", "Yannis Pappas"],
		["Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"],
		["Олександра Шевченко", "Oleksandra Shevchenko"],
	] as const)("%s is found as %s, and the other way round", async (own, latin) => {
		const named = (id: string, name: string): Person => ({ id, resume: { basics: { name } } });
		const world = await openWorld({
			candidates: [named("own", own), named("latin", latin), named("else", "Nora Novak"), titled("word", own)],
		});
		for (const query of [own, latin, `name:"${latin}"`])
			expect(Object.keys(await scoresOf(world, query)), query).toContain("own");
		for (const query of [own, latin]) {
			const scores = await scoresOf(world, query);
			expect(Object.keys(scores), query).toContain("latin");
			expect(Object.keys(scores), query).not.toContain("else");
		}
		const exactly = await scoresOf(world, own);
		expect(exactly.own).toBeGreaterThan(exactly.latin as number);
	});
});

test("what is no Chinese name has no Latin spelling of one", async () => {
	const named = (id: string, name: string): Person => ({ id, resume: { basics: { name } } });
	const world = await openWorld({
		candidates: [named("japanese", "山本健太"), named("kana", "やまだ 太郎"), named("two", "鈴木")],
	});
	for (const query of ["Shan", "name:Ling", "Tailang"]) expect((await world.find(query)).total, query).toBe(0);
});

describe("the literal word stands beside its stem", () => {
	test("in each field, and the literal word wins", async () => {
		const world = await openWorld({
			candidates: [titled("a-form", "Software Developers"), titled("b-literal", "Software Developer")],
		});
		for (const query of ["developer", "title:developer"]) {
			const scores = await scoresOf(world, query);
			expect(scores["b-literal"], query).toBeGreaterThan(scores["a-form"] ?? Number.NaN);
		}
		expect(Object.keys(await scoresOf(world, 'title:"developer"'))).toEqual(["b-literal"]);
	});

	test("by the rules of the languages that documents are in", async () => {
		const german = "Ich verwalte mit meinem Team die Häuser der Stadt und spreche mit den Leuten, die dort wohnen.";
		const english = "I manage the buildings and the flats of the city with my team, as Hauser said to the people.";
		// German: Haus and Häuser are one word. Where all texts are English, Hauser is a name.
		for (const [text, total] of [
			[german, 1],
			[english, 0],
		] as const) {
			const world = await openWorld({ candidates: [titled("one", "Clerk", text)] });
			expect((await world.find("haus")).total).toBe(total);
			expect((await world.find("hauser")).total).toBe(1);
		}
	});
});

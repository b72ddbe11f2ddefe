import { describe, expect, test } from "vitest";
import { openStatus } from "../../src/ingest/dates/status.ts";
import { parse } from "./parser.ts";

/** The education section of a resume that has a working life, too. */
const studiesOf = async (heading: string, text: string) => {
	const work =
		"Experience\n\nData Engineer, Acme GmbH\n2018 – 2023\n- Built pipelines for reports\n- Kept them running";
	const resume = await parse(`Jane Roe\njane@example.org\n\n${work}\n\n${heading}\n\n${text}\n\nSkills\nPython, SQL\n`);
	return (resume.education ?? []).map(({ studyType, area, institution, startDate, endDate }) =>
		[studyType, area, institution, startDate, endDate].map((value) => value ?? "").join(" | "),
	);
};

describe("a course of study without dates", () => {
	test.each([
		["Education", "MSc Physics, University of Leeds (in progress)"],
		["Education", "MSc Physics, University of Leeds, ongoing"],
		["Education", "MSc Physics, University of Leeds (expected)"],
		["Ausbildung", "M.Sc. Physik, Technische Universität Adlerstadt (laufend)"],
		["Formation", "Master Physique, Université de Rivebourg (en cours)"],
		["Formación", "Máster Física, Universidad de Rivera (en curso)"],
		["Istruzione", "Master Fisica, Università di Rivera (in corso)"],
		["Opleiding", "Master Natuurkunde, Universiteit Veenwijk (lopend)"],
	])("%s: %s is one of its own before and after a dated one", async (heading, study) => {
		const dated = "BSc Physics, University of Norwood, 2015 – 2018";
		const [school = ""] = /(?:Technische )?Univ[^,(]*(?=\s*\(|,|$)/u.exec(study) ?? [];
		for (const text of [`${study}\n\n${dated}`, `${dated}\n\n${study}`]) {
			const found = await studiesOf(heading, text);
			expect(found).toHaveLength(2);
			expect(found.find((line) => line.includes(school.trim()))).toMatch(/ \| {2}\| $/);
			expect(found).toContain("BSc | Physics | University of Norwood | 2015 | 2018");
		}
	});
	test("with the word on a line of its own", async () => {
		const text = "BSc Physics\nUniversity of Norwood\n2015 – 2018\n\nMSc Optics\nUniversity of Leeds\nIn progress";
		expect(await studiesOf("Education", text)).toEqual([
			"BSc | Physics | University of Norwood | 2015 | 2018",
			"MSc | Optics | University of Leeds |  | ",
		]);
	});
	test("without any word", async () => {
		const text =
			"MSc Optics\nUniversity of Leeds\n\nBSc Physics\nUniversity of Norwood\n2015 – 2018\n- Wrote on lasers\n\nHigh School Diploma\nWestlake High School";
		expect(await studiesOf("Education", text)).toEqual([
			"MSc | Optics | University of Leeds |  | ",
			"BSc | Physics | University of Norwood | 2015 | 2018",
			"High School Diploma |  | Westlake High School |  | ",
		]);
	});
	test("a thesis at another school is no study", async () => {
		const text = "BSc Physics, University of Norwood, 2015 – 2018\nBachelor thesis at University of Leeds on lasers";
		expect(await studiesOf("Education", text)).toEqual(["BSc | Physics | University of Norwood | 2015 | 2018"]);
	});
	test("the word counts at the end only, and behind something that parts it off", () => {
		const texts = ["Current Affairs, BA", "Alternating current", "MSc Physics in progress", "Physics (current)"];
		expect(texts.map((text) => openStatus(text) !== null)).toEqual([false, false, true, true]);
	});
});

describe("a subject and a school that no word tells", () => {
	test.each([
		["Electronics Engineering — IIT Madras", " | Electronics Engineering | IIT Madras |  | "],
		["IIT Madras — Electronics Engineering, 2012 – 2016", " | Electronics Engineering | IIT Madras | 2012 | 2016"],
		[
			"B.Tech, Electronics Engineering — IIT Madras, 2012 – 2016",
			"B.Tech | Electronics Engineering | IIT Madras | 2012 | 2016",
		],
		["Computer Science – Zindo Farnsby, 2012 – 2016", " | Computer Science | Zindo Farnsby | 2012 | 2016"],
		["Economics — LSE\n2012 – 2015", " | Economics | LSE | 2012 | 2015"],
		["Maschinenbau – TU Adlerstadt, 2012 – 2015", " | Maschinenbau | TU Adlerstadt | 2012 | 2015"],
	])("%s", async (line, expected) => {
		expect(await studiesOf("Education", line)).toEqual([expected]);
	});
});

test.each([
	[
		"Westlake High School, 2003 – 2007\nHigh School Diploma",
		"High School Diploma |  | Westlake High School | 2003 | 2007",
	],
	[
		"Université de Rivebourg, DCG Marketing et vente, 2011",
		"DCG | Marketing et vente | Université de Rivebourg |  | 2011",
	],
	[
		"Programme Grande École, Comptabilité et gestion\nÉcole de Rivebourg\n2011 – 2014",
		"Programme Grande École | Comptabilité et gestion | École de Rivebourg | 2011 | 2014",
	],
])("a degree below or beside a school whose name has a degree's words: %s", async (text, expected) => {
	expect(await studiesOf("Education", text)).toEqual([expected]);
});

test.each([
	["Ensino Médio completo – Colégio Aurora – 2003", "Ensino Médio |  | Colégio Aurora |  | 2003"],
	[
		"Lake Technical College - Certificate, Diesel Technology, 2007",
		"Certificate | Diesel Technology | Lake Technical College |  | 2007",
	],
	[
		"CAS Führung im Gesundheitswesen, Hochschule Luzern\n2017 – 2018",
		"CAS | Führung im Gesundheitswesen | Hochschule Luzern | 2017 | 2018",
	],
	[
		"Dipl. Pflegefachfrau HF, Höhere Fachschule Gesundheit\n2011 – 2014",
		"Dipl. Pflegefachfrau HF |  | Höhere Fachschule Gesundheit | 2011 | 2014",
	],
	[
		"Master di I livello in Area Critica\ta.a. 2016/2017\nUniversità Politecnica delle Marche",
		"Master di I livello | Area Critica | Università Politecnica delle Marche | 2016 | 2017",
	],
	[
		"2012 : Master Métiers de l'enseignement, de l'éducation et de la formation, ESPE d'Aquitaine",
		"Master | Métiers de l'enseignement, de l'éducation et de la formation | ESPE d'Aquitaine |  | 2012",
	],
	[
		"Kütahya Kız Meslek Lisesi\nÇocuk Gelişimi\n2006 – 2010",
		" | Çocuk Gelişimi | Kütahya Kız Meslek Lisesi | 2006 | 2010",
	],
	[
		"BTEC Level 3 Retail Management\t2011 - 2013\nStockport College",
		"BTEC Level 3 | Retail Management | Stockport College | 2011 | 2013",
	],
	[
		"Grado Medio - Comercio y Marketing\nIES Andrés de Vandelvira\n2012 - 2014",
		"Grado Medio | Comercio y Marketing | IES Andrés de Vandelvira | 2012 | 2014",
	],
	[
		"Diplôme d'études collégiales (DEC) en Techniques d'éducation\t2013\nCégep de Rimouski",
		"Diplôme d'études collégiales (DEC) | Techniques d'éducation | Cégep de Rimouski |  | 2013",
	],
	[
		"Higher Certificate in Culinary Arts, Galway College\n2012 – 2015",
		"Higher Certificate | Culinary Arts | Galway College | 2012 | 2015",
	],
	[
		"B.S., Elementary Education, Plymouth State University, May 2009; cum laude",
		"B.S. | Elementary Education | Plymouth State University |  | 2009-05",
	],
	[
		"1995: Diploma di Ragioniere conseguito presso I.T.C. Michele Arena",
		"Diploma | Ragioniere | I.T.C. Michele Arena |  | 1995",
	],
])("degrees of schools and trades: %s", async (text, expected) => {
	expect(await studiesOf("Education", text)).toEqual([expected]);
});

test("a degree's abbreviation ends no sentence, and its subject goes on in the line below", async () => {
	const { education } = await parse(
		"Paweł Lis\npawel@example.pl\n\nWykształcenie\n2010 – 2015\nPolitechnika Krakowska, Wydział Inżynierii Lądowej, mgr inż.\nbudownictwo\n\nJęzyki\nangielski B1\n",
	);
	expect(education).toMatchObject([
		{ institution: "Politechnika Krakowska", studyType: "mgr inż.", area: "budownictwo", endDate: "2015" },
	]);
});

/** Age, family, nationality, birth and sex in the middle of sentences: no search finds them, and nothing else is lost with them. */
import { describe, expect, test } from "vitest";
import { withoutProtectedAttributes } from "../../src/analysis/protected-attributes.ts";

describe("of sentences the words that state a protected attribute are left out", () => {
	test.each([
		[
			"46-year-old married engineer, Austrian national, with ten years of Java. Mother of two.",
			"engineer, with ten years of Java.",
		],
		["Married, 3 children. US citizen. Java developer.", "Java developer."],
		["Welder, 52 years old, divorced, citizen of Canada", "Welder"],
		["I am a proud father of three and lead projects", "I am and lead projects"],
		[
			"Ich leite Projekte, bin Österreicher.\n42 Jahre alt, verheiratet, zwei Kinder, österreichischer Staatsbürger",
			"Ich leite Projekte, bin Österreicher.",
		],
		[
			"Comptable, mariée, deux enfants, de nationalité française, 10 ans d'expérience",
			"Comptable, 10 ans d'expérience",
		],
		["Soy casada, madre de dos hijos, con experiencia en ventas", "con experiencia en ventas"],
		["Nata a Milano il 3.5.1987, sposata, infermiera", "infermiera"],
		["Enfermeira, solteira, de nacionalidade portuguesa", "Enfermeira"],
		["Verpleegkundige, gehuwd, twee kinderen, Nederlandse nationaliteit", "Verpleegkundige"],
		["Born in Vienna on 4 May 1988, nurse.", "nurse."],
		["Nurse (she/her) with 5 years", "Nurse with 5 years"],
		["Born 1962, married, two children, Catholic. Welder", "Welder"],
		["Geb. 3.5.1962, römisch-katholisch, Dachdecker", "Dachdecker"],
		["Jahrgang 1975, evangelisch, Köchin", "Köchin"],
		["Nurse, practising Muslim, with ten years", "Nurse, with ten years"],
		["I am a Christian. I teach", "I teach"],
		["Née en 1980, catholique, comptable", "comptable"],
		["Nacido en 1971, católico, soldador", "soldador"],
		["Teacher of the Jewish faith, London", "Teacher, London"],
		["Geboren 1962 in Köln. Dachdecker", "Dachdecker"],
		["Geb. 12. März 1962 in Köln, Dachdecker", "Dachdecker"],
		["I am Catholic and live in Bonn", "and live in Bonn"],
		["Ich bin katholisch und verheiratet", "und verheiratet"],
		["geb. 12.03.1962, ledig, ev., Koch", "Koch"],
		["Married, Christian, two children, cook", "cook"],
		["Chess and go. Religion: Hindu. Cook", "Chess and go. Cook"],
	])("%s", (text, left) => {
		expect(withoutProtectedAttributes(text)).toBe(left);
	});
});

describe("what only looks like it stays", () => {
	test.each([
		"Studied at the Australian National University",
		"Maintained a 20-year-old codebase of a 46-year-old company",
		"Cared for patients aged 65 and for 12-year-old children",
		"Married data from two sources",
		"Taught two children at home; supported the parent of a child with autism",
		"A citizen services portal for the German national railway",
		"US national sales manager",
		"María Casado, manager",
		"Proyectos de participación ciudadana en barrios",
		"Catholic University of Leuven",
		"Caritas, Catholic Charities and Muslim Aid",
		"Islamic finance, Jewish Museum Berlin",
		"Christian Meyer, Hindu College",
		"Katholische Universität Eichstätt",
		"Evangelisches Krankenhaus, Pfleger",
		"I am a Christian Aid volunteer",
		"Taught history of religion and Buddhist art",
		"Teacher of comparative religion",
		"Store opened 1975, renovated 2003",
		"Head of faith schools, Jewish day school",
		"Cloud, agnostic, scalable",
		"Vue, React, agnostic",
		"RK, HSE",
		"Clients: Catholic, Montessori",
		"Employer: Baptist",
		"Company born 2012 in Boston",
		"I am a Catholic school teacher",
		"Founded in 1987, father of the data platform",
	])("%s", (text) => {
		expect(withoutProtectedAttributes(text)).toBe(text);
	});
});

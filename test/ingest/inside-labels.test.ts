import { describe, expect, test } from "vitest";
import { parse } from "./parser.ts";

const studyOf = async (heading: string, text: string) => {
	const resume = await parse(`Jane Roe\njane@example.org\n\n${heading}\n\n${text}\n\nSkills\nPython, SQL\n`);
	const [study] = resume.education ?? [];
	return [study?.institution, study?.studyType, study?.area, study?.score, study?.location];
};

/** Heading, school, degree, label and value of the area, label and value of the grade. */
const LANGUAGES = {
	en: ["Education", "University of Norwood", "BSc", "Major", "Physics", "Grade", "3.9/4.0"],
	de: [
		"Ausbildung",
		"Technische Universität Adlerstadt",
		"Master",
		"Studiengang",
		"Informatik",
		"Abschlussnote",
		"1,3",
	],
	fr: ["Formation", "Université de Rivebourg", "Master", "Spécialité", "Informatique", "Moyenne", "15/20"],
	es: ["Formación", "Universidad de Rivera", "Grado", "Especialidad", "Historia", "Nota media", "8,5"],
	pt: ["Educação", "Universidade de Rivera", "Licenciatura", "Curso", "História", "Média", "15 valores"],
	it: ["Istruzione", "Università di Rivera", "Laurea triennale", "Indirizzo", "Storia", "Voto", "110/110"],
	nl: ["Opleiding", "Universiteit Veenwijk", "Master", "Studierichting", "Geschiedenis", "Gemiddelde", "8,2"],
	sv: ["Utbildning", "Lunds universitet", "Masterexamen", "Inriktning", "Historia", "Betyg", "VG"],
	pl: ["Wykształcenie", "Politechnika Rzeczna", "magister", "Kierunek", "Informatyka", "Ocena", "4,5"],
	tr: ["Eğitim", "Kuzey Üniversitesi", "Lisans", "Bölüm", "Bilgisayar Mühendisliği", "Not ortalaması", "3.4/4"],
} as const;

describe.each(Object.entries(LANGUAGES))("%s", (_, [heading, school, degree, areaLabel, area, gradeLabel, grade]) => {
	test.each([
		["commas", `${school}, ${degree}, ${areaLabel}: ${area}, ${gradeLabel}: ${grade}, 2012 – 2016`],
		["bars", `${school} | ${degree} | ${areaLabel}: ${area} | ${gradeLabel}: ${grade} | 2012 – 2016`],
		["lines", `${school}, ${degree}, 2012 – 2016\n${areaLabel}: ${area}\n${gradeLabel}: ${grade}`],
	])("area and grade behind labels, parted by %s", async (_, text) => {
		expect(await studyOf(heading, text)).toEqual([school, degree, area, grade, undefined]);
	});
});

test("a word before a colon that is no label is no place", async () => {
	const text = "University of Norwood\nBSc Physics, 2012 – 2016\nGrade: First class, Awards: Dean's list";
	expect((await studyOf("Education", text))[4]).toBeUndefined();
});

test("a number in brackets is the grade, not a part of the school's name", async () => {
	const text = "Fachhochschule Oberberg (2,2)\nM.Eng. Bauwesen\n2016";
	expect(await studyOf("Ausbildung", text)).toEqual([
		"Fachhochschule Oberberg",
		"M.Eng.",
		"Bauwesen",
		"2,2",
		undefined,
	]);
});

import { expect, test } from "vitest";
import { parse } from "./parser.ts";

const roleOf = async (heading: string, line: string) => {
	const { work } = await parse(["Anna Smit", "anna@example.com", "", heading, line].join("\n"));
	return work?.map(({ name, position, location }) => [name, position, location]);
};

test.each([
	["Werkervaring", "2015 – 2021  Chauffeur, Erasmus MC (locatie Sophia)", ["Erasmus MC (locatie Sophia)", "Chauffeur"]],
	["Berufserfahrung", "2015 – 2021  Schlosser, Hagemann AG (Werk Kassel)", ["Hagemann AG (Werk Kassel)", "Schlosser"]],
	["Werkervaring", "2015 – 2021  Chauffeur, PostNL (Utrecht)", ["PostNL", "Chauffeur", "Utrecht"]],
	["Experiência Profissional", "2015 – 2021  Soldador, Teixeira, SGPS, S.A.", ["Teixeira, SGPS, S.A.", "Soldador"]],
	["Experiência Profissional", "2015 – 2021  Soldador na empresa Teixeira, Lda.", ["Teixeira, Lda.", "Soldador"]],
	["Experience", "Welder, Smithson, Inc., Denver, CO, 2015 – 2021", ["Smithson, Inc.", "Welder", "Denver, CO"]],
])("%s: %s", async (heading, line, [name, position, location]) => {
	expect(await roleOf(heading, line)).toEqual([[name, position, location]]);
});

import { expect, test } from "vitest";
import { openWorld } from "./world.ts";

/** The remark that nobody has something says it in the words of whoever asked. */

const world = openWorld({ candidates: [{ id: "a", resume: { work: [{ position: "Wildlife ranger" }] } }] });

async function lacking(query: string): Promise<string[]> {
	const { lint } = await (await world).find(query);
	return lint.flatMap(({ code, message }) => (code === "nobody-has" ? (/“(.*?)”\./.exec(message)?.[1] ?? "") : []));
}

test.each([
	["5+ years java", ["5+ years", "java"]],
	["Java (5+ Jahre)", ["Java", "5+ Jahre"]],
	["nurse with MBA", ["nurse", "with MBA"]],
	["nurse, spoken German (C1)", ["nurse", "spoken German (C1)"]],
	["java NEAR/5 lead", ["java NEAR/5 lead"]],
	["current title:nurse", ["current title:nurse"]],
	["java||kotlin", ["java||kotlin"]],
	["C++ or C#", ["C++ or C#"]],
	["^(java OR kotlin)", ["^(java OR kotlin)"]],
	["+java", ["+java"]],
	['title:"team lead"', ['title:"team lead"']],
	// What stands between is no part of it.
	["engineer java software", ["software engineer", "java"]],
	["must have docker", ["docker"]],
])("%s", async (query, said) => {
	expect(await lacking(query)).toEqual(said);
});

test("where nobody lives within a distance, the remark says so and of which place", async () => {
	const { find } = await openWorld({
		candidates: [
			{ id: "a", resume: { basics: { location: { city: "London", countryCode: "GB" } }, skills: [{ name: "Java" }] } },
		],
		profiles: [{ id: "p", resume: { basics: { location: { city: "Basel", countryCode: "CH" } } } }],
	});
	const remarks = async (query: string) => (await find(query)).lint.map(({ code, message }) => `${code} ${message}`);
	const nobody = (km: number, place: string) =>
		`nobody-near Nobody here lives within ${km} km of ${place}. Ask for a larger distance or another place.`;
	expect(await remarks("near:Atlantis")).toEqual([nobody(50, "“Atlantis” (ZA)")]);
	expect(await remarks("java within 10 km of Zermatt")).toEqual([nobody(10, "“Zermatt” (CH)")]);
	expect(await remarks("java within 20 km of Zermatt or Brig")).toEqual([
		nobody(20, "“Zermatt” (CH)"),
		nobody(20, "“Brig” (CH)"),
	]);
	// Somebody lives there: the list is empty for another reason, or is not.
	expect(await remarks("java within 20 km of Basel")).toEqual([expect.stringMatching(/^no-results/)]);
	expect(await remarks("java within 20 km of London or Zermatt")).toEqual([]);
	expect(await remarks("java NOT near:Zermatt")).toEqual([]);
});

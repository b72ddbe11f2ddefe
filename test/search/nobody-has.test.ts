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

import { expect, test } from "vitest";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { openWorld, recognizer } from "../world.ts";

/** What is shown of words that are searched as a title in another order is what the remark on them says. */

const clauses = (text: string) =>
	interpret(text, recognizer).interpretation.clauses.map(({ kind, text: own }) => `${kind} ${own}`);

test.each([
	["engineer software", ["title engineer software"]],
	["engineer, software", ["title engineer, software"]],
	["nurse registered", ["title nurse registered"]],
	["kotlin engineer software", ["skill kotlin", "title engineer software"]],
	["engineer software senior", ["title engineer software", "seniority senior"]],
	["engineer kotlin software", ["title engineer", "skill kotlin", "title software"]],
	['engineer software "spring boot"', ["title engineer software", 'words "spring boot"']],
	["(engineer software) AND kotlin", ["title engineer software", "skill kotlin"]],
	["engineer software 5+ years", ["title engineer software", "years 5+ years"]],
	// Of these somebody may have the one and not the other.
	["developer java", ["words developer", "skill java"]],
	["+engineer +software", ["words +engineer", "words +software"]],
])("%s", (text, shown) => {
	expect(clauses(text)).toEqual(shown);
});

test("whatever the remark reads as a title is a title among the clauses, and can be switched off as one", async () => {
	const { find } = await openWorld({
		candidates: [{ id: "a", resume: { work: [{ position: "Software Engineer" }] } }],
	});
	const query = "engineer software";
	const { lint, interpretation, total } = await find(query);
	expect(lint.map(({ code }) => code)).toEqual(["title-order"]);
	expect([interpretation.clauses.map(({ id }) => id), total]).toEqual([["title:engineer software"], 1]);
	expect((await find(query, { disabled: ["title:engineer software"] })).interpretation.query).toBe("");
});

import { expect, test } from "vitest";
import type { Hit } from "../../src/domain/hit.ts";
import { sharedSkills } from "../../src/web/recruiter/person/shared-skills.ts";

/** What the page marks as common to two people who are compared. */

type Contribution = NonNullable<Hit["explanation"]>["contributions"][number];

const match = (clause: string, words: string): Contribution => ({
	...{ feature: "match.skill", clause, words, pool: "ats", value: 1, weight: 1, points: 1, places: [], text: "" },
});
const person = (skills: string[], ...contributions: Contribution[]) => ({
	skills,
	explanation: { score: 1, profile: "default", contributions, missing: [], warnings: [], cautions: [] },
});

test("skills of two people are the same by their spelling, or by the part of the query that they answer", () => {
	const ann = person(
		["wound care", "Epic", "triage"],
		match("Wundversorgung", "wound care"),
		match("triage", "triage"),
	);
	const ben = person(["Wundversorgung", "Epic", "Cerner"], match("Wundversorgung", "Wundversorgung"));
	expect([...sharedSkills(ann, ben)].toSorted()).toEqual(["Epic", "Wundversorgung", "wound care"]);
	expect([...sharedSkills({ ...ann, explanation: null }, ben)]).toEqual(["Epic"]);
});

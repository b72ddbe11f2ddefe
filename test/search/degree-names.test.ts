import { expect, test } from "vitest";
import { openWorld } from "./world.ts";

/** The name of a degree says more than its level. */

const studied = (id: string, studyType: string) => ({
	id,
	resume: { basics: { summary: "Consultant" }, education: [{ institution: "TU", studyType }] },
});

test.each(["MBA", "MBA consultant"])("%s: who has it written comes first, then others of its level", async (query) => {
	const world = await openWorld({
		candidates: [
			studied("master", "Master of Science"),
			studied("mba", "MBA"),
			studied("bachelor", "Bachelor of Arts"),
		],
	});
	const { hits, lint } = await world.find(query);
	expect(hits.map(({ candidateId }) => candidateId).slice(0, 2)).toEqual(["mba", "master"]);
	const [remark] = lint.filter(({ code }) => code === "degree-name");
	expect(remark).toMatchObject({ level: "understood", span: { start: 0, end: 3 } });
});

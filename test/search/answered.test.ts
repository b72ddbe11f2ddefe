import { expect, test } from "vitest";
import { openWorld } from "./world.ts";

/** What is said of how well somebody answers a query must be true. */

test("something related scores, and is not said to answer", async () => {
	const world = await openWorld({
		candidates: [
			{ id: "both", resume: { skills: [{ name: "Java" }, { name: "Kubernetes" }] } },
			{ id: "near", resume: { skills: [{ name: "Java" }, { name: "Docker" }] } },
			{ id: "one", resume: { skills: [{ name: "Java" }] } },
		],
	});
	const { hits, total, totalFull } = await world.find("java kubernetes");
	expect(hits.map(({ candidateId }) => candidateId)).toEqual(["both", "near", "one"]);
	expect([total, totalFull]).toEqual([3, 1]);
	const said = hits.map(({ explanation }) => ({
		coverage: explanation?.contributions.find(({ feature }) => feature === "coverage")?.text,
		missing: explanation?.missing,
	}));
	expect(said).toEqual([
		{ coverage: "answers 2 of 2 parts of the query", missing: [] },
		{
			coverage: "answers 1 of 2 parts of the query; there is something related to kubernetes",
			missing: ["kubernetes"],
		},
		{ coverage: "answers 1 of 2 parts of the query", missing: ["kubernetes"] },
	]);
	expect((await world.find("kubernetes")).totalFull).toBe(1);
});

test("a person whose file could not be read comes last, and it is said why", async () => {
	const file = {
		sha256: "0".repeat(64),
		fileName: "scan.pdf",
		size: 1,
		format: null,
		receivedAt: "2026-05-01T00:00:00.000Z",
		failure: { code: "no-text-layer", title: "The file holds only images of text." },
	};
	const world = await openWorld({
		candidates: [
			{ id: "a-unread", file },
			{ id: "b-data", resume: { basics: { name: "Ann" } } },
		],
	});
	const { hits } = await world.find("");
	expect(hits.map(({ candidateId }) => candidateId)).toEqual(["b-data", "a-unread"]);
	expect(hits[1]?.explanation?.warnings[0]).toBe("The resume file could not be read: only what the ATS says is known.");
	expect(JSON.stringify(hits[1]?.explanation)).not.toContain("came as data");
});

import { beforeAll, expect, test } from "vitest";
import { candidateDocument } from "../../src/analysis/person-document.ts";
import { Candidate } from "../../src/domain/candidate.ts";
import { SearchFilters } from "../../src/domain/query.ts";
import type { Change, Store } from "../../src/engine/port.ts";
import { filterNodes } from "../../src/search/plan/filters.ts";
import { recognizer } from "../search/world.ts";
import { filtered } from "./people.ts";
import { describeEngines } from "./worlds.ts";

/** A filter by a skill finds who has it, however either of the two is written. */

const PEOPLE: Readonly<Record<string, string>> = {
	a: "Kubernetes",
	b: "k8s",
	c: "KUBERNETES (K8s)",
	d: "Docker",
	e: "Basket Weaving",
	f: "BASKET WEAVING",
	g: "kubernetes operator pattern",
	h: "Java / Kotlin",
};

function skilled(id: string, name: string): Change {
	const at = "2026-01-01T00:00:00.000Z";
	const resume = { skills: [{ name }] };
	const candidate = Candidate.parse({ id, resume, file: null, match: null, createdAt: at, updatedAt: at });
	const document = candidateDocument(candidate, recognizer);
	return { op: "put", collection: "person", id, record: JSON.stringify(candidate), document };
}

describeEngines("people with a skill", ({ freshStore }) => {
	let store: Store;
	const found = async (filters: object) => {
		const [node] = filterNodes(SearchFilters.parse(filters), recognizer, 0);
		if (node === undefined) throw new Error("The filter made no condition.");
		const { rows } = await store.retrieve(filtered(node));
		return [...rows.ids].toSorted().join("");
	};

	beforeAll(async () => {
		store = await freshStore();
		await store.write(Object.entries(PEOPLE).map(([id, name]) => skilled(id, name)));
	});

	test.each([
		["Kubernetes", "abcg"],
		["kubernetes", "abcg"],
		["K8S", "abcg"],
		["Kubernetes (k8s)", "abcg"],
		["Kubernetes 1.29", "abcg"],
		["Basket weaving", "ef"],
		["java/kotlin", "h"],
		// More than the vocabulary's names in it: by its words.
		["Kubernetes Operator Pattern", "g"],
		["cobol", ""],
	])("%s", async (skill, ids) => {
		expect(await found({ skills: [skill] })).toBe(ids);
		expect(await found({ allSkills: [skill] })).toBe(ids);
	});

	test("any of several", async () => {
		expect(await found({ skills: ["k8s", "docker", "kubernetes operator pattern"] })).toBe("abcdg");
	});
});

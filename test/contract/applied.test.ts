import { beforeAll, expect, test } from "vitest";
import { candidateDocument } from "../../src/analysis/person-document.ts";
import { Candidate } from "../../src/domain/candidate.ts";
import { COLUMNS } from "../../src/domain/document.ts";
import { SearchFilters } from "../../src/domain/query.ts";
import type { Change, Store } from "../../src/engine/port.ts";
import { filterNodes } from "../../src/search/plan/filters.ts";
import { recognizer } from "../search/world.ts";
import { filtered, person } from "./people.ts";
import { describeEngines } from "./worlds.ts";

const applied = (id: string, ...times: (string | undefined)[]): Change => {
	const at = "2026-01-01T00:00:00.000Z";
	const applications = times.map((appliedAt, index) => ({ id: `${id}-${index}`, jobId: "R1", appliedAt }));
	const candidate = Candidate.parse({
		id,
		resume: {},
		file: null,
		match: null,
		applications,
		createdAt: at,
		updatedAt: at,
	});
	const document = candidateDocument(candidate, recognizer);
	return { op: "put", collection: "person", id, record: JSON.stringify(candidate), document };
};

describeEngines("people who applied", ({ freshStore }) => {
	let store: Store;
	const rowsOf = async (filters: object) => {
		const [node] = filterNodes(SearchFilters.parse(filters), recognizer, 0);
		if (node === undefined) throw new Error("The filter made no condition.");
		return (await store.retrieve(filtered(node))).rows;
	};

	beforeAll(async () => {
		store = await freshStore();
		await store.write([
			applied("once", "2026-03-01T00:00:00.000Z"),
			applied("twice", "2025-01-01T00:00:00.000Z", "2023-05-01T00:00:00.000Z"),
			applied("undated", undefined),
			applied("never"),
			// As documents were before the columns were there, and as those of the network are.
			person("unknown", { body: "x" }),
		]);
	});

	test("are found by having an application, whenever; who has none, or of whom it is not known, is not", async () => {
		expect((await rowsOf({ rediscovered: true })).ids.toSorted()).toEqual(["once", "twice", "undated"]);
		expect((await rowsOf({ rediscovered: false })).ids.toSorted()).toEqual(["never", "unknown"]);
	});

	test("come with how many applications they have and when the latest was", async () => {
		const { ids, columns } = await rowsOf({ rediscovered: true });
		const columnOf = (id: string, name: (typeof COLUMNS)[number]) =>
			columns[ids.indexOf(id) * COLUMNS.length + COLUMNS.indexOf(name)];
		expect(["once", "twice", "undated"].map((id) => columnOf(id, "applications"))).toEqual([1, 2, 1]);
		expect(columnOf("twice", "appliedAt")).toBe(Date.UTC(2025, 0, 1));
		expect(columnOf("undated", "appliedAt")).toBeNaN();
	});

	test("stop being found when their last application is gone", async () => {
		await store.write([applied("once")]);
		expect((await rowsOf({ rediscovered: true })).ids.toSorted()).toEqual(["twice", "undated"]);
		await store.write([applied("once", "2026-03-01T00:00:00.000Z")]);
	});
});

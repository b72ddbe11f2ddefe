/** An ATS connects to a served instance, each a process of its own, and finds everything as the protocol says. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../ats-simulator/report.ts";
import { type Ran, runSimulator, type Served, startServer } from "./served.ts";

const SIZE = ["--candidates", "120", "--jobs", "12", "--applications", "110", "--resumes", "2", "--quiet"];
const TIME = 300_000;

const rowOf = ({ rows }: Report, name: string) => rows.find((row) => row.name === name);

function expectAllWell({ code, report }: Ran): void {
	expect(report.faults).toEqual([]);
	expect([code, report.mismatches, report.refusals]).toEqual([0, 0, {}]);
	expect(report.checked).toBeGreaterThan(500);
	expect(report.tokens).toBe(1);
}

describe.each([1, 2])("an ATS that speaks generation %i", (generation) => {
	let served: Served;
	beforeAll(async () => {
		served = await startServer();
	}, TIME);
	afterAll(() => served.stop());

	test("is well served in its first load, edits and deletes", { timeout: TIME }, async () => {
		const phases = ["--phases", "sync,edit,delete", "--generation", String(generation)];
		const ran = await runSimulator(served, [...SIZE, ...phases]);
		expectAllWell(ran);
		expect(rowOf(ran.report, "sync candidate")).toMatchObject({ accepted: 120, refused: 0, requests: 2 });
		expect(rowOf(ran.report, "sync application")).toMatchObject({ accepted: 110, refused: 0, requests: 2 });
		expect(rowOf(ran.report, "mistakes candidate")).toMatchObject({ accepted: 97 });
	});
});

describe("one store behind both generations", () => {
	let served: Served;
	beforeAll(async () => {
		served = await startServer();
	}, TIME);
	afterAll(() => served.stop());

	test("what one sent the other sends again, reads, and deletes", { timeout: TIME }, async () => {
		expectAllWell(await runSimulator(served, [...SIZE, "--phases", "sync", "--generation", "1"]));
		expectAllWell(await runSimulator(served, [...SIZE, "--phases", "sync", "--generation", "2"]));
		const { code, report } = await runSimulator(served, [...SIZE, "--phases", "delete", "--generation", "2"]);
		expect([code, report.faults]).toEqual([0, []]);
	});
});

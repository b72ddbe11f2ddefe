import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ProjectRow } from "../../src/domain/desk.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { COVERED } from "../../src/search/blind.ts";
import { type DeskRig, openDesk, type Recruiter } from "./desk-rig.ts";

const INES = { candidateId: "c-1" };
const MAX = { profileId: "n-1" };

let desk: DeskRig;
let rita: Recruiter;
beforeAll(async () => {
	desk = await openDesk();
	rita = await desk.recruiter("acme", "rita");
	const basics = { name: "Inès Girard", email: "ines@example.com" };
	await rita.import({ id: "c-1", resume: { basics }, tags: ["ask Inès Girard", "silver"] });
	await desk.network([{ id: "n-1", resume: { basics: { name: "Max Power" } } }]);
	await rita.bulk("tag", [MAX], { tags: ["call Power"] });
});
afterAll(() => desk.close());
beforeEach(async () => {
	await rita.send("DELETE", "/v1/projects/p");
	await rita.send("PUT", "/v1/projects/p", { name: "p", shared: true });
	await rita.bulk("addToProject", [INES, MAX], {
		project: "p",
		blind: true,
		note: "Girard or Power, ines@example.com",
	});
});

const rowsOf = async (): Promise<ProjectRow[]> =>
	(await rita.send("POST", "/v1/projects/p/export", { format: "json", contact: true })).json().rows;
const latest = async () =>
	(await desk.harness.tenancy.audit.latest(parseTenantId("acme"), 20)).map(({ action }) => action);

describe("a short list with people from a blind list", () => {
	test("is taken away with tags and notes that do not tell who they are", async () => {
		const csv = (await rita.send("POST", "/v1/projects/p/export", { format: "csv" })).body;
		expect(csv).not.toMatch(/Inès|Max|call Power/);
		expect((await rowsOf()).map(({ name, tags, note }) => [name, tags, note])).toEqual([
			[null, [`ask ${COVERED} ${COVERED}`, "silver"], `${COVERED} or Power, ${COVERED}`],
			[null, [`call ${COVERED}`], `Girard or ${COVERED}, ${COVERED}`],
		]);
	});

	test("is uncovered by nobody who may not read records, and nothing else is done with them then", async () => {
		const other = await desk.recruiter("acme", null, ["search", "desk:read", "desk:write"]);
		expect((await other.send("GET", "/v1/candidates/c-1")).statusCode).toBe(403);
		const uncovering = { action: "updateInProject", project: "p", blind: false, status: "hired", people: [INES, MAX] };
		const { statusCode, ...refused } = await other.send("POST", "/v1/people/bulk", uncovering);
		expect([statusCode, refused.json().code]).toEqual([403, "insufficient-scope"]);
		const [denied] = await desk.harness.tenancy.audit.latest(parseTenantId("acme"), 1);
		expect(denied).toMatchObject({ subject: { permission: "candidates:read" }, result: { outcome: "denied" } });
		expect((await rowsOf()).map(({ name, status }) => [name, status])).toEqual([
			[null, "sourced"],
			[null, "sourced"],
		]);
		expect((await other.bulk("updateInProject", [INES], { project: "p", status: "hired" })).done).toBe(1);
	});

	test("is uncovered as records are opened: the log says whose", async () => {
		await rita.bulk("updateInProject", [INES], { project: "p", blind: false });
		const entries = await desk.harness.tenancy.audit.latest(parseTenantId("acme"), 3);
		expect(entries.find(({ action }) => action === "candidate.open")).toMatchObject({
			subject: { candidateIds: ["c-1"], about: "updateInProject" },
			result: { outcome: "ok", count: 1, ids: ["c-1"] },
		});
		expect((await rowsOf()).map(({ name, email }) => [name, email])).toEqual([
			["Inès Girard", "ines@example.com"],
			[null, null],
		]);
		const opened = (await latest()).filter((action) => action === "candidate.open").length;
		await rita.bulk("updateInProject", [INES], { project: "p", blind: false, status: "hired" });
		expect((await latest()).filter((action) => action === "candidate.open").length).toBe(opened);
	});
});

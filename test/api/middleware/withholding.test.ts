import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { TenantId } from "../../../src/domain/tenant.ts";
import { openPruning } from "../../../src/server/pruning.ts";
import { changeSyncSettings, resumeSyncSettings } from "../../../src/sync/change-settings.ts";
import { form } from "../requests.ts";
import { application, candidate, posting, T0 } from "./samples.ts";
import { GENERATION_2, openWire, type Wire } from "./wire-rig.ts";

let wire: Wire;
beforeEach(async () => {
	wire = await openWire();
});
afterEach(() => wire.close());

const send = (elements: readonly object[]) =>
	wire.post("/v2/simpleJobPostings", { elements }, { "x-restli-method": "batch_create" });
const settings = (change: object) => wire.v1("PATCH", "/v1/sync/settings", change);
const person = async (id: string) => (await wire.v1("GET", `/v1/candidates/${id}`)).json();
const health = async () => (await wire.v1("GET", "/v1/sync")).json();
const statuses = (answer: { json: () => { results: object; errors: object } }) =>
	[...Object.values(answer.json().results), ...Object.values(answer.json().errors)].map(({ status }) => status);
const failed = (error: unknown) => expect(error).toBe("nothing");
const below = (id: string) => `/v2/atsApplications/${wire.applicationKey(id)}`;

async function fill() {
	await send([
		posting(wire.organization, { externalJobPostingId: "R1", title: "Welder" }),
		posting(wire.organization, { externalJobPostingId: "R2", title: "Chief executive (confidential)" }),
	]);
	await wire.put("/v2/atsCandidates", { [wire.candidateKey("A1")]: candidate() });
	await wire.put("/v2/atsApplications", {
		[wire.applicationKey("J1")]: application({ atsCandidateId: "A1", atsJobPostingId: "R1" }),
		[wire.applicationKey("J2")]: application({ atsCandidateId: "A1", atsJobPostingId: "R2" }),
	});
	await wire.put(`/v2/atsCandidates/${wire.candidateKey("A1")}/notes`, { N1: { note: "Likes Mondays" } });
	await wire.put(`${below("J1")}/notes`, { N1: { note: "Came by bike" } });
	await wire.put(`${below("J2")}/interviewFeedback`, { F1: { feedback: "Boardroom manners" } });
}

describe("what a tenant withholds", () => {
	test("notes: refused, counted, and what was stored is removed; back on, they are taken again", async () => {
		await fill();
		const changed = await settings({ notes: false });
		expect(changed.json()).toMatchObject({
			settings: { notes: false },
			removed: { "candidate-note": 1, "application-note": 1 },
		});
		expect((await person("A1")).notes).toEqual([]);
		const refused = await wire.put(`${below("J1")}/notes`, { N2: { note: "Again" } });
		const [error] = Object.values(refused.json().errors) as { status: number; message: string }[];
		expect(error).toMatchObject({ status: 403, message: expect.stringContaining("The setting notes ") });
		expect((await health()).kinds["application-note"]).toMatchObject({ stored: 0, withheld: 1 });
		await settings({ notes: true });
		expect(statuses(await wire.put(`${below("J1")}/notes`, { N2: { note: "Again" } }))).toEqual([204]);
	});

	test("R21: a legal hold that comes while it is removed keeps the rest until it ends", async () => {
		await fill();
		const early = await wire.scope();
		const acme = "acme" as TenantId;
		await wire.tenancy.tenants.update(acme, { legalHold: { reason: "case 12" } });
		const change = changeSyncSettings(early, wire.ingest, { notes: false });
		await expect(change).rejects.toMatchObject({ code: "legal-hold" });
		// Nor does it keep other tenants from theirs.
		await resumeSyncSettings(async () => early, wire.ingest, [acme], failed);
		expect((await person("A1")).notes).toHaveLength(2);
		await wire.tenancy.tenants.update(acme, { legalHold: null });
		await resumeSyncSettings(wire.tenancy.openScope, wire.ingest, [acme], failed);
		expect((await person("A1")).notes).toEqual([]);
	});

	test("R21: under a legal hold a job that a rule comes to keep out stays, and goes with the hourly pass when it has ended", async () => {
		const hold = (legalHold: { reason: string } | null) => wire.tenancy.tenants.update("acme" as never, { legalHold });
		vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
		onTestFinished(() => void vi.useRealTimers());
		const passes: Promise<void>[] = [];
		const resumeRemoving = async (of: readonly TenantId[]) => {
			passes.push(resumeSyncSettings(wire.tenancy.openScope, wire.ingest, of, failed));
			await passes.at(-1);
		};
		const passed = async (count: number) => {
			while (passes.length < count) await new Promise(setImmediate);
			await passes.at(-1);
		};
		const jobs = async () => (await (await wire.scope()).store.list("job", { limit: 9 })).map(({ id }) => id).sort();
		await settings({ withheldJobs: { rules: [{ field: "title", contains: "secret" }] } });
		await fill();
		await hold({ reason: "case 12" });
		await send([posting(wire.organization, { externalJobPostingId: "R1", title: "Welder (secret)" })]);
		const key = `(externalJobRequisitionId:R2,integrationContext:${encodeURIComponent(wire.organization)})`;
		expect(statuses(await wire.remove(`/rest/jobRequisitions?ids=List(${key})`, GENERATION_2))).toEqual([409]);
		const exportJobs = { sweep: async () => {} };
		const log = { error: (told: unknown) => expect(told).toBe("nothing") } as never;
		const pruning = openPruning({ tenancy: wire.tenancy, sync: wire.ingest, exportJobs, resumeRemoving }, log);
		await passed(1);
		expect(await jobs()).toEqual(["R1", "R2"]);
		expect((await person("A1")).applications.length).toBe(2);
		await hold(null);
		vi.advanceTimersByTime(3_600_000);
		await passed(2);
		expect(await jobs()).toEqual(["R2"]);
		expect((await person("A1")).applications.length).toBe(1);
		await pruning.close();
	});

	test("interview feedback", async () => {
		await fill();
		await settings({ interviewFeedback: false });
		expect((await person("A1")).feedback).toEqual([]);
		expect(statuses(await wire.put(`${below("J1")}/interviewFeedback`, { F2: { feedback: "x" } }))).toEqual([403]);
	});

	test.each([
		["by id", { ids: ["R2"] }],
		["by rule", { rules: [{ field: "title", contains: "CONFIDENTIAL" }] }],
	])("a job %s: job and applications go, and do not come back", async (_how, withheldJobs) => {
		await fill();
		await settings({ withheldJobs });
		expect((await wire.v1("GET", "/v1/jobs/R2")).statusCode).toBe(404);
		const { applications, feedback } = await person("A1");
		expect([applications.map(({ id }: { id: string }) => id), feedback]).toEqual([["J1"], []]);
		const again = await send([
			posting(wire.organization, { externalJobPostingId: "R2", title: "Chief executive (confidential)" }),
		]);
		expect(again.json().elements).toMatchObject([
			{ status: 403, error: { message: expect.stringContaining("withheldJobs.") } },
		]);
		const late = application({ atsCandidateId: "A1", atsJobPostingId: "R2", atsLastModifiedAt: T0 + 5 });
		expect(statuses(await wire.put("/v2/atsApplications", { [wire.applicationKey("J2")]: late }))).toEqual([403]);
		expect(JSON.stringify(await (await wire.scope()).store.list("ats", { limit: 100 }))).not.toContain("Boardroom");
	});

	test("a job that was harmless and is withheld when it changes: what was taken of it goes", async () => {
		await settings({ withheldJobs: { rules: [{ field: "title", contains: "secret" }] } });
		await fill();
		const renamed = posting(wire.organization, {
			externalJobPostingId: "R1",
			title: "Secret welder",
			jobPostingOperationType: "UPDATE",
		});
		expect((await send([renamed])).json().elements[0].status).toBe(403);
		expect((await person("A1")).applications.map(({ id }: { id: string }) => id)).toEqual(["J2"]);
		expect((await wire.v1("GET", "/v1/jobs/R1")).statusCode).toBe(404);
	});

	test("a rule that names no known field is refused", async () => {
		expect((await settings({ withheldJobs: { rules: [{ field: "salary", contains: "x" }] } })).statusCode).toBe(422);
	});
});

describe("resumes", () => {
	const key = (id: string) => `(attachmentId:${id},integrationContext:${encodeURIComponent(wire.organization)})`;
	const put = (id: string, entity: object) => wire.put("/rest/attachments", { [key(id)]: entity }, GENERATION_2);
	const file = (text: string) => ({
		externalCandidateId: "A1",
		attachmentType: "RESUME",
		fileName: "ann.txt",
		content: Buffer.from(text).toString("base64"),
	});

	test("an attachment is parsed into the candidate it names; the ATS keeps the last word on name and address", async () => {
		await fill();
		expect(statuses(await put("F1", file("Anastasia Poe\nWelding")))).toEqual([204]);
		const stored = await person("A1");
		expect(stored.file).toMatchObject({ fileName: "ann.txt" });
		expect(stored.resume.basics.name).toBe("Ann Poe");
		const back = await wire.v1("GET", "/v1/candidates/A1/resume");
		expect(back.body).toBe("Anastasia Poe\nWelding");
		const read = await wire.get(`/rest/attachments?ids=List(${key("F1")})`, GENERATION_2);
		expect(read.json().results[key("F1")]).toMatchObject({ externalCandidateId: "A1", fileName: "ann.txt", size: 21 });
		await wire.remove(`/rest/attachments?ids=List(${key("F1")})`, GENERATION_2);
		expect((await person("A1")).file).toBeNull();
		expect(await (await wire.scope()).store.list("original", { limit: 10 })).toEqual([]);
	});

	test("a file that cannot be read is kept, and said to be (202)", async () => {
		await fill();
		expect(statuses(await put("F1", file("%damaged")))).toEqual([202]);
		expect((await person("A1")).file.failure.code).toBe("file-corrupt");
	});

	test.each([
		[{ content: "***" }, "/content"],
		[{ content: undefined }, "/content"],
		[{ externalCandidateId: undefined }, "/externalCandidateId"],
	])("%j is refused at its place", async (more, place) => {
		const [error] = Object.values((await put("F1", { ...file("x"), ...more })).json().errors) as { message: string }[];
		expect(error?.message).toContain(`ERROR :: ${place}`);
	});

	test("an address that was asked for takes one file, once, for a quarter of an hour", async () => {
		await fill();
		const ask = () =>
			wire.post("/v2/hireMediaUrl", {
				contentType: "text/plain",
				fileName: "ann.txt",
				usageParameters: {
					recruiterSystemConnectResumeParameters: { atsCandidateId: "A1", atsJobApplicationId: "J1" },
				},
			});
		const { uploadUrl } = (await ask()).json();
		const upload = (url: string) =>
			wire.app.inject({
				method: "PUT",
				url: new URL(url).pathname,
				payload: "Ann Poe",
				headers: { "content-type": "text/plain" },
			});
		expect((await upload(uploadUrl)).statusCode).toBe(201);
		expect((await person("A1")).file).toMatchObject({ fileName: "ann.txt" });
		expect((await upload(uploadUrl)).statusCode).toBe(404);
		const late = (await ask()).json().uploadUrl;
		wire.pass(16 * 60_000);
		expect((await upload(late)).statusCode).toBe(404);
	});

	test("a form brings file and ids together", async () => {
		await fill();
		const { headers, payload } = form([{ name: "ann.txt", content: "Ann Poe" }]);
		const boundary = "----tributary";
		const field = (name: string, value: string) =>
			Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
		const answer = await wire.app.inject({
			method: "POST",
			url: "/v2/resumes",
			headers: { ...headers, authorization: `Bearer ${wire.token}` },
			payload: Buffer.concat([
				field("integrationContext", wire.organization),
				field("atsCandidateId", "A1"),
				payload as Buffer,
			]),
		});
		expect([answer.statusCode, answer.json()]).toMatchObject([200, { candidateId: "A1", failure: null }]);
		const foreign = await wire.app.inject({
			method: "POST",
			url: "/v2/resumes",
			headers: { ...headers, authorization: `Bearer ${wire.token}` },
			payload: Buffer.concat([field("integrationContext", wire.foreign), payload as Buffer]),
		});
		expect(foreign.statusCode).toBe(403);
	});

	test("withheld: refused, counted, and what was stored is removed with what was read in it", async () => {
		await fill();
		await put("F1", file("Ann Poe"));
		expect((await settings({ resumes: false })).json().removed).toEqual({ attachment: 1 });
		expect((await person("A1")).file).toBeNull();
		expect(statuses(await put("F2", file("Ann Poe")))).toEqual([403]);
		expect((await health()).kinds.attachment).toMatchObject({ stored: 0, withheld: 1 });
	});
});

test("sync health tells what came and what became of it", async () => {
	await fill();
	await wire.put("/v2/atsCandidates", {
		[wire.candidateKey("A1")]: candidate({ atsLastModifiedAt: T0 + 1 }),
		[wire.candidateKey("A2")]: candidate({ firstName: "" }),
	});
	await wire.put("/v2/atsCandidates", { [wire.candidateKey("A1")]: candidate() });
	const { kinds, failures } = await health();
	expect(kinds.candidate).toMatchObject({
		stored: 1,
		created: 1,
		updated: 1,
		refused: 1,
		stale: 1,
		newestChangeAt: new Date(T0 + 1).toISOString(),
	});
	expect(failures).toMatchObject([
		{ kind: "candidate", path: ["A2"], code: "invalid-field", detail: expect.stringContaining("/firstName") },
	]);
	expect(JSON.stringify(failures)).not.toContain("example.com");
});

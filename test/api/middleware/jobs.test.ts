import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { posting, T0 } from "./samples.ts";
import { GENERATION_2, openWire, type Wire } from "./wire-rig.ts";

let wire: Wire;
beforeAll(async () => {
	wire = await openWire();
});
afterAll(() => wire.close());

const create = { "x-restli-method": "batch_create" };
const send = (elements: readonly object[], headers: Record<string, string> = create) =>
	wire.post("/v2/simpleJobPostings", { elements }, headers);
const one = (more: object) => posting(wire.organization, more);

/** Status and message of the only element. */
async function element(more: object) {
	const answer = await send([one(more)]);
	const [{ status, error }] = answer.json().elements;
	return { status, message: error?.message ?? "" };
}

describe("every row of the documented error table", () => {
	test.each([
		["a missing field", { title: undefined }, 422, "ERROR :: /title :: field is required but not found"],
		["a missing operation", { jobPostingOperationType: undefined }, 422, "/jobPostingOperationType"],
		["a wrong type", { title: 7 }, 422, "ERROR :: /title :: value cannot be coerced to String"],
		["a wrong enum", { employmentStatus: "SOMETIMES" }, 422, "/employmentStatus"],
		["a wrong operation", { jobPostingOperationType: "OPEN" }, 422, "/jobPostingOperationType"],
		["two workplace types", { workplaceTypes: ["Remote", "Hybrid"] }, 400, "/workplaceTypes"],
		["a bad apply URL", { companyApplyUrl: "not a url" }, 400, "/companyApplyUrl"],
		["a script as apply URL", { companyApplyUrl: "javascript:alert(1)" }, 400, "/companyApplyUrl"],
		["no company reference", { integrationContext: undefined }, 400, "companyPageUrl or companyName"],
		["a short description", { description: "Too short." }, 422, "/description"],
		["a long title", { title: "x".repeat(201) }, 422, "/title"],
		["8 further locations", { alternateLocations: Array(8).fill("Berlin") }, 422, "/alternateLocations"],
		["4 categories", { categories: ["a", "b", "c", "d"] }, 422, "/categories"],
		["listed tomorrow", { listedAt: Date.now() + 86_400_000 }, 422, "/listedAt"],
		["expired yesterday", { expireAt: Date.now() - 86_400_000 }, 422, "/expireAt"],
		["an industry that is no URN", { industries: ["4"] }, 422, "/industries/0"],
		["an empty id", { externalJobPostingId: "" }, 422, "/externalJobPostingId"],
		["closing an unknown job", { externalJobPostingId: "never", jobPostingOperationType: "CLOSE" }, 409, "never"],
	])("%s", async (_name, more, status, message) => {
		expect(await element(more)).toEqual({ status, message: expect.stringContaining(message) });
	});

	test("without the header batch_create: 403", async () => {
		expect((await send([one({})], {})).statusCode).toBe(403);
	});

	test("another organization: 403, and nothing of the call is taken", async () => {
		const answer = await send([
			one({ externalJobPostingId: "X1" }),
			posting(wire.foreign, { externalJobPostingId: "X2" }),
		]);
		expect(answer.statusCode).toBe(403);
		expect((await wire.v1("GET", "/v1/jobs/X1")).statusCode).toBe(404);
	});

	test("the same id twice in a call: both are refused, the others taken", async () => {
		const answer = await send(["D1", "D1", "D2"].map((externalJobPostingId) => one({ externalJobPostingId })));
		expect(answer.json().elements.map(({ status }: { status: number }) => status)).toEqual([400, 400, 202]);
	});

	test("a path that leads nowhere: 404", async () => {
		const answer = await wire.get("/v2/simpleJobPosting");
		expect([answer.statusCode, answer.json()]).toMatchObject([404, { serviceErrorCode: 404, status: 404 }]);
	});
});

describe("a posting and its task", () => {
	test("is answered with a task, which tells how it went, for 30 days", async () => {
		const answer = await send([one({ externalJobPostingId: "R1" })]);
		const [{ id, status }] = answer.json().elements;
		expect([answer.statusCode, status, id]).toEqual([
			200,
			202,
			expect.stringMatching(/^urn:li:simpleJobPostingTask:[0-9a-f-]{36}$/),
		]);
		const ids = [id, "urn:li:simpleJobPostingTask:nothing"].map((task) => `ids=${task}`).join("&");
		const { results, statuses } = (await wire.get(`/v2/simpleJobPostingTasks?${ids}`)).json();
		expect(results).toEqual({ [id]: { id, status: "SUCCEEDED", externalJobPostingId: "R1" } });
		expect(Object.values(statuses)).toEqual([200, 404]);
	});

	test("is a job of ours: text without markup, private unless said otherwise", async () => {
		await send([one({ externalJobPostingId: "R2", availability: undefined })]);
		expect((await wire.v1("GET", "/v1/jobs/R2")).json()).toMatchObject({
			id: "R2",
			title: "Welder (m/f/d)",
			status: "open",
			availability: "private",
			description: expect.stringMatching(/^We weld steel and aluminium\./),
		});
		await send([one({ externalJobPostingId: "R3", availability: "PUBLIC", listedAt: T0 / 1000 })]);
		expect((await wire.v1("GET", "/v1/jobs/R3")).json()).toMatchObject({ availability: "public" });
	});

	test("RSC-102: private and public, and from one to the other (JP-014, JP-015A)", async () => {
		for (const [availability, shown] of [
			["PRIVATE_TO_ATS_INTEGRATION", "private"],
			["PUBLIC", "public"],
		]) {
			await send([one({ externalJobPostingId: "R4", availability, jobPostingOperationType: "UPDATE" })]);
			expect((await wire.v1("GET", "/v1/jobs/R4")).json()).toMatchObject({ availability: shown });
		}
	});

	test("is closed by CLOSE or by the state of old clients, with its data kept; and opened again", async () => {
		await send([one({ externalJobPostingId: "R5" })]);
		const closing = {
			integrationContext: wire.organization,
			externalJobPostingId: "R5",
			jobPostingOperationType: "CLOSE",
		};
		expect((await send([closing])).json().elements[0].status).toBe(202);
		expect((await wire.v1("GET", "/v1/jobs/R5")).json()).toMatchObject({ status: "closed", title: "Welder (m/f/d)" });
		expect((await send([closing])).json().elements[0].status).toBe(409);
		await send([one({ externalJobPostingId: "R5", jobPostingOperationType: undefined, state: "LISTED" })]);
		expect((await wire.v1("GET", "/v1/jobs/R5")).json()).toMatchObject({ status: "open" });
		await send([one({ externalJobPostingId: "R5", jobPostingOperationType: undefined, state: "CLOSED" })]);
		expect((await wire.v1("GET", "/v1/jobs/R5")).json()).toMatchObject({ status: "closed" });
	});

	describe.each([
		["private", "PRIVATE_TO_ATS_INTEGRATION", "JP-017", "JP-018"],
		["public", "PUBLIC", "JP-015B", "JP-015C"],
	])("a %s job", (shown, availability, promotion, demotion) => {
		const id = `listing-${shown}`;
		const update = async (more: object) => {
			const named = { externalJobPostingId: id, availability, jobPostingOperationType: "UPDATE" };
			const answer = await send([one({ ...named, ...more })]);
			expect(answer.json().elements[0].status).toBe(202);
			const key = `(externalJobRequisitionId:${id},integrationContext:${encodeURIComponent(wire.organization)})`;
			const got = await wire.get(`/rest/jobRequisitions?ids=List(${key})`, GENERATION_2);
			return got.json().results[key];
		};

		test(`${promotion}: is promoted to premium under the same id, and its title is changed without demoting it`, async () => {
			expect(await update({ listingType: "BASIC" })).toMatchObject({ listingType: "BASIC", state: "LISTED" });
			expect(await update({ listingType: "PREMIUM" })).toMatchObject({ listingType: "PREMIUM", state: "LISTED" });
			const renamed = await update({ listingType: "PREMIUM", title: "Senior welder" });
			expect(renamed).toMatchObject({ listingType: "PREMIUM", title: "Senior welder", availability });
			expect((await wire.v1("GET", `/v1/jobs/${id}`)).json()).toMatchObject({ status: "open", availability: shown });
		});

		test(`${demotion}: is demoted to basic under the same id, and stays so when it is closed`, async () => {
			await update({ listingType: "PREMIUM" });
			expect(await update({ listingType: "BASIC" })).toMatchObject({ listingType: "BASIC", state: "LISTED" });
			const closed = await update({ jobPostingOperationType: "CLOSE", listingType: undefined });
			expect(closed).toMatchObject({ listingType: "BASIC", state: "CLOSED", availability });
		});

		test("has no listing type but these two", async () => {
			const answer = await send([one({ externalJobPostingId: id, listingType: "GOLD" })]);
			expect(answer.json().elements[0].error.message).toContain("/listingType");
		});
	});

	test.each([
		["a title that is too long", { title: "x".repeat(600) }],
		["a description that is too long", { description: "x".repeat(100_001) }],
		["members of other types", { title: 7, description: ["x"], location: {}, accessRestricted: "yes", skills: {} }],
	])("is closed whatever else is sent, which is left as it was: %s", async (_, more) => {
		await send([one({ externalJobPostingId: "R6", companyName: "Acme Metal", jobPostingOperationType: "UPDATE" })]);
		const closing = {
			integrationContext: wire.organization,
			externalJobPostingId: "R6",
			jobPostingOperationType: "CLOSE",
			companyName: "  ",
			...more,
		};
		const answer = await send([closing]);
		expect([answer.statusCode, answer.json().elements[0].status]).toEqual([200, 202]);
		expect((await wire.v1("GET", "/v1/jobs/R6")).json()).toMatchObject({
			status: "closed",
			title: "Welder (m/f/d)",
			company: "Acme Metal",
			availability: "private",
		});
	});

	test("blanks are no company", async () => {
		const nobody = { integrationContext: undefined, companyPageUrl: undefined, companyName: " \t " };
		const answer = await send([one({ externalJobPostingId: "R7", ...nobody })]);
		expect(answer.json().elements[0]).toMatchObject({
			status: 400,
			error: { message: expect.stringContaining("no company") },
		});
	});

	test("RSC-201: all jobs are there, closed ones too, and the counts say so", async () => {
		const jobs = (await wire.v1("GET", "/v1/jobs?limit=100")).json().items;
		const { kinds } = (await wire.v1("GET", "/v1/sync")).json();
		expect(kinds.job.stored).toBe(jobs.length);
	});
});

test("requisitions of the second generation: written, read, deleted", async () => {
	const key = `(externalJobRequisitionId:Q1,integrationContext:${encodeURIComponent(wire.organization)})`;
	const url = "/rest/jobRequisitions";
	const put = await wire.put(
		url,
		{ [key]: { title: "Nurse", availability: "PUBLIC", vanityIdentifier: "N-1" } },
		GENERATION_2,
	);
	expect(put.json().results).toEqual({ [key]: { status: 204 } });
	const got = await wire.get(`${url}?ids=List(${key})`, GENERATION_2);
	expect(got.json().results[key]).toMatchObject({ title: "Nurse", vanityIdentifier: "N-1", state: "LISTED" });
	expect((await wire.v1("GET", "/v1/jobs/Q1")).json()).toMatchObject({ title: "Nurse" });
	expect((await wire.remove(`${url}?ids=List(${key})`, GENERATION_2)).json().results).toEqual({
		[key]: { status: 204 },
	});
	expect((await wire.v1("GET", "/v1/jobs/Q1")).statusCode).toBe(404);
});

describe("access lists", () => {
	const acl = (list: string, job = "R1") =>
		`atsEntityAclId=${list}&dataProvider=ATS&integrationContext=${wire.organization}&atsEntityId=${job}&atsEntityType=JOB_POSTING`;
	const member = (list: string, person = "urn:li:person:p1") =>
		`atsEntityAclId=${list}&integrationContext=${wire.organization}&dataProvider=ATS&assignee=${person}&atsEntityType=JOB_POSTING`;
	const statuses = (answer: { json: () => { results: object; errors: object } }) =>
		[...Object.values(answer.json().results), ...Object.values(answer.json().errors)].map(({ status }) => status);

	beforeEach(async () => {
		await wire.put("/v2/atsEntityAcls", { [acl("managers")]: {} });
	});

	test("a job's lists, and a person's, are found; both leave again and come back", async () => {
		const query = `q=criteria&dataProvider=ATS&integrationContext=${wire.organization}`;
		const lists = await wire.get(`/v2/atsEntityAcls?${query}&atsEntityId=R1&atsEntityType=JOB_POSTING`);
		expect(lists.json().elements).toMatchObject([{ atsEntityAclId: "managers", atsEntityId: "R1" }]);
		const url = "/v2/atsEntityAclAssignees";
		const find = async () =>
			(await wire.get(`${url}?${query}&assignee=urn:li:person:p1`))
				.json()
				.elements.map((one: { atsEntityAclId: string }) => one.atsEntityAclId);
		expect(statuses(await wire.put(url, { [member("managers")]: {} }))).toEqual([204]);
		expect(await find()).toEqual(["managers"]);
		const ids = member("managers")
			.split("&")
			.map((part) => `ids[0].${part}`)
			.join("&");
		expect(statuses(await wire.remove(`${url}?${ids}`))).toEqual([204]);
		expect(await find()).toEqual([]);
		await wire.put(url, { [member("managers")]: {} });
		expect(await find()).toEqual(["managers"]);
		const second = await wire.get(
			`/rest/entityAclAssignees?q=criteria&integrationContext=${wire.organization}&assignee=urn:li:person:p1`,
			GENERATION_2,
		);
		expect(second.json().elements).toMatchObject([{ entityAclId: "managers", entityType: "JOB_REQUISITION" }]);
	});

	test("a person is on at most 10 lists; only jobs can be secured; an assignee is a person", async () => {
		const entities = Object.fromEntries(
			Array.from({ length: 11 }, (_, index) => [member(`l${index}`, "urn:li:person:p2"), {}]),
		);
		const answer = await wire.put("/v2/atsEntityAclAssignees", entities);
		expect(statuses(answer)).toEqual([...Array(10).fill(204), 422]);
		const other = acl("x").replace("JOB_POSTING", "CANDIDATE");
		expect(statuses(await wire.put("/v2/atsEntityAcls", { [other]: {} }))).toEqual([422]);
		expect(statuses(await wire.put("/v2/atsEntityAclAssignees", { [member("x", "p1")]: {} }))).toEqual([422]);
	});
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { changeSettings } from "../../../src/server/change-settings.ts";
import { erasePerson } from "../../../src/sync/erase-person.ts";
import { readAsText } from "../harness.ts";
import { application, candidate, posting, T0 } from "./samples.ts";
import { GENERATION_2, openWire, type Wire } from "./wire-rig.ts";

/** What an attacker or an unlucky ATS does to the wire. */

let wire: Wire;
beforeEach(async () => {
	wire = await openWire();
});
afterEach(() => wire.close());

type Answer = { json: () => { results: object; errors: object } };
const statuses = (answer: Answer) =>
	[...Object.values(answer.json().results), ...Object.values(answer.json().errors)].map(({ status }) => status);
const put = (id: string, more: object = {}) =>
	wire.put("/v2/atsCandidates", { [wire.candidateKey(id)]: candidate(more) });
const apply = (id: string, more: object = {}) =>
	wire.put("/v2/atsApplications", { [wire.applicationKey(id)]: application(more) });
const person = async (id: string) => {
	const answer = await wire.v1("GET", `/v1/candidates/${id}`);
	return answer.statusCode === 200 ? answer.json() : null;
};
const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
const removeCandidate = (id: string) => wire.remove(`/v2/atsCandidates?${wire.ids(id)}`);
const settings = (change: object) => wire.v1("PATCH", "/v1/sync/settings", change);
const attachment = (id: string) => `(attachmentId:${id},integrationContext:${encodeURIComponent(wire.organization)})`;
const attach = (id: string, externalCandidateId: string, text: string, more: object = {}) => {
	const content = Buffer.from(text).toString("base64");
	const entity = { externalCandidateId, attachmentType: "RESUME", fileName: `${id}.txt`, content, ...more };
	return wire.put("/rest/attachments", { [attachment(id)]: entity }, GENERATION_2);
};
const detach = (id: string) => wire.remove(`/rest/attachments?ids=List(${attachment(id)})`, GENERATION_2);

/** Everything that the tenant's store holds, as text. */
async function everything(): Promise<string> {
	const { store } = await wire.scope();
	const texts: string[] = [];
	for (const collection of ["person", "ats", "original", "merge", "activity", "job", "setting"] as const)
		for (const { id, record } of await store.list(collection, { limit: 1000 })) texts.push(id, record);
	return texts.join("\n");
}

test("R21: under a legal hold nobody is erased, by the API or the ATS, and afterwards he goes", async () => {
	const hold = (reason: string | null) =>
		wire.tenancy.tenants.update("acme" as never, { legalHold: reason === null ? null : { reason } });
	await put("A1");
	await attach("f1", "A1", "Jane Roe, glaciologist");
	const before = (await person("A1")).updatedAt;
	const project = "divers";
	expect((await wire.v1("PUT", `/v1/projects/${project}`, { name: "Divers", shared: true })).statusCode).toBe(201);
	const invited = { email: "ada@acme.example", name: "Ada Quint", roles: ["recruiter"] } as const;
	const account = (await wire.tenancy.accounts.invite("acme" as never, invited as never)).id;
	const files = async () => (await wire.scope()).store.list("original", { limit: 9 });
	const kept = await files();
	await hold("case 12");
	const erase = () => wire.v1("POST", "/v1/erasures", { candidateId: "A1" });
	const refused = await erase();
	expect([refused.statusCode, refused.json().code, refused.json().detail]).toEqual([
		409,
		"legal-hold",
		expect.stringContaining("case 12"),
	]);
	expect(statuses(await removeCandidate("A1"))).toEqual([409]);
	expect(statuses(await detach("f1"))).toEqual([409]);
	expect((await person("A1")).updatedAt).toBe(before);
	const destroying = [
		["PATCH", "/v1/sync/settings", { resumes: false }],
		["PATCH", "/v1/sync/settings", { withheldJobs: { ids: ["R1"] } }],
		["DELETE", "/v1/messages/M1"],
		["DELETE", "/v1/seats/S1"],
		["DELETE", "/v1/projects/P1"],
		["DELETE", "/v1/saved-searches/s1"],
		["DELETE", "/v1/ranking/corpora/c1"],
		["POST", "/v1/people/bulk", { action: "removeFromProject", project, people: [{ candidateId: "A1" }] }],
		["DELETE", `/v1/accounts/${account}`],
	] as const;
	for (const [method, url, payload] of destroying)
		expect([url, (await wire.v1(method, url, payload)).json().code]).toEqual([url, "legal-hold"]);
	for (const change of [{ dropPersonalData: true }, { signals: false }])
		await expect(changeSettings(wire.tenancy, wire.ingest, "acme" as never, change)).rejects.toMatchObject({
			code: "legal-hold",
		});
	expect((await settings({ notes: true })).statusCode).toBe(200);
	expect([(await files()).length, await files()]).toEqual([1, kept]);
	// What a copy brings back that had been erased before goes all the same.
	const deps = { receiptKey: wire.tenancy.certificateKey, clock: () => new Date() } as never;
	const again = erasePerson(await wire.scope(), deps, { candidateId: "nobody" }, "restored-backup", {
		evenOnHold: true,
	});
	await expect(again).rejects.toMatchObject({ code: "not-found" });
	// Another file in the place of the first: both are there.
	await attach("f1", "A1", "Jane Roe, glaciologist and diver");
	expect((await files()).length).toBe(2);
	await hold(null);
	expect(statuses(await removeCandidate("A1"))).toEqual([204]);
	expect(await files()).toEqual([]);
	expect(await person("A1")).toBeNull();
});

describe("ids that fit nowhere", () => {
	test("are refused by themselves, and poison no batch, deletion or setting", async () => {
		const long = "y".repeat(129);
		const batch = await wire.put("/v2/atsCandidates", {
			[wire.candidateKey(long)]: candidate(),
			[wire.candidateKey("A1")]: candidate(),
		});
		expect(statuses(batch)).toEqual([204, 422]);
		const deep = "z".repeat(150);
		expect(statuses(await apply(deep, { atsCandidateId: "A1" }))).toEqual([204]);
		const below = `/v2/atsApplications/${wire.applicationKey(deep)}`;
		expect(statuses(await wire.put(`${below}/notes`, { [deep]: { note: "kept" }, M1: { note: "kept too" } }))).toEqual([
			204, 204,
		]);
		expect(statuses(await wire.put(`${below}/stages`, { [deep]: { atsCreatedAt: T0, stage: "Screen" } }))).toEqual([
			204,
		]);
		expect((await person("A1")).notes).toHaveLength(2);
		expect(statuses(await put("A1", { atsLastModifiedAt: T0 + 1 }))).toEqual([204]);
		expect(statuses(await wire.remove(`${below}/notes?ids=${deep}`))).toEqual([204]);
		expect((await settings({ notes: false })).statusCode).toBe(200);
		expect((await person("A1")).notes).toEqual([]);
		expect((await wire.get(`/v2/atsCandidates?${wire.ids("A1", long)}`)).statusCode).toBe(200);
	});

	test("two keys that name one record: the first is taken, the second told", async () => {
		const other = `externalCandidateId=A1&dataProvider=ATS&integrationContext=${wire.organization}`;
		const answer = await wire.put("/v2/atsCandidates", {
			[wire.candidateKey("A1")]: candidate(),
			[other]: candidate(),
		});
		expect(statuses(answer)).toEqual([204, 400]);
	});

	test("an application and a note that join to the same text stay two", async () => {
		await put("A1");
		await apply("P1", { atsCandidateId: "A1" });
		await apply("P1:X", { atsCandidateId: "A1" });
		await wire.put(`/v2/atsApplications/${wire.applicationKey("P1")}/notes`, { "X:N": { note: "one" } });
		await wire.put(`/v2/atsApplications/${wire.applicationKey("P1:X")}/notes`, { N: { note: "two" } });
		const { notes } = await person("A1");
		expect(new Set(idsOf(notes)).size).toBe(2);
	});
});

describe("applications that name an address only", () => {
	test("are one candidate's, whoever else has the address; deleted, they are nobody's", async () => {
		await put("G1", { emailAddresses: ["s@example.com", "S@example.com"] });
		await put("G2", { emailAddresses: ["s@example.com"] });
		await apply("P1", { candidateEmail: "s@example.com" });
		await put("G2", { emailAddresses: ["s@example.com"], atsLastModifiedAt: T0 + 1 });
		expect([idsOf((await person("G1")).applications), idsOf((await person("G2")).applications)]).toEqual([["P1"], []]);
		const ids = wire
			.applicationKey("P1")
			.split("&")
			.map((part) => `ids[0].${part}`)
			.join("&");
		await wire.remove(`/v2/atsApplications?${ids}`);
		expect((await person("G1")).applications).toEqual([]);
	});

	test("go with the candidate, and are inherited by nobody", async () => {
		await put("C1", { emailAddresses: ["canary@example.com"] });
		await apply("P1", { candidateEmail: "canary@example.com", lastName: "Canary" });
		await wire.put(`/v2/atsApplications/${wire.applicationKey("P1")}/notes`, { N1: { note: "Canary note" } });
		await removeCandidate("C1");
		expect((await everything()).match(/canary/i)).toBeNull();
	});

	test("move when the address does", async () => {
		await put("G1", { emailAddresses: ["s@example.com"] });
		await put("G2", { emailAddresses: ["s@example.com"] });
		await apply("P1", { candidateEmail: "s@example.com" });
		await put("G1", { emailAddresses: ["other@example.com"], atsLastModifiedAt: T0 + 1 });
		expect([idsOf((await person("G1")).applications), idsOf((await person("G2")).applications)]).toEqual([[], ["P1"]]);
	});
});

describe("withheld jobs", () => {
	test("also those that never came: their applications go", async () => {
		await put("A1");
		await apply("P1", { atsCandidateId: "A1", atsJobPostingId: "R9" });
		expect((await settings({ withheldJobs: { ids: ["R9"] } })).json().removed).toEqual({ application: 1 });
		expect((await person("A1")).applications).toEqual([]);
	});

	test("a job that a rule refuses takes applications with it that came before", async () => {
		await put("A1");
		await settings({ withheldJobs: { rules: [{ field: "location", contains: "secret" }] } });
		await apply("P1", { atsCandidateId: "A1", atsJobPostingId: "R1" });
		const job = posting(wire.organization, { location: "Secret place" });
		await wire.post("/v2/simpleJobPostings", { elements: [job] }, { "x-restli-method": "batch_create" });
		expect((await person("A1")).applications).toEqual([]);
		const [error] = Object.values((await apply("P2", { atsCandidateId: "A1", atsJobPostingId: "R1" })).json().errors);
		expect(error).toMatchObject({ status: 403, message: expect.stringContaining("withheldJobs.rules") });
		await settings({ withheldJobs: { rules: [] } });
		expect(statuses(await apply("P2", { atsCandidateId: "A1", atsJobPostingId: "R1" }))).toEqual([204]);
	});

	test("one list changes without the other, and a released id is taken again", async () => {
		const rules = [{ field: "title", contains: "confidential" }];
		await settings({ withheldJobs: { rules } });
		const both = await settings({ withheldJobs: { ids: ["R1"] } });
		expect(both.json().settings.withheldJobs).toEqual({ ids: ["R1"], rules });
		expect(statuses(await apply("P1", { atsJobPostingId: "R1" }))).toEqual([403]);
		await settings({ withheldJobs: { ids: [] } });
		expect(statuses(await apply("P1", { atsJobPostingId: "R1" }))).toEqual([204]);
	});
});

describe("resumes", () => {
	test("of an application stay the candidate's when the application goes, and are found by the switch", async () => {
		await put("A1");
		await apply("P1", { atsCandidateId: "A1" });
		await attach("F1", "A1", "Canary Poe", { externalJobApplicationId: "P1" });
		const ids = wire
			.applicationKey("P1")
			.split("&")
			.map((part) => `ids[0].${part}`)
			.join("&");
		await wire.remove(`/v2/atsApplications?${ids}`);
		expect((await person("A1")).file).not.toBeNull();
		expect((await settings({ resumes: false })).json().removed).toEqual({ attachment: 1 });
		expect(await everything()).not.toContain("F1.txt");
	});

	test("a replaced file is gone, also when it was another candidate's", async () => {
		await put("A1");
		await put("A2");
		await attach("F1", "A1", "first");
		await attach("F1", "A1", "second");
		await attach("F1", "A2", "third");
		const [one, other] = [await person("A1"), await person("A2")];
		expect([one.file, one.olderFiles ?? [], other.file.size]).toEqual([null, [], 5]);
		expect((await (await wire.scope()).store.list("original", { limit: 10 })).length).toBe(1);
	});

	test("the same file twice: it stays until both are gone", async () => {
		await put("A1");
		await attach("F1", "A1", "same");
		await attach("F2", "A1", "same");
		await detach("F1");
		expect((await person("A1")).file).not.toBeNull();
		await detach("F2");
		expect((await person("A1")).file).toBeNull();
	});

	test.each([
		["deleted", () => removeCandidate("A1")],
		["withheld", () => settings({ resumes: false })],
	])("what is %s while it is read does not come back", async (_how, meanwhile) => {
		await wire.close();
		const gate = Promise.withResolvers<void>();
		const begun = Promise.withResolvers<void>();
		wire = await openWire({
			parse: async (input) => {
				begun.resolve();
				await gate.promise;
				return readAsText(input);
			},
		});
		await put("A1");
		const sending = attach("F1", "A1", "Canary Poe");
		await begun.promise;
		await meanwhile();
		gate.resolve();
		expect(statuses(await sending)).toEqual([404]);
		expect(await everything()).not.toContain("F1.txt");
		expect((await everything()).match(/Canary/)).toBeNull();
	});
});

describe("merged candidates", () => {
	const merge = () => wire.v1("POST", "/v1/candidates/S1/merge", { candidateId: "A1" });
	beforeEach(async () => {
		await put("S1");
		await put("A1", { emailAddresses: ["a1@example.com"] });
	});

	test("a resume that is withheld does not come back with an unmerge", async () => {
		await attach("F1", "A1", "Canary Poe");
		await merge();
		await settings({ resumes: false });
		await wire.v1("POST", "/v1/candidates/S1/unmerge", { candidateId: "A1" });
		expect([(await person("S1")).file, (await person("A1")).file]).toEqual([null, null]);
		expect(await everything()).not.toContain("F1.txt");
	});

	test("who took somebody in keeps nothing of him when he is deleted", async () => {
		await attach("F1", "A1", "Canary Poe");
		await merge();
		expect((await person("S1")).file).not.toBeNull();
		await removeCandidate("A1");
		expect((await person("S1")).file).toBeNull();
		expect(await (await wire.scope()).store.list("original", { limit: 10 })).toEqual([]);
		expect(await everything()).not.toMatch(/a1@example\.com|F1\.txt/);
	});

	test("a note that is deleted is not remembered by the merge", async () => {
		await wire.put(`/v2/atsCandidates/${wire.candidateKey("A1")}/notes`, { N1: { note: "Canary note" } });
		await merge();
		await wire.remove(`/v2/atsCandidates/${wire.candidateKey("A1")}/notes?ids=N1`);
		expect(await everything()).not.toContain("Canary note");
	});
});

test("an id that was refused for its length is not kept in full", async () => {
	const elements = [posting(wire.organization, { externalJobPostingId: "i".repeat(150_000) })];
	await wire.post("/v2/simpleJobPostings", { elements }, { "x-restli-method": "batch_create" });
	expect((await wire.v1("GET", "/v1/sync")).body.length).toBeLessThan(10_000);
});

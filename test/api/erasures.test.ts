import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TENANT_COLLECTIONS } from "../../src/tenancy/scope.ts";
import { isSigned } from "../../src/tenancy/signed-json.ts";
import { application, candidate } from "./middleware/samples.ts";
import { GENERATION_2, openWire, type Wire } from "./middleware/wire-rig.ts";

/** A word that stands in nothing but in what is of the person. */
const CANARY = "xanthippe";
const EMAIL = `${CANARY}@example.com`;

let wire: Wire;
beforeEach(async () => {
	wire = await openWire();
});
afterEach(() => wire.close());

/** Everything that the tenant's store holds, as text, the bytes of files included. */
async function everything(): Promise<string> {
	const { store } = await wire.scope();
	const texts: string[] = [];
	for (const collection of TENANT_COLLECTIONS) {
		const listed = await store.list(collection, { limit: 1000 });
		const ids = listed.map(({ id }) => id);
		for (const one of ids.length === 0 ? [] : await store.read(collection, { ids })) {
			if (one === null) continue;
			texts.push(one.id, one.record, Buffer.from(one.blob ?? []).toString("latin1"));
		}
	}
	return texts.join("\n").toLowerCase();
}

const erase = (body: object) => wire.v1("POST", "/v1/erasures", body);
const exists = async (id: string) => (await wire.v1("GET", `/v1/candidates/${id}`)).statusCode === 200;

/** A person in every place that there is, and another one who has a like record in each. */
async function fill(id: string, word: string) {
	const email = `${word}@example.com`;
	const person = { firstName: word, lastName: word, emailAddresses: [email] };
	await wire.put("/v2/atsCandidates", { [wire.candidateKey(id)]: candidate(person) });
	const { firstName, lastName } = person;
	const apply = application({ atsCandidateId: id, firstName, lastName });
	await wire.put("/v2/atsApplications", { [wire.applicationKey(`${id}-app`)]: apply });
	const byMail = application({ firstName, lastName, email, candidateEmail: email });
	await wire.put("/v2/atsApplications", { [wire.applicationKey(`${id}-mail`)]: byMail });
	const below = `/v2/atsApplications/${wire.applicationKey(`${id}-app`)}`;
	await wire.put(`${below}/notes`, { N1: { note: `${word} called` } });
	const attachment = `(attachmentId:${id}-file,integrationContext:${encodeURIComponent(wire.organization)})`;
	const content = Buffer.from(`${word} resume`).toString("base64");
	const file = { externalCandidateId: id, attachmentType: "RESUME", fileName: `${word}.txt`, content };
	await wire.put("/rest/attachments", { [attachment]: file }, GENERATION_2);
	const record = { id: `${id}-twin`, resume: { basics: { name: word, email }, work: [{ name: `${word} Ltd` }] } };
	await wire.app.inject({
		method: "POST",
		url: "/v1/candidates/import",
		headers: { authorization: `Bearer ${wire.token}`, "content-type": "application/x-ndjson" },
		payload: `${JSON.stringify(record)}\n`,
	});
	await wire.v1("POST", `/v1/candidates/${id}/merge`, { candidateId: `${id}-twin` });
	await wire.v1("PUT", `/v1/projects/${id}-project`, { name: "Shortlist", shared: false });
	for (const action of ["hide", "tag"])
		await wire.v1("POST", "/v1/people/bulk", { action, tags: [`${word}-tag`], people: [{ candidateId: id }] });
	await wire.v1("POST", "/v1/people/marks", { mark: "contacted", people: [{ candidateId: id }] });
	const written = { seat: "s-1", profileId: "p-9", candidateId: id, at: "2026-01-01T00:00:00Z" };
	await wire.v1("PUT", `/v1/prospect-notes/${id}-note`, { ...written, text: `${word} is good` });
	const task = new FormData();
	task.append("files", new Blob([`${word} resume`]), `${word}.txt`);
	const sent = new Response(task);
	await wire.app.inject({
		method: "POST",
		url: "/v1/tasks/resumes",
		headers: { authorization: `Bearer ${wire.token}`, "content-type": sent.headers.get("content-type") ?? "" },
		payload: Buffer.from(await sent.arrayBuffer()),
	});
}

describe("a person who asks to be erased", () => {
	test("is gone from every place, and nobody else is", async () => {
		await fill("A1", CANARY);
		await fill("B1", "ophelia");
		const others = (text: string) => text.split("ophelia").length;
		const before = await everything();
		expect(before.split(CANARY).length).toBeGreaterThan(10);
		const answer = await erase({ email: EMAIL, reason: "art17" });
		expect(answer.statusCode).toBe(200);
		const after = await everything();
		expect(after.match(new RegExp(`.{0,80}${CANARY}.{0,40}`))?.[0]).toBeUndefined();
		expect(others(after)).toBe(others(before));
		for (const id of ["A1", "A1-twin"]) expect(await exists(id)).toBe(false);
		expect(await exists("B1")).toBe(true);
	});

	test("gets a receipt that is signed, says what was removed, and names no more of him than ids", async () => {
		await fill("A1", CANARY);
		const receipt = (await erase({ candidateId: "A1" })).json();
		expect(receipt.receipt).toMatchObject({
			tenant: "acme",
			candidateIds: ["A1", "A1-twin"],
			reason: "data-subject-request",
			removed: { person: 1, merge: 1, original: 1 },
		});
		expect(receipt.receipt.removed.ats).toBeGreaterThan(3);
		expect(isSigned(receipt.receipt, receipt.signature, receipt.publicKey)).toBe(true);
		expect(isSigned({ ...receipt.receipt, tenant: "other" }, receipt.signature, receipt.publicKey)).toBe(false);
		expect(JSON.stringify(receipt)).not.toContain(CANARY);
		const log = JSON.stringify(await wire.tenancy.audit.latest("acme" as never, 1000));
		expect(log).toContain('"action":"candidate.delete"');
		expect(log).not.toContain(CANARY);
	});

	test("is found by the id of whoever was merged into him, too", async () => {
		await fill("A1", CANARY);
		expect((await erase({ candidateId: "A1-twin" })).statusCode).toBe(200);
		expect(await exists("A1")).toBe(false);
	});

	test("does not come back by an update that was under way", async () => {
		await fill("A1", CANARY);
		await erase({ candidateId: "A1" });
		const late = await wire.put("/v2/atsCandidates", { [wire.candidateKey("A1")]: candidate() });
		expect(JSON.stringify(late.json())).toContain("409");
		expect(await exists("A1")).toBe(false);
	});

	test("does not take the file of somebody else who has the same", async () => {
		const headers = { authorization: `Bearer ${wire.token}`, "content-type": "application/octet-stream" };
		for (const id of ["one", "two"])
			await wire.app.inject({ method: "PUT", url: `/v1/candidates/${id}/resume`, headers, payload: "Jane Roe" });
		expect((await erase({ candidateId: "one" })).statusCode).toBe(200);
		const file = await wire.v1("GET", "/v1/candidates/two/resume");
		expect([file.statusCode, file.body]).toEqual([200, "Jane Roe"]);
	});
});

test.each([
	["nobody", { candidateId: "nobody" }, 404],
	["an unknown address", { email: "nobody@example.com" }, 404],
	["what is no address", { email: "nobody" }, 422],
	["two ways at once", { candidateId: "A1", email: EMAIL }, 422],
	["nothing", {}, 422],
	["a reason in words", { candidateId: "A1", reason: "he asked for it" }, 422],
])("%s is refused, and nothing is erased", async (_, body, status) => {
	await fill("A1", CANARY);
	expect((await erase(body)).statusCode).toBe(status);
	expect(await exists("A1")).toBe(true);
});

test("another tenant's person is not found", async () => {
	await fill("A1", CANARY);
	const token = await wire.tokenOf("other");
	const headers = { authorization: `Bearer ${token}` };
	const url = "/v1/erasures";
	for (const payload of [{ candidateId: "A1" }, { email: EMAIL }])
		expect((await wire.app.inject({ method: "POST", url, headers, payload })).statusCode).toBe(404);
	expect(await exists("A1")).toBe(true);
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Office, openOffice } from "./seats-rig.ts";
import { GENERATION_2 } from "./wire-rig.ts";

/** What recruiters did, fetched by the ATS. */

let office: Office;
let contract = "";
beforeEach(async () => {
	office = await openOffice();
	contract = office.organization.replace("organization", "contract");
	await office.switches({ activity: true });
});
afterEach(() => office.close());

const NOON = Date.UTC(2026, 2, 1, 12);
const HOUR = 3_600_000;
const at = (hours: number) => new Date(NOON + hours * HOUR).toISOString();

const message = (more: object = {}) => ({
	seat: "S1",
	profileId: "p-1",
	direction: "sent",
	kind: "inmail",
	subject: "A job",
	body: "Would you weld for us?",
	at: at(0),
	...more,
});
const put = async (kind: string, id: string, body: object) => {
	const answer = await office.v1("PUT", `/v1/${kind}/${id}`, body);
	expect([answer.statusCode, answer.body]).toEqual([200, JSON.stringify({ id })]);
};
const find = async (url: string) => (await office.get(url, GENERATION_2)).json();
const idsAt = async (url: string) => (await find(url)).elements.map(({ id }: { id: unknown }) => id);

describe("seats", () => {
	test("of the contract come with the person of each, active ones alone where asked", async () => {
		const seats = `/v2/seats?q=seatsByAttributes&contracts=${contract}`;
		expect((await find(seats)).elements).toEqual([
			{
				id: "S1",
				firstName: "Sue",
				lastName: "Roe",
				email: "sue@acme.example",
				active: true,
				admin: false,
				contractId: Number(contract.split(":").at(-1)),
				member: "urn:li:person:S1",
			},
			expect.objectContaining({ id: "S2" }),
		]);
		await office.v1("PUT", "/v1/seats/S2", { firstName: "T", lastName: "R", email: "t@acme.example", active: false });
		expect(await idsAt(`${seats}&active=true`)).toEqual(["S1"]);
		expect(await idsAt(`${seats}&active=false`)).toEqual(["S2"]);
		expect((await find(`${seats}&fields=id,email&count=1`)).elements).toEqual([
			{ id: "S1", email: "sue@acme.example" },
		]);
	});

	test("by state are paged from a start that must be named, ten at a time, in the names of each generation", async () => {
		for (let number = 10; number < 22; number++)
			await office.v1("PUT", `/v1/seats/${number}`, {
				firstName: "N",
				lastName: String(number),
				email: `n${number}@acme.example`,
				active: number % 2 === 0,
			});
		const url = `seatsV2?q=attributes&contracts=${contract}`;
		expect((await office.get(`/v2/${url}`)).statusCode).toBe(400);
		const first = await find(`/v2/${url}&start=0`);
		expect([first.elements.length, first.paging]).toEqual([10, { start: 0, count: 10, links: [] }]);
		expect(first.elements[0]).toMatchObject({
			id: 10,
			contract,
			member: "urn:li:person:10",
			state: "ACTIVE",
			seatRoles: [],
			created: { time: expect.any(Number) },
		});
		expect(await idsAt(`/v2/${url}&start=10`)).toEqual([20, 21, "S1", "S2"]);
		const second = await find(
			`/rest/seatsV2?q=attributes&contracts=List(${encodeURIComponent(contract)})&states=List(INACTIVE)&start=1&count=2`,
		);
		expect(second.elements.map(({ seatId }: { seatId: unknown }) => seatId)).toEqual([13, 15]);
		expect(second.elements[0]).toMatchObject({ state: "INACTIVE", createdAt: { time: expect.any(Number) } });
		expect(await idsAt(`/v2/${url}&start=0&states=INVITED&states=PARKED`)).toEqual([]);
		expect((await office.get(`/v2/${url}&start=0&states=GONE`)).statusCode).toBe(400);
	});
});

describe("messages", () => {
	const events = (from: number, to: number, more = "") =>
		`/v2/conversationEvents?q=criteria&viewer=urn:li:seat:S1&timeRange.start=${NOON + from * HOUR}&timeRange.end=${NOON + to * HOUR}${more}`;

	test("of one recruiter come by time, start included and end excluded, with author and recipient", async () => {
		await put(
			"messages",
			"m-2",
			message({ direction: "received", kind: "reply", body: "Yes", at: at(1), subject: undefined }),
		);
		await put("messages", "m-1", message({ candidateId: "A1" }));
		await put("messages", "m-3", message({ at: at(2) }));
		await put("messages", "m-4", message({ seat: "S2", at: at(1) }));
		const found = await find(events(0, 2));
		expect(found.elements).toEqual([
			{
				id: "m-1",
				type: "inmail",
				direction: "SENT",
				viewer: "urn:li:seat:S1",
				author: "urn:li:seat:S1",
				recipients: ["urn:li:person:p-1"],
				member: "urn:li:person:p-1",
				atsCandidateId: "A1",
				subject: "A job",
				body: "Would you weld for us?",
				created: { actor: "urn:li:seat:S1", time: NOON },
			},
			expect.objectContaining({
				id: "m-2",
				author: "urn:li:person:p-1",
				recipients: ["urn:li:seat:S1"],
				created: { actor: "urn:li:person:p-1", time: NOON + HOUR },
			}),
		]);
		expect(await idsAt(events(0, 3, "&start=1&count=1"))).toEqual(["m-2"]);
		const second = `/rest/conversationEvents?q=criteria&viewer=urn%3Ali%3Aseat%3AS2&timeRange=(start:${NOON},end:${NOON + HOUR + 1})`;
		expect(await idsAt(second)).toEqual(["m-4"]);
	});

	test("are asked for by twelve hours at most; an end that is missing is twelve hours off", async () => {
		await put("messages", "m-1", message());
		await put("messages", "m-2", message({ at: at(12) }));
		expect((await office.get(events(0, 12))).statusCode).toBe(200);
		expect((await office.get(events(0, 12.001))).statusCode).toBe(400);
		expect((await office.get(events(1, 0))).statusCode).toBe(400);
		const url = "/v2/conversationEvents?q=criteria&viewer=urn:li:seat:S1";
		expect(await idsAt(`${url}&timeRange.start=${NOON}`)).toEqual(["m-1"]);
		expect(await idsAt(`${url}&timeRange.end=${NOON + 12 * HOUR + 1}`)).toEqual(["m-2"]);
		expect((await office.get("/v2/conversationEvents?q=criteria&viewer=S1")).statusCode).toBe(400);
	});

	test("are asked for twelve times a minute for one recruiter, and then again", async () => {
		for (let times = 0; times < 12; times++) expect((await office.get(events(0, 1))).statusCode).toBe(200);
		const refused = await office.get(events(0, 1));
		expect([refused.statusCode, Number(refused.headers["retry-after"]) > 0]).toEqual([429, true]);
		expect((await office.get(events(0, 1).replace("S1", "S2"))).statusCode).toBe(200);
		office.pass(60_000);
		expect(
			(await office.get(events(0, 1), { authorization: `Bearer ${await office.tokenOf("acme")}` })).statusCode,
		).toBe(200);
	});

	test("written anew move to their new time and seat, and leave nothing at the old", async () => {
		await put("messages", "m-1", message());
		await put("messages", "m-1", message({ at: at(1), body: "New" }));
		expect(await idsAt(events(0, 1))).toEqual([]);
		expect((await find(events(0, 2))).elements).toMatchObject([{ id: "m-1", body: "New" }]);
		await put("messages", "m-1", message({ at: at(1), body: "New" }));
		await put("messages", "m-1", message({ seat: "S2", at: at(1) }));
		expect(await idsAt(events(0, 2))).toEqual([]);
		expect((await office.v1("DELETE", "/v1/messages/m-1")).statusCode).toBe(204);
		expect((await office.v1("DELETE", "/v1/messages/m-1")).statusCode).toBe(404);
		const rest = await (await office.scope()).store.list("activity", { limit: 100 });
		expect(rest.map(({ id }) => id)).toEqual(["seat/S1", "seat/S2"]);
	});

	test("about a candidate whom the ATS deletes go too; those about a profile as well forget the candidate", async () => {
		await put("messages", "m-1", message({ candidateId: "A1", profileId: undefined }));
		await put("messages", "m-2", message({ candidateId: "A1" }));
		await put("messages", "m-3", message({ candidateId: "A2", profileId: undefined }));
		await office.remove(`/v2/atsCandidates?${office.ids("A1")}`);
		const found = (await find(events(0, 1))).elements;
		expect(found.map(({ id }: { id: string }) => id)).toEqual(["m-2", "m-3"]);
		expect(found[0]).toMatchObject({ member: "urn:li:person:p-1" });
		expect(found[0]).not.toHaveProperty("atsCandidateId");
		expect(JSON.stringify(await (await office.scope()).store.list("activity", { limit: 100 }))).not.toContain("A1");
	});

	test("name a seat that is there and somebody they are about", async () => {
		const refused = async (body: object) => (await office.v1("PUT", "/v1/messages/m-1", body)).json().errors;
		expect(await refused(message({ seat: "nobody" }))).toMatchObject([{ pointer: "/seat" }]);
		expect(await refused(message({ profileId: undefined }))).toMatchObject([{ pointer: "/profileId" }]);
		expect(await refused(message({ at: "1969-01-01T00:00:00Z" }))).toMatchObject([{ pointer: "/at" }]);
		expect(await refused(message({ direction: "sideways" }))).toMatchObject([{ pointer: "/direction" }]);
	});
});

describe("stubs and notes", () => {
	const stub = (more: object = {}) => ({
		seat: "S1",
		profileId: "p-1",
		firstName: "Ann",
		lastName: "Poe",
		email: "ann@example.com",
		consentedAt: at(0),
		at: at(0),
		...more,
	});
	const note = (more: object = {}) => ({ seat: "S1", profileId: "p-1", text: "Call again", at: at(0), ...more });

	test("a stub is there only with consent, from its start on and before its end, by owners", async () => {
		expect((await office.v1("PUT", "/v1/stubs/b-0", stub({ consentedAt: undefined }))).statusCode).toBe(422);
		for (const [id, hours, seat] of [
			["b-1", 0, "S1"],
			["b-2", 1, "S2"],
			["b-3", 2, "S1"],
		] as const)
			await put("stubs", id, stub({ at: at(hours), seat }));
		const url = `/v2/mailStubs?q=contract&contract=${contract}`;
		expect((await find(`${url}&count=1`)).elements).toEqual([
			{
				id: "b-1",
				contract,
				owner: "urn:li:seat:S1",
				member: "urn:li:person:p-1",
				firstName: "Ann",
				lastName: "Poe",
				emailAddress: "ann@example.com",
				consentedAt: NOON,
				created: { actor: "urn:li:seat:S1", time: NOON },
			},
		]);
		expect(await idsAt(url)).toEqual(["b-1", "b-2", "b-3"]);
		expect(await idsAt(`${url}&createdDateStart=${NOON + HOUR}`)).toEqual(["b-2", "b-3"]);
		expect(await idsAt(`${url}&createdDateStart=${NOON}&createdDateEnd=${NOON + 2 * HOUR}`)).toEqual(["b-1", "b-2"]);
		expect(await idsAt(`${url}&owners=urn:li:seat:S1`)).toEqual(["b-1", "b-3"]);
		expect(await idsAt(`${url}&owners=urn:li:seat:S1&owners=urn:li:seat:S2&start=1&count=2`)).toEqual(["b-2", "b-3"]);
		const owners = `owners=List(urn%3Ali%3Aseat%3AS2)`;
		expect(await idsAt(`/rest/mailStubs?q=contract&contract=${encodeURIComponent(contract)}&${owners}`)).toEqual([
			"b-2",
		]);
		expect((await find(`${url}&start=20000`)).elements).toEqual([]);
	});

	test("a note comes by its latest change, after the cutoff, up to the end and with it; a deleted one says so", async () => {
		await put("prospect-notes", "n-1", note());
		await put("prospect-notes", "n-2", note({ at: at(1), candidateId: "A1", profileId: undefined }));
		const url = `/v2/prospectNotes?q=criteria&contract=${contract}`;
		expect((await find(url)).elements[1]).toEqual({
			id: "n-2",
			active: true,
			contract,
			owner: "urn:li:seat:S1",
			atsCandidateId: "A1",
			note: "Call again",
			created: { actor: "urn:li:seat:S1", time: NOON + HOUR },
			lastModified: { actor: "urn:li:seat:S1", time: NOON + HOUR },
		});
		expect(await idsAt(`${url}&cutoffDate=${NOON}`)).toEqual(["n-2"]);
		expect(await idsAt(`${url}&beforeDate=${NOON}`)).toEqual(["n-1"]);
		expect(await idsAt(`${url}&cutoffDate=${NOON - 1}&beforeDate=${NOON + HOUR}`)).toEqual(["n-1", "n-2"]);
		await put("prospect-notes", "n-1", note({ active: false, changedAt: at(3) }));
		const changed = (await find(`${url}&cutoffDate=${NOON + HOUR}&owners=urn:li:seat:S1`)).elements;
		expect(changed).toMatchObject([{ id: "n-1", active: false, created: { time: NOON } }]);
		expect(changed[0]).not.toHaveProperty("note");
	});
});

describe("nothing is given", () => {
	const finders = (urn: string) => [
		`/v2/seats?q=seatsByAttributes&contracts=${urn}`,
		`/rest/seats?q=seatsByAttributes&contracts=List(${encodeURIComponent(contract)},${encodeURIComponent(urn)})`,
		`/v2/seatsV2?q=attributes&contracts=${urn}&start=0`,
		`/v2/mailStubs?q=contract&contract=${urn}`,
		`/rest/prospectNotes?q=criteria&contract=${encodeURIComponent(urn)}`,
	];

	test("of a foreign contract, and nothing is learned: another tenant's and nobody's are answered alike", async () => {
		const foreign = office.foreign.replace("organization", "contract");
		const seen = async (url: string) => {
			const { statusCode, body } = await office.get(url, GENERATION_2);
			return [statusCode, body];
		};
		const answers = await Promise.all(finders(foreign).map(seen));
		expect(new Set(answers.map(([status]) => status))).toEqual(new Set([403]));
		expect(await Promise.all(finders("urn:li:contract:987654321").map(seen))).toEqual(answers);
		// The organization is not the contract, and a seat of nobody's has nothing.
		expect((await seen(finders(office.organization)[0] ?? ""))[0]).toBe(403);
		expect(await idsAt("/v2/conversationEvents?q=criteria&viewer=urn:li:seat:other")).toEqual([]);
	});

	test("before the tenant's admin has switched CSA_API on", async () => {
		await office.switches({});
		for (const url of [...finders(contract), "/v2/conversationEvents?q=criteria&viewer=urn:li:seat:S1"]) {
			const answer = await office.get(url, GENERATION_2);
			expect([url, answer.statusCode, answer.json().code]).toEqual([url, 403, "integration-disabled"]);
		}
	});

	test("for another finder than the one that is offered", async () => {
		expect((await office.get(`/v2/seats?q=everything&contracts=${contract}`)).statusCode).toBe(400);
		expect((await office.get("/v2/seats?q=seatsByAttributes")).statusCode).toBe(400);
	});
});

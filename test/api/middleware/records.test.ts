import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { application, candidate, T0 } from "./samples.ts";
import { GENERATION_2, openWire, type Wire } from "./wire-rig.ts";

let wire: Wire;
beforeEach(async () => {
	wire = await openWire();
});
afterEach(() => wire.close());

const encoded = encodeURIComponent;
const key2 = (id: string) => `(externalCandidateId:${id},integrationContext:${encoded(wire.organization)})`;

const putCandidate = (id: string, more: object = {}) =>
	wire.put("/v2/atsCandidates", { [wire.candidateKey(id)]: candidate(more) });
const putApplication = (id: string, more: object = {}) =>
	wire.put("/v2/atsApplications", { [wire.applicationKey(id)]: application(more) });
const person = async (id: string) => {
	const answer = await wire.v1("GET", `/v1/candidates/${id}`);
	return answer.statusCode === 200 ? answer.json() : null;
};
const outcome = (answer: {
	json: () => { results: object; errors: Record<string, { status: number; message: string }> };
}) => {
	const { results, errors } = answer.json();
	return [...Object.values(results), ...Object.values(errors)].map(({ status }) => status);
};

describe("both generations lead to one store", () => {
	test("RSC-505: what one wrote the other reads, in its own names", async () => {
		await putCandidate("A1");
		const read = await wire.get(`/rest/candidates?ids=List(${key2("A1")})`, GENERATION_2);
		expect(Object.keys(read.json().results)).toEqual([key2("A1")]);
		expect(Object.values(read.json().results)[0]).toMatchObject({ externalCreatedAt: T0, externalLastModifiedAt: T0 });
		const { atsCreatedAt: _, atsLastModifiedAt: __, ...rest } = candidate();
		const second = { ...rest, externalCreatedAt: T0, externalLastModifiedAt: T0 + 1, firstName: "Anna" };
		const put = await wire.put("/rest/candidates", { [key2("A1")]: second }, GENERATION_2);
		expect(put.json()).toEqual({ results: { [key2("A1")]: { status: 204 } }, errors: {} });
		const first = await wire.get(`/v2/atsCandidates?${wire.ids("A1")}`);
		expect(Object.values(first.json().results)[0]).toMatchObject({ firstName: "Anna", atsLastModifiedAt: T0 + 1 });
	});

	test("without LinkedIn-Version, and with one that is no more, /rest says what to send", async () => {
		const none = await wire.get(`/rest/candidates?ids=List(${key2("A1")})`);
		expect([none.statusCode, none.json().message]).toEqual([400, expect.stringContaining("YYYYMM")]);
		const old = await wire.get(`/rest/candidates?ids=List(${key2("A1")})`, { "linkedin-version": "202301" });
		expect(old.statusCode).toBe(426);
	});
});

describe("full replacement", () => {
	test("a field that is left out is gone, a repeated PUT changes nothing", async () => {
		await putCandidate("A1");
		expect((await person("A1")).resume.work).toEqual([{ name: "Acme Metal", position: "Welder", current: true }]);
		await putCandidate("A1", { currentJobTitle: undefined, phoneNumbers: [] });
		const after = await person("A1");
		expect(after.resume.work).toEqual([{ name: "Acme Metal", current: true }]);
		expect(after.resume.basics.phone).toBeUndefined();
		await putCandidate("A1", { currentJobTitle: undefined, phoneNumbers: [] });
		expect(await person("A1")).toEqual(after);
	});

	test("members that nobody documented come back as they were sent", async () => {
		await putCandidate("A1", { talentPool: { name: "silver" } });
		const read = await wire.get(`/v2/atsCandidates?${wire.ids("A1")}&fields=talentPool`);
		expect(Object.values(read.json().results)).toEqual([{ talentPool: { name: "silver" } }]);
	});
});

describe("what is wrong is told by itself", () => {
	test("a batch with 3 bad of 100: 97 stored, 3 named", async () => {
		const bad: Record<number, object> = {
			7: { firstName: undefined },
			42: { atsLastModifiedAt: T0 - 1 },
			99: { emailAddresses: ["nobody"] },
		};
		const entities = Object.fromEntries(
			Array.from({ length: 100 }, (_, index) => [wire.candidateKey(`C${index}`), candidate(bad[index])]),
		);
		const { results, errors } = (await wire.put("/v2/atsCandidates", entities)).json();
		expect(Object.keys(results)).toHaveLength(97);
		expect(errors[wire.candidateKey("C7")]).toMatchObject({
			status: 422,
			message: expect.stringContaining("ERROR :: /firstName :: field is required but not found"),
		});
		expect(errors[wire.candidateKey("C42")].message).toContain("ERROR :: /atsLastModifiedAt :: ");
		expect(errors[wire.candidateKey("C99")].message).toContain("/emailAddresses/0 :: value is not of the form X@X.X");
		expect((await (await wire.scope()).store.list("person", { limit: 200 })).length).toBe(97);
	});

	test.each([
		[{ addresses: undefined }, "/addresses"],
		[{ lastName: "" }, "/lastName"],
		[{ externalProfileUrl: undefined }, "/externalProfileUrl"],
		[{ phoneNumbers: undefined }, "/phoneNumbers"],
		[{ atsCreatedAt: 0 }, "/atsCreatedAt"],
		[{ atsCreatedAt: "yesterday" }, "/atsCreatedAt :: value cannot be coerced to Long"],
		[{ emailAddresses: [] }, "/emailAddresses"],
		[{ emailAddresses: undefined }, "/emailAddresses"],
	])("candidate %j is refused at %s", async (more, place) => {
		const [error] = Object.values((await putCandidate("A1", more)).json().errors) as { message: string }[];
		expect(error?.message).toContain(`ERROR :: ${place}`);
		expect(await person("A1")).toBeNull();
	});

	test.each([
		[{ atsJobPostingId: "" }, "/atsJobPostingId"],
		[{ atsJobPostingName: undefined }, "/atsJobPostingName"],
		[{ candidateEmail: "x" }, "/candidateEmail"],
		[{ atsLastModifiedAt: undefined }, "/atsLastModifiedAt"],
	])("application %j is refused at %s", async (more, place) => {
		const [error] = Object.values((await putApplication("J1", more)).json().errors) as { message: string }[];
		expect(error?.message).toContain(`ERROR :: ${place}`);
	});

	test.each(["", "Not Available"])("a stage %j is refused", async (stage) => {
		const url = `/v2/atsApplications/${wire.applicationKey("J1")}/stages`;
		expect(outcome(await wire.put(url, { S1: { atsCreatedAt: T0, stage } }))).toEqual([422]);
	});

	test("more than 100 records are refused, and nothing is stored", async () => {
		const entities = Object.fromEntries(
			Array.from({ length: 101 }, (_, index) => [wire.candidateKey(`C${index}`), candidate()]),
		);
		expect((await wire.put("/v2/atsCandidates", entities)).statusCode).toBe(400);
		expect(await (await wire.scope()).store.list("person", { limit: 1 })).toEqual([]);
	});

	test("the context of another organization: 403, and the same for one that does not exist", async () => {
		const answers = await Promise.all(
			[wire.foreign, "urn:li:organization:999999", "urn:li:organization:x"].map((context) =>
				wire.put("/v2/atsCandidates", { [wire.candidateKey("A1", context)]: candidate() }),
			),
		);
		expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403]);
		expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
	});
});

describe("order of arrival is not order of events", () => {
	test("an older update does not replace a newer one", async () => {
		await putCandidate("A1", { atsLastModifiedAt: T0 + 10, firstName: "New" });
		expect(outcome(await putCandidate("A1", { atsLastModifiedAt: T0 + 5, firstName: "Old" }))).toEqual([409]);
		expect((await person("A1")).resume.basics.name).toBe("New Poe");
	});

	test("no ghost: an update that was overtaken by the deletion does not bring the record back; a newer one does", async () => {
		await putCandidate("A1", { atsLastModifiedAt: T0 + 10 });
		expect(outcome(await wire.remove(`/v2/atsCandidates?${wire.ids("A1")}`))).toEqual([204]);
		for (const late of [T0 + 5, T0 + 10]) {
			expect(outcome(await putCandidate("A1", { atsLastModifiedAt: late }))).toEqual([409]);
			expect(await person("A1")).toBeNull();
		}
		expect(outcome(await putCandidate("A1", { atsLastModifiedAt: T0 + 11 }))).toEqual([204]);
		expect(await person("A1")).not.toBeNull();
	});

	test("a deletion that overtakes the first update holds for an hour", async () => {
		expect(outcome(await wire.remove(`/v2/atsCandidates?${wire.ids("A1")}`))).toEqual([404]);
		expect(outcome(await putCandidate("A1"))).toEqual([409]);
		wire.pass(3_600_001);
		const token = await wire.tokenOf("acme");
		const later = await wire.put(
			"/v2/atsCandidates",
			{ [wire.candidateKey("A1")]: candidate() },
			{ authorization: `Bearer ${token}` },
		);
		expect(outcome(later)).toEqual([204]);
	});

	test("what belongs to a candidate waits for him, whatever comes first", async () => {
		const below = `/v2/atsApplications/${wire.applicationKey("J1")}`;
		await wire.put(`${below}/stages`, {
			S2: { atsCreatedAt: T0 + 2, stage: "Interview" },
			S1: { atsCreatedAt: T0, stage: "Screen" },
		});
		await wire.put(`${below}/interviewFeedback`, { F1: { feedback: "Strong on Rust", interviewType: "ONSITE" } });
		await wire.put(`/v2/atsCandidates/${wire.candidateKey("A1")}/notes`, { N1: { note: "Call back" } });
		await putApplication("J1", { atsCandidateId: "A1" });
		expect(await person("A1")).toBeNull();
		await putCandidate("A1");
		const { applications, notes, feedback } = await person("A1");
		expect(applications).toEqual([
			expect.objectContaining({
				id: "J1",
				jobId: "R1",
				jobTitle: "Welder (m/f/d)",
				stage: "Interview",
				stages: [
					{ stage: "Screen", at: new Date(T0).toISOString() },
					{ stage: "Interview", at: new Date(T0 + 2).toISOString() },
				],
			}),
		]);
		expect(notes).toMatchObject([{ text: "Call back" }]);
		expect(feedback).toMatchObject([{ text: "Strong on Rust", applicationId: "J1", jobId: "R1" }]);
	});

	test("an application without a candidate is found by its e-mail address", async () => {
		await putApplication("J1", { candidateEmail: "Ann.Poe@example.com" });
		await putCandidate("A1");
		expect((await person("A1")).applications).toMatchObject([{ id: "J1" }]);
		await putApplication("J2", { candidateEmail: "ann.poe@example.com" });
		expect((await person("A1")).applications).toHaveLength(2);
	});
});

describe("deletions", () => {
	const fill = async () => {
		await putCandidate("A1");
		await putApplication("J1", { atsCandidateId: "A1" });
		const below = `/v2/atsApplications/${wire.applicationKey("J1")}`;
		await wire.put(`${below}/notes`, { N1: { note: "On the application" } });
		await wire.put(`${below}/stages`, { S1: { atsCreatedAt: T0, stage: "Screen" } });
		await wire.put(`${below}/interviewFeedback`, { F1: { feedback: "Good" } });
		await wire.put(`/v2/atsCandidates/${wire.candidateKey("A1")}/notes`, { N1: { note: "On the candidate" } });
	};
	const left = async () =>
		(await (await wire.scope()).store.list("ats", { limit: 100 }))
			.filter(({ record }) => JSON.parse(record).entity !== null)
			.map(({ id }) => id);

	test("RSC-501: a candidate's notes, then the candidate", async () => {
		await fill();
		const notes = `/v2/atsCandidates/${wire.candidateKey("A1")}/notes?ids=N1`;
		expect(outcome(await wire.remove(notes))).toEqual([204]);
		expect((await person("A1")).notes.map(({ text }: { text: string }) => text)).toEqual(["On the application"]);
		await wire.remove(`/v2/atsCandidates?${wire.ids("A1")}`);
		expect(await person("A1")).toBeNull();
	});

	test("RSC-502: a candidate with everything of his, at once", async () => {
		await fill();
		expect(outcome(await wire.remove(`/v2/atsCandidates?${wire.ids("A1")}`))).toEqual([204]);
		expect(await person("A1")).toBeNull();
		expect(await left()).toEqual([]);
	});

	test("RSC-503 and RSC-504: an application's parts one by one, or all with it", async () => {
		await fill();
		const below = `/v2/atsApplications/${wire.applicationKey("J1")}`;
		for (const [part, id] of [
			["notes", "N1"],
			["stages", "S1"],
			["interviewFeedback", "F1"],
		])
			expect(outcome(await wire.remove(`${below}/${part}?ids=${id}`))).toEqual([204]);
		const bare = await person("A1");
		expect([bare.feedback, bare.notes.length, bare.applications[0].stage]).toEqual([[], 1, undefined]);
		await fill();
		const ids = wire
			.applicationKey("J1")
			.split("&")
			.map((part) => `ids[0].${part}`)
			.join("&");
		expect(outcome(await wire.remove(`/v2/atsApplications?${ids}`))).toEqual([204]);
		expect((await person("A1")).applications).toEqual([]);
		expect(await left()).toEqual(["candidate-note/A1/N1", "candidate/A1"]);
	});

	test("an unknown id is named, the others are deleted", async () => {
		await fill();
		const answer = await wire.remove(`/v2/atsCandidates?${wire.ids("A1", "ZZ")}`);
		expect(outcome(answer).toSorted()).toEqual([204, 404]);
	});
});

test("ids of an ATS that are no record ids of ours keep apart and come back", async () => {
	for (const id of ["a/b", "a b", "ä", "b64:YS9i"]) {
		const key = wire.candidateKey(encoded(id));
		expect(outcome(await wire.put("/v2/atsCandidates", { [key]: candidate() }))).toEqual([204]);
	}
	expect((await (await wire.scope()).store.list("person", { limit: 10 })).length).toBe(4);
});

test("a body labelled as text or not at all is read, and so is a tunneled batch of 100", async () => {
	const entities = Object.fromEntries(
		Array.from({ length: 100 }, (_, index) => [wire.candidateKey(`C${index}`), candidate()]),
	);
	const query = Array.from({ length: 100 }, (_, index) =>
		wire
			.candidateKey(`C${index}`)
			.split("&")
			.map((part) => `ids[${index}].${part}`)
			.join("&"),
	).join("&");
	const long = await wire.put(`/v2/atsCandidates?${query}`, entities);
	expect(long.statusCode).toBe(414);
	const body = [
		"--B",
		"Content-Type: application/x-www-form-urlencoded",
		"",
		query,
		"--B",
		"Content-Type: application/json",
		"",
		JSON.stringify({ entities }),
		"--B--",
		"",
	].join("\r\n");
	const tunneled = await wire.post("/v2/atsCandidates", body, {
		"x-http-method-override": "PUT",
		"x-restli-method": "batch_update",
		"content-type": "multipart/mixed; boundary=B",
	});
	expect(outcome(tunneled)).toHaveLength(100);
	expect(new Set(outcome(tunneled))).toEqual(new Set([204]));
	const plain = await wire.put("/v2/atsCandidates", {}, { "content-type": "text/plain" });
	expect(plain.statusCode).toBe(200);
});

test("the rate of records is limited by the minute, with Retry-After", async () => {
	await wire.close();
	wire = await openWire({ limits: { syncRecordsPerMinute: 3 } });
	expect((await putCandidate("A1")).statusCode).toBe(200);
	const entities = Object.fromEntries(["B1", "B2", "B3"].map((id) => [wire.candidateKey(id), candidate()]));
	const refused = await wire.put("/v2/atsCandidates", entities);
	expect([refused.statusCode, refused.json().status]).toEqual([429, 429]);
	expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
	wire.pass(60_000);
	expect((await wire.put("/v2/atsCandidates", entities)).statusCode).toBe(200);
});

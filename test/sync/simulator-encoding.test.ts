/** The simulator writes what the public description of the wire shows, letter by letter. */
import { describe, expect, test } from "vitest";
import { tokenRequest } from "../ats-simulator/client.ts";
import type { Reference } from "../ats-simulator/entries.ts";
import { bodyKey, canonical, idsQuery, parameters } from "../ats-simulator/keys.ts";
import { toHttp } from "../ats-simulator/request.ts";
import { callsOf, resourcesOf } from "../ats-simulator/resources.ts";

const CONTEXT = "urn:li:organization:123";
const first = resourcesOf(1, CONTEXT);
const second = resourcesOf(2, CONTEXT);
const candidate: Reference = { kind: "candidate", id: "A1", parent: "" };
const note: Reference = { kind: "candidateNote", id: "N1", parent: "A1" };

describe("generation 1", () => {
	test("a complex key in a query", () => {
		expect(idsQuery(1, [first.candidate.key(candidate), first.candidate.key({ ...candidate, id: "A2" })])).toBe(
			"ids[0].atsCandidateId=A1&ids[0].dataProvider=ATS&ids[0].integrationContext=urn:li:organization:123" +
				"&ids[1].atsCandidateId=A2&ids[1].dataProvider=ATS&ids[1].integrationContext=urn:li:organization:123",
		);
	});

	test("a complex key in a body", () => {
		expect(bodyKey(1, first.candidate.key(candidate))).toBe(
			"atsCandidateId=A1&dataProvider=ATS&integrationContext=urn:li:organization:123",
		);
	});

	test("a value that holds what a key is made of", () => {
		expect(bodyKey(1, first.candidate.key({ ...candidate, id: "R&D=7%é" }))).toBe(
			"atsCandidateId=R%26D%3D7%25%C3%A9&dataProvider=ATS&integrationContext=urn:li:organization:123",
		);
	});

	test("notes below a candidate: & and = are literal inside the segment, ids are repeated", () => {
		expect(first.candidateNote.path(note)).toBe(
			"/v2/atsCandidates/atsCandidateId=A1&dataProvider=ATS&integrationContext=urn:li:organization:123/notes",
		);
		expect(idsQuery(1, ["N1", "N2"])).toBe("ids=N1&ids=N2");
		expect(bodyKey(1, "N1")).toBe("N1");
	});

	test.each([
		["applicationNote", "notes"],
		["feedback", "interviewFeedback"],
		["stage", "stages"],
	] as const)("%s below an application", (kind, name) => {
		expect(first[kind].path({ kind, id: "X", parent: "J1" })).toBe(
			`/v2/atsApplications/atsJobApplicationId=J1&dataProvider=ATS&integrationContext=urn:li:organization:123/${name}`,
		);
	});

	test("an access list: parts that are not in the order of the alphabet", () => {
		const acl: Reference = { kind: "acl", id: "group", parent: "J1" };
		expect(bodyKey(1, first.acl.key(acl))).toBe(
			"atsEntityAclId=group&dataProvider=ATS&integrationContext=urn:li:organization:123&atsEntityId=J1&atsEntityType=JOB_POSTING",
		);
		const assignee: Reference = { kind: "assignee", id: "urn:li:person:X", parent: "group" };
		expect(bodyKey(1, first.assignee.key(assignee))).toBe(
			"atsEntityAclId=group&integrationContext=urn:li:organization:123&dataProvider=ATS&assignee=urn:li:person:X&atsEntityType=JOB_POSTING",
		);
	});

	test("one call for each parent, in order", () => {
		const notes = ["A1", "A2", "A1"].map((parent, index): Reference => ({ ...note, id: `N${index}`, parent }));
		expect(callsOf(first.candidateNote, notes, 100).map((call) => call.map(({ id }) => id))).toEqual([
			["N0", "N2"],
			["N1"],
		]);
		expect(callsOf(second.candidateNote, notes, 100)).toHaveLength(1);
		expect(callsOf(second.candidateNote, notes, 2).map((call) => call.length)).toEqual([2, 1]);
	});

	test("fields keep their names", () => {
		expect(first.candidate.write({ atsCreatedAt: 1 })).toEqual({ atsCreatedAt: 1 });
	});
});

describe("generation 2", () => {
	test("a complex key in a query: what is structure is escaped inside values alone", () => {
		expect(idsQuery(2, [second.candidate.key(candidate)])).toBe(
			"ids=List((externalCandidateId:A1,integrationContext:urn%3Ali%3Aorganization%3A123))",
		);
		expect(idsQuery(2, [second.candidate.key({ ...candidate, id: "a(b),c'd:é &" })])).toBe(
			"ids=List((externalCandidateId:a%28b%29%2Cc%27d%3A%C3%A9%20%26,integrationContext:urn%3Ali%3Aorganization%3A123))",
		);
	});

	test("a complex key in a body: the reduced escape", () => {
		expect(bodyKey(2, second.candidate.key(candidate))).toBe(
			"(externalCandidateId:A1,integrationContext:urn%3Ali%3Aorganization%3A123)",
		);
		expect(bodyKey(2, second.candidate.key({ ...candidate, id: "a(b),c'd:é &" }))).toBe(
			"(externalCandidateId:a%28b%29%2Cc%27d%3Aé &,integrationContext:urn%3Ali%3Aorganization%3A123)",
		);
	});

	test("a key with empty parameters, and an empty value", () => {
		const key = second.application.key({ kind: "application", id: "J1", parent: "" });
		expect(bodyKey(2, key, true)).toBe(
			"($params:(),atsJobApplicationId:J1,integrationContext:urn%3Ali%3Aorganization%3A123)",
		);
		expect(bodyKey(2, [["a", ""]])).toBe("(a:'')");
	});

	test("notes of different candidates go in one call", () => {
		expect(second.candidateNote.path(note)).toBe("/rest/candidateNotes");
		expect(bodyKey(2, second.candidateNote.key(note))).toBe(
			"(externalCandidateId:A1,integrationContext:urn%3Ali%3Aorganization%3A123,externalNoteId:N1)",
		);
	});

	test("fields have other names, and come back under the old ones", () => {
		const fields = { atsCreatedAt: 1, atsLastModifiedAt: 2, firstName: "Ann" };
		const sent = { externalCreatedAt: 1, externalLastModifiedAt: 2, firstName: "Ann" };
		expect(second.candidate.write(fields)).toEqual(sent);
		expect(second.candidate.read(sent)).toEqual(fields);
	});

	test("the version and the protocol are named", () => {
		expect(toHttp(2, { verb: "GET", path: "/rest/candidates", query: "ids=List()" }).headers).toEqual({
			"LinkedIn-Version": "202603",
			"X-RestLi-Protocol-Version": "2.0.0",
		});
		expect(toHttp(1, { verb: "GET", path: "/v2/atsCandidates", query: "ids=1" }).headers).toEqual({});
	});

	test("parameters of a finder", () => {
		expect(parameters(2, { q: "request", contract: "urn:li:contract:5" })).toBe(
			"q=request&contract=urn%3Ali%3Acontract%3A5",
		);
		expect(parameters(1, { q: "request", contract: "urn:li:contract:5" })).toBe("q=request&contract=urn:li:contract:5");
	});
});

describe("a query of more than 4 KB", () => {
	const query = `ids=${"x".repeat(4096)}`;
	const put = {
		verb: "PUT",
		path: "/v2/atsCandidates",
		query,
		method: "batch_update",
		body: { entities: {} },
	} as const;

	test("goes into the first part of two", () => {
		expect(toHttp(1, put, "B")).toEqual({
			verb: "POST",
			target: "/v2/atsCandidates",
			headers: {
				"x-restli-method": "batch_update",
				"X-HTTP-Method-Override": "PUT",
				"Content-Type": "multipart/mixed; boundary=B",
			},
			body: `--B\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n${query}\r\n--B\r\nContent-Type: application/json\r\n\r\n{"entities":{}}\r\n--B--\r\n`,
		});
	});

	test("is a form where there is no body", () => {
		expect(toHttp(1, { verb: "DELETE", path: "/v2/atsCandidates", query })).toEqual({
			verb: "POST",
			target: "/v2/atsCandidates",
			headers: { "X-HTTP-Method-Override": "DELETE", "Content-Type": "application/x-www-form-urlencoded" },
			body: query,
		});
	});

	test("at 4 KB it still is a query", () => {
		const fits = query.slice(0, 4096);
		expect(toHttp(1, { ...put, query: fits })).toMatchObject({ verb: "PUT", target: `/v2/atsCandidates?${fits}` });
	});

	test("is what a hundred keys of either generation make", () => {
		const hundred = Array.from({ length: 100 }, (_, number): Reference => ({ ...candidate, id: `C-${number}` }));
		for (const generation of [1, 2] as const) {
			const keys = hundred.map((one) => resourcesOf(generation, CONTEXT).candidate.key(one));
			expect(idsQuery(generation, keys).length).toBeGreaterThan(4096);
		}
	});
});

test("keys are the same whatever the order and the spelling of their parts", () => {
	const one = canonical("atsCandidateId=R%26D&dataProvider=ATS&integrationContext=urn:li:organization:123");
	expect(canonical("integrationContext=urn%3Ali%3aorganization%3A123&dataProvider=ATS&atsCandidateId=R%26D")).toBe(one);
	expect(canonical("($params:(),b:'',a:x%2Cy)")).toBe("a=x%2Cy&b=");
	expect(canonical("N1")).toBe("N1");
});

test("a secret is escaped in the form that asks for a token", () => {
	expect(tokenRequest({ clientId: "id", clientSecret: "a/b=c+d" })).toEqual({
		verb: "POST",
		target: "/oauth/v2/accessToken",
		headers: { "Content-Type": "application/x-www-form-urlencoded" },
		body: "grant_type=client_credentials&client_id=id&client_secret=a%2Fb%3Dc%2Bd",
	});
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { application, candidate, T0 } from "./samples.ts";
import { openWire, type Wire } from "./wire-rig.ts";

/** One person who is in the ATS twice: the ATS knows nothing of a merge, and goes on sending both. */

let wire: Wire;
beforeEach(async () => {
	wire = await openWire();
	await put("A1", { emailAddresses: ["ann@example.com"] });
	await put("A2", { emailAddresses: ["ann.poe@example.org"], firstName: "Anna" });
	await apply("J1", "A1");
	await apply("J2", "A2");
	expect((await wire.v1("POST", "/v1/candidates/A1/merge", { candidateId: "A2" })).statusCode).toBe(200);
});
afterEach(() => wire.close());

const put = (id: string, more: object = {}) =>
	wire.put("/v2/atsCandidates", { [wire.candidateKey(id)]: candidate(more) });
const apply = (id: string, atsCandidateId: string, more: object = {}) =>
	wire.put("/v2/atsApplications", { [wire.applicationKey(id)]: application({ atsCandidateId, ...more }) });
const person = async (id: string) => {
	const answer = await wire.v1("GET", `/v1/candidates/${id}`);
	return answer.statusCode === 200 ? answer.json() : null;
};
const jobs = (candidateRecord: { applications: { id: string }[] }) =>
	candidateRecord.applications.map(({ id }) => id).toSorted();

test("what comes of either is shown with the survivor, and taken", async () => {
	const answer = await put("A2", { emailAddresses: ["new@example.org"], atsLastModifiedAt: T0 + 1 });
	expect(Object.values(answer.json().results)).toEqual([{ status: 204 }]);
	await apply("J3", "A2");
	const survivor = await person("A1");
	expect(jobs(survivor)).toEqual(["J1", "J2", "J3"]);
	expect(survivor.resume.basics.emails).toContain("new@example.org");
	expect(survivor.resume.basics.name).toBe("Ann Poe");
	expect(await person("A2")).toBeNull();
});

test("parted again, each has his own, also of what came meanwhile", async () => {
	await put("A2", { emailAddresses: ["new@example.org"], atsLastModifiedAt: T0 + 1 });
	await apply("J3", "A2");
	expect((await wire.v1("POST", "/v1/candidates/A1/unmerge", { candidateId: "A2" })).statusCode).toBe(200);
	const [one, other] = [await person("A1"), await person("A2")];
	expect([jobs(one), jobs(other)]).toEqual([["J1"], ["J2", "J3"]]);
	expect([one.resume.basics.email, other.resume.basics.email]).toEqual(["ann@example.com", "new@example.org"]);
	expect(one.resume.basics.emails).toBeUndefined();
});

test("when the survivor is deleted, the other stands for himself again; and the other way round", async () => {
	await wire.remove(`/v2/atsCandidates?${wire.ids("A1")}`);
	expect(await person("A1")).toBeNull();
	expect(jobs(await person("A2"))).toEqual(["J2"]);
});

test("when the one who was taken in is deleted, nothing of him is left", async () => {
	await wire.remove(`/v2/atsCandidates?${wire.ids("A2")}`);
	const survivor = await person("A1");
	expect(jobs(survivor)).toEqual(["J1"]);
	expect(JSON.stringify(survivor)).not.toContain("example.org");
	expect(survivor.mergedFrom).toBeUndefined();
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWire, type Wire } from "./wire-rig.ts";

let wire: Wire;
beforeAll(async () => {
	wire = await openWire();
});
afterAll(() => wire.close());

const T0 = Date.UTC(2026, 0, 1);

const candidate = (more: object = {}) => ({
	addresses: [{ city: "Berlin", country: "de" }],
	atsCreatedAt: T0,
	atsLastModifiedAt: T0,
	firstName: "Ann",
	lastName: "Poe",
	emailAddresses: ["ann.poe@example.com"],
	externalProfileUrl: "https://ats.example.com/c/1",
	phoneNumbers: [{ number: "+49 30 123456" }],
	currentJobTitle: "Welder",
	currentCompanyName: "Acme Metal",
	...more,
});

describe("candidates of the first generation", () => {
	test("a batch is stored, and read back as it was sent", async () => {
		const key = wire.candidateKey("A1");
		const put = await wire.put("/v2/atsCandidates", { [key]: candidate() });
		expect([put.statusCode, put.json()]).toEqual([200, { results: { [key]: { status: 204 } }, errors: {} }]);
		const got = await wire.get(`/v2/atsCandidates?${wire.ids("A1")}`);
		const [entity] = Object.values(got.json().results) as Record<string, unknown>[];
		expect(entity).toMatchObject(candidate());
		expect(Object.values(got.json().statuses)).toEqual([200]);
		const found = await wire.v1("GET", "/v1/candidates/A1");
		expect(found.json()).toMatchObject({ resume: { basics: { name: "Ann Poe", email: "ann.poe@example.com" } } });
	});
});

import { describe, expect, test } from "vitest";
import type { Resume } from "../../src/domain/resume.ts";
import { findMatch, findMatches } from "../../src/identity/find-match.ts";
import { profileDocument } from "../tenancy/documents.ts";
import { openRig } from "../tenancy/rig.ts";

const AT = new Date("2026-03-01T12:00:00.000Z");
const sought = (resume: Resume) => ({ id: "c", resume });
const withEmails = (...emails: string[]): Resume => ({ basics: { emails } });

async function network(profiles: Record<string, string[]>, own: Record<string, string> = {}) {
	const rig = await openRig();
	const made = Object.entries(profiles).map(([id, emails]) => ({
		id,
		resume: own[id] === undefined ? {} : { basics: { email: own[id] } },
		emails,
		updatedAt: AT.toISOString(),
	}));
	expect((await rig.tenancy.network.importProfiles(made, profileDocument)).refused).toEqual([]);
	return rig.scope(await rig.tenant("demo-a"));
}

describe("a candidate is a profile", () => {
	test.each([
		["the same address", withEmails("jane@example.com")],
		["in another case and with blanks", withEmails(" Jane@Example.COM ")],
		["as the main address", { basics: { email: "jane@example.com" } }],
		["beside others that nobody has", withEmails("other@example.com", "jane@example.com")],
		["beside a shared one of another profile", withEmails("jane@example.com", "info@acme.example")],
		["beside one that two others have", withEmails("jane@example.com", "both@example.com")],
	])("by %s", async (_, resume) => {
		const scope = await network({
			p1: ["jane@example.com", "j.doe@example.org"],
			p2: ["both@example.com", "info@acme.example"],
			p3: ["both@example.com"],
		});
		expect(await findMatch(scope, sought(resume), AT)).toEqual({
			profileId: "p1",
			score: expect.closeTo(1, 2),
			evidence: [{ kind: "email", detail: "same", weight: 30 }],
			linkedAt: AT.toISOString(),
			by: "rule",
		});
	});

	test("by an address that stands in the profile's own resume", async () => {
		const scope = await network({ p1: [] }, { p1: "jane@example.com" });
		expect((await findMatch(scope, sought(withEmails("jane@example.com")), AT))?.profileId).toBe("p1");
	});
});

describe("a candidate is no profile", () => {
	test.each([
		["no address", {}],
		["an address that nobody has", withEmails("nobody@example.com")],
		["what is no address", withEmails("jane", "@", "a@b")],
		["an address of two profiles", withEmails("both@example.com")],
		["addresses of two different profiles", withEmails("jane@example.com", "john@example.com")],
		["a part of an address", withEmails("ane@example.com")],
		["the same name at another host", withEmails("jane@example.org")],
		["the address with a tag", withEmails("jane+jobs@example.com")],
	])("with %s", async (_, resume) => {
		const scope = await network({
			p1: ["jane@example.com", "both@example.com"],
			p2: ["john@example.com", "both@example.com"],
		});
		expect(await findMatch(scope, sought(resume as Resume), AT)).toBeNull();
	});

	test.each(["info", "jobs", "hr", "no-reply", "bewerbung", "recrutement", "rrhh", "postmaster", "INFO", "info+x"])(
		"with the shared address %s@",
		async (local) => {
			const scope = await network({ p1: [`${local}@acme.example`] });
			expect(await findMatch(scope, sought(withEmails(`${local}@acme.example`)), AT)).toBeNull();
		},
	);

	test("where the tenant has switched unified search off", async () => {
		const rig = await openRig();
		const tenant = await rig.tenant("demo-a");
		const profile = { id: "p1", resume: {}, emails: ["jane@example.com"], updatedAt: AT.toISOString() };
		await rig.tenancy.network.importProfiles([profile], profileDocument);
		expect(await findMatch(await rig.scope(tenant), sought(withEmails("jane@example.com")), AT)).not.toBeNull();
		await rig.tenancy.tenants.update(tenant, { settings: { unifiedSearch: false } });
		expect(await findMatch(await rig.scope(tenant), sought(withEmails("jane@example.com")), AT)).toBeNull();
	});
});

test("many are matched in their order with one question to the network", async () => {
	const profiles = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`p${n}`, [`p${n}@example.com`]]));
	const scope = await network(profiles);
	const { network: whole } = scope;
	if (whole === null) throw new Error("unified search is on by default");
	let questions = 0;
	const read = (...given: never[]) => {
		questions++;
		return (whole.read as (...given: never[]) => unknown)(...given);
	};
	const counted = { network: { ...whole, read: read as typeof whole.read } };
	const resumes = Array.from({ length: 400 }, (_, n) => withEmails(`p${n}@example.com`));
	const found = await findMatches(counted, resumes.map(sought), AT);
	expect(found.map((match) => match?.profileId ?? null)).toEqual(resumes.map((_, n) => (n < 300 ? `p${n}` : null)));
	expect(questions).toBe(1);
});

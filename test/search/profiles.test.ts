import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { DEFAULT_PROFILE } from "../../src/domain/ranking-profile.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { createProfiles, loadProfiles, parseProfile, removeLearnedFrom } from "../../src/search/profiles.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "profiles-"));
afterAll(() => rmSync(folder, { recursive: true }));
const shipped = loadProfiles().get(undefined, null);
const acme = parseTenantId("acme");
const learned = {
	...shipped,
	id: "tuned.v1",
	provenance: { ...shipped.provenance, method: "tuned" as const, tenant: "acme" },
};

describe("ranking profiles", () => {
	test("the shipped ones are valid, and the default is among them", () => {
		expect(loadProfiles().ids).toContain(DEFAULT_PROFILE);
		expect(shipped.provenance).toEqual({ method: "by-hand", tenant: null, corpora: [] });
	});

	test("one that was learned from a tenant is for that tenant only, and for others it is not there", () => {
		const profiles = createProfiles([shipped, learned]);
		expect(profiles.get("tuned.v1", acme).id).toBe("tuned.v1");
		const refused = (id: string, tenant: typeof acme | null) => {
			try {
				return profiles.get(id, tenant);
			} catch (error) {
				return error;
			}
		};
		const missing = refused("other.v1", acme);
		expect(missing).toMatchObject({ code: "invalid-field" });
		expect(refused("tuned.v1", parseTenantId("rival"))).toEqual(missing);
		expect(refused("tuned.v1", null)).toEqual(missing);
	});

	test.each([
		["not json", "x.v1.json", "{", "not valid JSON"],
		[
			"an unknown weight",
			`${DEFAULT_PROFILE}.json`,
			JSON.stringify({ ...shipped, fields: { ...shipped.fields, shoe: 1 } }),
			"not a ranking profile",
		],
		["another name than its file", "mine.v2.json", JSON.stringify(shipped), "name it so"],
		[
			"a weight that counts against",
			`${DEFAULT_PROFILE}.json`,
			JSON.stringify({ ...shipped, fields: { ...shipped.fields, skill: -1 } }),
			"skill is below 0",
		],
	])("a file with %s is refused", (_what, name, text, says) => {
		expect(() => parseProfile(text, name)).toThrow(says);
	});

	test("a folder is read whole, and the default must be in it", () => {
		writeFileSync(path.join(folder, "tuned.v1.json"), JSON.stringify(learned));
		expect(loadProfiles("tuned.v1", folder).get(undefined, acme).id).toBe("tuned.v1");
		expect(() => loadProfiles("default.v1", folder)).toThrow("no ranking profile default.v1");
	});

	test("what was learned from a tenant goes with the tenant, and nothing else does", () => {
		const own = mkdtempSync(path.join(folder, "wiped-"));
		const write = (profile: typeof learned | typeof shipped) =>
			writeFileSync(path.join(own, `${profile.id}.json`), JSON.stringify(profile));
		const rival = { ...learned, id: "rival.v1", provenance: { ...learned.provenance, tenant: "rival" } };
		for (const profile of [shipped, learned, rival]) write(profile);
		const loaded = loadProfiles(undefined, own);
		expect(removeLearnedFrom(acme, own)).toEqual({ removed: ["tuned.v1"], unread: [] });
		expect(loadProfiles(undefined, own).ids).toEqual([DEFAULT_PROFILE, "rival.v1"]);
		expect(removeLearnedFrom(acme, own)).toEqual({ removed: [], unread: [] });
		expect(loaded.get("tuned.v1", acme).id).toBe("tuned.v1");
		loaded.forgetLearnedFrom(acme);
		expect(loaded.ids).toEqual([DEFAULT_PROFILE, "rival.v1"]);
		expect(() => loaded.get("tuned.v1", acme)).toThrow("no ranking profile of this name");
	});

	test("a file that nobody can read keeps nothing from being removed, and is told", () => {
		const own = mkdtempSync(path.join(folder, "unread-"));
		writeFileSync(path.join(own, "half.v1.json"), "{");
		writeFileSync(path.join(own, "nobodys.v1.json"), "[]");
		writeFileSync(path.join(own, "tuned.v1.json"), JSON.stringify({ ...learned, fields: { shoe: 1 } }));
		expect(removeLearnedFrom(acme, own)).toEqual({
			removed: ["tuned.v1"],
			unread: ["half.v1.json", "nobodys.v1.json"],
		});
		expect(readdirSync(own).sort()).toEqual(["half.v1.json", "nobodys.v1.json"]);
	});

	test("the text of every shipped profile is what is loaded", () => {
		const file = path.join(import.meta.dirname, `../../ranking/profiles/${DEFAULT_PROFILE}.json`);
		expect(parseProfile(readFileSync(file, "utf8"), `${DEFAULT_PROFILE}.json`)).toEqual(shipped);
	});
});

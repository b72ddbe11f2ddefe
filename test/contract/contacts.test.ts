import { describe, expect, test } from "vitest";
import { candidateDocument } from "../../src/analysis/person-document.ts";
import { Candidate } from "../../src/domain/candidate.ts";
import type { Basics } from "../../src/domain/resume.ts";
import type { Store } from "../../src/engine/port.ts";
import { forPool } from "../../src/search/plan/origin.ts";
import { planQuery } from "../../src/search/plan/plan.ts";
import { loadProfiles } from "../../src/search/profiles.ts";
import { parseQuery } from "../../src/search/query/parse.ts";
import { recognizer } from "../search/world.ts";
import { describeEngines } from "./worlds.ts";

/** A person's own e-mail addresses and phone numbers are exact words of a query, on every engine. */

const AT = "2026-01-01T00:00:00.000Z";
type BasicsInput = Partial<(typeof Basics)["_input"]>;

const PEOPLE: Readonly<Record<string, BasicsInput>> = {
	"by-email": { name: "Ann", email: "Ann.Lee@Example.com", emails: ["Ann.Lee@Example.com", "ann+jobs@home.example"] },
	"other-email": { name: "Ann Lee", email: "ann.lee@example.org" },
	berlin: { name: "Bo", phone: "+49 30 1234567" },
	"berlin-local": { name: "Cy", phone: "030/1234567", location: { countryCode: "DE" } },
	somewhere: { name: "Di", phone: "030 - 123 45 67" },
	vienna: { name: "Ed", phone: "+43 30 1234567" },
	boston: { name: "Flo", phones: ["(617) 555-0142"], location: { countryCode: "US" } },
	rome: { name: "Gia", phone: "+39 06 1234 5678" },
	jd: { email: "jdoe77@example.com" },
	intern: { name: "Hal", phone: "4567" },
};

async function filled(store: Store): Promise<Store> {
	const people = Object.entries(PEOPLE).map(([id, basics]) =>
		Candidate.parse({ id, resume: { basics }, file: null, match: null, createdAt: AT, updatedAt: AT }),
	);
	await store.write(
		people.map((person) => ({
			op: "put",
			collection: "person",
			id: person.id,
			record: JSON.stringify(person),
			document: candidateDocument(person, recognizer),
		})),
	);
	return store;
}

const profile = loadProfiles().get(undefined, null);

async function find(store: Store, query: string): Promise<string[]> {
	const { base } = planQuery({ query: parseQuery(query), filters: {}, recognizer, profile, asOf: 0 });
	const { rows } = await store.retrieve({ ...forPool(base, "ats"), offset: 0, limit: 100, facets: [] });
	return [...rows.ids].sort();
}

describeEngines("contacts", ({ freshStore }) => {
	const FOUND: readonly (readonly [query: string, ids: readonly string[]])[] = [
		["ann.lee@example.com", ["by-email"]],
		["ANN.LEE@EXAMPLE.COM", ["by-email"]],
		['"ann.lee@example.com"', ["by-email"]],
		["ann+jobs@home.example", ["by-email"]],
		["<ann.lee@example.org>", ["other-email"]],
		["mailto:ann.lee@example.org", ["other-email"]],
		["lee@example.com", []],
		["example.com", []],
		["jdoe7*", []],
		["email*", []],
		["+49 30 1234567", ["berlin", "berlin-local", "somewhere"]],
		["+49301234567", ["berlin", "berlin-local", "somewhere"]],
		["+49 (0)30 1234567", ["berlin", "berlin-local", "somewhere"]],
		["0049-30-1234567", ["berlin", "berlin-local", "somewhere"]],
		["49301234567", ["berlin", "berlin-local"]],
		// Without a country it is the number of whatever country.
		["030/1234567", ["berlin", "berlin-local", "somewhere", "vienna"]],
		["(030) 123 45 67", ["berlin", "berlin-local", "somewhere", "vienna"]],
		["0301234567", ["berlin", "berlin-local", "somewhere", "vienna"]],
		["+43 30 1234567", ["somewhere", "vienna"]],
		["(617) 555-0142", ["boston"]],
		["617-555-0142", ["boston"]],
		["1 617 555 0142", ["boston"]],
		["+1 617.555.0142", ["boston"]],
		["06 1234 5678", ["rome"]],
		["+39 06 12345678", ["rome"]],
		["1234567", []],
		["4567", []],
		["NOT ann.lee@example.com AND ann", ["other-email"]],
		["ann.lee@example.com OR 617-555-0142", ["boston", "by-email"]],
	];

	test("are found whole, however they are written", async () => {
		const store = await filled(await freshStore());
		for (const [query, ids] of FOUND) expect([query, await find(store, query)]).toEqual([query, [...ids].sort()]);
	});

	test("are never suggested to who begins to type", async () => {
		const store = await filled(await freshStore());
		for (const prefix of ["jdoe", "ema", "phone", "+49", "49", "030"]) {
			expect([prefix, await store.suggest(prefix, 100)]).toEqual([prefix, []]);
		}
	});
});

describe("the document", () => {
	const documentOf = (basics: BasicsInput) =>
		candidateDocument(
			Candidate.parse({ id: "x", resume: { basics }, file: null, match: null, createdAt: AT, updatedAt: AT }),
			recognizer,
		);

	test("says nothing else than without them", () => {
		const [plain, reachable] = [documentOf({ name: "Ann" }), documentOf({ name: "Ann", ...PEOPLE["by-email"] })];
		expect({ ...reachable, keys: plain.keys, fields: { ...reachable.fields, name: ["ann"] } }).toEqual(plain);
	});

	test("of somebody without a name holds them, too", () => {
		expect(documentOf({ email: "a@b.example" }).fields).toEqual({ name: [":email:a@b.example"] });
	});
});

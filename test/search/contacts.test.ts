import { beforeAll, describe, expect, test } from "vitest";
import { parseQuery } from "../../src/search/query/parse.ts";
import { isPhone, phoneEnd } from "../../src/search/query/phone.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
	const basics = { name: "Ann Lee", email: "a@b.example", phone: "+49 30 1234567" };
	world = await openWorld({
		candidates: [
			{ id: "mention", resume: {}, notes: [{ id: "n", text: "Referred by a@b.example, a@b.example says hello" }] },
			{ id: "ann", resume: { basics } },
			{ id: "matched", profileId: "p-1", resume: { basics: { name: "Max" } } },
		],
		profiles: [
			{ id: "p-1", emails: ["max@secret.example"], resume: { basics: { email: "max@secret.example" } } },
			{ id: "p-2", emails: ["eve@secret.example"], resume: { basics: { phone: "+49 30 7654321" } } },
		],
	});
});

describe("a search", () => {
	test.each([
		["a@b.example", "e-mail address"],
		["A@B.example", "e-mail address"],
		["030/1234567", "phone number"],
		["+49 30 1234567", "phone number"],
	])("for %s finds whose it is first, and says that it is the %s", async (query, what) => {
		const { hits } = await world.find(query);
		expect(hits[0]).toMatchObject({ candidateId: "ann", explanation: { missing: [] } });
		expect(hits[0]?.explanation?.contributions[0]?.text).toContain(`as ${what}`);
		// A list shows nobody's address.
		expect(hits[0]?.highlights).toEqual([]);
	});

	test("finds who only mentions an address behind whose it is", async () => {
		expect((await world.find("a@b.example")).hits.map(({ candidateId }) => candidateId)).toEqual(["ann", "mention"]);
	});

	test("finds nobody by what only the network knows", async () => {
		for (const query of ["max@secret.example", "eve@secret.example", "+49 30 7654321"]) {
			expect([query, (await world.find(query)).total]).toEqual([query, 0]);
		}
	});
});

describe("a phone number in a query", () => {
	test.each([
		"+49 30 1234567",
		"030/1234567",
		"(030) 1234567",
		"0049 30 1234567",
		"+49 (0)30 / 123 45 67",
		"01 23 45 67 89",
		"415-555-2671",
		"1-415-555-2671",
		"(415) 555-2671",
		"612 345 678",
		"(+49) 30 1234567",
	])("is read as one: %s", (text) => {
		expect(phoneEnd(text, 0)).toBe(text.length);
		const query = `jane ${text} java`;
		const { root, lint } = parseQuery(query);
		expect(root?.kind === "and" ? root.of.map((leaf) => "text" in leaf && leaf.text) : null).toEqual([
			"jane",
			text,
			"java",
		]);
		const [entry, ...more] = lint;
		expect(more).toEqual([]);
		expect(entry).toMatchObject({ level: "understood", code: "phone-number" });
		expect(query.slice(entry?.span.start, entry?.span.end)).toBe(text);
	});

	test.each([
		"2015 2020",
		"01.02.2020",
		"01/2019-03/2020",
		"2019-11-30",
		"2019/2020",
		"192.168.1.100",
		"0.25 0.75 1.5 3.5",
		"10,000,000",
		"windows 10 11 2016 2019",
		"java 8 11 17 21",
		"iso 9001 14001 45001",
		"office 365 2016",
		"24/7",
		"030 12",
		"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
		"1.2.3.4.5.6.7",
		"030 1234567x",
	])("is not what other numbers are: %s", (text) => {
		expect(parseQuery(text).lint.filter(({ code }) => code === "phone-number")).toEqual([]);
	});

	test("goes no further than it goes, whatever number stands behind it", () => {
		expect(parseQuery("415-555-2671 2019").normalForm).toBe('"415-555-2671" 2019');
		expect(parseQuery("030-1234567 2019").normalForm).toBe('"030-1234567" 2019');
		// Numbers that were written apart are printed so that they stay apart.
		expect(parseQuery("030, 1234567").normalForm).toBe("030, 1234567");
	});

	test("of digits alone needs no remark, and is one all the same", () => {
		expect(parseQuery("0301234567").lint).toEqual([]);
		expect([isPhone("0301234567"), isPhone("030123"), isPhone("1234567890123456")]).toEqual([true, false, false]);
	});

	test("in a bracket is what stands in the bracket", () => {
		expect(parseQuery("(030 1234567 OR java)").normalForm).toBe('"030 1234567" OR java');
	});
});

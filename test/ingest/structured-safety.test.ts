import { describe, expect, test } from "vitest";
import { parse } from "./parser.ts";

const WORK = [{ name: "Acme", position: "Analyst", startDate: "2018", endDate: "2020" }];
const stated = (basics: Record<string, unknown>, more: Record<string, unknown> = {}) =>
	parse(JSON.stringify({ basics, work: WORK, ...more }), "resume.json");

describe("addresses", () => {
	test.each([
		"javascript:alert(1)",
		" JavaScript:alert(1)",
		"java\nscript:alert(1)",
		"data:text/html,<script>alert(1)</script>",
		"vbscript:x",
		"file:///etc/passwd",
	])("%j is dropped and told of", async (url) => {
		const resume = await stated(
			{ name: "Jane Roe", url, profiles: [{ network: "GitHub", username: "jane", url }] },
			{ projects: [{ name: "Atlas", url }] },
		);
		expect(resume.basics).not.toHaveProperty("url");
		expect(resume.basics?.profiles).toEqual([{ network: "GitHub", username: "jane" }]);
		expect(resume.projects).toEqual([{ name: "Atlas" }]);
		expect(resume.meta.warnings.map(({ code }) => code)).toEqual(Array(3).fill("unsafe-address"));
	});

	test.each([
		"https://roe.example.org",
		"http://roe.example.org:8080/x",
		"roe.example.org:8080",
		"mailto:jane@example.org",
	])("%s stays", async (url) => {
		expect((await stated({ name: "Jane Roe", url })).basics?.url).toBe(url);
	});
});

describe("personal data", () => {
	test.each([
		["birthDate", "1990-05-01"],
		["date_of_birth", "1990-05-01"],
		["gender", "female"],
		["nationality", "Ruritanian"],
		["maritalStatus", "married"],
		["image", "https://example.org/jane.png"],
		["age", 36],
	])("%s is kept out and flagged", async (key, value) => {
		const resume = await stated({ name: "Jane Roe", [key]: value });
		expect(resume.meta.flags).toEqual(["personal-data"]);
		expect(JSON.stringify(resume)).not.toContain(String(value));
	});

	test("no flag without any", async () => {
		expect((await stated({ name: "Jane Roe", image: "" })).meta.flags).toEqual([]);
	});
});

describe("parts of the name", () => {
	test("are told from the name", async () => {
		expect((await stated({ name: "Ludwig van Beethoven" })).basics).toMatchObject({
			givenName: "Ludwig",
			familyName: "van Beethoven",
		});
	});

	test("stay as stated, and make the name where there is none", async () => {
		expect((await stated({ firstName: "Ana Maria", lastName: "Sousa" })).basics).toMatchObject({
			name: "Ana Maria Sousa",
			givenName: "Ana Maria",
			familyName: "Sousa",
		});
	});
});

import { expect, test } from "vitest";
import { parse, roles, skills } from "./parser.ts";

const resume = (lines: readonly string[]): string =>
	`Jane Doe\njane@example.org\n\nExperience\nClerk - Harbour Bank - Cork - 2019-2023\nKept the books of six branches\n${lines.join("\n")}\n`;

test("labels behind the last role name sections", async () => {
	const parsed = await parse(
		resume([
			"",
			"Skills: Excel, SAP, SQL",
			"Languages: English (fluent), Polish (native)",
			"Interests: chess, sailing",
		]),
	);
	expect(roles(parsed)).toEqual(["Clerk @ Harbour Bank 2019..2023"]);
	expect(parsed.work?.[0]?.summary).toBe("Kept the books of six branches");
	expect(skills(parsed)).toEqual(["Excel", "SAP", "SQL"]);
	expect(parsed.languages?.map(({ language }) => language)).toEqual(["English", "Polish"]);
	expect(parsed.interests?.map(({ name }) => name)).toEqual(["chess", "sailing"]);
});

test("a label that each role has belongs to the last of them, too", async () => {
	const lines = [
		"Skills: Excel, SAP",
		"",
		"Cashier - Mill Shop - Cork - 2015-2018",
		"Skills: Word",
		"Languages: English",
	];
	const parsed = await parse(resume(lines));
	expect(parsed.languages).toBeUndefined();
	expect(parsed.work?.[1]?.summary).toContain("Languages: English");
});

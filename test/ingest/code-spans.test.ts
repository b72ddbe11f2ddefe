import { expect, test } from "vitest";
import { parse, skills } from "./parser.ts";

test("code spans side by side in Markdown are skills of their own", async () => {
	const text = "# Jane Doe\n\njane@example.org\n\n## Skills\n\n`Python` `SQL` `Tableau`\n";
	expect(skills(await parse(text, "cv.md"))).toEqual(["Python", "SQL", "Tableau"]);
});

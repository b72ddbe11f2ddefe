import { describe, expect, test } from "vitest";
import { EXPECTED_ROLES, PERSON } from "./fixtures-person.ts";
import { spacedName, TEMPLATES, unmarkedTexts } from "./fixtures-templates.ts";
import { parse, roles, skills } from "./parser.ts";

describe.each(Object.entries(TEMPLATES))("a PDF with %s", (_, make) => {
	test("gives the person, every role whole, the study and the skills", async () => {
		const resume = await parse(await make());
		expect(resume.basics).toMatchObject({ name: PERSON.name, email: PERSON.email, phone: PERSON.e164 });
		expect(roles(resume)).toEqual(EXPECTED_ROLES);
		expect(resume.education?.map((study) => [study.institution, study.studyType, study.area, study.endDate])).toEqual([
			[PERSON.study.school, PERSON.study.degree, PERSON.study.area, "2017"],
		]);
		expect(skills(resume)).toEqual(PERSON.skills);
		expect(resume.meta.warnings).toEqual([]);
	});
	test("keeps the text of a role as its text", async () => {
		const resume = await parse(await make());
		for (const [index, role] of PERSON.work.entries()) {
			const { summary = "", highlights = [] } = resume.work?.[index] ?? {};
			const text = [summary, ...highlights].join("\n");
			for (const bullet of role.bullets) expect(text).toContain(bullet);
		}
	});
});

test("a name in spaced letters keeps its words", async () => {
	expect((await parse(await spacedName())).basics?.name).toBe("Marlene Okafor Winter");
});

test("texts without bullets are told from their further lines by the space between", async () => {
	const [role] = (await parse(await unmarkedTexts())).work ?? [];
	expect(role?.highlights).toHaveLength(3);
	expect(role?.highlights?.[0]).toMatch(/every hour of the day$/);
	expect(role?.highlights?.[1]).toMatch(/^Wrote/);
});

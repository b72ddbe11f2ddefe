import { describe, expect, test } from "vitest";
import { FREE_CASES } from "./fixtures-free.ts";
import { parse, roles, skills } from "./parser.ts";

describe.each(FREE_CASES)("$what", (wanted) => {
	test("gives every field and keeps personal details out", async () => {
		const resume = await parse(wanted.text);
		expect(resume.meta.language).toBe(wanted.language);
		expect(resume.basics?.name).toBe(wanted.name);
		expect(resume.basics?.email ?? "").toBe(wanted.email ?? "");
		expect(resume.basics?.phone ?? "").toBe(wanted.phone ?? "");
		if (wanted.city !== "") expect(resume.basics?.location?.city).toBe(wanted.city);
		expect(roles(resume)).toEqual(wanted.work);
		expect((resume.education ?? []).map((study) => `${study.institution} ${study.endDate}`)).toEqual(wanted.education);
		expect(skills(resume)).toEqual(wanted.skills);
		expect((resume.languages ?? []).map((language) => language.language)).toEqual(wanted.languages);
		const { meta, ...rest } = resume;
		for (const detail of wanted.personal) expect(JSON.stringify(rest)).not.toContain(detail);
		expect(meta.flags.includes("personal-data")).toBe(wanted.personal.length > 0);
	});
});

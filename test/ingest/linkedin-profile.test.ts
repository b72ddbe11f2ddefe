import { expect, test } from "vitest";
import { drawProfile, type Profile } from "./fixtures-linkedin.ts";
import { MORE_PROFILES } from "./fixtures-linkedin-more.ts";
import { PROFILES } from "./fixtures-linkedin-people.ts";
import { parse, roles } from "./parser.ts";

const rolesOf = ({ employers }: Profile): string[] =>
	employers.flatMap(({ name, roles }) =>
		roles.map(({ title, truth: [from, to] }) => `${title} @ ${name} ${from}..${to ?? "now"}`),
	);

test.each([...PROFILES, ...MORE_PROFILES].map((profile) => [profile.name, profile] as const))(
	"a printed profile: %s",
	async (name, profile) => {
		const resume = await parse(await drawProfile(profile));
		const { basics, education = [], languages = [], certificates = [] } = resume;
		expect(roles(resume)).toEqual(rolesOf(profile));
		expect(resume.work?.map(({ location }) => location)).toEqual(
			profile.employers.flatMap((employer) => employer.roles.map(({ place }) => place)),
		);
		expect(resume.work?.flatMap(({ summary, highlights = [] }) => [summary ?? "", ...highlights]).join(" ")).toContain(
			profile.employers.flatMap((employer) => employer.roles.flatMap(({ text = [] }) => text))[0] ?? "",
		);
		expect(JSON.stringify(resume.work)).not.toMatch(/(?:Page|Seite) \d|\d (?:months|Monate|mois)/);
		expect(basics).toMatchObject({ name, label: profile.headline, email: profile.email });
		expect(basics?.location?.city).toBe(profile.place.split(",")[0]);
		expect(basics?.phone).toBe(profile.phone);
		expect(basics?.summary).toBe(profile.summary);
		expect(resume.skills?.map((skill) => skill.name)).toEqual(profile.skills);
		expect(languages.map(({ language, fluency }) => [language, fluency])).toEqual(profile.languages);
		expect(certificates.map((certificate) => certificate.name)).toEqual(profile.certificates);
		expect(
			education.map(({ institution, studyType, area, startDate, endDate }) => [
				institution,
				studyType,
				area,
				`${startDate} - ${endDate}`,
			]),
		).toEqual(profile.schools.map((school) => [school.name, school.degree, school.area, school.years]));
		expect(resume.meta.language).toBe(profile.language);
	},
);

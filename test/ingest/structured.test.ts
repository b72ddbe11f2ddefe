import { describe, expect, test } from "vitest";
import { writePackage } from "../../src/ingest/read/zip-package.ts";
import { parse, refusal, roles } from "./parser.ts";

const json = (value: unknown): string => JSON.stringify(value, null, 2);

const JANE = {
	basics: {
		name: "Jane Testova-Roe",
		label: "Data Engineer",
		image: "https://example.org/jane.png",
		email: "jane@example.org",
		phone: "(512) 555-0147",
		location: { city: "Austin", region: "Texas", countryCode: "US" },
		profiles: [{ network: "GitHub", username: "jane-testova", url: "https://github.com/jane-testova" }],
	},
	work: [
		{
			name: "Acme Ltd",
			position: "Data Engineer",
			startDate: "2020-03-01",
			highlights: ["Built pipelines with PostgreSQL"],
		},
		{ company: "Foo GmbH", position: "Analyst", startDate: "March 2015", endDate: "2020-02" },
	],
	education: [{ institution: "Nordmarka University", studyType: "BSc", area: "Physics", endDate: "2014" }],
	skills: [{ name: "PostgreSQL" }, "Python"],
	languages: [{ language: "English", fluency: "native" }],
};

describe("JSON Resume", () => {
	test("is taken as it stands", async () => {
		const resume = await parse(json(JANE));
		expect(resume.meta).toMatchObject({ format: "json-resume", yearsOfExperience: 11.3, warnings: [] });
		expect(resume.meta.flags).toEqual(["personal-data"]);
		expect(resume.basics).toMatchObject({ name: "Jane Testova-Roe", phone: "+15125550147", label: "Data Engineer" });
		expect(roles(resume)).toEqual(["Data Engineer @ Acme Ltd 2020-03-01..now", "Analyst @ Foo GmbH 2015-03..2020-02"]);
		expect(resume.skills).toMatchObject([{ name: "PostgreSQL", id: "postgresql", months: 76 }, { name: "Python" }]);
		expect(resume.meta.values["/basics/name"]).toMatchObject({ rule: "stated in the file" });
		expect(resume.meta.values["/work/0/current"]?.confidence).toBeLessThan(0.9);
		expect(JSON.stringify(resume)).not.toContain("jane.png");
	});

	test("what is not known or of a wrong type is named and left out, the rest stays", async () => {
		const resume = await parse(
			json({
				...JANE,
				hobby: "chess",
				work: [{ ...JANE.work[0], salary: 100, highlights: "none", startDate: 2020 }, "freelancer", JANE.work[1]],
				education: { institution: "X" },
				skills: [{ level: "high" }, { name: "Go" }],
			}),
		);
		const told = resume.meta.warnings.map((warning) => `${warning.code} ${warning.pointer}`);
		expect(told.toSorted()).toEqual([
			"incomplete /skills/0",
			"unknown-key /hobby",
			"unknown-key /work/0/salary",
			"wrong-type /education",
			"wrong-type /work/0/highlights",
			"wrong-type /work/0/startDate",
			"wrong-type /work/1",
		]);
		expect(resume.work?.map((role) => role.name)).toEqual(["Acme Ltd", "Foo GmbH"]);
		expect(resume.skills?.map((skill) => skill.name)).toEqual(["Go"]);
		expect(Object.keys(resume.meta.values)).toContain("/work/1/name");
		expect(Object.keys(resume.meta.values)).not.toContain("/work/2/name");
	});

	test("only the latest role can be held today", async () => {
		const resume = await parse(
			json({
				basics: { name: "Jane Roe" },
				work: [
					{ name: "Old", startDate: "2001" },
					{ name: "New", startDate: "2010", endDate: "Present" },
				],
			}),
		);
		expect(resume.work?.map((role) => role.current)).toEqual([undefined, true]);
	});

	test("keys of every object do no harm", async () => {
		const text =
			'{"basics":{"name":"Jane Roe","__proto__":{"email":"x@example.org"},"constructor":1,"toString":"a"},"work":[]}';
		const resume = await parse(text);
		expect(resume.basics).toEqual({ name: "Jane Roe", givenName: "Jane", familyName: "Roe" });
		expect(({} as { email?: string }).email).toBeUndefined();
	});

	test.each([
		["cut short", '{"basics":{"name":"Jane', "file-corrupt"],
		["nested without end", `{"basics":${'{"a":'.repeat(5000)}`, "file-too-complex"],
		["another kind of JSON", '{"dependencies":{"left-pad":"1"}}', "file-type-unsupported"],
		["without anybody", '{"basics":{},"work":[]}', "not-a-resume"],
		["of wrong types throughout", '{"basics":[1],"work":7}', "not-a-resume"],
	])("%s is refused", async (_, text, code) => {
		expect(await refusal(text)).toBe(code);
	});
});

const PROFILE = `First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,Websites
Jane,Testova-Roe,,,"Jan 5, 1980","Engineer, data","Builds
things","IT",78701,"Austin, Texas, United States",[janetestova],[PORTFOLIO:https://jane.example.org]
`;
const archive = (tables: Record<string, string>): Buffer =>
	writePackage(new Map(Object.entries(tables).map(([name, text]) => [name, Buffer.from(text)])));
const EXPORT = {
	"Profile.csv": `\uFEFF${PROFILE}`,
	"Positions.csv":
		'Company Name,Title,Description,Location,Started On,Finished On\nAcme Ltd,Data Engineer,"Built pipelines with Kafka, daily",Austin,Mar 2021,\nFoo GmbH,Analyst,,Berlin,2017,Feb 2021\n',
	"Education.csv":
		'School Name,Start Date,End Date,Notes,Degree Name,Activities\nNordmarka University,2010,2014,,"Bachelor of Science, Physics",Chess\n',
	"Skills.csv": "Name\nKafka\nPython\n",
	"Languages.csv": "Name,Proficiency\nEnglish,Native or bilingual proficiency\n",
	"Certifications.csv":
		"Name,Url,Authority,Started On,Finished On,License Number\nCertified Welder,,Nordmarka Board,Jun 2019,,12\n",
	"Email Addresses.csv":
		"Email Address,Confirmed,Primary,Updated On\nold@example.org,Yes,No,1/1/20\njane@example.org,Yes,Yes,1/1/20\n",
	"PhoneNumbers.csv": "Extension,Number,Type\n,+1 512 555 0147,Mobile\n",
	"messages.csv": "FROM,CONTENT\nSomebody Else,secret words\n",
};

describe("LinkedIn export", () => {
	test("what people put beside their name is no part of it", async () => {
		const profile = PROFILE.replace("Jane,Testova-Roe", 'Dr. Jane,"Testova-Roe, PhD"');
		const { basics } = await parse(archive({ ...EXPORT, "Profile.csv": profile }));
		expect(basics).toMatchObject({ name: "Jane Testova-Roe", givenName: "Jane", familyName: "Testova-Roe" });
	});

	test("the tables become sections", async () => {
		const resume = await parse(archive(EXPORT));
		expect(resume.meta).toMatchObject({ format: "linkedin-export", warnings: [] });
		expect(resume.basics).toEqual({
			name: "Jane Testova-Roe",
			givenName: "Jane",
			familyName: "Testova-Roe",
			label: "Engineer, data",
			summary: "Builds\nthings",
			email: "jane@example.org",
			emails: ["jane@example.org", "old@example.org"],
			phone: "+15125550147",
			url: "https://jane.example.org",
			profiles: [{ network: "X", username: "janetestova" }],
			location: { city: "Austin", region: "Texas", countryCode: "US", postalCode: "78701" },
		});
		expect(roles(resume)).toEqual(["Data Engineer @ Acme Ltd 2021-03..now", "Analyst @ Foo GmbH 2017..2021-02"]);
		expect(resume.education).toEqual([
			{
				institution: "Nordmarka University",
				studyType: "Bachelor of Science",
				area: "Physics",
				startDate: "2010",
				endDate: "2014",
			},
		]);
		expect(resume.certificates).toEqual([{ name: "Certified Welder", issuer: "Nordmarka Board", date: "2019-06" }]);
		expect(resume.skills).toMatchObject([{ name: "Kafka", id: "apache-kafka" }, { name: "Python" }]);
		expect(resume.meta.values["/work/0/name"]?.rule).toBe("stated in Positions.csv");
		expect(JSON.stringify(resume)).not.toMatch(/1980|secret/);
	});

	test("in a folder, and with less than everything", async () => {
		const { "Profile.csv": profile, "Positions.csv": positions } = EXPORT;
		const resume = await parse(archive({ "Export/Profile.csv": profile, "Export/Positions.csv": positions }));
		expect(resume.basics?.name).toBe("Jane Testova-Roe");
		expect(resume.work).toHaveLength(2);
	});

	test("a broken table and an archive that only seems to be one", async () => {
		expect(await refusal(archive({ ...EXPORT, "Skills.csv": 'Name\n"Kafka' }))).toBe("file-corrupt");
		expect(await refusal(archive({ "My Profile.csv.bak": "x" }))).toBe("file-type-unsupported");
	});
});

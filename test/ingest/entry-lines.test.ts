import { describe, expect, test } from "vitest";
import { parse, roles, skills } from "./parser.ts";

const person = (rest: string): string => `Jane Doe\njane.doe@example.org | +1 512 555 0147\n\n${rest}\n`;

describe("headers of roles", () => {
	test("the text under the dates is no employer", async () => {
		const resume = await parse(
			person(
				"Experience\n\nData Scientist\nAirbnb\n2017 - 2021\nSearch ranking experiments.\n\nAnalyst\nStripe\n2015 - 2017\nFraud models",
			),
		);
		expect(roles(resume)).toEqual(["Data Scientist @ Airbnb 2017..2021", "Analyst @ Stripe 2015..2017"]);
		expect(resume.work?.map((role) => role.location)).toEqual([undefined, undefined]);
	});
	test("abbreviations in the text are no place", async () => {
		const resume = await parse(
			person(
				"Experience\n\nPlanner, Kerry Group plc\n2017 - 2021\nOwned S&OP, SAP\n\nEngineer, Bosch GmbH\n2012 - 2016\nCAN, AUTOSAR",
			),
		);
		expect(resume.work?.map((role) => role.location)).toEqual([undefined, undefined]);
	});
	test("employer and place glued by a hyphen", async () => {
		const resume = await parse(person("Work Experience\n\nReceptionist\nMarriott-Galveston, TX\nMay 2012 to May 2014"));
		expect(resume.work?.[0]).toMatchObject({ name: "Marriott", location: "Galveston, TX" });
	});
	test("a name with commas and a legal form stays whole", async () => {
		const resume = await parse(
			person(
				"Experience\n\nSkadden, Arps, Slate, Meagher & Flom LLP\nAssociate\nSep 2015 – Aug 2020\n- Drafted merger agreements",
			),
		);
		expect(roles(resume)).toEqual(["Associate @ Skadden, Arps, Slate, Meagher & Flom LLP 2015-09..2020-08"]);
	});
	test("a title with a department stays whole", async () => {
		const resume = await parse(
			person(
				"Experience\n\nCharge Nurse, ICU\nRush University Medical Center\nMay 2018 – Present\n- Led a unit of 24 beds",
			),
		);
		expect(resume.work?.[0]).toMatchObject({ position: "Charge Nurse, ICU", name: "Rush University Medical Center" });
	});
	test("city and country with their labels are one place", async () => {
		const resume = await parse(
			person(
				"Experience\n\n[ 08/2015 – Present ]\nMathematics Teacher\nColumbus City Schools\nCity: Columbus | Country: United States",
			),
		);
		expect(resume.work?.[0]).toMatchObject({ name: "Columbus City Schools", location: "Columbus, United States" });
	});
	test("one date is a start, unless a word says that it is an end", async () => {
		const resume = await parse(person("Experience\n\nTutor, Brightwater Foods LLC, Jan 2023\n- Taught\n"));
		expect(resume.work?.[0]).toMatchObject({ startDate: "2023-01" });
		expect(resume.work?.[0]?.endDate).toBeUndefined();
	});
	test("a role without dates above the first dated one is kept", async () => {
		const resume = await parse(
			person(
				"Experience\n\nConsultant, Larkspur Analytics Inc.\n- Advises banks\n\nAnalyst, Brightwater Foods LLC\nJan 2019 – Feb 2021\n- Wrote reports",
			),
		);
		expect(resume.work?.map((role) => role.name)).toEqual(["Larkspur Analytics Inc.", "Brightwater Foods LLC"]);
	});
	test("text that no entry takes is told of", async () => {
		const resume = await parse(
			person(
				"Experience\n\nI have worked for several companies of the region and enjoyed all of it.\n\nAnalyst, Brightwater Foods LLC\nJan 2019 – Feb 2021",
			),
		);
		expect(resume.meta.warnings).toEqual([
			{ code: "text-left-out", message: expect.stringContaining("I have worked"), pointer: "/work" },
		]);
	});
	test("the labels of a form are no values, and an employer may stand below the text", async () => {
		const entry = (dates: string, title: string, employer: string): string =>
			`Dates ${dates}\nOccupation or position held ${title}\nMain activities and responsibilities Cared for patients\nName and address of employer ${employer}\n\n`;
		const resume = await parse(
			person(
				`Work experience\n\n${entry("May 2018 – Present", "Staff Nurse", "Rush Hospital, Chicago, IL")}${entry("Mar 2012 – Apr 2018", "Nursing Assistant", "Sunrise Living, Naperville, IL")}`,
			),
		);
		expect(roles(resume)).toEqual([
			"Staff Nurse @ Rush Hospital 2018-05..now",
			"Nursing Assistant @ Sunrise Living 2012-03..2018-04",
		]);
	});
	test("elements beside each other in a page are values of their own", async () => {
		const resume = await parse(
			"<h1>Jane Doe</h1><p>jane.doe@example.org</p><h2>Experience</h2><div><b>Larkspur Analytics Inc.</b><span>Mar 2021 – Present</span></div><div><i>Data Engineer</i><span>Austin, TX</span></div>",
			"cv.html",
		);
		expect(resume.work?.[0]).toMatchObject({
			name: "Larkspur Analytics Inc.",
			position: "Data Engineer",
			location: "Austin, TX",
			startDate: "2021-03",
		});
	});
});

describe("schools", () => {
	test("a diploma of a high school is a degree", async () => {
		const resume = await parse(person("Education\n\nHigh School Diploma, 2014 – 2018\nWestlake High School"));
		expect(resume.education?.[0]).toMatchObject({
			studyType: "High School Diploma",
			institution: "Westlake High School",
		});
	});
	test("a city before its country is neither school nor area", async () => {
		const resume = await parse(person("Education\n\nMBA, INSEAD, Fontainebleau, France, 2008 – 2010"));
		expect(resume.education?.[0]).toMatchObject({ institution: "INSEAD", location: "Fontainebleau, France" });
		expect(resume.education?.[0]?.area).toBeUndefined();
	});
});

describe("head", () => {
	test.each([
		["Keisha Washington, Executive Assistant\nkeisha@example.com", "Keisha Washington"],
		["Resume of Dana White\ndana@example.com", "Dana White"],
	])("%s", async (head, name) => {
		expect((await parse(`${head}\n\nSkills\nExcel, SAP\n`)).basics?.name).toBe(name);
	});
	test.each([
		["Address Amsterdam, Netherlands", { city: "Amsterdam", countryCode: "NL" }],
		[
			"123 Main Street – Sacramento – California, United States",
			{ address: "123 Main Street", city: "Sacramento", region: "California" },
		],
		[
			"1600 Amphitheatre Pkwy, Mountain View, CA 94043",
			{ address: "1600 Amphitheatre Pkwy", city: "Mountain View", postalCode: "94043" },
		],
	])("%s", async (line, place) => {
		const resume = await parse(`Jane Doe\n${line}\njane.doe@example.org\n\nSkills\nExcel, SAP\n`);
		expect(resume.basics?.location).toMatchObject(place);
	});
	test("pictures between contact data part them", async () => {
		const resume = await parse(
			"Jane Doe\n✉ jane.doe@example.org ☎ +1 512 555 0147 ⌂ Austin, TX\n\nSkills\nExcel, SAP\n",
		);
		expect(resume.basics).toMatchObject({
			email: "jane.doe@example.org",
			phone: "+15125550147",
			location: { city: "Austin" },
		});
	});
	test("a free sentence under the name is the headline", async () => {
		const resume = await parse("Andy Doe\nHeaded for the Pacific\nandy.doe@example.org\n\nSkills\nExcel, SAP\n");
		expect(resume.basics?.label).toBe("Headed for the Pacific");
	});
	test("a bar at the end of the contact line is no personal data", async () => {
		const clean = await parse("Jane Doe\njane.doe@example.org | +1 512 555 0147 |\n\nSkills\nExcel, SAP\n");
		expect(clean.meta.flags).not.toContain("personal-data");
		const born = await parse("Jane Doe\njane.doe@example.org | Date of birth: 1 May 1990\n\nSkills\nExcel, SAP\n");
		expect(born.meta.flags).toContain("personal-data");
	});
});

describe("skills", () => {
	test("levels are no skills", async () => {
		const resume = await parse(
			person("Skills\nJava - Expert\nSpring (Advanced)\nKafka ★★★\nVery good\nRust      Advanced\nAdvanced"),
		);
		expect(skills(resume)).toEqual(["Java", "Spring", "Kafka", "Rust"]);
		expect(resume.skills?.[0]?.level).toBe("Expert");
	});
	test("heads of a table are no skills", async () => {
		const markdown =
			"# Jane Doe\njane.doe@example.org\n\n## Skills\n\n| Skill | Years |\n|---|---|\n| Java | 5 |\n| Kotlin | 3 |\n";
		expect(skills(await parse(markdown, "cv.md"))).toEqual(["Java", "Kotlin"]);
	});
});

describe("lists beside the working life", () => {
	test("a certificate over several lines, its address apart", async () => {
		const markdown =
			"# Jane Doe\njane.doe@example.org\n\n## Certifications\n\n**AWS Certified Developer**\n\nIssued by: Amazon\n\nhttps://aws.amazon.com/certification/\n\n**CCNA**, Cisco, 2020\n";
		expect((await parse(markdown, "cv.md")).certificates).toEqual([
			{ name: "AWS Certified Developer", issuer: "Amazon", url: "https://aws.amazon.com/certification/" },
			{ name: "CCNA", issuer: "Cisco", date: "2020" },
		]);
	});
	test("awards, interests and references", async () => {
		const resume = await parse(
			person(
				"Awards\n- Dean's List, University of Southern California, Oct 2016\n\nInterests\nSports: soccer, hiking\nChess\n\nReferences\nAmanda Reynolds\nProfessor at USC\nJane solves problems well and would bring value to any team she joins.",
			),
		);
		expect(resume.awards).toEqual([
			{ title: "Dean's List", awarder: "University of Southern California", date: "2016-10" },
		]);
		expect(resume.interests).toEqual([{ name: "Sports", keywords: ["soccer", "hiking"] }, { name: "Chess" }]);
		expect(resume.references?.[0]).toMatchObject({ name: "Amanda Reynolds" });
	});
	test("volunteering", async () => {
		const resume = await parse(
			person("Volunteering\n\nMentor, Larkspur Foundation\nSep 2015 – Jul 2023\n- Guided students"),
		);
		expect(resume.volunteer).toEqual([
			{
				organization: "Larkspur Foundation",
				position: "Mentor",
				startDate: "2015-09",
				endDate: "2023-07",
				highlights: ["Guided students"],
			},
		]);
	});
	test("keywords of a project are no text of it, and none of a language is a level", async () => {
		const resume = await parse(
			person(
				"Projects\n\nEduWeb, 2016 – 2017\n- Designed for learners\nKeywords: Education, HCI\n\nLanguages\nEnglish: fluent Keywords: TOEFL 110",
			),
		);
		expect(resume.projects?.[0]).toMatchObject({ name: "EduWeb", keywords: ["Education", "HCI"] });
		expect(resume.projects?.[0]?.description).toBeUndefined();
		expect(resume.languages).toEqual([{ language: "English", fluency: "fluent" }]);
	});
});

test.each([
	[
		"7/2016–present\tAttending Physician, Pediatrics\nMaine Medical Center, Portland, ME",
		"Attending Physician, Pediatrics @ Maine Medical Center 2016-07..now",
	],
	[
		"Leerkracht groep 3 | OBS De Windwijzer, Assen\naugustus 2016 – heden",
		"Leerkracht groep 3 @ OBS De Windwijzer 2016-08..now",
	],
	[
		"Technicienne en éducation spécialisée\t2017 à aujourd'hui\nCentre de services scolaire des Phares, Rimouski\n- Rédiger",
		"Technicienne en éducation spécialisée @ Centre de services scolaire des Phares 2017..now",
	],
	["Bouchon Chez Paulette, Lyon\t2015 – 2017\nSous Chef", "Sous Chef @ Bouchon Chez Paulette 2015..2017"],
	[
		"United States Army, various locations\t2014 – 2020\nPlatoon Sergeant",
		"Platoon Sergeant @ United States Army 2014..2020",
	],
])("employers of hospitals, schools and armies: %s", async (lines, role) => {
	expect(roles(await parse(`Jane Marlowe\njane@example.com\n\nEXPERIENCE\n\n${lines}`, "cv.txt"))).toEqual([role]);
});
test("the form of federal applications: the title stands below hours, salary and series", async () => {
	const entry = (employer: string, dates: string, title: string) =>
		`${employer}\nOgden, UT United States\n${dates}\nSalary: 68,400 USD Per Year\nHours per week: 40\n${title}\nDuties, Accomplishments and Related Skills:\nManage the inventory of landing gear.\nSupervisor: Wendell Oakes (801-555-0100)\nOkay to contact this Supervisor: Yes`;
	const resume = await parse(
		`Jane Marlowe\njane@example.com\n\nWORK EXPERIENCE\n\n${entry("Hill Air Force Base", "10/2017 - Present", "Supply Management Specialist (This is a federal job)")}\n${entry("Weber County School District", "08/2013 - 09/2017", "Warehouse Lead")}`,
		"cv.txt",
	);
	expect(roles(resume)).toEqual([
		"Supply Management Specialist @ Hill Air Force Base 2017-10..now",
		"Warehouse Lead @ Weber County School District 2013-08..2017-09",
	]);
});
test("a letter of a licence does not go on in the next line", async () => {
	const resume = await parse(
		"<h1>Jan Marlowe</h1><p>jan@example.com</p><h2>Doświadczenie</h2><table><tr><td>marzec 2008 – czerwiec 2015</td><td><b>Kierowca kat. C+E</b><br>Trans-Roztocze Sp. z o.o.</td></tr></table>",
		"cv.html",
	);
	expect(roles(resume)).toEqual(["Kierowca kat. C+E @ Trans-Roztocze Sp. z o.o. 2008-03..2015-06"]);
});

import { describe, expect, test } from "vitest";
import { parse, refusal } from "./parser.ts";

const OTHERS: Record<string, string> = {
	"an advertisement": `About us
Acme Robotics builds warehouse robots in Austin, TX.

Responsibilities
- Design APIs and mentor engineers

Requirements
- 5+ years of experience with Python and Go
- Bachelor's degree in Computer Science

Skills
Python, Go, Kubernetes, AWS

What we offer
- Health insurance

Apply now: jobs@acme.example, +1 512 555 0100`,
	"a German advertisement": `Über uns
Die Musterfirma GmbH ist ein Maschinenbauer aus Stuttgart.

Ihre Aufgaben
- Entwicklung von Steuerungen

Ihr Profil
- Abgeschlossenes Studium der Elektrotechnik

Wir bieten
- 30 Tage Urlaub

Kontakt
bewerbung@musterfirma.example
+49 711 555010`,
	minutes: `Minutes of the meeting

Date: 12 March 2024
Present: Anna Smith, Ben Jones

Agenda
1. Budget

Decisions
The board approved the budget of 2024.`,
	"a manual": `# Fast Parse

A small library for parsing logs.

## Installation

    npm install fast-parse

## Usage

    import { parse } from "fast-parse";

## Contributing

Send a mail to team@fastparse.example.

## License

MIT 2021 - 2024`,
	"a program": `const page = { width: 210, height: 297 };
function layout(items) {
  let y = 10;
  for (const item of items) {
    item.y = y;
  }
  return items;
}
export default layout;`,
	"a letter": `Dear Sir or Madam,

I write to complain about the train of 12 March 2024. It was late by two hours.

Yours faithfully,
Anna Smith
anna@example.org`,
	"an invoice": `Invoice 2024-017

Widget Works Ltd
12 High Street, Leeds
+44 113 496 0000
billing@widgetworks.example

Description  Qty  Price
Widgets  10  100.00
Total 120.00`,
};

describe("refused", () => {
	test.each(Object.entries(OTHERS))("%s", async (name, text) => {
		expect(await refusal(text, name === "a manual" ? "readme.md" : "file.txt")).toBe("not-a-resume");
	});
});

const RESUMES: Record<string, string> = {
	"a student's, with education only": `Ayo Balogun
ayo@example.edu

Education
BSc Computer Science, University of Lagos, 2022 - 2026`,
	"contact and skills": `Mira Novak
mira.novak@example.org | +385 91 555 0123

Skills
Python, SQL, Tableau`,
	"without any heading": `Jane Doe
12 Elm Street, Leeds
jane.doe@example.org
0113 496 0999

2019 - 2023 Barista, Costa Coffee, Leeds`,
	"without contact data": `PETER O'NEILL

Experience
Electrician, Self-employed
2010 - present`,
	"all in small letters": `jane doe
jane.doe@example.org

skills
python, rust

experience
developer at acme
2020 - now`,
	"name and contact": `Sven Ek
sven.ek@example.se
070-555 01 23`,
};

describe("taken", () => {
	test.each(Object.entries(RESUMES))("%s", async (_, text) => {
		expect((await parse(text, "file.txt")).basics?.name).toBe(text.split("\n")[0]);
	});
	test("one without a name, and no name is made up", async () => {
		const text = "Work Experience\n\nSoftware Engineer, Acme GmbH\nJan 2020 - Present\n- Built APIs\n";
		const resume = await parse(text, "file.txt");
		expect(resume.basics?.name).toBeUndefined();
		expect(resume.work).toHaveLength(1);
	});
});

import { drawPdf } from "./fixtures-pdf.ts";
import { PERSON } from "./fixtures-person.ts";

/** The person of the other fixtures in the layouts of widespread templates. Browsers draw bullets as shapes: no bullet is in the text. */

type Doc = Parameters<Parameters<typeof drawPdf>[0]>[0];
interface Look {
	readonly bold?: boolean;
	readonly size?: number;
	/** Extra space between letters, in points. */
	readonly spacing?: number;
}

const LINE = 14;

/** Writes line after line; `down` moves on. */
class Pen {
	y = 50;
	readonly #doc: Doc;

	constructor(doc: Doc) {
		this.#doc = doc;
	}

	put(x: number, text: string, { bold = false, size = 10, spacing = 0 }: Look = {}, y = this.y): void {
		this.#doc
			.font(bold ? "Helvetica-Bold" : "Helvetica")
			.fontSize(size)
			.text(text, x, y, { lineBreak: false, characterSpacing: spacing });
	}

	/** Ends at x instead of beginning there. */
	putLeftOf(x: number, text: string): void {
		this.put(x - this.#doc.font("Helvetica").fontSize(10).widthOfString(text), text);
	}

	down(lines = 1): void {
		this.y += LINE * lines;
	}

	line(x: number, text: string, look: Look = {}): void {
		this.put(x, text, look);
		this.down();
	}
}

const draw =
	(page: (pen: Pen) => void): (() => Promise<Buffer>) =>
	() =>
		drawPdf((doc) => page(new Pen(doc)));
const HEADING: Look = { bold: true, size: 14 };
const { study } = PERSON;

function head(pen: Pen): void {
	pen.line(50, PERSON.name, { bold: true, size: 22 });
	pen.down();
	pen.line(50, `${PERSON.city} | ${PERSON.email} | ${PERSON.phone}`);
	pen.down();
}

function heading(pen: Pen, text: string, x = 50): void {
	pen.down(0.5);
	pen.line(x, text, HEADING);
	pen.down(0.3);
}

function skills(pen: Pen, x = 50): void {
	heading(pen, "Skills");
	pen.line(x, PERSON.skills.join(", "));
}

/** Dates right-aligned in a narrow column that ends six points before the text. */
const closeDates = draw((pen) => {
	head(pen);
	heading(pen, "Experience");
	for (const role of PERSON.work) {
		pen.putLeftOf(150, role.dates);
		pen.line(156, `${role.title}, ${role.employer}, ${role.place}`, { bold: true });
		for (const bullet of role.bullets) pen.line(168, bullet);
	}
	heading(pen, "Education");
	pen.putLeftOf(150, study.dates);
	pen.line(156, `${study.degree} in ${study.area}, ${study.school}`, { bold: true });
	heading(pen, "Languages");
	pen.putLeftOf(150, "English");
	pen.line(156, "native");
	skills(pen, 156);
});

/** Texts without bullets, a step to the right of the headers. */
const indented = draw((pen) => {
	head(pen);
	heading(pen, "Experience");
	for (const role of PERSON.work) {
		pen.put(420, role.place);
		pen.line(50, role.employer, { bold: true });
		pen.put(420, role.dates);
		pen.line(50, role.title);
		for (const bullet of role.bullets) pen.line(62, bullet);
	}
	heading(pen, "Education");
	pen.line(50, study.school, { bold: true });
	pen.put(420, study.dates);
	pen.line(50, `${study.degree} in ${study.area}`);
	skills(pen);
});

/** A right column whose lines stand between those of the text. */
const ownBaselines = draw((pen) => {
	head(pen);
	heading(pen, "Experience");
	for (const role of PERSON.work) {
		pen.put(420, role.dates, { size: 9 }, pen.y + 10);
		pen.put(420, role.place, { size: 9 }, pen.y + 22);
		pen.line(50, `${role.title}, ${role.employer}`, { bold: true });
		for (const bullet of role.bullets) pen.line(62, bullet);
	}
	heading(pen, "Education");
	pen.put(420, study.dates, { size: 9 });
	pen.line(50, `${study.degree} in ${study.area}`, { bold: true });
	pen.line(50, study.school);
	skills(pen);
});

/** Labels, dates and the names of the sections share the left column. */
const labelTable = draw((pen) => {
	pen.line(50, "Curriculum Vitae", { size: 20 });
	pen.down();
	heading(pen, "Personal details");
	for (const [label, value] of [
		["Name", PERSON.name],
		["Date of birth", "7 November 1983"],
		["Marital status", "married"],
		["Address", PERSON.city],
		["Phone", PERSON.phone],
		["E-mail", PERSON.email],
	] as const) {
		pen.put(50, label);
		pen.line(170, value);
	}
	heading(pen, "Experience");
	for (const role of PERSON.work) {
		pen.put(50, role.dates);
		pen.line(170, role.title, { bold: true });
		pen.line(170, `${role.employer}, ${role.place}`);
		for (const bullet of role.bullets) pen.line(182, bullet);
	}
	heading(pen, "Education");
	pen.put(50, study.dates);
	pen.line(170, study.school, { bold: true });
	pen.line(170, `${study.degree} in ${study.area}`);
	skills(pen, 170);
});

/** Names of sections left of their text, one line lower than it begins. */
const lowHeadings = draw((pen) => {
	head(pen);
	const section = (name: string, lines: readonly string[]): void => {
		pen.down();
		for (const [index, text] of lines.entries()) {
			if (index === 1 || lines.length === 1)
				pen.put(50, name, { bold: true }, lines.length === 1 ? pen.y + LINE : pen.y);
			pen.line(160, text);
		}
		pen.down();
	};
	section("Skills", [PERSON.skills.join(", ")]);
	section(
		"Experience",
		PERSON.work.flatMap((role) => [
			`${role.employer} / ${role.title}`,
			`${role.dates}, ${role.place}`,
			...role.bullets.map((bullet) => `${bullet}.`),
		]),
	);
	section("Education", [`${study.school} / ${study.degree} in ${study.area}`, study.dates]);
});

/** Header and dates on short lines of their own. */
const shortLines = draw((pen) => {
	head(pen);
	heading(pen, "Experience");
	for (const role of PERSON.work) {
		pen.line(50, `${role.employer} — ${role.title}`);
		pen.line(50, `${role.dates} | ${role.place}`);
		for (const bullet of role.bullets) pen.line(62, `• ${bullet}`);
	}
	heading(pen, "Education");
	pen.line(50, `${study.degree} in ${study.area} — ${study.school}`);
	pen.line(50, study.dates);
	skills(pen);
});

/** Dates first, then title, employer and place between dots. */
const datesFirst = draw((pen) => {
	head(pen);
	heading(pen, "Experience");
	for (const role of PERSON.work) {
		pen.line(50, role.dates);
		pen.line(50, `${role.title} • ${role.employer} • ${role.place}`);
		for (const bullet of role.bullets) pen.line(62, bullet);
	}
	heading(pen, "Education");
	pen.line(50, study.dates);
	pen.line(50, `${study.degree} in ${study.area} • ${study.school}`);
	skills(pen);
});

/** Employer, title, dates with their length, place: a line each. */
const lineEach = draw((pen) => {
	head(pen);
	heading(pen, "Experience");
	for (const role of PERSON.work) {
		pen.line(50, role.employer, { size: 12 });
		pen.line(50, role.title, { size: 11 });
		pen.line(50, `${role.dates} (3 years 2 months)`);
		pen.line(50, role.place);
		for (const bullet of role.bullets) pen.line(50, `• ${bullet}`);
	}
	heading(pen, "Education");
	pen.line(50, study.school, { size: 12 });
	pen.line(50, `${study.degree} in ${study.area} · (${study.dates})`);
	skills(pen);
});

export const TEMPLATES: Record<string, () => Promise<Buffer>> = {
	"dates close before the text": closeDates,
	"text without bullets": indented,
	"a right column with lines of its own": ownBaselines,
	"labels and dates left, in a table": labelTable,
	"names of sections a line low": lowHeadings,
	"short lines": shortLines,
	"dates first": datesFirst,
	"a line for each value": lineEach,
};

/** A name whose letters stand apart. */
export const spacedName = draw((pen) => {
	pen.line(50, PERSON.name.replace("-", " "), { size: 22, spacing: 6 });
	pen.down();
	pen.line(50, `${PERSON.email} | ${PERSON.phone}`);
	skills(pen);
});

/** Two lines that wrap and stand closer than two texts. */
export const unmarkedTexts = draw((pen) => {
	head(pen);
	heading(pen, "Experience");
	pen.put(420, PERSON.work[0].dates);
	pen.line(50, `${PERSON.work[0].title}, ${PERSON.work[0].employer}`, { bold: true });
	const texts = [
		["Built the streaming pipelines that twelve plants report their output through every hour of", "the day"],
		["Wrote down what the four engineers of the team had learned about late and missing events", "in a guide"],
		["Cut the cost of the nightly runs by forty percent without a single late report that anybody", "noticed"],
	];
	for (const [first, rest] of texts) {
		pen.line(62, first ?? "");
		pen.y -= 2;
		pen.line(62, rest ?? "");
	}
	skills(pen);
});

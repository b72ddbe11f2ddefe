import { Document, Header, Packer, Paragraph, Table, TableCell, TableRow, Textbox, TextRun } from "docx";
import { PERSON } from "./fixtures-person.ts";

const line = (text: string, bold = false, size = 20): Paragraph =>
	new Paragraph({ children: [new TextRun({ text, bold, size })] });
const heading = (text: string): Paragraph => line(text, true, 28);
const bullet = (text: string): Paragraph => new Paragraph({ text, bullet: { level: 0 } });

const pack = async (children: (Paragraph | Table | Textbox)[], header?: Paragraph[]): Promise<Buffer> =>
	Packer.toBuffer(
		new Document({
			sections: [
				{ children, ...(header === undefined ? {} : { headers: { default: new Header({ children: header }) } }) },
			],
		}),
	);

const work = (): Paragraph[] =>
	PERSON.work.flatMap((role) => [
		line(role.title, true),
		line(`${role.employer}, ${role.place}\t${role.dates}`),
		...role.bullets.map(bullet),
	]);

const education = (): Paragraph[] => [
	heading("Education"),
	line(PERSON.study.school, true),
	line(`${PERSON.study.degree}, ${PERSON.study.area}\t${PERSON.study.dates}`),
];

/** Name and contact data stand in the page header only. */
export const contactInHeader = (): Promise<Buffer> =>
	pack(
		[heading("Experience"), ...work(), ...education(), heading("Skills"), line(PERSON.skills.join(", "))],
		[line(PERSON.name, true, 40), line(`${PERSON.city} | ${PERSON.phone} | ${PERSON.email}`)],
	);

/** Skills stand in a text box. */
export const textBox = (): Promise<Buffer> =>
	pack([
		line(PERSON.name, true, 40),
		line(`${PERSON.city} | ${PERSON.phone} | ${PERSON.email}`),
		new Textbox({
			alignment: "left",
			children: [heading("Skills"), line(PERSON.skills.join(", "))],
			style: { width: "200pt", height: "100pt" },
		}),
		heading("Experience"),
		...work(),
		...education(),
	]);

const cell = (children: (Paragraph | Table)[]): TableCell => new TableCell({ children });

/** Everything in a table of two columns: a sidebar and the main text. */
export const tableColumns = (): Promise<Buffer> =>
	pack([
		new Table({
			rows: [
				new TableRow({
					children: [
						cell([
							line(PERSON.city),
							line(PERSON.phone),
							line(PERSON.email),
							heading("Skills"),
							...PERSON.skills.map((skill) => bullet(skill)),
						]),
						cell([
							line(PERSON.name, true, 40),
							line(PERSON.headline),
							heading("Experience"),
							...work(),
							...education(),
						]),
					],
				}),
			],
		}),
	]);

/** A table with the dates in its left column. */
export const tableDates = (): Promise<Buffer> =>
	pack([
		line(PERSON.name, true, 40),
		line(`${PERSON.city} | ${PERSON.phone} | ${PERSON.email}`),
		heading("Experience"),
		new Table({
			rows: PERSON.work.map(
				(role) =>
					new TableRow({
						children: [
							cell([line(role.dates)]),
							cell([line(role.title, true), line(`${role.employer}, ${role.place}`), ...role.bullets.map(bullet)]),
						],
					}),
			),
		}),
		...education(),
		heading("Skills"),
		line(PERSON.skills.join(", ")),
	]);

import {
	Document,
	ExternalHyperlink,
	Footer,
	FootnoteReferenceRun,
	Header,
	HeadingLevel,
	Packer,
	Paragraph,
	Tab,
	Table,
	TableCell,
	TableRow,
	TextRun,
} from "docx";

/**
 * One resume with what a word processor offers: styles, a header and a footer, links, lists, a table, a footnote,
 * letters of several languages. The files in fixtures/ are this one, saved in other formats by LibreOffice 7.4.
 */

const text = (...parts: (string | TextRun | Tab | ExternalHyperlink)[]): Paragraph =>
	new Paragraph({ children: parts.map((part) => (typeof part === "string" ? new TextRun(part) : (part as TextRun))) });
const bold = (value: string): TextRun => new TextRun({ text: value, bold: true });
const tab = (value: string): TextRun => new TextRun({ children: [new Tab(), value] });
const heading = (value: string): Paragraph => new Paragraph({ text: value, heading: HeadingLevel.HEADING_1 });
const bullet = (value: string): Paragraph => new Paragraph({ text: value, bullet: { level: 0 } });
const link = (value: string, url: string): ExternalHyperlink =>
	new ExternalHyperlink({ link: url, children: [new TextRun({ text: value, style: "Hyperlink" })] });

const cell = (...children: Paragraph[]): TableCell => new TableCell({ children });

const roles = (): Paragraph[] => [
	text(bold("Lead Site Reliability Engineer"), tab("Sep 2019 – Present")),
	text("Fjordlys Energi AS, Tromsø"),
	bullet("Runs the Kubernetes platform of nine hydropower plants"),
	new Paragraph({
		bullet: { level: 0 },
		children: [
			new TextRun("Cut paging at night by two thirds with Terraform and Ansible"),
			new FootnoteReferenceRun(1),
		],
	}),
	text(bold("Systems Administrator"), tab("Apr 2014 – Aug 2019")),
	text("Żuraw Logistyka Sp. z o.o., Gdańsk"),
	bullet("Moved “everything” – 140 hosts – from VMware to OpenStack"),
	bullet("Wrote the on‑call handbook"),
];

const education = (): Table =>
	new Table({
		rows: [
			new TableRow({
				children: [
					cell(text("2009 – 2014")),
					cell(text(bold("Master of Science, Computer Science")), text("Gdańsk University of Nordmarka")),
				],
			}),
		],
	});

export const wholeResume = (): Promise<Buffer> =>
	Packer.toBuffer(
		new Document({
			footnotes: { 1: { children: [text("Measured over the winter of 2022.")] } },
			sections: [
				{
					headers: {
						default: new Header({
							children: [
								text("+47 400 12 345 | ", link("lucja.brekke@example.org", "mailto:lucja.brekke@example.org")),
							],
						}),
					},
					footers: { default: new Footer({ children: [text("References on request")] }) },
					children: [
						new Paragraph({ text: "Łucja Brekke-Sørås", heading: HeadingLevel.TITLE }),
						text("Tromsø, Norway | ", link("GitHub", "https://github.com/lucja-brekke-example")),
						heading("Experience"),
						...roles(),
						heading("Education"),
						education(),
						heading("Skills"),
						text("Kubernetes, Terraform, Ansible, PostgreSQL, Python"),
						heading("Languages"),
						text("Polish (native), Norwegian (fluent), English (C1)"),
					],
				},
			],
		}),
	);

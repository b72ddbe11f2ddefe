import PDFDocument from "pdfkit";
import { PERSON } from "./fixtures-person.ts";

type Doc = InstanceType<typeof PDFDocument>;

const PAGE = { size: "A4" as const, margin: 50 };

/** Draws a PDF in memory. Compression is off where a test wants to read or cut the bytes. */
export function drawPdf(draw: (doc: Doc) => void, options: Record<string, unknown> = {}): Promise<Buffer> {
	return new Promise((resolve) => {
		const doc = new PDFDocument({ ...PAGE, ...options });
		const chunks: Buffer[] = [];
		doc.on("data", (chunk: Buffer) => chunks.push(chunk));
		doc.on("end", () => resolve(Buffer.concat(chunks)));
		draw(doc);
		doc.end();
	});
}

export const at = (
	doc: Doc,
	text: string,
	x: number,
	y: number,
	{ bold = false, size = 10, width = 400 } = {},
): void => {
	doc
		.font(bold ? "Helvetica-Bold" : "Helvetica")
		.fontSize(size)
		.text(text, x, y, { width, lineBreak: false });
};

/** Dates in a column at the right margin; place and dates share lines with the bullets. */
export const datesRight = (): Promise<Buffer> =>
	drawPdf((doc) => {
		at(doc, PERSON.name, 50, 50, { bold: true, size: 22 });
		at(doc, `${PERSON.city} | ${PERSON.email} | ${PERSON.phone}`, 50, 80);
		at(doc, "Experience", 50, 110, { bold: true, size: 14 });
		let y = 132;
		for (const role of PERSON.work) {
			at(doc, `${role.employer}, ${role.title}`, 50, y, { bold: true });
			at(doc, role.place, 470, y);
			for (const [index, bullet] of role.bullets.entries()) {
				y += 14;
				at(doc, `• ${bullet}`, 60, y);
				if (index === 0) at(doc, role.dates, 440, y);
			}
			y += 24;
		}
		educationAndSkills(doc, 50, y);
	});

/** Dates and places in a narrow column left of the entries; a range may break over two lines. */
export const datesLeft = (): Promise<Buffer> =>
	drawPdf((doc) => {
		at(doc, PERSON.name, 50, 50, { bold: true, size: 22 });
		at(doc, `${PERSON.city} • ${PERSON.email} • ${PERSON.phone}`, 50, 80);
		at(doc, "Experience", 50, 110, { bold: true, size: 14 });
		let y = 132;
		for (const role of PERSON.work) {
			const [from, to] = role.dates.split(" – ");
			at(doc, `${from} –`, 50, y);
			at(doc, to ?? "", 50, y + 14);
			at(doc, role.title, 170, y, { bold: true });
			at(doc, `${role.employer}, ${role.place}`, 170, y + 14);
			y += 28;
			for (const bullet of role.bullets) {
				at(doc, `• ${bullet}`, 170, y);
				y += 14;
			}
			y += 10;
		}
		educationAndSkills(doc, 50, y, 170);
	});

function educationAndSkills(doc: Doc, x: number, top: number, main = x): void {
	at(doc, "Education", x, top, { bold: true, size: 14 });
	at(doc, `${PERSON.study.school}`, main, top + 20, { bold: true });
	at(doc, `${PERSON.study.degree} in ${PERSON.study.area}, ${PERSON.study.dates}`, main, top + 34);
	at(doc, "Skills", x, top + 60, { bold: true, size: 14 });
	at(doc, PERSON.skills.join(", "), main, top + 80);
}

/** A sidebar with contact data, skills and languages beside the main column. */
export const sidebar = (): Promise<Buffer> =>
	drawPdf((doc) => {
		const side = [
			PERSON.city,
			PERSON.phone,
			PERSON.email,
			"",
			"SKILLS",
			...PERSON.skills,
			"",
			"LANGUAGES",
			"English (native)",
			"Spanish (B2)",
		];
		for (const [index, text] of side.entries()) {
			const heading = /^[A-Z]{4,}$/.test(text);
			at(doc, text, 40, 60 + index * 15, { bold: heading, size: heading ? 12 : 9 });
		}
		at(doc, PERSON.name, 220, 50, { bold: true, size: 24 });
		at(doc, PERSON.headline, 220, 80, { size: 12 });
		at(doc, "EXPERIENCE", 220, 110, { bold: true, size: 12 });
		let y = 130;
		for (const role of PERSON.work) {
			at(doc, `${role.title} at ${role.employer}`, 220, y, { bold: true });
			at(doc, `${role.dates} | ${role.place}`, 220, y + 13);
			y += 27;
			for (const bullet of role.bullets) {
				at(doc, `- ${bullet}`, 220, y);
				y += 13;
			}
			y += 8;
		}
		at(doc, "EDUCATION", 220, y, { bold: true, size: 12 });
		at(doc, `${PERSON.study.degree} in ${PERSON.study.area}`, 220, y + 18, { bold: true });
		at(doc, `${PERSON.study.school}, ${PERSON.study.dates}`, 220, y + 31);
	});

/** Headings with letters set apart, the e-mail address only behind a link. */
export const spacedHeadings = (): Promise<Buffer> =>
	drawPdf((doc) => {
		at(doc, PERSON.name, 50, 50, { bold: true, size: 22 });
		at(doc, PERSON.phone, 50, 80);
		doc
			.font("Helvetica")
			.fontSize(10)
			.text("write to me", 250, 80, { link: `mailto:${PERSON.email}`, lineBreak: false });
		let y = 110;
		at(doc, "E X P E R I E N C E", 50, y, { bold: true, size: 12 });
		for (const role of PERSON.work) {
			y += 22;
			at(doc, role.title, 50, y, { bold: true });
			at(doc, role.dates, 430, y);
			at(doc, `${role.employer}, ${role.place}`, 50, y + 13);
			y += 26;
			for (const bullet of role.bullets) {
				at(doc, `• ${bullet}`, 60, y);
				y += 13;
			}
		}
		at(doc, "S K I L L S", 50, y + 20, { bold: true, size: 12 });
		at(doc, PERSON.skills.join(" • "), 50, y + 40);
	});

import { drawPdf } from "./fixtures-pdf.ts";

/** What LinkedIn prints of a profile: a sidebar of contact data, and the roles of an employer under how long all of them took. */

export interface ProfileRole {
	readonly title: string;
	readonly from: string;
	readonly to: string;
	readonly took: string;
	readonly place?: string;
	readonly text?: readonly string[];
	/** ISO months, the second absent while it is held. */
	readonly truth: readonly [string, string?];
}

export interface Profile {
	readonly language: "en" | "de" | "fr";
	readonly name: string;
	readonly headline: string;
	readonly place: string;
	readonly email: string;
	readonly phone?: string;
	readonly skills: readonly string[];
	readonly languages: readonly (readonly [string, string])[];
	readonly certificates: readonly string[];
	readonly summary?: string;
	readonly employers: readonly {
		readonly name: string;
		readonly took?: string;
		readonly roles: readonly ProfileRole[];
	}[];
	readonly schools: readonly {
		readonly name: string;
		readonly degree: string;
		readonly area: string;
		readonly years: string;
	}[];
}

const WORDS = {
	en: [
		"Contact",
		"(Mobile)",
		"Top Skills",
		"Languages",
		"Certifications",
		"Summary",
		"Experience",
		"Education",
		"Page",
		"of",
	],
	de: [
		"Kontakt",
		"(Mobile)",
		"Top-Kenntnisse",
		"Sprachen",
		"Zertifizierungen",
		"Zusammenfassung",
		"Berufserfahrung",
		"Ausbildung",
		"Seite",
		"von",
	],
	fr: [
		"Coordonnées",
		"(Mobile)",
		"Principales compétences",
		"Langues",
		"Certifications",
		"Résumé",
		"Expérience",
		"Formation",
		"Page",
		"sur",
	],
} as const;

const SIDE = { x: 22, width: 170 };
const MAIN = { x: 224, width: 360 };
const FOOT = 740;

export const drawProfile = (profile: Profile): Promise<Buffer> =>
	drawPdf(
		(doc) => {
			const [contact, mobile, top, languages, certificates, summary, experience, education, page, of] =
				WORDS[profile.language];
			const sidebar = (): void => void doc.rect(0, 0, 204, 792).fill("#293e49");
			let y = 40;
			sidebar();
			const side = (text: string, size: number, gap: number): void => {
				doc.font("Helvetica").fontSize(size).fillColor("#ffffff").text(text, SIDE.x, y, { width: SIDE.width });
				y = doc.y + gap;
			};
			side(contact, 13, 8);
			if (profile.phone !== undefined) side(`${profile.phone} ${mobile}`, 10.5, 4);
			side(profile.email, 10.5, 8);
			side(`www.linkedin.com/in/${profile.email.split("@")[0]?.replace(/\W/g, "-")} (LinkedIn)`, 10.5, 22);
			side(top, 13, 8);
			for (const skill of profile.skills) side(skill, 10.5, 4);
			y += 18;
			side(languages, 13, 8);
			for (const [language, level] of profile.languages) side(`${language} (${level})`, 10.5, 4);
			y += 18;
			if (profile.certificates.length > 0) side(certificates, 13, 8);
			for (const certificate of profile.certificates) side(certificate, 10.5, 4);
			y = 40;
			const main = (text: string, size: number, gap: number, color = "#181818"): void => {
				doc.font("Helvetica").fontSize(size);
				if (y + doc.heightOfString(text, { width: MAIN.width }) > FOOT) {
					doc.addPage();
					sidebar();
					y = 40;
				}
				doc.fillColor(color).text(text, MAIN.x, y, { width: MAIN.width });
				y = doc.y + gap;
			};
			main(profile.name, 26, 4);
			main(profile.headline, 12, 2);
			main(profile.place, 12, 20, "#6b7280");
			if (profile.summary !== undefined) {
				main(summary, 15.75, 8);
				main(profile.summary, 12, 20);
			}
			main(experience, 15.75, 8);
			for (const { name, took, roles } of profile.employers) {
				main(name, 12, 2);
				if (took !== undefined) main(took, 10.5, 4);
				for (const role of roles) {
					main(role.title, 11.5, 2);
					main(`${role.from} - ${role.to} (${role.took})`, 10.5, 2);
					if (role.place !== undefined) main(role.place, 10.5, 4, "#6b7280");
					for (const text of role.text ?? []) main(text, 10.5, 4);
					y += 8;
				}
				y += 4;
			}
			main(education, 15.75, 8);
			for (const { name, degree, area, years } of profile.schools) {
				main(name, 12, 2);
				main(`${degree}, ${area} · (${years})`, 10.5, 8);
			}
			const range = doc.bufferedPageRange();
			for (let at = 0; at < range.count; at += 1) {
				doc.switchToPage(at);
				doc.page.margins.bottom = 0;
				doc.font("Helvetica").fontSize(9).fillColor("#6b7280");
				doc.text(`${page} ${at + 1} ${of} ${range.count}`, 380, 765, { lineBreak: false });
			}
		},
		{ size: "LETTER", margin: 0, bufferPages: true },
	);

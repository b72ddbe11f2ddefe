/** The looks of PDF resumes, as data. Lengths in points (1/72 inch). */
import type { StyleWish } from "../../print/style.ts";

export type PdfLayoutName =
	| "classic"
	| "left-sidebar"
	| "right-sidebar"
	| "dates-right"
	| "dates-left"
	| "header-band"
	| "letter-spaced"
	| "two-page";

export interface Theme {
	readonly paper: "A4" | "LETTER";
	readonly fonts: { readonly plain: string; readonly bold: string; readonly italic: string };
	readonly size: number;
	readonly colour: string;
	readonly margin: number;
	readonly sidebar?: {
		readonly side: "left" | "right";
		readonly width: number;
		readonly fill: string;
		readonly ink: string;
		readonly first: boolean;
	};
	readonly header: "plain" | "centred" | "band" | "columns";
	readonly contactSeparator: string;
	readonly heading: "rule" | "boxed" | "plain" | "spaced";
	/** Width of a column of dates on the left, where there is one. */
	readonly datesColumn?: number;
	readonly bullet: string;
	readonly footer: boolean;
	readonly lineGap: number;
	readonly wish: StyleWish;
}

const HELVETICA = { plain: "Helvetica", bold: "Helvetica-Bold", italic: "Helvetica-Oblique" };
const TIMES = { plain: "Times-Roman", bold: "Times-Bold", italic: "Times-Italic" };
const COURIER = { plain: "Courier", bold: "Courier-Bold", italic: "Courier-Oblique" };

const NARROW: StyleWish = { skills: "list", mostSkills: 11, address: "city, country", shows: { profiles: false } };

// biome-ignore format: a table reads better in rows
export const THEMES: Readonly<Record<PdfLayoutName, Theme>> = {
  classic: {
    paper: 'A4', fonts: TIMES, size: 10.5, colour: '#000000', margin: 56, header: 'centred', contactSeparator: ' | ',
    heading: 'rule', bullet: '•', footer: false, lineGap: 1, wish: {},
  },
  'left-sidebar': {
    paper: 'A4', fonts: HELVETICA, size: 9.5, colour: '#1f4e79', margin: 36, header: 'columns', contactSeparator: '\n',
    sidebar: { side: 'left', width: 172, fill: '#1f3a52', ink: '#ffffff', first: true },
    heading: 'plain', bullet: '•', footer: false, lineGap: 1, wish: NARROW,
  },
  'right-sidebar': {
    paper: 'A4', fonts: HELVETICA, size: 9.5, colour: '#7a2e2e', margin: 40, header: 'columns', contactSeparator: '\n',
    sidebar: { side: 'right', width: 168, fill: '#f1ece4', ink: '#222222', first: false },
    heading: 'rule', bullet: '–', footer: false, lineGap: 1.2, wish: NARROW,
  },
  'dates-right': {
    paper: 'LETTER', fonts: HELVETICA, size: 10, colour: '#222222', margin: 50, header: 'plain', contactSeparator: '  •  ',
    heading: 'rule', bullet: '•', footer: false, lineGap: 0.5, wish: { datesAt: 'right' },
  },
  'dates-left': {
    paper: 'A4', fonts: HELVETICA, size: 10, colour: '#2b2b2b', margin: 50, header: 'plain', contactSeparator: '\n',
    heading: 'plain', datesColumn: 118, bullet: '-', footer: false, lineGap: 1, wish: { datesAt: 'column' },
  },
  'header-band': {
    paper: 'LETTER', fonts: HELVETICA, size: 10, colour: '#0b6e4f', margin: 48, header: 'band', contactSeparator: '   |   ',
    heading: 'boxed', bullet: '»', footer: false, lineGap: 1, wish: { labels: false },
  },
  'letter-spaced': {
    paper: 'A4', fonts: TIMES, size: 11, colour: '#444444', margin: 60, header: 'centred', contactSeparator: ' · ',
    heading: 'spaced', bullet: '•', footer: false, lineGap: 1.5, wish: { heading: 'capitals', labels: false },
  },
  'two-page': {
    paper: 'A4', fonts: COURIER, size: 10.5, colour: '#000000', margin: 64, header: 'plain', contactSeparator: '\n',
    heading: 'plain', bullet: '*', footer: true, lineGap: 3, wish: { mostHighlights: 6, mostSkills: 20, labels: true },
  },
};

/** PDFs written by hand, operator by operator. */

export interface Painted {
	/** Operators before the resume, and behind it. */
	readonly before?: string;
	readonly behind?: string;
	/** Entries of the page's resources beside its fonts, of the page, and of the catalog. */
	readonly resources?: string;
	readonly page?: string;
	readonly catalog?: string;
	/** Objects from number 10 on. */
	readonly objects?: readonly string[];
}

const LINES: readonly (readonly [number, number, string])[] = [
	[22, 780, "Jane Roe"],
	[10, 755, "jane.roe@example.org"],
	[14, 720, "Experience"],
	[10, 700, "Engineer, Acme Ltd, 2018 - 2020"],
	[14, 660, "Skills"],
	[10, 640, "Python, SQL"],
];

/** The line below the skills. */
export const MORE = "BT /F1 10 Tf 50 628 Td (Kubernetes, Rust) Tj ET";

export const stream = (entries: string, content: string): string =>
	`<< ${entries} /Length ${Buffer.byteLength(content, "latin1")} >>\nstream\n${content}\nendstream`;

export const form = (content: string, entries = ""): string =>
	stream(
		`/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> ${entries}`,
		content,
	);

/** A resume with two skills, and what is painted beside it. */
export function painted({
	before = "",
	behind = "",
	resources = "",
	page = "",
	catalog = "",
	objects = [],
}: Painted): Buffer {
	const text = LINES.map(([size, y, line]) => `/F1 ${size} Tf 1 0 0 1 50 ${y} Tm (${line}) Tj`).join("\n");
	const content = `q ${before} Q\nBT\n${text}\nET\nq ${behind} Q`;
	const all = new Map<number, string>([
		[1, `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`],
		[2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"],
		[
			3,
			`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> ${resources} >> ${page} >>`,
		],
		[4, stream("", content)],
		[5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"],
		...objects.map((object, index): [number, string] => [10 + index, object]),
	]);
	const body = [...all].map(([number, object]) => `${number} 0 obj\n${object}\nendobj\n`).join("");
	return Buffer.from(`%PDF-1.7\n${body}trailer << /Size 40 /Root 1 0 R >>\n%%EOF`, "latin1");
}

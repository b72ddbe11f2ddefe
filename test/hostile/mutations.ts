/** Good files, damaged: cut, with bits turned over, with a stretch taken out, doubled, or made of another file's. */
import { pick } from "../bench/random.ts";
import { contactInHeader, tableDates, textBox } from "../ingest/fixtures-docx.ts";
import { datesRight, sidebar } from "../ingest/fixtures-pdf.ts";
import { BODY, between, type HostileKind, TEXT } from "./kind.ts";

const HTML = `<!doctype html><html><body><h1>Jane Roe</h1>${BODY.slice(1)
	.map((line) => `<p>${line}</p>`)
	.join("")}</body></html>`;
const RTF = `{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}${BODY.join("\\par ").replace("–", "\\u8211?")}\\par}`;
const EML = `From: jane@example.org\r\nSubject: CV\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; name="cv.txt"\r\nContent-Disposition: attachment; filename="cv.txt"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(TEXT).toString("base64")}\r\n--b--\r\n`;
const JSON_RESUME = JSON.stringify({
	basics: { name: "Jane Roe", email: "jane@example.org" },
	work: [{ name: "Acme Ltd", position: "Engineer", startDate: "2019", endDate: "2020" }],
	skills: [{ name: "Python" }],
});

const GOOD: Readonly<Record<string, readonly (() => Promise<Buffer> | Buffer)[]>> = {
	pdf: [datesRight, sidebar],
	docx: [contactInHeader, tableDates, textBox],
	html: [() => Buffer.from(HTML)],
	md: [
		() =>
			Buffer.from(
				`# Jane Roe\n\njane@example.org\n\n## Experience\n\n- Engineer, Acme Ltd, 2019 – 2020\n\n## Skills\n\nPython\n`,
			),
	],
	txt: [() => Buffer.from(TEXT), () => Buffer.from(`\ufeff${TEXT}`, "utf16le")],
	rtf: [() => Buffer.from(RTF, "latin1")],
	eml: [() => Buffer.from(EML)],
	json: [() => Buffer.from(JSON_RESUME)],
};

const made = new Map<string, Promise<Buffer>>();
function good(next: () => number, ending: string): Promise<Buffer> {
	const list = GOOD[ending] ?? [];
	const index = between(next, 0, list.length - 1);
	const key = `${ending}${index}`;
	const known = made.get(key) ?? Promise.resolve(list[index]?.() ?? Buffer.alloc(0));
	made.set(key, known);
	return known;
}

type Damage = (file: Buffer, next: () => number) => Buffer;

const DAMAGES: Readonly<Record<string, Damage>> = {
	cut: (file, next) => file.subarray(0, between(next, 1, Math.max(1, file.length - 1))),
	"bits turned over": (file, next) => {
		const copy = Buffer.from(file);
		for (let count = between(next, 1, 60); count > 0; count -= 1) {
			const at = between(next, 0, copy.length - 1);
			copy[at] = (copy[at] ?? 0) ^ (1 << between(next, 0, 7));
		}
		return copy;
	},
	"a stretch gone": (file, next) => {
		const from = between(next, 0, file.length - 1);
		return Buffer.concat([file.subarray(0, from), file.subarray(from + between(next, 1, 4000))]);
	},
	"a stretch doubled": (file, next) => {
		const from = between(next, 0, file.length - 1);
		const stretch = file.subarray(from, from + between(next, 1, 4000));
		return Buffer.concat([
			file.subarray(0, from),
			...Array.from({ length: between(next, 2, 40) }, () => stretch),
			file.subarray(from),
		]);
	},
	"numbers changed": (file, next) =>
		Buffer.from(
			file
				.toString("latin1")
				.replace(/\d{1,10}/g, (digits) =>
					next() < 0.05 ? pick(next, ["0", "-1", "99999999999", "2147483648", "1e999"]) : digits,
				),
			"latin1",
		),
};

/** One kind for each format and each way to damage it. */
export const MUTATIONS: readonly HostileKind[] = Object.keys(GOOD).flatMap((ending) =>
	Object.entries(DAMAGES).map(([name, damage]) => ({
		name: `${ending}: ${name}`,
		ending,
		make: async ({ next }) => damage(await good(next, ending), next),
	})),
);

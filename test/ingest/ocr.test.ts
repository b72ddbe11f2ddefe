import { readFileSync } from "node:fs";
import path from "node:path";
import PDFDocument from "pdfkit";
import { afterAll, describe, expect, test } from "vitest";
import { createParserPool } from "../../src/ingest/pool.ts";
import { createOcr, missingOcrPackages } from "../../src/ingest/read/ocr/engine.ts";
import { readImageHeader } from "../../src/ingest/read/ocr/image-header.ts";
import { OCR_LIMITS } from "../../src/ingest/read/ocr/limits.ts";
import { EXPECTED_ROLES, PERSON } from "./fixtures-person.ts";
import { AS_OF, explainBytes, recognizer, refusal, roles, skills } from "./parser.ts";

/** The page of PERSON as a grey JPEG of 200 dots an inch, drawn by pdftoppm. */
const PAGE = readFileSync(path.join(import.meta.dirname, "fixtures", "page.jpg"));
/** Letter size in points. */
const [WIDTH, HEIGHT] = [595, 842];
const SLOW = 120_000;

const ocr = createOcr(["eng"]);
const recognize = (bytes: Uint8Array) =>
	explainBytes({ bytes, asOf: AS_OF }, { recognizer, ocr }).then(({ resume }) => resume);

async function refused(bytes: Uint8Array): Promise<string> {
	return recognize(bytes).then(
		() => "parsed",
		(thrown: { code?: string }) => thrown.code ?? String(thrown),
	);
}

/** A PDF of nothing but pictures. */
function scan(draw: (page: PDFKit.PDFDocument) => void): Promise<Buffer> {
	const document = new PDFDocument({ size: [WIDTH, HEIGHT], margin: 0 });
	const chunks: Buffer[] = [];
	document.on("data", (chunk: Buffer) => chunks.push(chunk));
	draw(document);
	document.end();
	return new Promise((resolve) => document.on("end", () => resolve(Buffer.concat(chunks))));
}

const whole = (): Promise<Buffer> => scan((page) => page.image(PAGE, 0, 0, { width: WIDTH, height: HEIGHT }));
const upsideDown = (): Promise<Buffer> =>
	scan((page) =>
		page.rotate(180, { origin: [WIDTH / 2, HEIGHT / 2] }).image(PAGE, 0, 0, { width: WIDTH, height: HEIGHT }),
	);

function expectPerson(resume: Awaited<ReturnType<typeof recognize>>): void {
	expect(resume.basics).toMatchObject({ name: PERSON.name, email: PERSON.email, phone: PERSON.e164 });
	expect(roles(resume)).toEqual(EXPECTED_ROLES);
	expect(skills(resume)).toEqual([...PERSON.skills]);
	expect(resume.meta.flags).toContain("scanned");
	const confidences = Object.values(resume.meta.values).map((value) => value.confidence);
	expect(Math.max(...confidences)).toBeLessThan(0.9);
}

describe("text of pictures", () => {
	test("an image", { timeout: SLOW }, async () => {
		const resume = await recognize(PAGE);
		expectPerson(resume);
		expect(resume.meta.format).toBe("image");
	});
	test("a scanned PDF", { timeout: SLOW }, async () => {
		const resume = await recognize(await whole());
		expectPerson(resume);
		expect(resume.meta.format).toBe("pdf");
	});
	test("a picture that lies upside down is not guessed at", { timeout: SLOW }, async () => {
		expect(await refused(await upsideDown())).toMatch(/^(?:no-text-layer|not-a-resume)$/);
	});
	test("an empty page has no text", { timeout: SLOW }, async () => {
		expect(await refused(await scan((page) => page.rect(10, 10, 50, 50).fill("#888")))).toBe("no-text-layer");
	});
	test("switched off, both are refused as before", async () => {
		expect(await refusal(PAGE)).toBe("no-text-layer");
		expect(await refusal(await whole())).toBe("no-text-layer");
	});
});

describe("limits", () => {
	const png = (width: number, height: number): Buffer => {
		const header = Buffer.alloc(33);
		Buffer.from("89504e470d0a1a0a0000000d49484452", "hex").copy(header);
		header.writeUInt32BE(width, 16);
		header.writeUInt32BE(height, 20);
		return header;
	};
	test("an image of a thousand million dots is refused by its header", async () => {
		expect(await refused(png(40_000, 40_000))).toBe("file-too-complex");
	});
	test("a broken image is damaged", async () => {
		expect(await refused(png(0, 10))).toBe("file-corrupt");
		expect(await refused(png(100, 100))).toBe("file-corrupt");
	});
	test("a scan of more pages than are recognised", async () => {
		const long = await scan((page) => {
			for (let number = 0; number <= OCR_LIMITS.pages; number += 1) {
				if (number > 0) page.addPage({ size: [WIDTH, HEIGHT], margin: 0 });
				page.image(PAGE, 0, 0, { width: WIDTH });
			}
		});
		expect(await refused(long)).toBe("file-too-complex");
	});
	test("sizes and orientation by the header", () => {
		expect(readImageHeader(PAGE)).toEqual({ width: 1654, height: 2339, orientation: 1 });
		const tiff = Buffer.alloc(60);
		tiff.write("MM\0*", "latin1");
		tiff.writeUInt32BE(8, 4);
		tiff.writeUInt16BE(3, 8);
		[
			[0x100, 3, 800],
			[0x101, 4, 600],
			[0x112, 3, 6],
		].forEach(([tag, type, value], index) => {
			const at = 10 + index * 12;
			tiff.writeUInt16BE(tag as number, at);
			tiff.writeUInt16BE(type as number, at + 2);
			if (type === 3) tiff.writeUInt16BE(value as number, at + 8);
			else tiff.writeUInt32BE(value as number, at + 8);
		});
		expect(readImageHeader(tiff)).toEqual({ width: 800, height: 600, orientation: 6 });
		const webp = Buffer.from("524946460000000057454250565038580a00000000000000ff0300ff0200", "hex");
		expect(readImageHeader(webp)).toEqual({ width: 1024, height: 768, orientation: 1 });
		expect(readImageHeader(Buffer.from("89504e47", "hex"))).toBeNull();
	});
});

describe("in the sandbox", () => {
	// A busy machine may need long to start a process.
	const pool = createParserPool({ workers: 1, ocr: ["eng"], limits: { startTime: SLOW, fileTime: SLOW } });
	afterAll(() => pool.close());
	test("with its permissions and limits", { timeout: SLOW }, async () => {
		const resume = await pool.parse({ tenant: "tenant-a", bytes: PAGE, asOf: AS_OF });
		expect(roles(resume)).toEqual(EXPECTED_ROLES);
	});
	test("a language that is not installed is told before anything starts", () => {
		expect(missingOcrPackages(["eng", "zzz"])).toEqual(["@tesseract.js-data/zzz"]);
		expect(() => createParserPool({ ocr: ["zzz"] })).toThrow("npm install @tesseract.js-data/zzz");
	});
});

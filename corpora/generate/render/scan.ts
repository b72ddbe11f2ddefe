/** A page as a scanner leaves it: a picture of text, with nothing that a program can read. */
import { crc32, deflateSync } from "node:zlib";
import PDFDocument from "pdfkit";
import { createRandom } from "../random.ts";
import { bytesOf, CREATED } from "./pdf/render.ts";

/** The 5 x 7 dots of a character display: five columns of hexadecimal, lowest bit at the top. */
// biome-ignore format: a table of glyphs
const GLYPHS: Readonly<Record<string, string>> = {
  '0': '3e5149453e', '1': '00427f4000', '2': '4261514946', '3': '2141454b31', '4': '1814127f10',
  '5': '2745454539', '6': '3c4a494930', '7': '0171090503', '8': '3649494936', '9': '064949291e',
  A: '7e1111117e', B: '7f49494936', C: '3e41414122', D: '7f4141221c', E: '7f49494941', F: '7f09090901',
  G: '3e4149497a', H: '7f0808087f', I: '00417f4100', J: '2040413f01', K: '7f08142241', L: '7f40404040',
  M: '7f020c027f', N: '7f0408107f', O: '3e4141413e', P: '7f09090906', Q: '3e4151215e', R: '7f09192946',
  S: '4649494931', T: '01017f0101', U: '3f4040403f', V: '1f2040201f', W: '3f4038403f', X: '6314081463',
  Y: '0708700807', Z: '6151494543', '.': '0060600000', ',': '0050300000', '-': '0808080808', '@': '324979413e',
  ':': '0036360000', '/': '2010080402', '(': '001c224100', ')': '0041221c00', '+': '08083e0808', '%': '2313086462',
  '&': '3649552250',
};

const WIDTH = 620;
const HEIGHT = 877;
const PAPER = 246;
const INK = 40;
const LINE_HEIGHT = 13;

/** Draws lines of text, two rows of noise in a hundred, on grey paper: one byte a dot. */
function rasterise(lines: readonly string[]): Buffer {
	const dots = Buffer.alloc(WIDTH * HEIGHT, PAPER);
	const random = createRandom(HEIGHT);
	lines.forEach((line, row) => {
		[...line.normalize("NFKD").toUpperCase()].forEach((letter, position) => {
			const columns = Buffer.from(GLYPHS[letter] ?? "", "hex");
			columns.forEach((bits, column) => {
				for (let bit = 0; bit < 7; bit++) {
					const x = 50 + position * 6 + column;
					const y = 50 + row * LINE_HEIGHT + bit;
					if ((bits >> bit) & 1 && x < WIDTH && y < HEIGHT) dots[y * WIDTH + x] = INK + random.int(0, 30);
				}
			});
		});
	});
	for (let speck = 0; speck < 400; speck++) dots[random.int(0, dots.length - 1)] = 150;
	return dots;
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
	const sizes = Buffer.alloc(8);
	sizes.writeUInt32BE(data.length, 0);
	sizes.writeUInt32BE(crc32(body), 4);
	return Buffer.concat([sizes.subarray(0, 4), body, sizes.subarray(4)]);
}

/** A greyscale PNG (ISO/IEC 15948): eight bits a dot, no filter. */
function png(dots: Buffer): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(WIDTH, 0);
	header.writeUInt32BE(HEIGHT, 4);
	header[8] = 8;
	const rows = Buffer.alloc((WIDTH + 1) * HEIGHT);
	for (let y = 0; y < HEIGHT; y++) dots.copy(rows, y * (WIDTH + 1) + 1, y * WIDTH, (y + 1) * WIDTH);
	const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
	return Buffer.concat([
		signature,
		chunk("IHDR", header),
		chunk("IDAT", deflateSync(rows)),
		chunk("IEND", Buffer.alloc(0)),
	]);
}

/** A PDF that holds only a picture of these lines. */
export function renderScan(lines: readonly string[]): Promise<Buffer> {
	const pdf = new PDFDocument({ size: "A4", margin: 0, info: { CreationDate: CREATED, Producer: "scanner" } });
	pdf.image(png(rasterise(lines)), 0, 0, { width: pdf.page.width, height: pdf.page.height });
	return bytesOf(pdf);
}

/** A PDF of these lines that opens with a password only (128-bit RC4, PDF 1.4: no random bytes in the file). */
export function renderLocked(lines: readonly string[], password: string): Promise<Buffer> {
	const pdf = new PDFDocument({
		size: "A4",
		pdfVersion: "1.4",
		userPassword: password,
		ownerPassword: `${password}-owner`,
		info: { CreationDate: CREATED, Producer: "pdfkit" },
	});
	pdf.fontSize(10).text(lines.join("\n"));
	return bytesOf(pdf);
}

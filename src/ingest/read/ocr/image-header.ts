/** Width, height and orientation of an image by its header, so that a bomb is refused before it is unpacked. */

export interface ImageHeader {
	readonly width: number;
	readonly height: number;
	/** How it must be turned to stand upright: 1 to 8, as in TIFF 6.0 and Exif. */
	readonly orientation: number;
}

const upright = (width: number, height: number): ImageHeader => ({ width, height, orientation: 1 });

/** ISO/IEC 15948, 11.2.2. */
const png = (bytes: Buffer): ImageHeader => upright(bytes.readUInt32BE(16), bytes.readUInt32BE(20));

const ORIENTATION = 0x0112;
const WIDTH = 0x0100;
const HEIGHT = 0x0101;
const MAX_FIELDS = 500;

/** Short and long fields of the first directory of a TIFF file (TIFF 6.0, section 2). */
function tiffFields(bytes: Buffer): ReadonlyMap<number, number> {
	const little = bytes[0] === 0x49;
	const short = (at: number): number => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
	const long = (at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
	const directory = long(4);
	const fields = new Map<number, number>();
	for (let index = 0; index < Math.min(short(directory), MAX_FIELDS); index += 1) {
		const at = directory + 2 + index * 12;
		fields.set(short(at), short(at + 2) === 3 ? short(at + 8) : long(at + 8));
	}
	return fields;
}

const turnOf = (fields: ReadonlyMap<number, number>): number => {
	const turn = fields.get(ORIENTATION) ?? 1;
	return turn >= 1 && turn <= 8 ? turn : 1;
};

function tiff(bytes: Buffer): ImageHeader {
	const fields = tiffFields(bytes);
	return { width: fields.get(WIDTH) ?? 0, height: fields.get(HEIGHT) ?? 0, orientation: turnOf(fields) };
}

/** ITU-T T.81, B.2.2: the frame header holds the size; Exif data stand before it. */
function jpeg(bytes: Buffer): ImageHeader {
	let orientation = 1;
	let at = 2;
	while (at + 9 < bytes.length) {
		if (bytes[at] !== 0xff) return upright(0, 0);
		const marker = bytes[at + 1] as number;
		const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5), orientation };
		const length = bytes.readUInt16BE(at + 2);
		if (marker === 0xe1 && bytes.toString("latin1", at + 4, at + 8) === "Exif") {
			try {
				orientation = turnOf(tiffFields(bytes.subarray(at + 10, at + 2 + length)));
			} catch {
				// Broken Exif data say nothing about the picture.
			}
		}
		// Fill bytes may stand before a marker.
		at += marker === 0xff ? 1 : 2 + Math.max(length, 2);
	}
	return upright(0, 0);
}

/** RFC 9649: three forms of the first chunk. */
function webp(bytes: Buffer): ImageHeader {
	const form = bytes.toString("latin1", 12, 16);
	if (form === "VP8X") return upright(bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1);
	if (form === "VP8L") {
		const packed = bytes.readUInt32LE(21);
		return upright((packed & 0x3fff) + 1, ((packed >> 14) & 0x3fff) + 1);
	}
	return upright(bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff);
}

const bmp = (bytes: Buffer): ImageHeader => upright(bytes.readInt32LE(18), Math.abs(bytes.readInt32LE(22)));

/** Null for a header that is broken, or an image of no size. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const read = { 137: png, 255: jpeg, 73: tiff, 77: tiff, 82: webp, 66: bmp }[buffer[0] ?? 0];
	try {
		const header = read?.(buffer);
		return header !== undefined && header.width > 0 && header.height > 0 ? header : null;
	} catch {
		return null;
	}
}

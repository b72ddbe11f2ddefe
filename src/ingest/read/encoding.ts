import { analyse } from "chardet";

/** Bytes of a text file into a string: byte order mark, then UTF-16 by its zero bytes, then UTF-8, then what the bytes are likeliest. */
export function decodeText(bytes: Uint8Array): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
	const zeros = zeroBytes(bytes.subarray(0, 4096));
	if (zeros !== null) return new TextDecoder(zeros).decode(bytes);
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder(declaredCharset(bytes) ?? likeliestCharset(bytes)).decode(bytes);
	}
}

/** Latin text in UTF-16 has its zero bytes on one side only. */
function zeroBytes(sample: Uint8Array): "utf-16le" | "utf-16be" | null {
	let even = 0;
	let odd = 0;
	sample.forEach((byte, index) => {
		if (byte === 0) index % 2 === 0 ? even++ : odd++;
	});
	if (odd > sample.length * 0.3 && even === 0) return "utf-16le";
	return even > sample.length * 0.3 && odd === 0 ? "utf-16be" : null;
}

const KNOWN = new Set(
	"iso-8859-1 iso-8859-2 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-9 iso-8859-15 windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 gb2312 gbk gb18030 big5 shift_jis euc-jp euc-kr koi8-r".split(
		" ",
	),
);

/** `<meta charset>` of an HTML page. */
function declaredCharset(bytes: Uint8Array): string | null {
	const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
	const name = /charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]?.toLowerCase();
	return name !== undefined && KNOWN.has(name) ? name : null;
}

const WESTERN = new Set(["iso-8859-1", "windows-1252"]);
/** Bytes that are looked at: as many as two pages have. */
const SAMPLE = 16_384;
/** How many times as likely as that of Western Europe another charset must be: all of them have much in common. */
const CLEARLY = 1.2;

/** The charset that the letters of the text speak for. */
function likeliestCharset(bytes: Uint8Array): string {
	const found = analyse(bytes.subarray(0, SAMPLE))
		.map(({ name, confidence }) => ({ name: name.toLowerCase(), confidence }))
		.filter(({ name }) => KNOWN.has(name));
	const western = found.find(({ name }) => WESTERN.has(name))?.confidence ?? 0;
	const [best] = found;
	return best !== undefined && best.confidence >= CLEARLY * western ? best.name : "windows-1252";
}

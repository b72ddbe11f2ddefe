/** Bytes of a text file into a string: byte order mark, then UTF-16 by its zero bytes, then UTF-8, then windows-1252. */
export function decodeText(bytes: Uint8Array): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
	const zeros = zeroBytes(bytes.subarray(0, 4096));
	if (zeros !== null) return new TextDecoder(zeros).decode(bytes);
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder(declaredCharset(bytes) ?? "windows-1252").decode(bytes);
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
	"iso-8859-1 iso-8859-2 iso-8859-9 iso-8859-15 windows-1250 windows-1251 windows-1252 windows-1254 gb2312 gbk gb18030 big5 shift_jis euc-jp euc-kr koi8-r".split(
		" ",
	),
);

/** `<meta charset>` of an HTML page. */
function declaredCharset(bytes: Uint8Array): string | null {
	const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
	const name = /charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]?.toLowerCase();
	return name !== undefined && KNOWN.has(name) ? name : null;
}

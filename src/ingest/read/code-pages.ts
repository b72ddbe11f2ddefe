/** Bytes of Windows and DOS code pages into text. */

/** Upper halves of the DOS code pages that no TextDecoder knows. */
const DOS: Readonly<Record<number, string>> = {
	437: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0",
	850: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0",
};

const LABELS: Readonly<Record<number, string>> = {
	866: "ibm866",
	874: "windows-874",
	932: "shift_jis",
	936: "gbk",
	949: "euc-kr",
	950: "big5",
	10000: "macintosh",
	10007: "x-mac-cyrillic",
	20866: "koi8-r",
	54936: "gb18030",
	65001: "utf-8",
	28591: "iso-8859-1",
	28592: "iso-8859-2",
	28605: "iso-8859-15",
};

const label = (page: number): string =>
	LABELS[page] ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : "windows-1252");

const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

/** @param page number of the code page; one that is not known is read as windows-1252 */
export function decodePage(bytes: Uint8Array, page: number): string {
	const dos = DOS[page];
	if (dos !== undefined)
		return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : dos[byte - 0x80])).join("");
	const name = label(page);
	const decoder = decoders.get(name) ?? new TextDecoder(name);
	decoders.set(name, decoder);
	return decoder.decode(bytes);
}

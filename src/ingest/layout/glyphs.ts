/** Characters that stand for something else in a typeset file: ligatures, icons, invisible marks, bullets. */

const LIGATURES: Record<string, string> = {
	"\uFB00": "ff",
	"\uFB01": "fi",
	"\uFB02": "fl",
	"\uFB03": "ffi",
	"\uFB04": "ffl",
	"\uFB05": "st",
	"\uFB06": "st",
};

/** Zero-width marks, soft hyphens, byte order marks and control characters say nothing to a reader. */
const INVISIBLE =
	/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFD]/gu;
/** Private use: icon fonts put their pictures here. */
const PRIVATE_USE = /[\uE000-\uF8FF\u{F0000}-\u{FFFFD}\u{100000}-\u{10FFFD}]/gu;
/** Pictures beside contact data, stars and dots of skill ratings. */
const PICTURES =
	/[\u2302\u2316-\u23FF\u2600-\u26FF\u2700-\u275A\u2760-\u27BF\u2B50\u2B55\u{1F000}-\u{1FAFF}\u25CF\u25CB\u25D0-\u25D3]|[\uFE0E\uFE0F]/gu;
/** One dot with room on both sides parts two texts; the dots of a rating stand close together. */
const DOT_BETWEEN = /(?<=[\p{L}\p{N})])\s+[●○]\s+(?=[\p{L}\p{N}(+])/gu;
/** Such a picture between two texts parts them as a bar would; stars and dots of a rating do not. */
const PICTURE_BETWEEN =
	/(?<=[\p{L}\p{N})])\s*(?:[\u2302\u2316-\u23FF\u2600-\u2604\u2607-\u26FF\u2702-\u2712\u2720-\u2728\u2764\u{1F000}-\u{1FAFF}\uE000-\uF8FF]\uFE0F?)\s*(?=[\p{L}\p{N}(+])/gu;

/**
 * Radicals of Chinese signs, which files from browsers give for the signs that are drawn alike. Unicode has the sign of the first block;
 * of the second, here are those that are signs of their own in text today.
 */
const RADICALS = /[\u2E80-\u2FDF]/gu;
const SIGNS_OF_RADICALS: Readonly<Record<string, string>> = Object.fromEntries(
	"⺟母 ⺠民 ⺩王 ⺮竹 ⺼肉 ⻁虎 ⻄西 ⻅见 ⻆角 ⻉贝 ⻋车 ⻑長 ⻓长 ⻔门 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻟食 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟"
		.split(" ")
		.map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);

/** Arabic and Hebrew letters in the form that their place in the word gives them, and ligatures of them. */
const PRESENTATION_FORMS = /[\uFB1D-\uFB4F\uFB50-\uFDFF\uFE70-\uFEFC]/gu;

const BULLET = /^(?:[•‣⁃‧◦∙●○▪▫■□◆◇▶►▸▹➢➤➔→✓✔✦❖⬥⦿⦾·・]|[-–—−*+§»›o]\s|\(?\d{1,2}[.)]\s(?=\p{L}{2,}))\s*/u;
/** "– 07/2023)": the rest of a bracket that the line above opened. */
const END_OF_DATES = /^[-–—]\s[^()]{0,20}\d{4}\)/u;
const SYMBOL_BULLETS = /^[\uF0A7\uF0B7\uF0D8\uF076\uF0FC\uF0A8\uF06E\uF071]/u;

/** Letters of Western Europe, dashes, quotes and round bullets: nothing is done to them. */
const PLAIN = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u017f\u2010\u2011\u2013\u2014\u2018-\u201e\u2022\u20ac]*$/;

/** Text as a reader sees it. White space of any kind becomes one space. */
export function cleanText(raw: string): string {
	// Most runs of glyphs are plain letters, in which only blanks can be too many.
	if (PLAIN.test(raw)) return raw.includes("  ") ? raw.replace(/ +/g, " ") : raw;
	const parted = /[●○]/u.test(raw) ? raw.replace(DOT_BETWEEN, " • ") : raw;
	return (
		parted
			// Figure dash and horizontal bar: fonts give them for the dash of a range.
			.replace(/[\u2012\u2015]/g, "–")
			.replace(/[\uFB00-\uFB06]/g, (ligature) => LIGATURES[ligature] ?? ligature)
			.replace(PRESENTATION_FORMS, (form) => form.normalize("NFKC").trimStart())
			.replace(RADICALS, (radical) => SIGNS_OF_RADICALS[radical] ?? radical.normalize("NFKC"))
			.replace(/[\t\n\v\f\r]/g, " ")
			.replace(INVISIBLE, "")
			.replace(PICTURE_BETWEEN, " • ")
			.replace(PRIVATE_USE, " ")
			.replace(PICTURES, " ")
			.replace(/[\s\u00A0\u2000-\u200A\u202F\u205F\u3000]+/gu, " ")
			.normalize("NFC")
	);
}

/** "□2021年4月～現在 株式会社": in Japan and China a square or circle marks what begins something, and a list has other marks. */
const ENTRY_MARK = /^[■□◆◇●○◎▼▽]\s*(?:19|20)\d{2}\s*(?:年\s*\d{1,2}\s*月|[./]\s*\d{1,2})\s*(?:[-–—~∼〜～ー至到]|から)/u;

/** Takes the bullet off the front of a line, if there is one. The raw text decides, since cleaning removes symbol bullets. */
export function takeBullet(raw: string): { bullet: boolean; text: string } {
	const start = raw.trimStart();
	if (SYMBOL_BULLETS.test(start)) return { bullet: true, text: cleanText(start.slice(1)).trim() };
	if (ENTRY_MARK.test(start)) return { bullet: false, text: cleanText(start.slice(1)).trim() };
	const match = END_OF_DATES.test(start) ? null : BULLET.exec(start);
	if (match === null) return { bullet: false, text: cleanText(raw).trim() };
	return { bullet: true, text: cleanText(start.slice(match[0].length)).trim() };
}

/** True for a text made of nothing but icons, bullets and rules. */
export const isOrnament = (text: string): boolean =>
	!/[a-z0-9]/i.test(text) && !/[\p{L}\p{N}]/u.test(text.replace(PRIVATE_USE, "").replace(PICTURES, ""));

/** A line of its own between two dates of a narrow column. */
export const isRangeSign = (text: string): boolean => /^[〜～∼]$/u.test(text);

/** Marks inside a name, which are set apart as its letters are: "O ' N E I L", "J . R . S M I T H". */
const MARK = /^['’.\u2010-]$/u;
const LETTER = /^(?:[\p{L}&]|\p{Lu}\.|\p{L}['’]\p{L})$/u;

/** A B O U T: joins letters that were set apart; two spaces or more part words. */
export function joinSpacedLetters(text: string): string {
	if (!/ \S /u.test(text)) return text;
	const tokens = text
		.trim()
		.split(/ /)
		.filter((token) => token !== "");
	const letters = tokens.filter((token) => LETTER.test(token)).length;
	const marks = tokens.filter((token) => MARK.test(token)).length;
	// "A - B - C": as many marks as letters part a list.
	if (letters < 4 || marks * 2 >= letters || letters + marks < tokens.length * 0.8) return text;
	return text
		.trim()
		.split(/ {2,}/)
		.map((word) => closeUp(word))
		.join(" ");
}

/** Letters and marks without the blanks between them; an initial stays apart from what comes after it. */
export const closeUp = (word: string): string => word.replaceAll(" ", "").replace(/\.(?=\p{L})/gu, ". ");

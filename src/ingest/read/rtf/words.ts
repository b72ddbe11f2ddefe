/** What the control words of RTF 1.9.1 mean here. Words that stand in no table change nothing. */

/** Destinations whose whole content is left out: data of programs, pictures, what was deleted, copies. */
export const LEFT_OUT: ReadonlySet<string> = new Set(
	"colortbl listtable listoverridetable listpicture info pict shppict nonshppict themedata colorschememapping datastore latentstyles generator rsidtbl xmlnstbl filetbl revtbl objdata objclass objname bkmkstart bkmkend annotation atnid atnauthor atndate atnref atnicn atrfstart atrfend xe tc tcn pn pnseclvl nonesttables mmathPr mmath ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn shprslt template passwordhash protusertbl userprops docvar fontemb falt panose formfield ffdeftext private gridtbl background listname levelnumbers leveltext datafield comment keycode".split(
		" ",
	),
);

/** Destinations whose own text is no text, but which hold others that are. */
export const HOLDERS: ReadonlySet<string> = new Set(["shp", "shpinst", "do", "upr", "object", "shpgrp"]);

/** Starred destinations that are read all the same. */
export const KNOWN_STARRED: ReadonlySet<string> = new Set([
	"shpinst",
	"do",
	"ud",
	"fldinst",
	"nesttableprops",
	"shptxt",
	"dptxbxtext",
	"cs",
	"ts",
	"pntext",
	"pntxtb",
	"pntxta",
	"footnote",
]);

/** Destinations that start a text of their own. */
export const APART: Readonly<Record<string, "headers" | "footers" | "notes" | "boxes">> = {
	header: "headers",
	headerl: "headers",
	headerr: "headers",
	headerf: "headers",
	footer: "footers",
	footerl: "footers",
	footerr: "footers",
	footerf: "footers",
	footnote: "notes",
	shptxt: "boxes",
	dptxbxtext: "boxes",
};

/** Words and symbols that stand for characters. */
export const CHARACTERS: Readonly<Record<string, string>> = {
	tab: "\t",
	line: "\n",
	lbr: "\n",
	column: "\n",
	emdash: "—",
	endash: "–",
	bullet: "•",
	lquote: "‘",
	rquote: "’",
	ldblquote: "“",
	rdblquote: "”",
	emspace: "\u2003",
	enspace: "\u2002",
	qmspace: "\u2005",
	zwj: "\u200d",
	zwnj: "\u200c",
	"~": "\u00a0",
	_: "\u2011",
	"-": "\u00ad",
	"{": "{",
	"}": "}",
	"\\": "\\",
};

/** Windows character sets of fonts to code pages; 1, and what is not here, is the one of the document. */
export const CHARSET_PAGES: Readonly<Record<number, number>> = {
	0: 1252,
	77: 10000,
	128: 932,
	129: 949,
	134: 936,
	136: 950,
	161: 1253,
	162: 1254,
	163: 1258,
	177: 1255,
	178: 1256,
	186: 1257,
	204: 1251,
	222: 874,
	238: 1250,
	254: 437,
	255: 850,
};
/** The character set of picture fonts: their signs stand at U+F000 and up. */
export const SYMBOL_CHARSET = 2;
/** Code pages that the words \mac, \pc and \pca set before \ansicpg is read. */
export const ENCODING_PAGES: Readonly<Record<string, number>> = { ansi: 1252, mac: 10000, pc: 437, pca: 850 };

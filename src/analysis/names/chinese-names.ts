import { createRequire } from "node:module";
import { fold } from "../fold.ts";
import { hanVariants } from "../han-variants.ts";

/**
 * Chinese names in Latin letters, as passports have them: family name, then the given name in one word. Of names of people only, and only
 * behind a family name that is known: a name decides how its characters are read (曾 is Zeng), and Japanese ones are read otherwise,
 * which no table can tell.
 */

/** Family names of one character, simplified: some 95 of 100 people have one of them. */
const FAMILY_NAMES: ReadonlySet<string> = new Set(
	"王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董袁潘于余叶蒋杜苏魏程吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱江侯尹薛闫阎雷龙黎史贺陶段郝顾龚毛邵万覃武钱戴严莫孔向常汤康易乔赖文庞樊兰殷施洪翟安颜倪牛温芦季俞章鲁葛伍申尤毕聂柴焦柳邢岳齐梅庄辛管祝左涂谷时耿牟卜詹关苗凌费纪靳欧甄项曲成游阳裴席卫查屈鲍位霍翁隋植甘景薄单包司柏宁柯阮桂闵解强丛虞应冼仇佟宗区简饶车封蒲蓝习连池花邝骆冉苑麦盛鞠岑房边卓滕官华艾尚舒初全穆米祁匡戚桑瞿娄",
);
/** Those of two. */
const DOUBLE_NAMES: ReadonlySet<string> = new Set(
	"欧阳 司马 上官 诸葛 司徒 夏侯 皇甫 东方 尉迟 公孙 慕容 令狐 宇文 长孙 端木 独孤 南宫 轩辕 申屠 澹台".split(" "),
);
const NAME = /^(?:\p{sc=Han}\s*){2,4}$/u;

type Reader = (text: string, options: { surname: "head"; toneType: "none"; type: "array" }) => string[];
/** Loaded with the first name: 25 ms, 16 MB. */
let reader: Reader | null = null;

function readingsOf(name: string): readonly string[] {
	reader ??= createRequire(import.meta.url)("pinyin-pro").pinyin as Reader;
	return reader(name, { surname: "head", toneType: "none", type: "array" });
}

/** 吕 is Lu, Lyu in newer passports, and Lv as it is typed. */
const SPELLINGS_OF_UMLAUT = ["u", "yu", "v"];

/** How a name is written in Latin letters, in folded words, with the family name first and last; none of what is no Chinese name. */
export function latinSpellings(name: string): readonly (readonly string[])[] {
	const characters = NAME.test(name) ? name.replace(/\s+/gu, "") : "";
	const length = familyLength(characters);
	if (length === 0) return [];
	const syllables = readingsOf(characters);
	const umlauts = syllables.some((one) => one.includes("ü")) ? SPELLINGS_OF_UMLAUT : [""];
	return umlauts.flatMap((letters) => {
		const spelt = syllables.map((one) => fold(one.replaceAll("ü", letters)));
		const [family, given] = [spelt.slice(0, length).join(""), spelt.slice(length)];
		// Xiaoming, and as in Taiwan Xiao-Ming.
		const givens = given.length === 1 ? [given] : [[given.join("")], given];
		return givens.flatMap((words) => [
			[family, ...words],
			[...words, family],
		]);
	});
}

/** Characters of the family name that a name begins with, 0 where none is known or too much stands behind it. */
function familyLength(characters: string): number {
	const [simplified = characters] = hanVariants([characters]).map(([first]) => first ?? "");
	const spellings = [characters, simplified];
	const given = [...characters].length;
	if (given >= 3 && spellings.some((one) => DOUBLE_NAMES.has(one.slice(0, 2)))) return 2;
	return given >= 2 && given <= 3 && spellings.some((one) => FAMILY_NAMES.has(one.slice(0, 1))) ? 1 : 0;
}

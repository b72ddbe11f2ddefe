import { fold } from "../../analysis/fold.ts";
import type { Location } from "../../domain/resume.ts";

/** Addresses of languages that write the largest part first or that do not part words: Chinese, Japanese, Korean, Arabic, Hebrew. */

type Parts = Pick<Location, "address" | "postalCode" | "city" | "region" | "countryCode">;

/** Names of countries in the scripts of these languages, as CLDR has them and as people shorten them. */
const COUNTRY_LANGUAGES = ["zh", "zh-Hant", "ja", "ko", "ar", "he"];
const SHORT_NAMES: Readonly<Record<string, string>> = {
	中国大陆: "CN",
	中华人民共和国: "CN",
	台灣: "TW",
	臺灣: "TW",
	台湾: "TW",
	中華民國: "TW",
	日本国: "JP",
	香港: "HK",
	澳門: "MO",
	澳门: "MO",
	新加坡: "SG",
	한국: "KR",
	الإمارات: "AE",
	السعودية: "SA",
	"المملكة الأردنية الهاشمية": "JO",
	"جمهورية مصر العربية": "EG",
};

let countries: Map<string, string> | undefined;
function countryNames(): Map<string, string> {
	if (countries !== undefined) return countries;
	countries = new Map();
	for (const language of COUNTRY_LANGUAGES) {
		const display = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
		for (const a of "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
			for (const b of "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
				const name = display.of(`${a}${b}`);
				if (name !== undefined && /[^\x00-\x7f]/.test(name)) countries.set(fold(name), `${a}${b}`);
			}
	}
	for (const [name, code] of Object.entries(SHORT_NAMES)) countries.set(fold(name), code);
	return countries;
}

const SEPARATOR = /\s*[,，、،|]\s*|\s+[-–—]\s+|(?<=\p{L})\s*[–—‐-]\s*(?=\p{L})|\s+|\//u;

const MUNICIPALITIES = "北京|上海|天津|重庆|重慶";
const PROVINCES =
	"河北|山西|辽宁|遼寧|吉林|黑龙江|黑龍江|江苏|江蘇|浙江|安徽|福建|江西|山东|山東|河南|湖北|湖南|广东|廣東|海南|四川|贵州|貴州|云南|雲南|陕西|陝西|甘肃|甘肅|青海|内蒙古|內蒙古|广西|廣西|西藏|宁夏|寧夏|新疆";
/** Cities that stand without 市 as often as with it. */
const CHINESE_CITIES =
	"深圳|广州|廣州|杭州|南京|苏州|蘇州|成都|武汉|武漢|西安|长沙|長沙|郑州|鄭州|青岛|青島|大连|大連|厦门|廈門|宁波|寧波|合肥|福州|济南|濟南|沈阳|瀋陽|哈尔滨|哈爾濱|长春|長春|昆明|南昌|贵阳|貴陽|南宁|南寧|石家庄|石家莊|太原|兰州|蘭州|海口|无锡|無錫|常州|东莞|東莞|佛山|珠海|中山|惠州|温州|嘉兴|绍兴|南通|徐州|烟台|潍坊|泉州|洛阳|乌鲁木齐|呼和浩特|银川|西宁|拉萨";
const TAIWANESE =
	"台北|臺北|新北|桃園|台中|臺中|台南|臺南|高雄|基隆|新竹|嘉義|苗栗|彰化|南投|雲林|屏東|宜蘭|花蓮|台東|臺東|澎湖|金門";
const JAPANESE_CITIES =
	"東京|横浜|名古屋|札幌|福岡|神戸|川崎|仙台|広島|京都|大阪|千葉|さいたま|新潟|静岡|浜松|岡山|熊本|鹿児島|那覇|金沢";
const BARE_CITY = new RegExp(`^(?:${TAIWANESE}|${JAPANESE_CITIES})$`, "u");
const KOREAN = "서울|부산|대구|인천|광주|대전|울산|세종";

const PREFECTURE = /^(東京都|北海道|(?:京都|大阪)府|\p{Script=Han}{2,3}県)/u;
const JAPANESE_CITY =
	/^((?:四日市|廿日市|野々市|八日市場|市川|市原)市|\p{L}{1,4}郡\p{L}{1,5}?[町村]|[^市区町村\d\s]{1,6}?[市区町村])/u;
const MUNICIPALITY = new RegExp(`^((?:${MUNICIPALITIES})市?)`, "u");
const PROVINCE = new RegExp(`^((?:${PROVINCES})(?:省|(?:壮族|回族|维吾尔)?自治区)?)`, "u");
const CHINESE_CITY = new RegExp(`^((?:${CHINESE_CITIES})市?|\\p{Script=Han}{2,5}?(?:市|自治州))`, "u");
const TAIWANESE_CITY = new RegExp(`^((?:${TAIWANESE})[市縣])`, "u");
const KOREAN_CITY = new RegExp(`^((?:${KOREAN})(?:특별자치시|특별시|광역시|시)?)(?=\\s|$|[가-힣]*[구군동])`, "u");
const KOREAN_PROVINCE =
	/^((?:경기|강원|충청북|충청남|전라북|전라남|전북|경상북|경상남|제주)(?:특별자치)?도)\s+([가-힣]{1,5}[시군])/u;
const POSTAL = /〒\s?(\d{3}[-－]\d{4})|(?<!\d)(\d{3}-\d{4}|\d{6}|\d{5})(?![\d-])/u;

/** Quarters, streets, numbers: what is left behind the city of an address. */
const ADDRESS = /[区區县縣路街号號巷弄里村镇鎮鄉乡段室楼樓座丁番町道城岬]|[구동로길읍면]|\d/u;
/** "北京大学" is no address in Beijing. */
const NO_ADDRESS = /大[学學]|学院|學院|公司|集团|集團|会社|株式|银行|銀行|医院|醫院|研究|대학|회사/u;

/** Text after something, without the separators between them. */
const after = (text: string, part: string): string => text.slice(part.length).replace(/^[\s,，、·–—-]+/u, "");

interface Reading {
	readonly rest: string;
	readonly parts: Parts;
}

function japanese(text: string): Reading | null {
	const region = PREFECTURE.exec(text)?.[1];
	if (region === undefined) return null;
	const rest = after(text, region);
	const city = JAPANESE_CITY.exec(rest)?.[1];
	const parts = { region, countryCode: "JP", ...(city === undefined ? {} : { city }) };
	return { rest: city === undefined ? rest : after(rest, city), parts };
}

function chinese(text: string): Reading | null {
	const alone = MUNICIPALITY.exec(text)?.[1];
	if (alone !== undefined) return { rest: after(text, alone), parts: { city: alone, countryCode: "CN" } };
	const region = PROVINCE.exec(text)?.[1];
	const rest = region === undefined ? text : after(text, region);
	const parted = region !== undefined && rest.length < text.length - region.length;
	const city =
		CHINESE_CITY.exec(rest)?.[1] ?? (parted ? /^\p{Script=Han}{2,4}(?=[\s,，、–—-]|$)/u.exec(rest)?.[0] : undefined);
	if (region === undefined && city === undefined) return null;
	const parts = {
		...(region === undefined ? {} : { region }),
		...(city === undefined ? {} : { city }),
		...(region === undefined ? {} : { countryCode: "CN" }),
	};
	return { rest: city === undefined ? rest : after(rest, city), parts };
}

function cityOf(text: string): Reading | null {
	const taiwanese = TAIWANESE_CITY.exec(text)?.[1];
	if (taiwanese !== undefined) return { rest: after(text, taiwanese), parts: { city: taiwanese, countryCode: "TW" } };
	const hongKong = /^(?:香港|澳門|澳门)/u.exec(text)?.[0];
	if (hongKong !== undefined)
		return { rest: after(text, hongKong), parts: { city: hongKong, countryCode: hongKong === "香港" ? "HK" : "MO" } };
	const bare = BARE_CITY.exec(text)?.[0];
	return bare === undefined ? null : { rest: "", parts: { city: bare } };
}

function korean(text: string): Reading | null {
	const province = KOREAN_PROVINCE.exec(text);
	if (province !== null)
		return {
			rest: after(text, province[0]),
			parts: { region: province[1] ?? "", city: province[2] ?? "", countryCode: "KR" },
		};
	const city = KOREAN_CITY.exec(text)?.[1];
	return city === undefined ? null : { rest: after(text, city), parts: { city, countryCode: "KR" } };
}

/** Largest part first, without blanks between the parts. */
function unspaced(written: string): Parts | null {
	const postal = POSTAL.exec(written);
	const postalCode = (postal?.[1] ?? postal?.[2])?.replace("－", "-");
	const text = (postal === null ? written : written.replace(postal[0], " "))
		.replace(/^[\s,，、]+|[\s,，、]+$/gu, "")
		.normalize("NFKC");
	const country = text.split(SEPARATOR).find((part) => countryNames().has(fold(part)));
	const prefix = /^(?:中国|中國|日本国?|台[湾灣]|臺灣|대한민국)(?=.)/u.exec(text)?.[0];
	const named = prefix ?? (country !== undefined && text.startsWith(country) && country !== text ? country : undefined);
	const local = named === undefined || /^(?:香港|澳[門门])/u.test(named) ? text : after(text, named);
	const reading = japanese(local) ?? cityOf(local) ?? korean(local) ?? chinese(local);
	const code =
		country === undefined && prefix === undefined ? undefined : countryNames().get(fold(named ?? country ?? ""));
	if (reading === null)
		return code === undefined ? null : { countryCode: code, ...(postalCode === undefined ? {} : { postalCode }) };
	const street = reading.rest.trim();
	if (!(street === "" || ADDRESS.test(street)) || NO_ADDRESS.test(street)) return null;
	return {
		...(street === "" || street === country ? {} : { address: street }),
		...(postalCode === undefined ? {} : { postalCode }),
		...reading.parts,
		...(code === undefined || reading.parts.countryCode !== undefined ? {} : { countryCode: code }),
	};
}

const ARABIC_CITIES = new Set(
	"دبي|أبوظبي|أبو ظبي|الشارقة|عجمان|رأس الخيمة|الفجيرة|العين|الرياض|جدة|مكة|مكة المكرمة|المدينة المنورة|الدمام|الخبر|الظهران|الطائف|تبوك|أبها|بريدة|الدوحة|الكويت|المنامة|مسقط|صلالة|عمان|إربد|الزرقاء|العقبة|بيروت|طرابلس|صيدا|دمشق|حلب|حمص|اللاذقية|بغداد|البصرة|أربيل|الموصل|النجف|القاهرة|الإسكندرية|الجيزة|المنصورة|طنطا|أسيوط|أسوان|الأقصر|بورسعيد|الخرطوم|تونس|صفاقس|سوسة|الجزائر|وهران|قسنطينة|الرباط|الدار البيضاء|مراكش|فاس|طنجة|أكادير|رام الله|غزة|القدس|نابلس|الخليل|صنعاء|عدن|بنغازي|תל אביב|ירושלים|חיפה|באר שבע|רמת גן|פתח תקווה|ראשון לציון|נתניה|הרצליה|רעננה|חולון|אשדוד"
		.split("|")
		.map(fold),
);

/** City, country: parted by commas. */
function parted(text: string): Parts | null {
	const parts = text.split(/\s*[,،|]\s*|\s+[-–—]\s+/u).filter((part) => part !== "");
	// Amman is written like Oman: the country stands last, and a city alone names none.
	const country = parts.findLast(
		(part) => countryNames().has(fold(part)) && !(parts.length === 1 && ARABIC_CITIES.has(fold(part))),
	);
	const rest = parts.filter((part) => part !== country);
	const city =
		rest.find((part) => ARABIC_CITIES.has(fold(part.replace(/^مدينة\s+/u, "")))) ??
		(country === undefined ? undefined : rest.at(-1));
	if (city === undefined && country === undefined) return null;
	const street = rest.filter((part) => part !== city);
	const code = country === undefined ? undefined : countryNames().get(fold(country));
	return {
		...(street.length === 0 ? {} : { address: street.join("، ") }),
		...(city === undefined || /\d/.test(city) ? {} : { city }),
		...(code === undefined ? {} : { countryCode: code }),
	};
}

const LONGEST = 110;

/** Parts of an address in one of these languages as they are written, or null where it names no place that is known. */
export function readLocalAddress(text: string): Parts | null {
	if (text.length > LONGEST || /@|https?:/.test(text)) return null;
	if (/[\u3040-\u30FF\p{Script=Han}\p{Script=Hangul}]/u.test(text)) return unspaced(text.trim());
	return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text) ? parted(text.trim()) : null;
}

/** True for a text that is nothing but a place of these languages: no street, no other words. */
export function isLocalPlace(text: string): boolean {
	const place = text.length <= 40 ? readLocalAddress(text) : null;
	return place !== null && (place.address === undefined || /^\p{L}{1,6}[区區县縣市구군町村]$/u.test(place.address));
}

import { describe, expect, test } from "vitest";
import { decodeText } from "../../src/ingest/read/encoding.ts";
import { parse } from "./parser.ts";

/** Bytes of a text in a charset, by trying what each byte or pair of bytes is decoded to. */
function encode(text: string, charset: string): Uint8Array {
	const decoder = new TextDecoder(charset);
	const table = new Map<string, readonly number[]>();
	const add = (...bytes: readonly number[]): void => {
		const character = decoder.decode(Uint8Array.from(bytes));
		if ([...character].length === 1 && character !== "\uFFFD" && !table.has(character)) table.set(character, bytes);
	};
	const all = Array.from({ length: 256 }, (_, byte) => byte);
	for (const byte of all) add(byte);
	for (const first of all.slice(0x81)) for (const second of all.slice(0x40)) add(first, second);
	return Uint8Array.from([...text].flatMap((character) => table.get(character) ?? [0x3f]));
}

const JAPANESE = "職務経歴書\n氏名　長谷川　直人\n\n職務経歴\n2018年4月～現在　株式会社みどり\nシステムエンジニア\n";
const SIMPLIFIED =
	"个人简历\n姓名：周文静\n电话：138-0555-0199\n\n工作经历\n2020.07 - 至今  杭州云图科技有限公司  前端工程师\n负责后台系统的架构设计和性能优化。\n";
const TRADITIONAL =
	"履歷表\n姓名：周文靜\n\n工作經歷\n2018年3月至今  大同會計師事務所  審計組長\n負責上市公司財務報表查核，帶領五人小組。\n";
const KOREAN =
	"이력서\n성명: 박서준\n\n경력사항\n2019.03 - 현재  한빛소프트 주식회사  백엔드 개발자\n주문 시스템을 설계하고 운영하였습니다.\n";
const RUSSIAN =
	"Резюме\nИван Соколов\n\nОпыт работы\n2019 - 2023  Инженер, ООО Вектор\nРазработка и сопровождение складских систем.\n";
const ARABIC =
	"السيرة الذاتية\nالاسم: سامي يوسف الخطيب\n\nالخبرة العملية\n2019 - 2023  مهندس مدني، شركة البناء الحديث\nإدارة مشاريع الطرق والجسور\n";
const POLISH =
	"Życiorys\nPaweł Żółtowski\n\nDoświadczenie zawodowe\n2019 - 2023  Główny księgowy, Zakłady Mięsne\nprowadzenie ksiąg, rozliczanie podatków, współpraca z urzędami\n\nWykształcenie\nUniwersytet Ekonomiczny we Wrocławiu\n";
const TURKISH =
	"Özgeçmiş\nŞükrü Işık\n\nİş Deneyimi\n2019 - 2023  Üretim Mühendisi, Ege Boya\nVardiya planlaması, kalite denetimleri ve eğitim çalışmaları yaptı.\n\nEğitim\nEge Üniversitesi, Tekstil Mühendisliği\n";
const FRENCH = "Aurélie Bénard\n\nExpérience professionnelle\n2019 - 2023  Infirmière, Clinique Saint-Éloi\n";
const GERMAN = "Jörg Müßig\n\nBerufserfahrung\n2019 - 2023  Geschäftsführer, Bäckerei Höß\n";

describe("text files of older charsets are read", () => {
	test.each([
		["shift_jis", JAPANESE],
		["euc-jp", JAPANESE],
		["gb18030", SIMPLIFIED],
		["big5", TRADITIONAL],
		["euc-kr", KOREAN],
		["windows-1251", RUSSIAN],
		["koi8-r", RUSSIAN],
		["windows-1256", ARABIC],
		["windows-1250", POLISH],
		["windows-1254", TURKISH],
		["windows-1252", FRENCH],
		["windows-1252", GERMAN],
	])("%s", (charset, text) => {
		expect(decodeText(encode(text, charset))).toBe(text);
	});

	test.each([JAPANESE, ARABIC, FRENCH])("UTF-8 stays UTF-8", (text) => {
		expect(decodeText(new TextEncoder().encode(text))).toBe(text);
	});
});

test("bytes that no charset explains are called garbled", async () => {
	const broken = encode("Jane Roe\n\nExperience\n2019 - 2023  Engineer, Acme Ltd\n", "windows-1252");
	const { meta } = await parse(Buffer.concat([broken, Buffer.from([0x81, 0x20, 0x8d, 0x20, 0x9d, 0x0a])]));
	expect(meta.flags).toContain("garbled");
});

import { describe, expect, test } from "vitest";
import { isLocalPlace, readLocalAddress } from "../../src/ingest/fields/local-address.ts";
import { readAddress } from "../../src/ingest/fields/location.ts";

describe("an address that begins with its largest part", () => {
	test.each([
		[
			"中国，浙江–杭州–西湖区古荡街道，310000",
			{ region: "浙江", city: "杭州", countryCode: "CN", postalCode: "310000", address: "西湖区古荡街道" },
		],
		[
			"广东省深圳市南山区科技路1号",
			{ region: "广东省", city: "深圳市", countryCode: "CN", address: "南山区科技路1号" },
		],
		["北京市海淀区", { city: "北京市", countryCode: "CN", address: "海淀区" }],
		["台北市大安區復興南路一段390號", { city: "台北市", countryCode: "TW", address: "大安區復興南路一段390號" }],
		[
			"〒100-0001 東京都千代田区千代田1-1-1",
			{ region: "東京都", city: "千代田区", countryCode: "JP", postalCode: "100-0001", address: "千代田1-1-1" },
		],
		["大阪府大阪市北区梅田1-2-3", { region: "大阪府", city: "大阪市", countryCode: "JP", address: "北区梅田1-2-3" }],
		["서울특별시 마포구 월드컵로 20", { city: "서울특별시", countryCode: "KR", address: "마포구 월드컵로 20" }],
		["دبي، الإمارات العربية المتحدة", { city: "دبي", countryCode: "AE" }],
		["عمّان، الأردن", { city: "عمّان", countryCode: "JO" }],
	])("%s", (text, wanted) => {
		expect(readLocalAddress(text)).toEqual(wanted);
	});

	test.each(["北京大学", "上海星辰网络技术有限公司", "軟體工程師", "شركة الأفق"])("%s is none", (text) => {
		expect(readLocalAddress(text)).toBeNull();
		expect(isLocalPlace(text)).toBe(false);
	});
});

describe("addresses with what a country puts where", () => {
	test.each([
		["ul. Długa 15/4, 80-831 Gdańsk", "Gdańsk"],
		["Björkvägen 3, 753 20 Uppsala", "Uppsala"],
		["Rua Augusta, 1200, São Paulo - SP", "São Paulo"],
		["Bağdat Cad. No: 112, Kadıköy/İstanbul", "İstanbul"],
		["г. Казань, ул. Баумана, 7", "Казань"],
	])("%s", (text, city) => {
		expect(readAddress(text).city).toBe(city);
	});
});

import { describe, expect, test } from "vitest";
import { layOutPages } from "../../src/ingest/layout/pages.ts";
import type { Item } from "../../src/ingest/layout/place-items.ts";
import { isRightToLeft, readRightToLeft } from "../../src/ingest/layout/right-to-left.ts";

const RTL = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
const SIZE = 10;
const LETTER = 5;

/** Items of a line as a PDF gives them: from left to right as seen, right-to-left words in reading order. */
const seen = (line: string): { text: string; rightToLeft: boolean }[] =>
	line
		.split(/([ :()])/)
		.filter((text) => text !== "")
		.map((text) => ({ text, rightToLeft: RTL.test(text) }));

const read = (line: string): string => readRightToLeft(seen(line));

/** One line, its words set from `x` on. */
const items = (line: string, x: number, y: number): Item[] => {
	let left = x;
	return line.split(" ").map((text) => {
		const item = { text, x: left, y, width: text.length * LETTER, size: SIZE, font: "f", rightToLeft: RTL.test(text) };
		left += (text.length + 1) * LETTER;
		return item;
	});
};

describe("a right-to-left line as it is seen becomes the line as it is read", () => {
	test.each([
		["words", "المنصوري حسن ليلى", "ليلى حسن المنصوري"],
		["a number after a word", "2019 مارس", "مارس 2019"],
		["a range of dates", "2022 يونيو - 2019 مارس", "مارس 2019 - يونيو 2022"],
		["a range of years", "2014 - 2010 جامعة", "جامعة 2010 - 2014"],
		["a Latin word between", "Spring و Java باستخدام", "باستخدام Java و Spring"],
		["a Latin phrase keeps its order", "Amazon Web Services خدمات", "خدمات Amazon Web Services"],
		["a number that belongs to a Latin word", "Windows 10 نظام", "نظام Windows 10"],
		["an e-mail address", "sara.h@example.com :البريد", "البريد: sara.h@example.com"],
		["Hebrew", "כהן דנה", "דנה כהן"],
		["a lam and an alef maqsura that are one glyph", "أوىل محاسبة", "محاسبة أولى"],
		["an alef maqsura before a word of its own", "لبنى ليلى", "ليلى لبنى"],
		["a numeric date", "12/05/1990 الميلاد", "الميلاد 12/05/1990"],
		["Arabic digits", "٢٠١٤ - ٢٠١٠", "٢٠١٠ - ٢٠١٤"],
	])("%s", (_, line, wanted) => {
		expect(read(line)).toBe(wanted);
	});

	test.each([
		["turned with the line", "4567 123 50 971+ :الهاتف", "الهاتف: +971 50 123 4567"],
		["set from left to right", "+971 50 123 4567 :الهاتف", "الهاتف: +971 50 123 4567"],
		["with a leading zero", "050 123 4567 :الهاتف", "الهاتف: 050 123 4567"],
	])("a phone number %s", (_, line, wanted) => {
		expect(read(line)).toBe(wanted);
	});

	test("years that were set from left to right do not run backwards", () => {
		expect(read("2010 - 2014 جامعة")).toBe("جامعة 2010 - 2014");
	});

	test("brackets that are drawn mirrored", () => {
		expect(read(")C1( الإنجليزية")).toBe("الإنجليزية (C1)");
	});

	test("letters in the form of their place in the word", () => {
		const letters = ["ﻲ", "ﺑ", "ﺩ"].map((text, index) => ({
			text,
			x: 500 + index * LETTER,
			y: 50,
			width: LETTER,
			size: SIZE,
			font: "f",
			rightToLeft: true,
		}));
		const { lines } = layOutPages([{ number: 1, height: 800, mirrorAt: 595, items: letters }]);
		expect(lines.map((line) => line.text)).toEqual(["دبي"]);
	});
});

test("a right-to-left page is read from its right edge: the label before its value, the title before its dates", () => {
	const page = [
		...items("ليلى", 520, 50),
		...items("الاسم", 400, 80),
		...items("2022 - 2019", 60, 110),
		...items("مهندسة", 520, 110),
	];
	const { lines } = layOutPages([{ number: 1, height: 800, mirrorAt: 595, items: page }]);
	expect(lines.map((line) => line.text)).toEqual(["ليلى", "الاسم", "مهندسة\t2019 - 2022"]);
	expect(lines[0]?.cells[0]?.x).toBeLessThan(lines[1]?.cells[0]?.x ?? 0);
});

test("an Arabic name in a left-to-right page is read from right to left, and its neighbours are not", () => {
	const { lines } = layOutPages([
		{ number: 1, height: 800, items: [...items("Layla Hassan", 50, 50), ...items("حسن ليلى", 400, 50)] },
	]);
	expect(lines[0]?.text).toBe("Layla Hassan\tليلى حسن");
});

test("the direction is that of most letters", () => {
	expect(isRightToLeft("خبرة في Java")).toBe(true);
	expect(isRightToLeft("Java Spring Docker مهارات")).toBe(false);
	expect(isRightToLeft("2019 - 2022")).toBe(false);
});

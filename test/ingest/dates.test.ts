import { describe, expect, test } from "vitest";
import { dateSpans, isDuration, isOnlyDates } from "../../src/ingest/dates/ranges.ts";

const RANGES: readonly (readonly [string, string, string])[] = [
	["Jan 2020 – Present", "2020-01", "now"],
	["Sept. 2018 - May 2023", "2018-09", "2023-05"],
	["03/2019 – 04/2021", "2019-03", "2021-04"],
	["4/18 - Present", "2018-04", "now"],
	["09/11–03/18", "2011-09", "2018-03"],
	["a.a. 2016/2017", "2016", "2017"],
	["2018 - 2020", "2018", "2020"],
	["2018–19", "2018", "2019"],
	["Jan – Mar 2020", "2020-01", "2020-03"],
	["01.04.2018 – 31.12.2020", "2018-04-01", "2020-12-31"],
	["June 2018 to date", "2018-06", "now"],
	["Dec. '19 - Mar '21", "2019-12", "2021-03"],
	["Q3 2019 – Q1 2020", "2019", "2020"],
	["2019 -", "2019", "now"],
	["since 2015", "2015", "now"],
	["seit 03/2020", "2020-03", "now"],
	["Januar 2019 bis heute", "2019-01", "now"],
	["janvier 2019 à aujourd’hui", "2019-01", "now"],
	["janv. 2020 – à ce jour", "2020-01", "now"],
	["desde enero de 2020 hasta la actualidad", "2020-01", "now"],
	["março de 2019 – atual", "2019-03", "now"],
	["marzo 2019 – oggi", "2019-03", "now"],
	["mei 2015 - dec. 2019", "2015-05", "2019-12"],
	["augusti 2018 – nuvarande", "2018-08", "now"],
	["stycznia 2019 – obecnie", "2019-01", "now"],
	["wrz 2019 - paź 2021", "2019-09", "2021-10"],
	["Oca 2020 – Halen", "2020-01", "now"],
	["2019年4月 – 至今", "2019-04", "now"],
	["2023 年 1 月至今", "2023-01", "now"],
	["2018年4月～2020年3月", "2018-04", "2020-03"],
	["平成30年4月～令和2年3月", "2018-04", "2020-03"],
	["2016.09 - 2020.07", "2016-09", "2020-07"],
	["янв. 2019 – настоящее время", "2019-01", "now"],
];

describe("ranges", () => {
	test.each(RANGES)("%s", (text, start, end) => {
		const spans = dateSpans(text);
		expect(spans).toHaveLength(1);
		expect(spans[0]?.start).toBe(start);
		expect(spans[0]?.current === true ? "now" : spans[0]?.end).toBe(end);
		expect(spans[0]?.isRange).toBe(true);
	});
});

describe("single dates are the end of something", () => {
	test.each([
		["Class of 2022", "2022"],
		["15 March 2020", "2020-03-15"],
		["Graduated May 2019", "2019-05"],
		["Summer 2019", "2019"],
	])("%s", (text, end) => {
		expect(dateSpans(text)).toMatchObject([{ end, isRange: false, current: false }]);
	});
});

test("the month comes first where the file says so", () => {
	expect(dateSpans("03/04/2020", false)[0]?.end).toBe("2020-04-03");
	expect(dateSpans("03/04/2020", true)[0]?.end).toBe("2020-03-04");
	expect(dateSpans("25/04/2020", true)[0]?.end).toBe("2020-04-25");
});

test.each(["1,500 users", "+44 29 2018 0249", "version 2.0", "born to lead", "12345", "at 20200 Main St"])(
	"no date alone: %s",
	(text) => {
		expect(isOnlyDates(text)).toBe(false);
	},
);

test.each([
	"mai 2016 - décembre 2020 (4 ans 8 mois)",
	"gennaio 2019 - marzo 2021 (2 anni 3 mesi)",
	"janeiro de 2019 - março de 2021 (2 anos 3 meses)",
])("dates and how long it was, and nothing else: %s", (text) => {
	expect(isOnlyDates(text)).toBe(true);
});

test.each(["2 years 10 months", "4 months", "3 Jahre", "1 an"])("a duration: %s", (text) => {
	expect(isDuration(text)).toBe(true);
});

test("offsets point at the dates, brackets included", () => {
	const text = "Engineer (Jan 2020 - Mar 2021), Acme";
	const span = dateSpans(text)[0];
	expect(text.slice(span?.from, span?.to)).toContain("(Jan 2020 - Mar 2021)");
});

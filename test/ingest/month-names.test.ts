import { expect, test } from "vitest";
import { MONTH_LANGUAGES, monthNames } from "../../src/ingest/dates/month-names.ts";
import { MONTHS } from "../../src/ingest/dates/words.ts";

/** What the time zone and the calendar of the machine say plays no part. */
const FIXED = { timeZone: "UTC", numberingSystem: "latn", calendar: "gregory" } as const;
const DAYS = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2020, month, 15)));

function asIntlHasThem(language: string) {
	const alone = (month: "long" | "short") => {
		const format = new Intl.DateTimeFormat(language, { month, ...FIXED });
		return DAYS.map((day) => format.format(day));
	};
	const inDates = (month: "long" | "short") => {
		const format = new Intl.DateTimeFormat(language, { day: "numeric", month, ...FIXED });
		return DAYS.map((day) => format.formatToParts(day).find(({ type }) => type === "month")?.value);
	};
	return { long: alone("long"), short: alone("short"), longInDates: inDates("long"), shortInDates: inDates("short") };
}

test.each([...MONTH_LANGUAGES, "no"])("months of %s are named as Intl names them", (language) => {
	expect(monthNames(language)).toEqual(asIntlHasThem(language));
});

test("each name leads to one month; of two languages the first has it", () => {
	expect(MONTHS.get("mai")).toBe(5);
	expect(MONTHS.get("listopad")).toBe(11);
	expect(MONTHS.get("ноября")).toBe(11);
	expect(MONTHS.get("غشت")).toBe(8);
	expect(monthNames("xx").long).toEqual([]);
});

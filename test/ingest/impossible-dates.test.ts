import { describe, expect, test } from "vitest";
import { dateSpans, isOnlyDates } from "../../src/ingest/dates/ranges.ts";
import { parse, roles } from "./parser.ts";

const resume = (dates: string): string => `Jane Roe
jane.roe@example.org

Experience

Software Engineer, Acme Ltd
${dates}
- Built reports with Python and SQL

Developer, Beta GmbH
03/2012 – 04/2015
- Wrote code

Skills
Python, SQL
`;

describe("what no calendar has is left out", () => {
	test.each([
		["13/2019 – 05/2020", undefined, "2020-05"],
		["00/2019 – 05/2020", undefined, "2020-05"],
		["2019-13 – 2020-04", undefined, "2020-04"],
		["15/14/2019 – 01/06/2020", undefined, "2020-06-01"],
		["01/2018 – 13/2019", "2018-01", undefined],
		["2021-02-31 – 2021-05-01", "2021-02", "2021-05-01"],
		["31.04.2019 – 30.06.2019", "2019-04", "2019-06-30"],
		["32.01.2019 – 30.06.2020", "2019-01", "2020-06-30"],
		["30 February 2021 – 1 May 2021", "2021-02", "2021-05-01"],
	])("%s", (text, start, end) => {
		const [span] = dateSpans(text);
		expect([span?.start, span?.end, span?.impossible]).toEqual([start, end, true]);
		expect(isOnlyDates(text)).toBe(true);
	});

	test.each(["29.02.2020 – 31.12.2020", "30/04/2019 - 31/05/2019"])("%s stays", (text) => {
		expect(dateSpans(text)[0]).not.toHaveProperty("impossible");
		expect(dateSpans(text)[0]?.start).toHaveLength(10);
	});

	test("the number of a law is no month", () => {
		expect(dateSpans("Corso sulla sicurezza D.Lgs. 81/2008")[0]).toMatchObject({ end: "2008" });
	});
});

describe("in a resume", () => {
	test("a role without a start that can be counts no years, and is told of", async () => {
		const { meta, ...rest } = await parse(resume("13/2019 – 05/2020"), "resume.txt");
		expect(roles({ meta, ...rest })[0]).toBe("Software Engineer @ Acme Ltd undefined..2020-05");
		expect(meta.yearsOfExperience).toBe(3.2);
		expect(meta.warnings).toMatchObject([{ code: "impossible-date", pointer: "/work/0" }]);
		expect(meta.warnings[0]?.message).toContain("13/2019");
		expect(meta.values["/work/0/endDate"]?.confidence).toBeLessThan(0.5);
	});

	test.each([
		["June 2020 – May 2018", "dates-reversed"],
		["05/2035 – 07/2036", "date-in-future"],
		["05/2035 – Present", "date-in-future"],
		["05/1941 – 03/2020", "date-out-of-range"],
		["05/1941 – Present", "date-out-of-range"],
	])("%s is kept with little confidence and counts no years", async (dates, code) => {
		const { work, meta } = await parse(resume(dates), "resume.txt");
		expect(meta.warnings).toMatchObject([{ code, pointer: "/work/0" }]);
		expect(work?.[0]?.startDate).toBeDefined();
		expect(meta.values["/work/0/startDate"]?.confidence).toBeLessThan(0.5);
		expect(meta.yearsOfExperience).toBe(3.2);
	});

	test("years before anybody's working life are no dates", async () => {
		const { work, meta } = await parse(resume("1850 – 1900"), "resume.txt");
		expect(work?.[0]).not.toHaveProperty("startDate");
		expect(meta.yearsOfExperience).toBe(3.2);
	});
});

describe("in a structured file", () => {
	const stated = (startDate: string, endDate: string) =>
		parse(
			JSON.stringify({ basics: { name: "Jane Roe" }, work: [{ name: "Acme", startDate, endDate }] }),
			"resume.json",
		);

	test.each([
		["2019-13", "2020-02-31", undefined, "2020-02"],
		["13/2019", "31.02.2020", undefined, "2020-02"],
		["1850", "1900", undefined, undefined],
	])("%s to %s", async (from, to, start, end) => {
		const { work, meta } = await stated(from, to);
		expect([work?.[0]?.startDate, work?.[0]?.endDate]).toEqual([start, end]);
		expect(meta.warnings.map(({ pointer }) => pointer)).toEqual(["/work/0/startDate", "/work/0/endDate"]);
		expect(meta.yearsOfExperience).toBeNull();
	});

	test("an end before the start is told of", async () => {
		const { meta } = await stated("2020-05", "2018-01");
		expect(meta.warnings).toMatchObject([{ code: "dates-reversed" }]);
		expect(meta.values["/work/0/startDate"]?.confidence).toBeLessThan(0.5);
	});
});

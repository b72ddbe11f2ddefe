import { describe, expect, test } from "vitest";
import { dateSpans, isHalfOpenRange, isOnlyDates } from "../../src/ingest/dates/ranges.ts";

describe("ranges in the words of a language", () => {
	test.each([
		["od stycznia 2017 do chwili obecnej", "2017-01", "now"],
		["czerwiec 2011 – grudzień 2016", "2011-06", "2016-12"],
		["2012-08 – t.o.m. 2019-01", "2012-08", "2019-01"],
		["2019-02 – tills vidare", "2019-02", "now"],
		["aug. 2013 t/m febr. 2018", "2013-08", "2018-02"],
		["maart 2018 - tot heden", "2018-03", "now"],
		["Şubat 2020 - Devam Ediyor", "2020-02", "now"],
		["Ocak 2018-Halen", "2018-01", "now"],
		["da maggio 2016 ad oggi", "2016-05", "now"],
		["março de 2019 até o momento", "2019-03", "now"],
		["Desde abril de 2018 hasta la actualidad", "2018-04", "now"],
		["maj 2017 – d.d.", "2017-05", "now"],
		["2019年4月〜現在に至る", "2019-04", "now"],
		["２０１４年４月～２０１９年３月", "2014-04", "2019-03"],
		["平成24年10月～令和2年3月", "2012-10", "2020-03"],
		["H24年4月〜R元年9月", "2012-04", "2019-09"],
		["107年3月 ~ 迄今", "2018-03", "now"],
		["2019.04–至今", "2019-04", "now"],
		["2014/09至2018/02", "2014-09", "2018-02"],
		["2018.03 ~ 재직중", "2018-03", "now"],
		["مارس ٢٠١٨ – حتى الآن", "2018-03", "now"],
		["من كانون الثاني 2016 إلى تشرين الأول 2020", "2016-01", "2020-10"],
		["آب 2012 - ابريل 2014", "2012-08", "2014-04"],
		["апрель 2018 — по настоящее время", "2018-04", "now"],
		["D’octobre 2020 à ce jour", "2020-10", "now"],
		["d'août 2015 à mars 2017", "2015-08", "2017-03"],
		["Dall'ottobre 2018 all’agosto 2022", "2018-10", "2022-08"],
		["dalla primavera 2016 all'attualità", "2016", "now"],
		["Depuis l'été 2019", "2019", "now"],
		["des de l'abril de 2015 fins a l'octubre de 2019", "2015-04", "2019-10"],
	])("%s", (text, start, end) => {
		const spans = dateSpans(text);
		expect(spans.map((span) => [span.start, span.end ?? (span.current ? "now" : "")])).toEqual([[start, end]]);
		expect(isOnlyDates(text)).toBe(true);
	});
});

test("a range that a narrow column broke is open at its end", () => {
	for (const text of ["septiembre de 2008 a", "2012年04月-", "mars 2019 à", "2019 –"])
		expect(isHalfOpenRange(text), text).toBe(true);
	for (const text of ["2019", "Experiencia a", "2019 - 2020"]) expect(isHalfOpenRange(text), text).toBe(false);
});

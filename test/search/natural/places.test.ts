import { describe, expect, test } from "vitest";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { recognizer } from "../world.ts";

const read = (text: string) => interpret(text, recognizer);

describe("a place that no word announces", () => {
	const place = (name: string, radius = 20, quote = "") =>
		`^(location:${quote}${name}${quote} OR near:${quote}${name}~${radius}km${quote})^0.5`;

	test.each([
		["senior java developer Berlin", `^senior ^java ^developer ${place("Berlin")}`],
		["Berlin senior java developer", `${place("Berlin")} ^senior ^java ^developer`],
		["Jordan senior nurse", "^location:Jordan^0.5 ^senior ^nurse"],
		["Berlin, 5+ years, java developer", `${place("Berlin")} ^years:>=5^0.5 ^java ^developer`],
		["java berlin Berlin", `^java ${place("Berlin")}`],
		[
			"java Berlin, Hamburg or Berlin",
			"^java ^(location:Hamburg OR near:Hamburg~20km OR location:Berlin OR near:Berlin~20km)^0.5",
		],
		["Krankenschwester München", `^Krankenschwester ${place("München")}`],
		["krankenschwester frankfurt vollzeit", `^krankenschwester ${place("frankfurt")} ^vollzeit`],
		["Krankenschwester Ulm Wundversorgung", `^Krankenschwester ${place("Ulm")} ^Wundversorgung`],
		["java developer new york", `^java ^developer ${place("new york", 20, '"')}`],
		["Berlin java developer, 5+ years", `${place("Berlin")} ^java ^developer ^years:>=5^0.5`],
		["nurse wound care London", `^nurse ^wound ^care ${place("London")}`],
		["nurse night shifts Boston", `^nurse ^night ^shifts ${place("Boston")}`],
		["engineer software Milan", `^engineer ^software ${place("Milan")}`],
		["nurse Paris", `^nurse ${place("Paris")}`],
		["java Germany", "^java ^location:Germany^0.5"],
		["java DACH", "^java ^(location:Germany OR location:Austria OR location:Switzerland)^0.5"],
		[
			"java Berlin, Hamburg or Leeds",
			"^java ^(location:Berlin OR near:Berlin~20km OR location:Hamburg OR near:Hamburg~20km OR location:Leeds OR near:Leeds~20km)^0.5",
		],
		["Java (5+ Jahre) Berlin", `^Java ^years:>=5^0.5 ${place("Berlin")}`],
		["java, 3+ years, london", `^java ^years:>=3^0.5 ${place("london")}`],
		[
			"nurse in London/Manchester",
			"^nurse ^(location:London OR near:London~20km OR location:Manchester OR near:Manchester~20km)^0.5",
		],
		[
			"java Raum Stuttgart oder München",
			"^java ^(location:Stuttgart OR near:Stuttgart~50km OR location:München OR near:München~50km)^0.5",
		],
		["nurse, Cambridge, MA", '^nurse ^(location:"Cambridge, MA" OR near:"Cambridge, MA~20km")^0.5'],
		["nurse Paris, Texas", '^nurse ^(location:"Paris, Texas" OR near:"Paris, Texas~20km")^0.5'],
		["Cambridge, MA", '^(location:"Cambridge, MA" OR near:"Cambridge, MA~20km")'],
		["nurse in London, UK", '^nurse ^(location:"London, UK" OR near:"London, UK~20km")^0.5'],
		["nurse in London, Ontario", '^nurse ^(location:"London, Ontario" OR near:"London, Ontario~20km")^0.5'],
		["java in Berlin, DE", '^java ^(location:"Berlin, DE" OR near:"Berlin, DE~20km")^0.5'],
		["nurse in TX", "^nurse ^(location:TX OR location:Texas)^0.5"],
		["nurse from NY", '^nurse ^(location:NY OR location:"New York")^0.5'],
		[
			"nurse in BW or Bavaria",
			"^nurse ^(location:BW OR location:Baden-Württemberg OR location:Bavaria OR location:Bayern)^0.5",
		],
		["java within 50km Munich", "java +near:Munich~50km"],
		["java within 50 km of Munchn", "^java ^near:Munchn~50km^0.5"],
		["java Raum Hamburg", `^java ${place("Hamburg", 50)}`],
		["nurse im Großraum München", `^nurse ${place("München", 50)}`],
		["nurse greater London", `^nurse ${place("London", 50)}`],
		["java developer Berlin area", `^java ^developer ${place("Berlin", 50)}`],
		["java in the Berlin area", `^java ${place("Berlin", 50)}`],
		["nurse Dallas-Fort Worth area", `^nurse ${place("Dallas", 50)}`],
		["nurse Frankfurt (Oder)", '^nurse ^(location:"Frankfurt (Oder)" OR near:"Frankfurt (Oder)~20km")^0.5'],
		["nurse München +50km", "nurse +near:München~50km"],
		["Krankenschwester Köln und Umgebung", `^Krankenschwester ${place("Köln", 50)}`],
	])("%s: understood as behind an in", (text, query) => {
		const { query: understood, interpretation } = read(text);
		expect(understood.normalForm).toBe(query);
		expect(understood.lint).toEqual([]);
		expect(interpretation.clauses.filter(({ kind }) => kind === "place")).toHaveLength(1);
		expect(read(query).query.normalForm).toBe(query);
	});

	test.each([
		["Paris Hilton", []],
		["nurse Paris Hilton", []],
		["Jack London nurse", []],
		["nurse jack london", []],
		["nurse Jack London", []],
		["nurse Bank of America", []],
		["nurse Oxford University", []],
		["Berlin", ["Berlin"]],
		["Jordan", ["Jordan"]],
		["DACH", ["DACH"]],
		["java dach", []],
		["Sydney", ["Sydney"]],
		["nurse Charlotte", ["Charlotte"]],
		["mobile java developer", []],
		["java reading", []],
		["java Kirchau", []],
		["underwater Berlin", []],
	])("%s: words, with a remark on %j", (text, remarks) => {
		const { query, interpretation } = read(text);
		expect(interpretation.clauses.map(({ kind }) => kind)).not.toContain("place");
		expect(query.lint.map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual(
			remarks.map((name) => ["place-or-name", name]),
		);
		for (const name of remarks) expect(query.lint[0]?.message).toContain(`“in ${name}”`);
	});
});

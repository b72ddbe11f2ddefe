import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countryName, type Place, parsePlace } from "../../src/analysis/places.ts";

const place = (city?: string, region?: string, countryCode?: string): Place => ({
	...(city && { city }),
	...(region && { region }),
	...(countryCode && { countryCode }),
});

describe("what is written is known", () => {
	test.each<[string, Place]>([
		["Austin, TX", place("Austin", "Texas", "US")],
		["Boston, MA 02139", place("Boston", "Massachusetts", "US")],
		["Seattle WA", place("Seattle", "Washington", "US")],
		["Toronto, ON", place("Toronto", "Ontario", "CA")],
		["Vancouver, BC V5K 0A1", place("Vancouver", "British Columbia", "CA")],
		["München, Bayern, Deutschland", place("München", "Bayern", "DE")],
		["Munich, Bavaria, Germany", place("Munich", "Bayern", "DE")],
		["Lyon, Frankreich", place("Lyon", undefined, "FR")],
		["São Paulo, Brasil", place("São Paulo", undefined, "BR")],
		["London UK", place("London", undefined, "GB")],
		["London, SW1A 1AA, United Kingdom", place("London", undefined, "GB")],
		["Bengaluru, Karnataka, India", place("Bengaluru", "Karnataka", "IN")],
		["D-80331 München", place("München", undefined, "DE")],
		["Hauptstr. 5, 10115 Berlin, Germany", place("Berlin", undefined, "DE")],
		["Zürich, CH", place("Zürich", undefined, "CH")],
		["Amsterdam, NL", place("Amsterdam", undefined, "NL")],
		["日本", place(undefined, undefined, "JP")],
		["California", place(undefined, "California", "US")],
		["New Mexico", place(undefined, "New Mexico", "US")],
		["USA", place(undefined, undefined, "US")],
		["Remote - Germany", place(undefined, undefined, "DE")],
		["Berlin (remote)", place("Berlin")],
	])("%s", (text, expected) => {
		expect(parsePlace(text)).toEqual(expected);
	});
});

describe("what cannot be told is left out", () => {
	test.each<[string, Place | null]>([
		["Springfield", place("Springfield")],
		["Berlin", place("Berlin")],
		["New York", place("New York")],
		["Munich, DE", place("Munich")],
		["Atlanta, Georgia", place("Atlanta")],
		["Georgia", null],
		["CA", null],
		["Remote", null],
		["12345", null],
		["", null],
		["x".repeat(500), null],
	])("%s", (text, expected) => {
		expect(parsePlace(text)).toEqual(expected);
	});

	test.each<[string, Place]>([
		["Berlin, DE", place("Berlin", undefined, "DE")],
		["Wilmington, DE 19801", place("Wilmington", "Delaware", "US")],
		["Bogota, CO", place("Bogota", undefined, "CO")],
		["Denver, CO", place("Denver", "Colorado", "US")],
		["Tbilisi, Georgia", place("Tbilisi", undefined, "GE")],
		["Atlanta, Georgia, USA", place("Atlanta", "Georgia", "US")],
	])("unless something beside it decides: %s", (text, expected) => {
		expect(parsePlace(text)).toEqual(expected);
	});
});

test("names of countries", () => {
	expect(countryName("DE")).toBe("Germany");
	expect(countryName("DE", "fr")).toBe("Allemagne");
	expect(countryName("EU")).toBeNull();
	expect(countryName("XX")).toBeNull();
});

test("any text is a place or none", () => {
	fc.assert(
		fc.property(fc.string({ unit: fc.constantFrom(..."aB, DE-(1)·"), maxLength: 40 }), (text) => {
			const found = parsePlace(text);
			if (found?.city !== undefined) expect(text).toContain(found.city.split(" ")[0]);
			if (found?.countryCode !== undefined) expect(countryName(found.countryCode)).not.toBeNull();
		}),
	);
});

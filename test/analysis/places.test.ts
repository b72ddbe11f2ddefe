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
		["Nowhereville, DE", place("Nowhereville")],
		["Nowhereville (SA)", place("Nowhereville")],
		["Salem, IN", place("Salem")],
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

describe("the city tells what a code behind it stands for", () => {
	test.each<[string, Place]>([
		["Verona (VR)", place("Verona", "Veneto", "IT")],
		["Sassari SS", place("Sassari", "Sardegna", "IT")],
		["Rimini, RN", place("Rimini", "Emilia-Romagna", "IT")],
		["20099 Sesto San Giovanni (MI)", place("Sesto San Giovanni", "Lombardia", "IT")],
		["Joinville - SC", place("Joinville", "Santa Catarina", "BR")],
		["Santarém, PA", place("Santarém", "Pará", "BR")],
		["Londrina/PR", place("Londrina", "Paraná", "BR")],
		["Centro, Macapá - AP", place("Macapá", "Amapá", "BR")],
		["Campinas, SP, Brasil", place("Campinas", "São Paulo", "BR")],
		["Lugano, TI", place("Lugano", "Ticino", "CH")],
		["Perth, WA", place("Perth", "Western Australia", "AU")],
		["Pune, MH", place("Pune", "Maharashtra", "IN")],
		["Munich, DE", place("Munich", undefined, "DE")],
		["Ottawa, CA", place("Ottawa", undefined, "CA")],
		["Lisbon, PT", place("Lisbon", undefined, "PT")],
		["Spokane, WA", place("Spokane", "Washington", "US")],
		["Florence, SC", place("Florence", "South Carolina", "US")],
		["Milan, MI", place("Milan", "Michigan", "US")],
		["San Jose, CA", place("San Jose", "California", "US")],
		["Memphis, TN", place("Memphis", "Tennessee", "US")],
		["Secretary/PA", place("Secretary/PA")],
	])("%s", (text, expected) => {
		expect(parsePlace(text)).toEqual(expected);
	});

	test("where it does not, the countries of the document do", () => {
		expect(parsePlace("Nowhereville (MI)", { countries: () => ["IT"] })).toEqual(
			place("Nowhereville", "Lombardia", "IT"),
		);
		expect(parsePlace("Nowhereville, SC", { countries: () => ["BR"] })).toEqual(
			place("Nowhereville", "Santa Catarina", "BR"),
		);
		expect(parsePlace("Greenville, SC", { countries: () => ["BR"] })?.countryCode).toBe("US");
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

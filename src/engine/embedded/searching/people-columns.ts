import { COLUMNS, FACETS } from "../../../domain/document.ts";
import { compareBytes } from "../../order.ts";
import { eachCode, eachColumn } from "../attributes.ts";
import { type Bits, clearBit, setBit } from "./bitset.ts";
import { FacetColumn } from "./facet-column.ts";
import { FacetRows } from "./facet-rows.ts";
import { withRoom } from "./growable.ts";
import { seek } from "./match.ts";

export interface PersonRow {
	readonly row_id: number;
	readonly id: string;
	readonly link: string | null;
	readonly body_length: number;
	readonly attributes: Buffer;
}

/** What a search looks at, of all people or of those that an audience sees. */
export type People = Readonly<
	Pick<PeopleColumns, "size" | "population" | "averageBodyLength" | "bodyLengths" | "facets"> &
		Pick<PeopleColumns, "column" | "ordinalOf" | "linkOf" | "isLinked" | "countLinked" | "linksOf" | "live">
> & { readonly ids: readonly string[] };

/** No profile. */
const UNLINKED = -1;

/**
 * All people of a store in columns, by ordinal: people get ordinals 0, 1, 2 ... in the order of their row ids, so ordinals only
 * grow too. Who was removed keeps the ordinal, is not live, and leaves no text behind.
 */
export class PeopleColumns {
	readonly #facetRows = new FacetRows();
	readonly facets: readonly FacetColumn[] = FACETS.map((_, facet) => new FacetColumn(facet, this.#facetRows));
	readonly ids: string[] = [];
	/** Sum of the body lengths of the living. */
	bodyTotal = 0;
	population = 0;
	bodyLengths: Uint32Array = new Uint32Array(64);
	readonly #columns: Float64Array[] = COLUMNS.map(() => new Float64Array(64));
	readonly #ordinals = new Map<string, number>();
	/** Facet value number by code of the file. */
	#numbers: Int32Array = new Int32Array(64);
	readonly #links: string[] = [];
	readonly #linkNumbers = new Map<string, number>();
	#linkOf: Int32Array = new Int32Array(64);
	#linkOrder: readonly number[] | null = null;
	/** The last answer of {@link linksOf}: by the number of a link whether it is in it. */
	#linked: { readonly found: Uint8Array; readonly ids: readonly string[] } | null = null;
	#rowIds: Int32Array = new Int32Array(64);
	#live: Bits = new Uint32Array(64);

	/** Ordinals given out. */
	get size(): number {
		return this.ids.length;
	}

	get averageBodyLength(): number {
		return this.population === 0 ? 0 : this.bodyTotal / this.population;
	}

	/** A copy, as long as all other sets of this store. */
	live(): Bits {
		return this.#live.slice(0, (this.size + 31) >>> 5);
	}

	column(index: number): Float64Array {
		return this.#columns[index] as Float64Array;
	}

	/** Row ids by ordinal, ascending. */
	rowIds(): Int32Array {
		return this.#rowIds.subarray(0, this.size);
	}

	ordinalOf(id: string): number | undefined {
		return this.#ordinals.get(id);
	}

	linkOf(ordinal: number): string | null {
		return this.#links[this.#linkOf[ordinal] as number] ?? null;
	}

	isLinked(ordinal: number): boolean {
		return this.#linkOf[ordinal] !== UNLINKED;
	}

	countLinked(ordinals: Int32Array): number {
		let count = 0;
		for (let index = 0; index < ordinals.length; index++) if (this.isLinked(ordinals[index] as number)) count++;
		return count;
	}

	/** The different profiles of these people, in byte order. */
	linksOf(ordinals: Int32Array): readonly string[] {
		const found = new Uint8Array(this.#links.length);
		for (let index = 0; index < ordinals.length; index++) {
			const link = this.#linkOf[ordinals[index] as number] as number;
			if (link !== UNLINKED) found[link] = 1;
		}
		// Mostly nobody was matched since it was asked last: who asks after every write is given the same list.
		if (this.#linked !== null && Buffer.compare(found, this.#linked.found) === 0) return this.#linked.ids;
		this.#linkOrder ??= [...this.#links.keys()].sort((a, b) =>
			compareBytes(this.#links[a] as string, this.#links[b] as string),
		);
		const numbers = this.#linkOrder.filter((number) => found[number] === 1);
		const ids = numbers.map((number) => this.#links[number] as string);
		this.#linked = { found, ids };
		return ids;
	}

	addFacetValue(code: number, facet: number, value: string): void {
		this.#numbers = withRoom(this.#numbers, code + 1);
		this.#numbers[code] = (this.facets[facet] as FacetColumn).addValue(value);
	}

	add(row: PersonRow): void {
		const ordinal = this.size;
		this.#makeRoom(ordinal + 1);
		this.ids.push(row.id);
		this.#ordinals.set(row.id, ordinal);
		this.#rowIds[ordinal] = row.row_id;
		this.#linkOf[ordinal] = row.link === null ? UNLINKED : this.#linkNumber(row.link);
		this.bodyLengths[ordinal] = row.body_length;
		eachColumn(row.attributes, this.#columns.length, (column, value) => {
			(this.#columns[column] as Float64Array)[ordinal] = value;
		});
		this.#facetRows.begin();
		eachCode(row.attributes, (facet, code) => this.facets[facet]?.add(this.#numbers[code] as number));
		setBit(this.#live, ordinal);
		this.population++;
		this.bodyTotal += row.body_length;
	}

	/** Without effect for a row that never was here: it came and went between two looks. */
	removeRow(rowId: number): void {
		const ordinal = seek(this.rowIds(), rowId, 0);
		if (ordinal >= this.size || this.#rowIds[ordinal] !== rowId) return;
		this.#ordinals.delete(this.ids[ordinal] as string);
		this.ids[ordinal] = "";
		this.#linkOf[ordinal] = UNLINKED;
		for (const facet of this.facets) facet.leave(ordinal);
		clearBit(this.#live, ordinal);
		this.population--;
		this.bodyTotal -= this.bodyLengths[ordinal] as number;
	}

	#makeRoom(size: number): void {
		this.#rowIds = withRoom(this.#rowIds, size);
		this.#linkOf = withRoom(this.#linkOf, size);
		this.bodyLengths = withRoom(this.bodyLengths, size);
		this.#live = withRoom(this.#live, (size + 31) >>> 5);
		if ((this.#columns[0]?.length ?? 0) >= size) return;
		for (const [index, column] of this.#columns.entries()) this.#columns[index] = withRoom(column, size);
	}

	#linkNumber(link: string): number {
		const known = this.#linkNumbers.get(link);
		if (known !== undefined) return known;
		this.#linkOrder = null;
		const number = this.#links.push(link) - 1;
		this.#linkNumbers.set(link, number);
		return number;
	}
}

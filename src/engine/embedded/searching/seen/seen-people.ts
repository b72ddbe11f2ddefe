import { COLUMNS, FACETS, GUARDED_COLUMNS, GUARDED_FACETS, type Section } from "../../../../domain/document.ts";
import { combined, seenRuns, seenSections } from "../../../audience.ts";
import { andInto, type Bits, ordinalsOf, setBit } from "../bitset.ts";
import { FacetColumn } from "../facet-column.ts";
import { withRoom } from "../growable.ts";
import type { People, PeopleColumns } from "../people-columns.ts";
import type { AccessColumn } from "./access-column.ts";

/**
 * The people of a store as an audience sees them, by the same ordinals: who is not seen is not among the living, and guarded facets
 * and columns hold what is seen. Extended by who came; what was made of a person stays true, because a changed person has
 * another ordinal.
 */
export class SeenPeople implements People {
	readonly facets: readonly FacetColumn[];
	population = 0;
	averageBodyLength = 0;
	readonly #base: PeopleColumns;
	readonly #access: AccessColumn;
	readonly #sees: (labels: readonly string[]) => boolean;
	readonly #values = new Map<string, number>();
	readonly #columns: Float64Array[] = GUARDED_COLUMNS.map(() => new Float64Array(64));
	#seen: Bits = new Uint32Array(64);
	#end = 0;

	constructor(base: PeopleColumns, access: AccessColumn, sees: (labels: readonly string[]) => boolean) {
		this.#base = base;
		this.#access = access;
		this.#sees = sees;
		this.facets = base.facets.map((column, facet) => (isGuarded(facet) ? new FacetColumn() : column));
	}

	/** Takes in who came and who went; the columns of access are up to date. */
	follow(): void {
		const { size } = this.#base;
		this.#seen = withRoom(this.#seen, (size + 31) >>> 5);
		for (const [index, column] of this.#columns.entries()) this.#columns[index] = withRoom(column, size);
		for (; this.#end < size; this.#end++) this.#add(this.#end);
		const living = ordinalsOf(this.live());
		this.population = living.length;
		let total = 0;
		for (const ordinal of living) total += this.bodyLengths[ordinal] as number;
		this.averageBodyLength = living.length === 0 ? 0 : total / living.length;
	}

	/** Runs of the tokens of `note` that are seen of a person, ascending. */
	noteRuns(ordinal: number): readonly (readonly [from: number, to: number])[] {
		return seenRuns(seenSections(this.#access.access[ordinal], this.#sees));
	}

	languageOf(ordinal: number): string {
		return this.#access.languages[ordinal] ?? "";
	}

	live(): Bits {
		return andInto(this.#base.live(), this.#seen);
	}

	column(index: number): Float64Array {
		const guarded = (GUARDED_COLUMNS as readonly string[]).indexOf(COLUMNS[index] as string);
		return this.#columns[guarded] ?? this.#base.column(index);
	}

	get size(): number {
		return this.#base.size;
	}

	get ids(): readonly string[] {
		return this.#base.ids;
	}

	get bodyLengths(): Uint32Array {
		return this.#base.bodyLengths;
	}

	ordinalOf(id: string): number | undefined {
		return this.#base.ordinalOf(id);
	}

	linkOf(ordinal: number): string | null {
		return this.#base.linkOf(ordinal);
	}

	isLinked(ordinal: number): boolean {
		return this.#base.isLinked(ordinal);
	}

	countLinked(ordinals: Int32Array): number {
		return this.#base.countLinked(ordinals);
	}

	linksOf(ordinals: Int32Array): readonly string[] {
		return this.#base.linksOf(ordinals);
	}

	#add(ordinal: number): void {
		const sections = seenSections(this.#access.access[ordinal], this.#sees);
		if (sections.length > 0) setBit(this.#seen, ordinal);
		for (const [index, column] of GUARDED_COLUMNS.entries())
			(this.#columns[index] as Float64Array)[ordinal] = combined(column, sections) ?? Number.NaN;
		for (const facet of GUARDED_FACETS) this.#addValues(facet, sections);
	}

	#addValues(name: (typeof GUARDED_FACETS)[number], sections: readonly Section[]): void {
		const column = this.facets[FACETS.indexOf(name)] as FacetColumn;
		column.rows.begin();
		for (const value of new Set(sections.flatMap(({ facets }) => facets[name] ?? []))) {
			const key = `${name} ${value}`;
			const number = this.#values.get(key) ?? column.addValue(value);
			this.#values.set(key, number);
			column.add(number);
		}
	}
}

export const isGuarded = (facet: number): boolean =>
	(GUARDED_FACETS as readonly string[]).includes(FACETS[facet] as string);

import { COLUMNS, type Column, TEXT_FIELDS, WAYS } from "../domain/document.ts";
import type { RankingProfile } from "../domain/ranking-profile.ts";
import type { Label } from "../domain/sentence.ts";

/** What the ranking is given. No store, no clock and no tenant: only numbers about people and what was asked. */

export type PoolName = "ats" | "network";

/** People of one pool as parallel arrays; row r and group g lie at r * groups + g, in the form that an engine returns them. */
export interface PoolRows {
	readonly ids: readonly string[];
	/** Bit i set: what was asked stands in TEXT_FIELDS[i]. 0: not found. Other bits: found, but in no text field. */
	readonly masks: Uint16Array;
	/** Index of the alternative that comes closest to what was asked; meaningless where the mask is 0. */
	readonly alternatives: Uint8Array;
	/** WAYS numbers per cell: 1 + the index of the alternative that counts in each field, then of one that stands in no field; 0 for none. */
	readonly ways: Uint8Array;
	/** Times that the one that counts there stands in the body. */
	readonly bodyFrequencies: Uint8Array;
	/** Tokens, per row. */
	readonly bodyLengths: Uint32Array;
	/** COLUMNS.length numbers per row, NaN where unknown. */
	readonly columns: Float64Array;
}

/** One pool with its own statistics: they never mix with those of another. */
export interface Pool {
	readonly name: PoolName;
	readonly rows: PoolRows;
	/** Live people in the pool. */
	readonly population: number;
	/** Of these, how many match each group. */
	readonly documents: readonly number[];
	/** Tokens. */
	readonly averageBodyLength: number;
	/** Per row how near the person is to what was asked in meaning, 0 to 1; NaN where unknown. Absent: nobody looked. */
	readonly similarities?: Float64Array;
}

export interface AskedAlternative {
	/** 0 to 1: how well it stands for what was asked; 1 is the literal word. */
	readonly weight: number;
	/** What it is when it is not the literal word, for the reader: `Kubernetes (synonym)`. */
	readonly label: Label | null;
	/** It is something near what was asked, not the thing itself: it scores, and does not answer. */
	readonly related: boolean;
}

/** Features of a skill that was asked for. */
export type SkillUseFeature = "skillDuration" | "skillRecency";

/** One thing that was asked for. */
export interface AskedGroup {
	/** As written in the query. */
	readonly clause: string;
	readonly weight: number;
	/** False for one side of an OR: who lacks it lacks nothing. */
	readonly needed: boolean;
	readonly alternatives: readonly AskedAlternative[];
	/** Present: no thing of its own but what this feature looks at; behind all others, with weight 0. */
	readonly feature?: SkillUseFeature;
}

export interface AskedArea {
	/** As the query names it. */
	readonly place: string;
	/** Degrees. */
	readonly latitude: number;
	readonly longitude: number;
	readonly kilometres: number;
}

export interface Asked {
	readonly groups: readonly AskedGroup[];
	readonly years: { readonly min: number | null; readonly max: number | null } | null;
	/** Rank of ranking/vocabulary/seniority.tsv that the query names. */
	readonly seniority: number | null;
	/** Where people should live, null where the query names no distance. */
	readonly near?: AskedArea | null;
	/** Least level of education that the query names, ISCED 2011; null where it names none. */
	readonly education?: number | null;
	/** The moment that "recent" means, milliseconds since 1970. */
	readonly asOf: number;
}

export interface RankInput {
	readonly pools: readonly Pool[];
	readonly asked: Asked;
	readonly profile: RankingProfile;
	/** What somebody whose similarity is not known is given; absent where nobody looked at it. */
	readonly usualSimilarity?: number;
}

const COLUMN_INDEX = Object.fromEntries(COLUMNS.map((column, index) => [column, index])) as Record<Column, number>;

/** The value of a column, NaN where unknown. */
export const columnOf = (rows: PoolRows, row: number, column: Column): number =>
	rows.columns[row * COLUMNS.length + COLUMN_INDEX[column]] ?? Number.NaN;

export const BODY: number = TEXT_FIELDS.indexOf("body");
/** The way of what stands in no field. */
export const NO_FIELD: number = WAYS - 1;

/** Index of the alternative that counts in a field, or in none; null where there is none. */
export function wayAt({ ways }: PoolRows, cell: number, field: number): number | null {
	const way = ways[cell * WAYS + field] ?? 0;
	return way === 0 ? null : way - 1;
}

/** Which alternatives count in a cell, each with the bits of its fields; 0 for one that counts in none. */
export function waysOf(rows: PoolRows, cell: number): ReadonlyMap<number, number> {
	const found = new Map<number, number>();
	for (let field = 0; field < WAYS; field++) {
		const way = wayAt(rows, cell, field);
		if (way !== null) found.set(way, (found.get(way) ?? 0) | (field < NO_FIELD ? 1 << field : 0));
	}
	return found;
}

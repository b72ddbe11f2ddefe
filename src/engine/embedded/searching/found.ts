import type { Coverage } from "./coverage.ts";
import type { CountedGroup } from "./evaluated-group.ts";
import type { ValueCounts } from "./facet-rows.ts";

/** Who is found for what is asked. Not to be changed, but for what is counted of them. */
export interface Found {
	readonly counted: readonly CountedGroup[];
	readonly coverage: Coverage;
	/** Ascending. */
	readonly results: Int32Array;
	/** How many of them are matched with a profile. */
	readonly linked: number;
	/** By facet: how many of them have each value, where it was asked for. */
	readonly values: Map<number, ValueCounts>;
}

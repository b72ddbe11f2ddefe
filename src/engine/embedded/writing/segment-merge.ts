import type { Statement } from "better-sqlite3-multiple-ciphers";
import type { Connection } from "../connection.ts";
import { type Segment, Segments } from "../segments.ts";

/** An index of fewer pages is looked through as fast as it is. */
const FEWEST_PAGES = 250;
/** So many segments cost little. */
const FEW_SEGMENTS = 4;
/** Share of all pages beside the largest segment from which on that is written anew: each page is rewritten a few times at most. */
const WORTH_IT = 0.25;
/** Pages that are merged at once: writers wait about 10 ms for it. */
const STEP = 100;

/**
 * Merges the segments of an index into one, step by step: a word that was not asked for before is looked for in every segment.
 * FTS5 itself merges only segments of like size, while it writes (https://sqlite.org/fts5.html#the_merge_command).
 */
export class SegmentMerge {
	readonly #segments: Segments;
	readonly #merge: Statement<[number]>;
	readonly #changes: Statement<[], number>;

	constructor(connection: Connection) {
		this.#segments = new Segments(connection);
		this.#merge = connection.prepare("INSERT INTO tokens (tokens, rank) VALUES ('merge', ?)");
		this.#changes = connection.prepare<[], number>("SELECT total_changes()").pluck();
	}

	/** Whether a step is worth while: a merge was begun, or is to be. */
	isWanted(): boolean {
		const segments = this.#segments.read();
		return isUnderWay(segments) || isWorthIt(segments);
	}

	/**
	 * Runs inside a transaction.
	 * @returns whether anything was merged
	 */
	step(): boolean {
		const before = this.#changes.get() as number;
		// Below zero a merge of all segments begins, not only of those of one size. Where one is under way that would begin it anew together
		// with what was written meanwhile, so that it came to no end while people are stored: it is gone on with.
		this.#merge.run(isUnderWay(this.#segments.read()) ? STEP : -STEP);
		// One change is the command itself.
		return (this.#changes.get() as number) - before > 1;
	}
}

const isUnderWay = (segments: readonly Segment[]): boolean => segments.some(({ isMerging }) => isMerging);

function isWorthIt(segments: readonly Segment[]): boolean {
	const pages = segments.map(({ firstPage, lastPage }) => lastPage - firstPage + 1);
	const all = pages.reduce((sum, own) => sum + own, 0);
	return pages.length > FEW_SEGMENTS && all >= FEWEST_PAGES && all - Math.max(...pages) >= all * WORTH_IT;
}

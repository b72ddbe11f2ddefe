import { TributaryError } from "../../errors.ts";
import type { Block } from "../layout/blocks.ts";

interface Level {
	readonly rows: Block[][][];
	row: Block[][];
	cell: Block[];
}

/** Deeper tables are a sign of a hostile file. */
const MAX_LEVELS = 30;

/**
 * Tables of formats that know no table: each paragraph says how deep in tables it stands (0 outside), and marks
 * end a cell and a row.
 */
export class TableRows {
	readonly blocks: Block[] = [];
	readonly #levels: Level[] = [];

	/** @throws TributaryError file-too-complex */
	add(block: Block, depth: number): void {
		this.#settle(depth);
		this.#at(depth).push(block);
	}

	/** Ends the open cell of the table at this depth, from 1. */
	endCell(depth: number): void {
		this.#settle(depth);
		const level = this.#levels[depth - 1];
		if (level === undefined) return;
		level.row.push(level.cell);
		level.cell = [];
	}

	endRow(depth: number): void {
		this.#settle(depth);
		const level = this.#levels[depth - 1];
		if (level === undefined) return;
		if (level.cell.length > 0) this.endCell(depth);
		if (level.row.length > 0) level.rows.push(level.row);
		level.row = [];
	}

	/** Closes what is still open and gives everything. */
	end(): Block[] {
		this.#settle(0);
		return this.blocks;
	}

	#at(depth: number): Block[] {
		return depth === 0 ? this.blocks : (this.#levels[depth - 1] as Level).cell;
	}

	#settle(depth: number): void {
		if (depth > MAX_LEVELS) throw new TributaryError("file-too-complex", { detail: "The file is nested too deeply." });
		while (this.#levels.length < depth) this.#levels.push({ rows: [], row: [], cell: [] });
		while (this.#levels.length > depth) {
			this.endRow(this.#levels.length);
			const { rows } = this.#levels.pop() as Level;
			if (rows.length > 0) this.#at(this.#levels.length).push({ kind: "table", rows });
		}
	}
}

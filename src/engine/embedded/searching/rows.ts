import { COLUMNS } from "../../../domain/document.ts";
import type { Rows } from "../../port.ts";
import { CellWriter, heaviestFirst } from "../../ways.ts";
import { bytesOfRows, rowsIn } from "../packed-answer.ts";
import type { EvaluatedGroup } from "./evaluated-group.ts";
import type { FirstStage } from "./first-stage.ts";
import { seek } from "./match.ts";
import type { People } from "./people-columns.ts";

/** What is handed to ranking for these people, in this order. */
export function rowsOf(
	ordinals: readonly number[],
	groups: readonly EvaluatedGroup[],
	people: People,
	stage: FirstStage,
	scores: Float64Array,
): Rows {
	const buffer = new ArrayBuffer(bytesOfRows(ordinals.length, groups.length));
	const ids = ordinals.map((ordinal) => people.ids[ordinal] as string);
	const links = ordinals.map((ordinal) => people.linkOf(ordinal));
	const rows = rowsIn(buffer, { ids, links }, groups.length);
	for (const [row, ordinal] of ordinals.entries()) {
		rows.bodyLengths[row] = people.bodyLengths[ordinal] as number;
		rows.scores[row] = scores[ordinal] as number;
	}
	fillColumns(rows.columns, ordinals, people);
	// In the order of the lists, so that each list is walked through once.
	const order = [...ordinals.keys()].sort((a, b) => (ordinals[a] as number) - (ordinals[b] as number));
	const cells = new CellWriter(rows);
	for (const [index, group] of groups.entries())
		fillGroup(cells, ordinals, order, group, { index, of: groups.length }, stage);
	return rows;
}

function fillGroup(
	cells: CellWriter,
	ordinals: readonly number[],
	order: readonly number[],
	{ alternatives }: EvaluatedGroup,
	place: { readonly index: number; readonly of: number },
	stage: FirstStage,
): void {
	for (const number of heaviestFirst(alternatives)) {
		const { weight, match } = alternatives[number] as EvaluatedGroup["alternatives"][number];
		let at = 0;
		for (const row of order) {
			const ordinal = ordinals[row] as number;
			at = seek(match.ordinals, ordinal, at);
			if (match.ordinals[at] !== ordinal) continue;
			const cell = row * place.of + place.index;
			const frequency = match.frequencies[at] as number;
			cells.add(cell, number, match.masks[at] as number, frequency, weight * stage.body(match, at));
		}
	}
}

function fillColumns(values: Float64Array, ordinals: readonly number[], people: People): void {
	for (let column = 0; column < COLUMNS.length; column++) {
		const source = people.column(column);
		for (let row = 0; row < ordinals.length; row++)
			values[row * COLUMNS.length + column] = source[ordinals[row] as number] as number;
	}
}

import { COLUMNS } from "../../../domain/document.ts";
import type { Rows } from "../../port.ts";
import { WITHOUT_FIELD } from "../../port.ts";
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
	for (const [index, group] of groups.entries())
		fillGroup(rows, ordinals, order, group, { index, of: groups.length }, stage);
	return rows;
}

function fillGroup(
	rows: Rows,
	ordinals: readonly number[],
	order: readonly number[],
	group: EvaluatedGroup,
	place: { readonly index: number; readonly of: number },
	stage: FirstStage,
): void {
	const best = new Float64Array(ordinals.length).fill(-1);
	for (const [number, { weight, match }] of group.alternatives.entries()) {
		let at = 0;
		for (const row of order) {
			const ordinal = ordinals[row] as number;
			at = seek(match.ordinals, ordinal, at);
			if (match.ordinals[at] !== ordinal) continue;
			const score = stage.score(weight, match, at);
			if (score <= (best[row] as number)) continue;
			best[row] = score;
			const cell = row * place.of + place.index;
			rows.masks[cell] = (match.masks[at] as number) || WITHOUT_FIELD;
			rows.alternatives[cell] = number;
			rows.bodyFrequencies[cell] = match.frequencies[at] as number;
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

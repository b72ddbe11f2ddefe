import { type Command, InvalidArgumentError } from "commander";
import type { Gate, Gates } from "../../../ranking/comparison.ts";
import { METRICS, type Metric } from "../../../ranking/metrics.ts";
import { wholeNumber } from "../verbs.ts";

/** What a comparison must not fall below, as options of a verb. */

export interface GateFlags {
	readonly gate?: readonly Gate[];
	readonly sliceGate?: readonly Gate[];
	readonly sliceQueries: number;
	readonly p?: number;
}

export function withGates(command: Command): Command {
	return command
		.option("--gate <metric=least>", "second minus first, at least; default ndcg@10=0", gate)
		.option("--slice-gate <metric=least>", "the same for every slice; default ndcg@10=-0.01", gate)
		.option("--slice-queries <n>", "slices of fewer queries break no gate", wholeNumber(1, 100_000), 10)
		.option("--p <p>", "the gates also ask for a randomization test below this", probability)
		.option("--movers <n>", "queries that moved most, told of with both explanations", wholeNumber(0, 1000), 5);
}

export function gatesOf({ gate: overall, sliceGate, sliceQueries, p }: GateFlags): Gates {
	return {
		overall: overall ?? [{ metric: "ndcg@10" as const, least: 0 }],
		slices: sliceGate ?? [{ metric: "ndcg@10" as const, least: -0.01 }],
		sliceQueries,
		p: p ?? null,
	};
}

function gate(text: string, before: readonly Gate[] = []): readonly Gate[] {
	const [metric = "", least = ""] = text.split("=");
	if ((METRICS as readonly string[]).includes(metric) && /^[+-]?\d*\.?\d+$/.test(least)) {
		return [...before, { metric: metric as Metric, least: Number(least) }];
	}
	throw new InvalidArgumentError(`Give a metric and a number, as ndcg@10=-0.01. Known: ${METRICS.join(", ")}.`);
}

function probability(text: string): number {
	const value = Number(text);
	if (/^0?\.\d+$/.test(text) && value > 0) return value;
	throw new InvalidArgumentError("Give a probability between 0 and 1, as 0.01.");
}

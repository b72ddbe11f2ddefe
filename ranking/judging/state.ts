import { type Grades, judged } from "../metrics.ts";
import type { Scored } from "../trec.ts";
import { cohenKappa, KAPPA_WEIGHTS, krippendorffAlpha } from "./agreement.ts";
import { GRADES, gradesByPair, type Judgments } from "./judgments.ts";

/** Where the judging of a collection stands. */
export interface JudgingState {
	readonly judges: readonly {
		readonly judge: string;
		readonly judgments: number;
		/** When the latest was given, ISO 8601; empty where there is none. */
		readonly latest: string;
		/** How often each grade was given, from 0. */
		readonly grades: readonly number[];
	}[];
	/** Null while no pair was judged twice. */
	readonly agreement: Agreement | null;
	/** Part of the first `depth` of each ranking that is judged: by qrels as given, and with what judges said. */
	readonly judged: readonly {
		readonly system: string;
		readonly depth: number;
		readonly given: number;
		readonly withJudges: number;
	}[];
}

export interface Agreement {
	/** Pairs that two or more judged, and those of them that were not judged alike. */
	readonly units: number;
	readonly disputed: number;
	readonly alpha: { readonly ordinal: number | null; readonly nominal: number | null };
	readonly pairs: readonly {
		readonly judges: readonly [string, string];
		/** Judged by both, and the same. */
		readonly pairs: number;
		readonly same: number;
		readonly kappa: Readonly<Record<keyof typeof KAPPA_WEIGHTS, number | null>>;
	}[];
}

export interface StateInput {
	readonly judgments: Judgments;
	readonly given: ReadonlyMap<string, Grades>;
	readonly withJudges: ReadonlyMap<string, Grades>;
	readonly runs: ReadonlyMap<string, ReadonlyMap<string, readonly Scored[]>>;
	readonly depth: number;
}

export function stateOf({ judgments, given, withJudges, runs, depth }: StateInput): JudgingState {
	const judges = [...judgments].map(([judge, own]) => {
		const all = [...own.values()];
		return {
			judge,
			judgments: own.size,
			latest:
				all
					.map(({ at }) => at)
					.sort()
					.at(-1) ?? "",
			grades: GRADES.map((grade) => all.filter((one) => one.grade === grade).length),
		};
	});
	const shares = [...runs].map(([system, run]) => ({
		system,
		depth,
		given: judgedShare(run, given, depth),
		withJudges: judgedShare(run, withJudges, depth),
	}));
	return { judges, agreement: agreementOf(judgments), judged: shares };
}

function judgedShare(
	run: ReadonlyMap<string, readonly Scored[]>,
	qrels: ReadonlyMap<string, Grades>,
	depth: number,
): number {
	const shares = [...run].map(([query, rows]) =>
		judged(
			rows.map(({ id }) => id),
			qrels.get(query) ?? new Map(),
			depth,
		),
	);
	return shares.length === 0 ? 1 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function agreementOf(judgments: Judgments): Agreement | null {
	const units = [...gradesByPair(judgments).values()].map((byJudge) => [...byJudge.values()]);
	const shared = units.filter((grades) => grades.length > 1);
	if (shared.length === 0) return null;
	const names = [...judgments.keys()];
	const couples = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));
	return {
		units: shared.length,
		disputed: shared.filter((grades) => new Set(grades).size > 1).length,
		alpha: { ordinal: krippendorffAlpha(units, "ordinal"), nominal: krippendorffAlpha(units, "nominal") },
		pairs: couples.map((judges) => coupleOf(judgments, judges)).filter(({ pairs }) => pairs > 0),
	};
}

function coupleOf(judgments: Judgments, judges: readonly [string, string]): Agreement["pairs"][number] {
	const [first, second] = judges.map((judge) => judgments.get(judge) ?? new Map());
	const both = [...(first ?? [])].flatMap(([key, { grade }]): (readonly [number, number])[] => {
		const other = second?.get(key);
		return other === undefined ? [] : [[grade, other.grade]];
	});
	return {
		judges,
		pairs: both.length,
		same: both.filter(([one, other]) => one === other).length,
		kappa: {
			none: cohenKappa(both, KAPPA_WEIGHTS.none),
			linear: cohenKappa(both, KAPPA_WEIGHTS.linear),
			quadratic: cohenKappa(both, KAPPA_WEIGHTS.quadratic),
		},
	};
}

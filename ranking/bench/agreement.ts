import type { AgreementJob } from "../../src/lab/jobs.ts";
import type { AgreementResult } from "../../src/lab/results.ts";
import { type Judgment, pairKey } from "../judging/judgments.ts";
import { stateOf } from "../judging/state.ts";

/** How far judges agree, of what they said so far. */
export function agreement({ judgments }: AgreementJob): AgreementResult {
	const byJudge = new Map<string, Map<string, Judgment>>();
	for (const { judge, ...judgment } of judgments) {
		byJudge.set(judge, (byJudge.get(judge) ?? new Map()).set(pairKey(judgment), judgment));
	}
	const none = new Map();
	const state = stateOf({ judgments: byJudge, given: none, withJudges: none, runs: none, depth: 1 });
	return {
		judges: state.judges.map((one) => ({ ...one, grades: [...one.grades] })),
		agreement:
			state.agreement === null
				? null
				: {
						...state.agreement,
						pairs: state.agreement.pairs.map((one) => ({ ...one, judges: [...one.judges] as [string, string] })),
					},
	};
}

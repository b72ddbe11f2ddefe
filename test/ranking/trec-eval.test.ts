import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createRandom, type Random } from "../../corpora/generate/random.ts";
import { type Metric, measure } from "../../ranking/metrics.ts";
import { inTrecOrder, withFallingScores } from "../../ranking/trec.ts";

/**
 * Our metrics against trec_eval itself, through its Python binding. Needs a Python with the package pytrec-eval-terrier: the one
 * named by TREC_EVAL_PYTHON, else .venv-trec in the project folder, else python3. Without it the test is skipped and says so.
 */

const ROOT = path.resolve(import.meta.dirname, "../..");
const python = [process.env.TREC_EVAL_PYTHON, path.join(ROOT, ".venv-trec/bin/python"), "python3"].find(
	(command) =>
		command !== undefined &&
		(command === "python3" || existsSync(command)) &&
		spawnSync(command, ["-c", "import pytrec_eval"]).status === 0,
);

const NAMES: Readonly<Partial<Record<Metric, string>>> = {
	map: "map",
	"ndcg@5": "ndcg_cut_5",
	"ndcg@10": "ndcg_cut_10",
	"ndcg@20": "ndcg_cut_20",
	"p@5": "P_5",
	"p@10": "P_10",
	"p@20": "P_20",
	"recall@100": "recall_100",
	mrr: "recip_rank",
};

interface Case {
	readonly qrels: Record<string, Record<string, number>>;
	readonly run: Record<string, Record<string, number>>;
}

/** Scores of few values make ties; scores a hair apart are ties in single precision only. */
function scoreOf(random: Random): number {
	const kind = random.int(0, 2);
	if (kind === 0) return random.int(0, 4);
	return kind === 1 ? 3 + random.next() * 1e-8 : random.next() * 20 - 5;
}

function makeCase(seed: number): Case {
	const random = createRandom(seed, 77);
	const qrels: Case["qrels"] = {};
	const run: Case["run"] = {};
	for (let query = 0; query < 12; query++) {
		const documents = Array.from({ length: 160 }, (_, index) => `d${random.int(0, 9)}-${index}`);
		const judged = random.sample(documents, random.int(1, 60));
		// One query in six has nothing relevant, one nothing found, and one is in the run only.
		const worst = query % 6 === 0;
		if (query !== 5) {
			qrels[`q${query}`] = Object.fromEntries(judged.map((id) => [id, worst ? 0 : random.int(-1, 3)]));
		}
		const found = query % 6 === 1 ? [] : random.sample(documents, random.int(1, 150));
		if (query !== 4) run[`q${query}`] = Object.fromEntries(found.map((id) => [id, scoreOf(random)]));
	}
	return { qrels, run };
}

function trecEval(cases: readonly Case[]): Record<string, Record<string, number>>[] {
	const script = path.join(import.meta.dirname, "trec-eval.py");
	const ran = spawnSync(python as string, [script], { input: JSON.stringify(cases), maxBuffer: 1 << 28 });
	expect(ran.stderr.toString()).toBe("");
	return JSON.parse(ran.stdout.toString());
}

function expectEqual(of: Case, values: Record<string, Record<string, number>>): number {
	let compared = 0;
	for (const [query, theirs] of Object.entries(values)) {
		const rows = Object.entries(of.run[query] ?? {}).map(([id, score]) => ({ id, score }));
		const ours = measure(
			inTrecOrder(rows).map(({ id }) => id),
			new Map(Object.entries(of.qrels[query] ?? {})),
		);
		for (const [name, theirName] of Object.entries(NAMES)) {
			const difference = Math.abs(ours[name as Metric] - (theirs[theirName] as number));
			expect(difference, `${query} ${name}: ours ${ours[name as Metric]}, theirs ${theirs[theirName]}`).toBeLessThan(
				1e-6,
			);
			compared++;
		}
	}
	return compared;
}

describe.skipIf(python === undefined)("equal to trec_eval (skipped without pytrec-eval-terrier)", () => {
	const cases = Array.from({ length: 60 }, (_, seed) => makeCase(seed));

	test("on generated runs with ties, empty queries and missing documents, to 1e-6", () => {
		const values = trecEval(cases);
		const compared = cases.reduce((sum, one, index) => sum + expectEqual(one, values[index] ?? {}), 0);
		expect(compared).toBeGreaterThan(4000);
	});

	test("on the run that is written of a list with equal scores, in the order that was shown", () => {
		const shown = cases.map(({ qrels, run }) => {
			const falling = Object.entries(run).map(([query, found]) => {
				const list = Object.entries(found).map(([id, score]) => ({ id, score: Math.round(score) }));
				return [query, Object.fromEntries(withFallingScores(list).map(({ id, score }) => [id, score]))];
			});
			return { qrels, run: Object.fromEntries(falling) as Case["run"] };
		});
		const values = trecEval(shown);
		for (const [index, one] of shown.entries()) {
			for (const [query, theirs] of Object.entries(values[index] ?? {})) {
				const ours = measure(
					Object.keys(cases[index]?.run[query] ?? {}),
					new Map(Object.entries(one.qrels[query] ?? {})),
				);
				expect(ours["ndcg@10"]).toBeCloseTo(theirs.ndcg_cut_10 as number, 6);
				expect(ours.map).toBeCloseTo(theirs.map as number, 6);
			}
		}
	});
});

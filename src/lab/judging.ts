import * as z from "zod";
import { Candidate, Profile } from "../domain/candidate.ts";
import { refOfKey } from "../domain/desk.ts";
import { TributaryError } from "../errors.ts";
import { Cover } from "../search/blind.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import { isShipped } from "./corpora.ts";
import type { LabDeps } from "./deps.ts";
import { Grade, type PairRecord, pairsOf, putPair, readLines, readPair } from "./pairs.ts";
import { markerOf, readableResume } from "./readable.ts";
import { type AgreementResult, ReadLine } from "./results.ts";

/** Grades given by people: blind for who it is, for how a ranking placed him and for what others said. */

export const JudgingList = z.strictObject({
	/** In the order to judge in. */
	pairs: z.array(
		z.strictObject({
			id: z.string(),
			query: z.string(),
			grade: Grade.nullable().describe("What this judge gave; nobody is told what others gave."),
		}),
	),
	judged: z.int(),
});
export type JudgingList = z.output<typeof JudgingList>;

export const JudgingPair = z.strictObject({
	id: z.string(),
	asked: z.string(),
	lines: z.array(ReadLine),
	grade: Grade.nullable(),
});
export type JudgingPair = z.output<typeof JudgingPair>;

export const GradeInput = z.strictObject({ grade: Grade });

const gradeOf = ({ grades }: PairRecord, judge: string) => grades[judge]?.grade ?? null;

export function listPairs(scope: Scope, corpus: string): Promise<JudgingList> {
	return scope.record("ranking.read", { about: "judging" }, async () => {
		const found = await pairsOf(scope.store, corpus);
		const pairs = found.map(({ pair }) => ({ id: pair.id, query: pair.query, grade: gradeOf(pair, scope.actor.id) }));
		const judged = pairs.filter(({ grade }) => grade !== null).length;
		return { value: { pairs, judged }, result: { outcome: "ok", count: pairs.length } };
	});
}

/** @throws TributaryError `not-found` also when the person is gone */
export function readPairToJudge(scope: Scope, deps: Pick<LabDeps, "recognizer">, at: PairPlace): Promise<JudgingPair> {
	return scope.record("ranking.read", { about: "judging" }, async () => {
		const { pair } = await demandPair(scope, at);
		const lines = isShipped(pair.corpus) ? await readLines(scope.store, pair.id) : await ownLines(scope, deps, pair);
		const value = { id: pair.id, asked: pair.asked, lines, grade: gradeOf(pair, scope.actor.id) };
		const ids = isShipped(pair.corpus) ? [] : [pair.document.slice(2)];
		return { value, result: { outcome: "ok", ids } };
	});
}

export interface PairPlace {
	readonly corpus: string;
	readonly id: string;
}

async function demandPair(scope: Scope, { corpus, id }: PairPlace) {
	const found = await readPair(scope.store, id);
	if (found === null || found.pair.corpus !== corpus) throw new TributaryError("not-found");
	return found;
}

/** A person as a judge reads him: without name, schools and addresses, wherever they stand. */
async function ownLines(
	scope: Scope,
	{ recognizer }: Pick<LabDeps, "recognizer">,
	pair: PairRecord,
): Promise<ReadLine[]> {
	const record = await recordOf(scope, pair.document);
	const cover = new Cover([record]);
	const mark = markerOf(pair.asked, recognizer);
	return readableResume(record.resume, () => []).map(({ label, text }) => {
		const shown = cover.text(text);
		return { label, text: shown, spans: mark(shown).map(([start, end]): [number, number] => [start, end]) };
	});
}

async function recordOf({ store, network }: Scope, document: string): Promise<Candidate | Profile> {
	const { candidateId, profileId } = refOfKey(document as `c:${string}`);
	const [found] =
		candidateId === null
			? ((await network?.read("person", { ids: [profileId] })) ?? [])
			: await store.read("person", { ids: [candidateId] });
	if (found == null) throw new TributaryError("not-found");
	return candidateId === null ? Profile.parse(JSON.parse(found.record)) : Candidate.parse(JSON.parse(found.record));
}

/** Of two grades of one judge for one pair the later counts. @throws TributaryError `not-found` */
export function givePairGrade(scope: Scope, at: PairPlace, grade: number, now: Date): Promise<void> {
	return scope.record("ranking.change", { about: "judgment" }, async () => {
		await retryOnConflict(async () => {
			const { pair, version } = await demandPair(scope, at);
			const grades = { ...pair.grades, [scope.actor.id]: { grade, at: now.toISOString() } };
			await scope.store.write([putPair({ ...pair, grades }, !isShipped(pair.corpus), version)]);
		});
		return { value: undefined, result: { outcome: "ok" } };
	});
}

/** How far the judges agree; who gave which grade to whom is not in it. */
export function agreementOn(scope: Scope, { bench }: Pick<LabDeps, "bench">, corpus: string): Promise<AgreementResult> {
	return scope.record("ranking.run", { about: "agreement" }, async () => {
		const judgments = (await pairsOf(scope.store, corpus)).flatMap(({ pair: { query, document, grades } }) =>
			Object.entries(grades).map(([judge, given]) => ({ judge, query, document, ...given })),
		);
		const value: AgreementResult =
			judgments.length === 0
				? { judges: [], agreement: null }
				: await bench.run(scope.tenant.id, { kind: "agreement", judgments });
		return { value, result: { outcome: "ok", count: judgments.length } };
	});
}

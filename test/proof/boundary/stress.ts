import { pick, random } from "../../bench/random.ts";
import { type Context, everyReason, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { jsonOf, type Served, serveProduct } from "../served/served.ts";

/**
 * The attack of STRESS (Wang et al., IEEE S&P 2017) on ourselves: a tenant searches for words and concludes from the scores of its own
 * documents, or only from their order, which of them another tenant has. It knows which words may be there, and that it is half of them.
 */

const TERMS = 200;
/** People of the attacker with words that he knows to be nowhere else: he reads the others against them. */
const CALIBRATORS = 20;
/** Of the other tenant's people, those who have one of its words. */
const PLANTED_EACH = 6;

interface Guesses {
	readonly byScore: number;
	readonly byRank: number;
	readonly scores: readonly number[];
	readonly queries: number;
}

const nameOf = (number: number) => `term${[...String(number)].map((digit) => "bcdfghjklm"[Number(digit)]).join("")}q`;
const lineOf = (id: string, words: string) =>
	JSON.stringify({ id, resume: { basics: { name: "Sam Roe", summary: words } }, updatedAt: "2026-01-01T00:00:00Z" });

async function prove(context: Context): Promise<Outcome> {
	const next = random(context.seed);
	const served = await serveProduct(context, { clock: Date.UTC(2026, 5, 1) });
	const rounds = context.amount({ quick: 1, full: 125 });
	const terms = Array.from({ length: TERMS }, (_, at) => nameOf(at));
	const calibrators = Array.from({ length: CALIBRATORS }, (_, at) => nameOf(1000 + at));
	const faults: string[] = [];
	let [right, queries] = [{ byScore: 0, byRank: 0 }, 0];
	for (let round = 0; round < rounds; round++) {
		const [attacker, victim] = [`a-${round}`, `b-${round}`];
		for (const tenant of [attacker, victim]) await served.order("tenant", tenant);
		const tokens = { a: await served.order("token", attacker), b: await served.order("token", victim) };
		const own = [...terms, ...calibrators].map((term, at) =>
			lineOf(`a${round}-${at}`, `known words ${term}${at < TERMS ? "" : " more"}`),
		);
		await load(served, tokens.a, own);
		const before = await guess(served, tokens.a, { terms, calibrators, round }, new Set());
		const planted = new Set<string>();
		while (planted.size < TERMS / 2) planted.add(pick(next, terms));
		const theirs = [...planted].flatMap((term, at) =>
			Array.from({ length: PLANTED_EACH }, (_, each) => lineOf(`b${round}-${at}-${each}`, `secret words ${term}`)),
		);
		await load(served, tokens.b, theirs);
		const after = await guess(served, tokens.a, { terms, calibrators, round }, planted);
		right = { byScore: right.byScore + after.byScore, byRank: right.byRank + after.byRank };
		queries += before.queries + after.queries;
		const moved = before.scores.filter((score, at) => !Object.is(score, after.scores[at]));
		if (moved.length > 0)
			faults.push(`${moved.length} scores of the attacker's own people moved when the other tenant came`);
	}
	const accuracy = { byScore: right.byScore / (rounds * TERMS), byRank: right.byRank / (rounds * TERMS) };
	if (Object.values(accuracy).some((value) => Math.abs(value - 0.5) > margin(rounds * TERMS)))
		faults.push(
			`an attacker is right about ${percent(accuracy.byScore)} of the words by score, ${percent(accuracy.byRank)} by order`,
		);
	return {
		figure: `${queries} queries; right by score ${percent(accuracy.byScore)}, by order ${percent(accuracy.byRank)} (chance: 50%); scores moved: ${faults.length === 0 ? 0 : "yes"}`,
		faults,
		short: everyReason(fewer(queries, 100_000, "queries")),
	};
}

const percent = (part: number) => `${(100 * part).toFixed(1)}%`;
/** Half of the interval in which guessing lies in 999 of 1,000 runs; never narrower than the target. */
const margin = (guesses: number) => Math.max(0.05, (3.3 * 0.5) / Math.sqrt(guesses));

async function load(served: Served, token: string, lines: readonly string[]): Promise<void> {
	const headers = { "content-type": "application/x-ndjson" };
	const answer = await served.ask({
		method: "POST",
		url: "/v1/candidates/import",
		token,
		headers,
		body: `${lines.join("\n")}\n`,
	});
	if (answer.status !== 200) throw new Error(answer.body);
}

interface Known {
	readonly terms: readonly string[];
	readonly calibrators: readonly string[];
	readonly round: number;
}

/** What the attacker concludes, and how often he is right. He looks at his own people only. */
async function guess(served: Served, token: string, known: Known, planted: ReadonlySet<string>): Promise<Guesses> {
	const { terms, calibrators, round } = known;
	const idOf = (at: number) => `a${round}-${at}`;
	const scoreOf = (hits: Awaited<ReturnType<typeof ask>>, id: string) =>
		hits.find(({ candidateId }) => candidateId === id)?.score ?? Number.NaN;
	const ask = async (query: string) =>
		jsonOf(await served.ask({ method: "POST", url: "/v1/search", token, body: { query, pageSize: 50 } })).hits as {
			candidateId: string;
			score: number;
		}[];
	const scores: number[] = [];
	let behind = 0;
	let byRank = 0;
	for (const [at, term] of terms.entries()) {
		const other = calibrators[at % calibrators.length] as string;
		const alone = await ask(term);
		const both = await ask(`%${term} %${other}`);
		// Alone a word may count the same however common it is; beside another it does not.
		scores.push(scoreOf(alone, idOf(at)), scoreOf(both, idOf(at)));
		const ranked = both.map(({ candidateId }) => candidateId);
		// His calibrator has a longer text: it is behind, but for a word that is more common than its own.
		const isBehind = ranked.indexOf(idOf(at)) > ranked.indexOf(idOf(terms.length + (at % calibrators.length)));
		if (isBehind) behind++;
		if (isBehind === planted.has(term)) byRank++;
	}
	const beside = scores.filter((_, at) => at % 2 === 1);
	const middle = beside.toSorted((one, other) => one - other)[beside.length >> 1] as number;
	const spread = new Set(beside).size > 1;
	// A common word counts for less: below the middle it is taken to be the other tenant's.
	const byScore = terms.filter((term, at) => (spread && (beside[at] as number) < middle) === planted.has(term)).length;
	const flat = behind === 0 || behind === terms.length;
	return { byScore, byRank: flat ? terms.length / 2 : byRank, scores, queries: 2 * terms.length };
}

export const stress: Proof = {
	name: "stress",
	claim: "Neither scores nor the order of a tenant's own people tell which words another tenant has",
	requirements: [2],
	target:
		"200 words, 100 of them another tenant's, 50,000 queries by score and by order: right about 50% +/- 5 points; own scores equal to the bit; in a shared index > 95%",
	controls: [
		{
			name: "one index for all tenants",
			found: /^an attacker is right about (?:100|9[5-9])\.\d% of the words by score, (?:100|9[5-9])\.\d% by order/,
			edits: [
				{
					file: "src/tenancy/stores.ts",
					find: "const label = labelOf(name);\n		const found",
					replace: 'const label = name.kind === "tenant" ? name.kind : labelOf(name);\n		const found',
				},
			],
		},
	],
	onCluster: true,
	run: prove,
};

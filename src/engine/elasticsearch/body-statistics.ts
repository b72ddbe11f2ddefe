import type { estypes } from "@elastic/elasticsearch";
import { named } from "./faults.ts";
import type { SearchBody, View } from "./view.ts";

/** What Lucene knows of the body: in segments as they lie, deleted documents included. */
export interface BodyStatistics {
	readonly documents: number;
	readonly averageLength: number;
	/** What Elasticsearch multiplies each score with: k1 + 1, as Lucene did once. */
	readonly boost: number;
	/** By token; absent: nobody has it. */
	readonly frequencies: ReadonlyMap<string, number>;
}

type Lengths = Pick<BodyStatistics, "documents" | "averageLength">;
/** What Lucene scores the body with in one view, as it explains it: so many documents, so long on average. */
type Shape = Lengths & Pick<BodyStatistics, "boost">;
type Said = Omit<BodyStatistics, "boost">;

const NOTHING: BodyStatistics = { documents: 0, averageLength: 0, boost: 1, frequencies: new Map() };
/** Tokens of which one at least is to be met by the question that has Lucene explain itself. */
const PROBED = 500;

/**
 * The statistics that the cluster scores the bodies of one view with. Copies of a shard differ in them, since each has its own deleted
 * documents: what a request outside the view says is taken only where it is of the same copy in the same state, else Lucene's explanation
 * of a score within the view.
 */
export class BodyKnowledge {
	readonly #view: View;
	readonly #frequencies = new Map<string, number>();
	#shape: Shape | null = null;

	constructor(view: View) {
		this.#view = view;
	}

	async of(tokens: readonly string[]): Promise<BodyStatistics> {
		const unknown = tokens.filter((token) => !this.#frequencies.has(token));
		if (unknown.length > 0) await this.#ask(unknown);
		if (this.#shape === null) return NOTHING;
		const frequencies = tokens.map((token) => [token, this.#frequencies.get(token) ?? 0] as const);
		return { ...this.#shape, frequencies: new Map(frequencies.filter(([, frequency]) => frequency > 0)) };
	}

	async #ask(tokens: readonly string[]): Promise<void> {
		// One shard only: of several the sums are wanted.
		const quick = this.#view.shards === 1 ? this.#termVectors(tokens) : null;
		const [said, shape] = await Promise.all([quick, this.#shape ?? this.#explained(tokens)]);
		this.#shape = shape;
		if (shape !== null && (said === null || !isSame(said, shape))) return this.#explainEach(tokens);
		const known = shape === null ? null : said;
		for (const token of tokens) this.#frequencies.set(token, known?.frequencies.get(token) ?? 0);
	}

	async #termVectors(tokens: readonly string[]): Promise<Said> {
		const { client, index } = this.#view.access;
		const answer = await named(
			client.termvectors({
				index,
				doc: { text: { body: tokens.join(" ") } },
				fields: ["text.body"],
				term_statistics: true,
				field_statistics: true,
				offsets: false,
				positions: false,
				payloads: false,
				preference: this.#view.preference,
			}),
		);
		const found = answer.term_vectors?.["text.body"];
		const { doc_count: documents = 0, sum_ttf: total = 0 } = found?.field_statistics ?? {};
		const frequencies = Object.entries(found?.terms ?? {}).flatMap(([token, { doc_freq }]) =>
			doc_freq === undefined ? [] : [[token, doc_freq] as const],
		);
		return { documents, averageLength: documents > 0 ? total / documents : 0, frequencies: new Map(frequencies) };
	}

	/** null: nobody has any of these. */
	async #explained(tokens: readonly string[]): Promise<Shape | null> {
		for (let start = 0; start < tokens.length; start += PROBED) {
			const should = tokens.slice(start, start + PROBED).map((token) => ({ term: { "text.body": token } }));
			const found = explanationOf(await this.#view.search(explaining({ bool: { should } })));
			if (found !== null) return found;
		}
		return null;
	}

	async #explainEach(tokens: readonly string[]): Promise<void> {
		const bodies = tokens.map((token) => explaining({ term: { "text.body": token } }));
		const answers = await Promise.all(bodies.map((body) => this.#view.search(body)));
		for (const [at, token] of tokens.entries()) {
			const answer = answers[at];
			this.#frequencies.set(token, (answer && explanationOf(answer)?.frequency) ?? 0);
		}
	}
}

/** Lucene keeps the average in 32 bits. */
const isSame = (one: Lengths, other: Lengths): boolean =>
	one.documents === other.documents && Math.fround(one.averageLength) === Math.fround(other.averageLength);

const explaining = (query: NonNullable<estypes.QueryDslQueryContainer>): SearchBody => ({
	size: 1,
	query,
	explain: true,
	_source: false,
	track_total_hits: false,
});

/** What BM25Similarity of Lucene says in its explanation of a score. */
const SAID = { documents: /^N, /, frequency: /^n, /, averageLength: /^avgdl, /, boost: /^boost$/ } as const;

function explanationOf({ hits }: estypes.SearchResponse): (Shape & { readonly frequency: number }) | null {
	const explanation = hits.hits[0]?._explanation;
	if (explanation === undefined) return null;
	const said = (pattern: RegExp, otherwise = 0) => find(explanation, pattern) ?? otherwise;
	return {
		documents: said(SAID.documents),
		frequency: said(SAID.frequency),
		averageLength: said(SAID.averageLength),
		// A factor of 1 is not spoken of.
		boost: said(SAID.boost, 1),
	};
}

function find(explanation: estypes.ExplainExplanationDetail, pattern: RegExp): number | undefined {
	if (pattern.test(explanation.description)) return explanation.value;
	for (const detail of explanation.details ?? []) {
		const found = find(detail, pattern);
		if (found !== undefined) return found;
	}
	return undefined;
}

import { errors, Transport, type TransportRequestOptions, type TransportRequestParams } from "@elastic/elasticsearch";
import { TributaryError } from "../../errors.ts";
import { type Patience, patienceOfCaller } from "./patience.ts";
import { SilentNode } from "./watched-connection.ts";

type Body = Readonly<Record<string, unknown>>;

/** What the answers to our questions have; by the name of the call. What is not listed is not read. */
const WHOLE: Readonly<Record<string, (body: Body) => boolean>> = {
	search: isSearch,
	msearch: ({ responses }) =>
		Array.isArray(responses) && responses.every((one: unknown) => isBody(one) && ("error" in one || isSearch(one))),
	get: ({ _id, found }) => typeof _id === "string" && typeof found === "boolean",
	mget: ({ docs }) => Array.isArray(docs) && docs.every((one: unknown) => isBody(one) && typeof one._id === "string"),
	index: isWritten,
	create: isWritten,
	bulk: ({ items }) => Array.isArray(items),
	count: ({ count, _shards }) => typeof count === "number" && allAnswered(_shards),
	open_point_in_time: ({ id }) => typeof id === "string",
};

/** Writes that the cluster has no room for at the moment are sent again, so many times, after waits of which each is twice the last. */
const WRITES: ReadonlySet<string> = new Set(["index", "create", "bulk"]);
const TRIES = 6;
const WAIT_MS = 100;
/** How long the cluster itself waits for the copy of a shard that a write needs; a minute by default, while whoever wrote waits for it. */
const SHARD_WAIT = "1s";
/**
 * One document by its id takes milliseconds. A node that is just starting again now and then leaves such a question lying for good, while it
 * answers all that come after; how long that is waited for, and how often it is asked.
 */
const DOCUMENT_MS = 700;
const DOCUMENT_TRIES = 2;
/** Seconds before the next try where no node could be reached, of the attempt: whoever waits can ask again himself. */
const retryBackoff = (_least: number, _most: number, attempt: number) => 0.05 * 2 ** attempt * (1 + Math.random());

/**
 * A proxy that ran out of memory, or a node that is about to die, answers 200 with a page of text or half of what was asked for. Taken for
 * an answer it would be an empty list or a fault of ours; so whatever has not the shape of an answer, or is not of all shards, is none.
 * A write that comes too fast is held back until there is room for it.
 */
export class CheckedTransport extends Transport {
	/** @throws `cluster-unavailable` */
	override async request(params: TransportRequestParams, options: TransportRequestOptions = {}): Promise<never> {
		const began = performance.now();
		const answer = await this.#answerTo(params, options);
		const isWhole = WHOLE[params.meta?.name ?? ""];
		if (isWhole === undefined || (isBody(answer) && isWhole(answer))) return answer as never;
		const cause = new Error(`What came is no whole answer to ${params.meta?.name}.`);
		patienceOfCaller()?.lose(cause, began);
		throw new TributaryError("cluster-unavailable", { cause });
	}

	async #answerTo(params: TransportRequestParams, options: TransportRequestOptions): Promise<unknown> {
		if (!WRITES.has(params.meta?.name ?? "")) return this.#ofNextNode(params, options);
		const querystring = { timeout: SHARD_WAIT, ...(params.querystring as Record<string, unknown> | undefined) };
		for (let tries = 1; ; tries++) {
			try {
				return await this.#ofNextNode({ ...params, querystring }, options);
			} catch (thrown) {
				if (tries === TRIES || !isFull(thrown)) throw thrown;
			}
			await new Promise((resolve) => setTimeout(resolve, WAIT_MS * 2 ** (tries - 1)));
		}
	}

	/** Where one node is silent another one is asked, and a document that does not come is asked for once more. */
	async #ofNextNode(params: TransportRequestParams, options: TransportRequestOptions): Promise<unknown> {
		const isDocument = params.meta?.name === "get";
		const patience = patienceOfCaller();
		for (let tries = 1; ; tries++) {
			const began = performance.now();
			try {
				return await super.request(params, { retryBackoff, ...timeLeft(patience, isDocument), ...options });
			} catch (thrown) {
				if (isFault(thrown)) patience?.lose(thrown, began);
				const others = isSilent(thrown) ? this.connectionPool.size : 1;
				const most = isDocument && isTimeout(thrown) ? Math.max(DOCUMENT_TRIES, others) : others;
				if (tries >= most) throw thrown;
			}
		}
	}
}

/** @throws `cluster-unavailable` there is none */
function timeLeft(patience: Patience | undefined, isDocument: boolean): { readonly requestTimeout?: number } {
	const left = patience?.left ?? Number.POSITIVE_INFINITY;
	if (left <= 0) throw new TributaryError("cluster-unavailable", { cause: patience?.fault });
	const most = Math.min(left, isDocument ? DOCUMENT_MS : Number.POSITIVE_INFINITY);
	return Number.isFinite(most) ? { requestTimeout: Math.ceil(most) } : {};
}

/** Of the way or of the cluster: not what it says to what was asked. */
const isFault = (thrown: unknown): boolean =>
	thrown instanceof errors.ResponseError
		? (thrown.statusCode ?? 0) >= 500
		: thrown instanceof errors.ElasticsearchClientError;

/** A disk that is full is told with the same status. */
const isFull = (thrown: unknown): boolean =>
	thrown instanceof errors.ResponseError &&
	thrown.statusCode === 429 &&
	thrown.body?.error?.type !== "cluster_block_exception";

const isTimeout = (thrown: unknown): boolean => thrown instanceof errors.TimeoutError;

const isSilent = (thrown: unknown): boolean => thrown instanceof Error && thrown.cause instanceof SilentNode;

const isBody = (value: unknown): value is Body => typeof value === "object" && value !== null;

function isSearch({ hits, timed_out, _shards }: Body): boolean {
	return isBody(hits) && Array.isArray(hits.hits) && timed_out === false && allAnswered(_shards);
}

/** A shard that lies nowhere just now is counted neither among those that failed nor among those that answered. */
const allAnswered = (shards: unknown): boolean =>
	isBody(shards) && shards.failed === 0 && shards.successful === shards.total;

function isWritten({ result, _seq_no }: Body): boolean {
	return (result === "created" || result === "updated") && typeof _seq_no === "number";
}

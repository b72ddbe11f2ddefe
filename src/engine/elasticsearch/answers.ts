import { Transport, type TransportRequestOptions, type TransportRequestParams } from "@elastic/elasticsearch";
import { TributaryError } from "../../errors.ts";

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

/**
 * A proxy that ran out of memory, or a node that is about to die, answers 200 with a page of text or half of what was asked for. Taken for
 * an answer it would be an empty list or a fault of ours; so whatever has not the shape of an answer, or is not of all shards, is none.
 */
export class CheckedTransport extends Transport {
	/** @throws `cluster-unavailable` */
	override async request(params: TransportRequestParams, options: TransportRequestOptions = {}): Promise<never> {
		const answer: unknown = await super.request(params, options);
		const isWhole = WHOLE[params.meta?.name ?? ""];
		if (isWhole !== undefined && !(isBody(answer) && isWhole(answer)))
			throw new TributaryError("cluster-unavailable", {
				cause: new Error(`What came is no whole answer to ${params.meta?.name}.`),
			});
		return answer as never;
	}
}

const isBody = (value: unknown): value is Body => typeof value === "object" && value !== null;

function isSearch({ hits, timed_out, _shards }: Body): boolean {
	return isBody(hits) && Array.isArray(hits.hits) && timed_out === false && allAnswered(_shards);
}

const allAnswered = (shards: unknown): boolean => isBody(shards) && shards.failed === 0;

function isWritten({ result, _seq_no }: Body): boolean {
	return (result === "created" || result === "updated") && typeof _seq_no === "number";
}

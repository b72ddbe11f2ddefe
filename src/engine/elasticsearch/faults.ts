import { errors } from "@elastic/elasticsearch";
import { type ErrorCode, TributaryError } from "../../errors.ts";

/** Certificates: names that Node and OpenSSL give to what can be wrong with one. */
const CERTIFICATE = /CERT_|certificate|UNABLE_TO_VERIFY|SELF_SIGNED|ERR_TLS_CERT/i;
/** A refused disk: the flood stage, or a block that an operator set. */
const READ_ONLY = new Set(["cluster_block_exception"]);
const MAPPING = new Set(["strict_dynamic_mapping_exception", "document_parsing_exception", "mapper_parsing_exception"]);

/** `cluster.max_shards_per_node`, times the nodes. */
const NO_SHARDS = /maximum (\w+ )?shards open/;

const LOST_VIEW = "search_context_missing_exception";

/** What Elasticsearch or the way to it answered, as an error of the one table. Says nothing of what was asked or stored. */
export function clusterFault(thrown: unknown): unknown {
	if (thrown instanceof TributaryError) return thrown;
	if (thrown instanceof errors.ResponseError) return responseFault(thrown);
	if (
		thrown instanceof errors.ConnectionError ||
		thrown instanceof errors.TimeoutError ||
		thrown instanceof errors.NoLivingConnectionsError
	)
		return new TributaryError(CERTIFICATE.test(causeOf(thrown)) ? "cluster-certificate" : "cluster-unreachable", {
			cause: thrown,
		});
	// Something on the way answered, or broke off: not what was asked for, and not ours.
	if (thrown instanceof errors.DeserializationError || thrown instanceof errors.ProductNotSupportedError)
		return new TributaryError("cluster-unavailable", { cause: thrown });
	return thrown;
}

function responseFault(error: errors.ResponseError): TributaryError {
	const causes: readonly { type?: string }[] = error.body?.error?.root_cause ?? [];
	// A view that expired, or whose node died: another one answers.
	if (causes.some(({ type }) => type === LOST_VIEW)) return new TributaryError("cluster-unavailable", { cause: error });
	if (NO_SHARDS.test(error.body?.error?.reason ?? "")) return new TributaryError("cluster-shards", { cause: error });
	return new TributaryError(codeOf(error.statusCode ?? 0, error.body?.error?.type), { cause: error });
}

/** Whether the index behind an alias was removed between the two steps of a read: the alias leads to another one by then. */
export const wasReplaced = (thrown: unknown): boolean =>
	thrown instanceof errors.ResponseError &&
	thrown.statusCode === 503 &&
	(thrown.body?.error?.root_cause ?? []).some(({ type }: { type?: string }) => type === "index_not_found_exception");

/** For a whole answer and for one item of a bulk alike. */
export function codeOf(status: number, type: string | undefined): ErrorCode {
	if (type !== undefined && READ_ONLY.has(type)) return status === 503 ? "cluster-unavailable" : "cluster-read-only";
	if (type !== undefined && MAPPING.has(type)) return "cluster-mapping";
	if (type === "too_many_nested_clauses" || type === "too_many_clauses") return "invalid-plan";
	if (type === "index_closed_exception") return "cluster-unavailable";
	if (status === 401 || status === 403 || type === "security_exception") return "cluster-refused";
	if (status === 404) return "not-found";
	if (status === 409) return "conflict";
	if (status === 413) return "body-too-large";
	if (status === 429 || status >= 500) return "cluster-unavailable";
	return "internal";
}

/** What one item of a multi-get or a multi-search was refused with. */
export const itemFault = (cause: { readonly type?: string }): TributaryError =>
	new TributaryError(codeOf(503, cause.type), { cause });

function causeOf(error: Error): string {
	return `${error.message} ${error.cause instanceof Error ? `${error.cause.message} ${(error.cause as NodeJS.ErrnoException).code}` : ""}`;
}

/** Runs a call to the cluster and names what goes wrong. */
export async function named<T>(call: Promise<T>): Promise<T> {
	try {
		return await call;
	} catch (thrown) {
		throw clusterFault(thrown);
	}
}

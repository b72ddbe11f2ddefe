import type { Client, estypes } from "@elastic/elasticsearch";
import { TributaryError } from "../../errors.ts";
import { named } from "./faults.ts";
import { neededByAll } from "./names.ts";

/** What keeps from reading or writing an index, by a number of the kind. */
type Blocks = Readonly<Record<string, { readonly levels?: readonly string[] }>>;

/**
 * Every answer is written into a log, so that one disk that is full, or an index that an operator closed, keeps everybody from his.
 * @throws `cluster-unavailable` · `cluster-read-only` nobody would be answered now
 */
export async function demandHealth(operator: Client, prefix: string): Promise<void> {
	const index = neededByAll(prefix);
	const [{ status }, state] = await named(
		Promise.all([
			operator.cluster.health({ index, level: "cluster" }),
			operator.cluster.state({ metric: "blocks", filter_path: "blocks" }),
		]),
	);
	const levels = new Set(blocksOf(state, index).flatMap(({ levels = [] }) => levels));
	if (status === "red" || levels.has("read")) throw new TributaryError("cluster-unavailable");
	if (levels.has("write")) throw new TributaryError("cluster-read-only");
}

/** Of the cluster as a whole, and of indices that a pattern names: the cluster tells those of all. */
function blocksOf(state: estypes.ClusterStateResponse, patterns: readonly string[]) {
	const { global = {}, indices = {} }: { global?: Blocks; indices?: Readonly<Record<string, Blocks>> } =
		state.blocks ?? {};
	const isNamed = (index: string) =>
		patterns.some((one) => (one.endsWith("*") ? index.startsWith(one.slice(0, -1)) : index === one));
	const named = Object.entries(indices).flatMap(([index, blocks]) => (isNamed(index) ? [blocks] : []));
	return [global, ...named].flatMap((blocks) => Object.values(blocks));
}

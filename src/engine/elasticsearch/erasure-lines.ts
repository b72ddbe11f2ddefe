import type { Client, estypes } from "@elastic/elasticsearch";
import { named } from "./faults.ts";
import { createOnce } from "./indices.ts";

const PAGE = 1000;

/**
 * Lines of who was erased, in an index of their own that no snapshot of the stores holds, so that putting one back does not replace it. Only
 * the operator's account reaches it. It is made with the first line.
 */
export function erasureLines(operator: Client, index: string) {
	const make = async (): Promise<void> => {
		const kept = { type: "keyword", index: false, doc_values: false } as const;
		const mappings = { dynamic: "strict" as const, properties: { line: kept } };
		const settings = { number_of_shards: 1, auto_expand_replicas: "0-1" };
		await createOnce(operator, { index, mappings, settings });
	};
	return {
		make,
		append: async (line: string): Promise<void> => {
			await make();
			await named(operator.index({ index, document: { line } }));
		},
		read: async (): Promise<readonly string[] | null> => {
			if (!(await named(operator.indices.exists({ index })))) return null;
			await named(operator.indices.refresh({ index }));
			const lines: string[] = [];
			for (let after: estypes.SortResults | undefined; ; ) {
				const { hits } = await named(
					operator.search<{ line: string }>({
						index,
						size: PAGE,
						sort: [{ _seq_no: "asc" }],
						track_total_hits: false,
						allow_partial_search_results: false,
						...(after === undefined ? {} : { search_after: after }),
					}),
				);
				lines.push(...hits.hits.map(({ _source }) => _source?.line ?? ""));
				if (hits.hits.length < PAGE) return lines;
				after = hits.hits.at(-1)?.sort;
			}
		},
	};
}

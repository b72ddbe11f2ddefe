import { canonicalJson } from "../canonical-json.ts";
import { lineProgram } from "../line-program.ts";
import type { AuditSink } from "./audit-sink.ts";

/** What the program reads, with the number of the line in `n`. */
export interface SinkRequest {
	readonly format: "tributary/audit-sink/v1";
	readonly tenant: string;
	/** Canonical JSON of each, as it is hashed. */
	readonly entries: readonly string[];
}

/** A program that keeps entries where it likes (a log service, an object store that locks), and answers when a batch is durable. */
export function programSink(argv: readonly string[], patience?: number): AuditSink {
	const program = lineProgram("audit sink", argv, patience);
	return {
		append: async (tenant, entries) => {
			const request = { format: "tributary/audit-sink/v1", tenant, entries: entries.map(canonicalJson) } as const;
			await program.ask(request satisfies SinkRequest);
		},
		close: program.close,
	};
}

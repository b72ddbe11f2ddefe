import type { LabDeps } from "./deps.ts";
import { createRuns, type Runs } from "./runs.ts";

/** The ranking engineer's lab of one instance: what his routes stand on. */
export interface Lab extends LabDeps {
	readonly runs: Runs;
	/** Ends what is measured. */
	close(): Promise<void>;
}

export function createLab(deps: LabDeps): Lab {
	const runs = createRuns(deps);
	return {
		...deps,
		runs,
		close: async () => {
			await runs.close();
			await deps.bench.close();
		},
	};
}

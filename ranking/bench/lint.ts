import type { LintJob } from "../../src/lab/jobs.ts";
import type { LintResult } from "../../src/lab/results.ts";
import { lintVocabulary } from "../terms/lint.ts";
import { SHIPPED } from "../terms/write-folder.ts";
import { withRows } from "./changed-vocabulary.ts";

/** What is wrong with a change of the vocabulary. */
export async function lint({ rows }: LintJob): Promise<LintResult> {
	return withRows(rows, async (folder) => {
		const before = new Set(lintVocabulary(SHIPPED).map(({ file, rule, message }) => `${file} ${rule} ${message}`));
		// What was wrong before the change is not the change's.
		const findings = lintVocabulary(folder).filter(
			({ file, rule, message }) => !before.has(`${file} ${rule} ${message}`),
		);
		return { findings: findings.map((one) => ({ ...one })) };
	});
}

import type { Reporter, TestCase, TestModule } from "vitest/node";

/** A rule of the ATS vendor's certification in the name of a test. */
const RULE = /\b(?:RSC|JP|CRM)-\d{3}[A-Z]?\b/g;

/** Lists, at the end of a run, the certification rules that tests are named after, and whether all of their tests passed. */
export default class CertificationReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[]): void {
		const rules = new Map<string, { passed: number; failed: number; text: string }>();
		for (const module of modules) {
			for (const test of module.children.allTests()) {
				const isPassed = test.result().state === "passed";
				for (const [rule] of test.fullName.matchAll(RULE)) {
					const row = rules.get(rule) ?? { passed: 0, failed: 0, text: textOf(test, rule) };
					rules.set(rule, row);
					// What failed is what there is to be told of a rule.
					if (!isPassed && row.failed === 0) row.text = textOf(test, rule);
					if (isPassed) row.passed++;
					else row.failed++;
				}
			}
		}
		if (rules.size === 0) return;
		const lines = [...rules]
			.toSorted(([one], [other]) => (one < other ? -1 : 1))
			.map(([rule, { passed, failed, text }]) => {
				const tests = `${passed} ${passed === 1 ? "test" : "tests"}${failed === 0 ? "" : `, ${failed} FAILED`}`;
				return `  ${rule.padEnd(9)} ${tests.padEnd(10)} ${text}`;
			});
		process.stdout.write(`\nCertification rules:\n${lines.join("\n")}\n`);
	}
}

/** The title that names the rule: the test's own, or that of a group it is in. */
const textOf = ({ fullName, name }: TestCase, rule: string): string =>
	fullName.split(" > ").findLast((title) => title.includes(rule)) ?? name;

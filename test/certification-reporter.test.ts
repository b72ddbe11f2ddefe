import { afterEach, expect, test, vi } from "vitest";
import type { TestModule } from "vitest/node";
import CertificationReporter from "./certification-reporter.ts";

afterEach(() => vi.restoreAllMocks());

function printed(tests: readonly (readonly [fullName: string, state: string])[]): string[] {
	const all = tests.map(([fullName, state]) => ({
		fullName,
		name: fullName.split(" > ").at(-1),
		result: () => ({ state }),
	}));
	const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
	new CertificationReporter().onTestRunEnd([{ children: { allTests: () => all } } as unknown as TestModule]);
	const text = write.mock.calls.map(([chunk]) => String(chunk)).join("");
	write.mockRestore();
	return text.split("\n").filter((line) => line.startsWith("  "));
}

test("every rule has a text, also one of several tests, of a group, or that failed", () => {
	const lines = printed([
		["RSC-101: read back", "passed"],
		["RSC-101: read back in the other generation", "passed"],
		["a group > RSC-102 and JP-014: both > of A", "passed"],
		["a group > RSC-102 and JP-014: both > of B", "passed"],
		["JP-005: made", "passed"],
		["JP-005: made twice", "failed"],
		["no rule", "passed"],
	]);
	expect(lines).toEqual([
		"  JP-005    1 test, 1 FAILED JP-005: made twice",
		"  JP-014    2 tests    RSC-102 and JP-014: both",
		"  RSC-101   2 tests    RSC-101: read back",
		"  RSC-102   2 tests    RSC-102 and JP-014: both",
	]);
});

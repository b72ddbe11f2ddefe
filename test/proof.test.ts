import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { packageRoot } from "../src/package-root.ts";
import { type Defined, pageOf, securityOf } from "./proof/frame/page.ts";
import { notRun, type Result } from "./proof/frame/proof.ts";
import { checkEdits, plantedText } from "./proof/frame/tree.ts";
import { growthOf } from "./proof/load/growth.ts";
import { buildProofs, countOf } from "./proof/main.ts";
import { PROOFS } from "./proof/proofs.ts";

const controls = PROOFS.flatMap(({ controls }) => controls);

test.each(controls.flatMap((control) => ("edits" in control ? [control] : [])))(
	"R4: the planted bug still fits the code, exactly once: $name",
	({ edits }) => checkEdits(edits),
);

test.each([
	["nowhere", "abc"],
	["twice", "xx"],
])("a bug that fits %s is refused", (_, text) => {
	expect(() => plantedText(text, { file: "f", find: "x", replace: "y" })).toThrow("f");
});

test("R4: thirty isolation bugs are planted, no two of one name", () => {
	const isolation = PROOFS.filter(({ requirements }) => requirements.some((number) => number <= 8));
	const names = isolation.flatMap((proof) => proof.controls.map(({ name }) => name));
	expect(names.length).toBeGreaterThanOrEqual(30);
	expect(new Set(names).size).toBe(names.length);
});

test("each proof is in the help and in docs/proof.md, with its requirements", () => {
	const page = readFileSync(path.join(packageRoot(), "docs/proof.md"), "utf8");
	const help = buildProofs().helpInformation().replaceAll(/\s+/g, " ");
	for (const { name, requirements } of PROOFS) {
		expect(page).toContain(`| \`${name}\` | ${requirements.join(", ")} |`);
		expect(help).toContain(name);
	}
});

test("the results page is the one that the kept results make", () => {
	const [kept, page] = ["PROOF.json", "PROOF.md"].map((name) => path.join(packageRoot(), name)) as [string, string];
	expect(existsSync(kept)).toBe(true);
	const results = JSON.parse(readFileSync(kept, "utf8")) as Result[];
	expect(readFileSync(page, "utf8")).toBe(pageOf(results, PROOFS));
	const security = readFileSync(path.join(packageRoot(), "SECURITY.md"), "utf8");
	expect(securityOf(security, results, PROOFS), "npm run proof, with no name, writes it anew").toBe(security);
});

describe("what was not tried is told", () => {
	const edits = [{ file: "src/x.ts", find: "a", replace: "b" }];
	const proof = {
		...{ name: "one", claim: "It holds", requirements: [1], target: "all of it" },
		controls: [
			{ name: "first bug", edits },
			{ name: "second bug", edits },
			{ name: "bug of the other engine", edits: [{ ...edits[0], file: "src/engine/elasticsearch/x.ts" }] },
		],
		onCluster: true,
	} as unknown as Defined;
	const result = {
		...proof,
		...{ seed: 7, size: "full", share: 1, seconds: 1, day: "2026-01-01", machine: "m" },
		...{ figure: "100", faults: [], short: null, passed: true },
		controls: [{ name: "first bug", noticed: true, how: "seen" }],
	} as unknown as Result;
	const page = (results: readonly Result[]) => pageOf(results, [proof, { ...proof, name: "two" }]);

	test("bugs that were not planted, by name, and no target counts as reached without them", () => {
		const told = page([result]);
		expect(told).toContain(
			"| 100 | holds; short: planted bugs that were not tried: second bug | 1 of 1; 1 more not tried |",
		);
		expect(told).toContain("1 hold, 0 of them at the full target; not run in full: two.");
		expect(told).toContain("1 of the 1 that were tried were found. 6 are defined, of which 5 were not tried.");
	});

	test("a run with none of them", () => {
		const engine = { ...result, engine: "elasticsearch", controls: [] } as const;
		expect(page([engine])).toContain("holds; short: no planted bug was tried | none was tried; 3 not tried |");
	});

	test("a proof that was not run, on the page on security as well", () => {
		expect(page([result])).toContain("| two | 1 | It holds | all of it | | **not run in full** | none was tried;");
		const row = "| R1 | x | |";
		expect(securityOf(row, [], [proof])).toBe("| R1 | x | `one`: not run in full |");
	});

	test("a proof whose tool is missing has not passed, and is no failure only where that was said", () => {
		const results = [{ passed: true }, { passed: false, missing: "strace" }];
		expect(countOf(results, { missingTools: false })).toEqual({ passed: 1, failed: 1, absent: 1 });
		expect(countOf(results, { missingTools: true })).toEqual({ passed: 1, failed: 0, absent: 1 });
		expect(notRun("strace")).toMatchObject({ faults: [], missing: "strace" });
	});
});

test("memory that grows is told, though the last sample is a low one; noise is none", () => {
	const first = Array.from({ length: 10 }, () => 100);
	expect(growthOf([...first, 100, 104, 108, 112, 116, 120, 124, 128, 132, 100])).toBeGreaterThan(0.2);
	expect(growthOf([...first, 100, 101, 99, 100, 102, 99, 101, 100, 99, 130])).toBe(0);
});

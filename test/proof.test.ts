import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../src/package-root.ts";
import { pageOf, securityOf } from "./proof/frame/page.ts";
import type { Result } from "./proof/frame/proof.ts";
import { checkEdits, plantedText } from "./proof/frame/tree.ts";
import { buildProofs } from "./proof/main.ts";
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
	expect(readFileSync(page, "utf8")).toBe(pageOf(results));
	const security = readFileSync(path.join(packageRoot(), "SECURITY.md"), "utf8");
	expect(securityOf(security, results), "npm run proof, with no name, writes it anew").toBe(security);
});

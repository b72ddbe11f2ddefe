import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { partlyAnyCase } from "../../src/ingest/fields/partly-any-case.ts";
import { packageRoot } from "../../src/package-root.ts";

const TEXTS = [
	"chez",
	"Chez",
	"CHEZ",
	"at home",
	"AT Home",
	"în cadrul",
	"ÎN CADRUL",
	"a–b",
	"Ab",
	"aB",
	"株",
	"x(dec)",
	"x(DEC)",
];

test.each([
	"chez|at",
	"[aeî]n?\\s",
	"(?<!x)(?<in>\\(dec\\)|b)",
	"\\p{Lu}\\p{Ll}",
	"[\\p{Lu}株]",
	"^[^\\p{L}]*$",
	"a\\u2013B",
])("without exact groups it finds what the flag i finds: %s", (source) => {
	const [own, flagged] = [partlyAnyCase(source, "gu"), new RegExp(source, "giu")];
	for (const text of TEXTS) expect([...text.matchAll(own)]).toEqual([...text.matchAll(flagged)]);
});

test("within an exact group letters stand for themselves, behind it for either case again", () => {
	const found = (text: string) => partlyAnyCase("(?:at|(?-i:chez|(?:[Ll]e )?CHEZ)|dec)", "u").exec(text)?.[0];
	expect(["AT", "chez", "Le CHEZ", "Dec"].map(found)).toEqual(["AT", "chez", "Le CHEZ", "Dec"]);
	expect(found("Chez")).toBeUndefined();
});

test("a process that has compiled many patterns, which V8 does with less care, reads no other values", () => {
	const atoms = path.join(packageRoot(), "src/ingest/fields/atoms.ts");
	const script = `import { splitAtoms } from ${JSON.stringify(atoms)};
		for (const text of ["Bouchon Chez Paulette, Lyon", "Diplôme (DEC), Cégep"])
			console.log(splitAtoms([{ paragraph: {}, cells: [{ cell: { text }, text }] }]).map((atom) => atom.text).join("|"));`;
	const args = ["--no-regexp-optimization", "--no-warnings", "--input-type=module", "-e", script];
	const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
	expect(stderr).toBe("");
	expect(stdout).toBe("Bouchon Chez Paulette|Lyon\nDiplôme (DEC)|Cégep\n");
});

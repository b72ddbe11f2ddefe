import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { run } from "./run.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-candidate-"));
const at = (name: string) => path.join(folder, name);
const data = ["--data", at("data")];
afterAll(() => rmSync(folder, { recursive: true }));

test("a person who is erased is found by nothing any more, and the receipt is checked offline", {
	timeout: 300_000,
}, async () => {
	const resume = (name: string) =>
		`${name} Roe\n${name.toLowerCase()}@example.com\n\nExperience\nGlaziologist, ${name}works\n2020 - 2022\n- Built bridges\n`;
	for (const name of ["Xanthippe", "Ophelia"]) writeFileSync(at(`${name}.txt`), resume(name));
	await run("tenant", "create", "acme", ...data);
	const own = ["--tenant", "acme", ...data];
	await run("ingest", at("Xanthippe.txt"), at("Ophelia.txt"), ...own);
	expect((await run("search", "xanthippe", ...own)).out).toContain("Xanthippe Roe");
	expect((await run("candidate", "text", "--id", "nobody", ...own)).err).toContain("not-found");
	const [{ candidateId }] = JSON.parse((await run("search", "xanthippe", "--json", ...own)).out).hits;
	expect((await run("candidate", "text", "--id", candidateId, ...own)).out).toContain("Glaziologist, Xanthippeworks");
	const whom = ["--email", "xanthippe@example.com", "--out", at("receipt.json")];
	// A receipt that cannot be kept is told before there is one: nobody is erased yet.
	const taken = await run("candidate", "erase", "--email", "xanthippe@example.com", "--out", at("Ophelia.txt"), ...own);
	expect([taken.code, taken.err]).toEqual([1, expect.stringContaining("not overwritten")]);
	const erased = await run("candidate", "erase", ...whom, ...own);
	expect([erased.code, erased.out]).toEqual([0, expect.stringContaining("1 person")]);
	const found = await run("search", "xanthippe", "--json", ...own);
	expect(JSON.parse(found.out).hits).toEqual([]);
	expect((await run("suggest", "xanth", ...own)).out).not.toContain("xanthippe");
	expect((await run("search", "glaziologist", ...own)).out).toContain("Ophelia Roe");
	const { fingerprint } = JSON.parse(readFileSync(at("receipt.json"), "utf8"));
	const check = ["certificate", "verify", at("receipt.json"), "--trust", fingerprint];
	expect(await run(...check)).toMatchObject({ code: 0, out: expect.not.stringMatching(/✗|noted earlier/) });
	expect((await run(...check, "--tenant", "acme")).err).toContain("of no tenant");
	// Anybody can sign a receipt with a key of his own.
	expect((await run(...check.slice(0, 3))).out).toContain(`compare the key ${fingerprint}`);
	writeFileSync(at("receipt.json"), readFileSync(at("receipt.json"), "utf8").replace('"person": 1', '"person": 2'));
	expect(await run(...check)).toMatchObject({ code: 1, out: expect.stringContaining("✗") });
	expect((await run("candidate", "erase", "--email", "xanthippe@example.com", ...own)).err).toContain("not-found");
	expect((await run("candidate", "erase", ...own)).err).toContain("Say whom");
	expect((await run("candidate", "erase", "--id", "x", "--email", "y", ...own)).code).toBe(2);
});

import { expect, test } from "vitest";
import * as z from "zod";
import { CandidateImport } from "../../src/domain/candidate.ts";
import { faultsOf } from "../../src/domain/faults.ts";

function pointers(schema: z.ZodType, input: unknown): string[] {
	const read = schema.safeParse(input);
	return read.success ? [] : faultsOf(read.error).map(({ pointer }) => pointer);
}

test("names every fault by its place", () => {
	const input = { id: "c 1", resume: { work: [{ startDate: "2020" }, { startDate: "March" }] }, tags: [1] };
	expect(pointers(CandidateImport, input)).toEqual(["/id", "/resume/work/1/startDate", "/tags/0"]);
});

test("names each unknown field, and escapes as RFC 6901 says", () => {
	expect(pointers(CandidateImport, { id: "c", resume: {}, "a/b": 1, "m~n": 2 })).toEqual(["/a~1b", "/m~0n"]);
	expect(pointers(CandidateImport, { id: "c", resume: { work: [{ boss: "x" }] } })).toEqual(["/resume/work/0/boss"]);
});

test("points at the whole when the whole is wrong", () => {
	for (const input of [null, 1, "x", []]) expect(pointers(CandidateImport, input)).toEqual([""]);
});

test("of a union, the alternative that fits best", () => {
	const schema = z.object({
		shape: z.union([
			z.strictObject({ kind: z.literal("circle"), radius: z.number() }),
			z.strictObject({ kind: z.literal("box"), width: z.number(), height: z.number() }),
		]),
	});
	expect(pointers(schema, { shape: { kind: "box", width: 1, height: "2" } })).toEqual(["/shape/height"]);
});

test("does not repeat what was sent, and stops after a hundred", () => {
	const read = CandidateImport.safeParse({ id: "jane@ doe", resume: { basics: { email: 7, name: " " } } });
	expect(JSON.stringify(faultsOf(read.error as z.ZodError))).not.toContain("jane");
	const many = Array.from({ length: 500 }, (_, n) => [`x${n}`, 1]);
	expect(pointers(CandidateImport, { id: "c", resume: {}, ...Object.fromEntries(many) })).toHaveLength(100);
});

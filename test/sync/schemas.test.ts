import { describe, expect, test } from "vitest";
import { email } from "../../src/sync/schemas.ts";

const faults = (text: string) => email.safeParse(text).error?.issues.map(({ code, message }) => [code, message]) ?? [];

describe("an e-mail address", () => {
	test.each(["a@b.cd", "ann.poe+x@mail.example.co.uk", "Ü@ö.de"])("%s is one", (text) => {
		expect(faults(text)).toEqual([]);
	});
	test.each(["", " ", "a@b", "a@@b.c", "a@b..c", "a@.b.c", "a@b.c.", "a b@c.d", "a@b.c\n"])("%j is none", (text) => {
		expect(faults(text)).not.toEqual([]);
	});
	test.each([
		["signs before the dot", `a@${"b".repeat(120_000)}`],
		["dots", `a@${".".repeat(120_000)} `],
		["names with dots", `a@${"b.".repeat(60_000)}@`],
	])("one that is too long is measured and not read: %s", (_, text) => {
		expect(faults(text)).toEqual([["too_big", "value has more than 320 characters"]]);
	});
});

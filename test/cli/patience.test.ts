import { expect, test } from "vitest";
import { madePatiently, patiently } from "../../src/cli/patience.ts";
import { TributaryError } from "../../src/errors.ts";

const late = (retryAfter?: number) =>
	new TributaryError("audit-unavailable", retryAfter === undefined ? {} : { retryAfter });

/** Work that is refused with the errors of a list, one after another, and then done. */
function refusedWith(errors: Error[]) {
	return async () => {
		const error = errors.shift();
		if (error !== undefined) throw error;
		return "done";
	};
}

test("what the log does not take is tried again, each time later, and not before the refusal says", async () => {
	const waits: number[] = [];
	const outcome = await patiently(refusedWith([late(), late(3), late()]), (ms) => waits.push(ms));
	expect([outcome, waits]).toEqual(["done", [500, 3000, 2000]]);
});

test("it is given up in the end, and anything else at once", async () => {
	const waits: number[] = [];
	const always = () => Promise.reject(late());
	await expect(patiently(always, (ms) => waits.push(ms))).rejects.toMatchObject({ code: "audit-unavailable" });
	expect(waits).toHaveLength(5);
	const other = refusedWith([new TributaryError("invalid-field")]);
	await expect(patiently(other, () => {})).rejects.toMatchObject({ code: "invalid-field" });
});

test("what an earlier try has made is found", async () => {
	const twice = refusedWith([new TributaryError("already-exists")]);
	expect(await madePatiently(twice, async () => "found")).toBe("found");
});

import { expect, test, vi } from "vitest";
import { openRig } from "./rig.ts";

const drawn = vi.hoisted((): number[] => []);
vi.mock("node:crypto", async (original) => {
	const crypto = await original<typeof import("node:crypto")>();
	return { ...crypto, randomInt: (least: number, end: number) => drawn.shift() ?? crypto.randomInt(least, end) };
});

test("a number that was given before is not given again, and nothing can be counted by the others", async () => {
	const { tenancy } = await openRig();
	drawn.push(345_678_901, 345_678_901, 345_678_901, 123_456_789);
	const first = await tenancy.tenants.create({ id: "one", name: "One" });
	const second = await tenancy.tenants.create({ id: "two", name: "Two" });
	expect([first.organization, second.organization]).toEqual([345_678_901, 123_456_789]);
	expect(drawn).toEqual([]);
});

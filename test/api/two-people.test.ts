import { expect, test } from "vitest";
import { wholeScopeOf } from "../../src/api/two-people.ts";

test("what takes two people is asked of the whole tenant, whatever the seat of who asks", () => {
	const [whole, confined] = [{}, {}];
	expect(wholeScopeOf({ wholeScope: whole, scope: confined } as never)).toBe(whole);
	expect(wholeScopeOf({ wholeScope: null, scope: confined } as never)).toBe(confined);
});

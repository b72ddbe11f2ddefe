/** What a key is needed for ends, and with it the key: overwritten, not left to the garbage collector. */
import { expect, test } from "vitest";
import { withKeys } from "../../src/tenancy/with-keys.ts";
import { testVault } from "./rig.ts";

const ZEROS = Buffer.alloc(32);
const key = () => Buffer.alloc(32, 7);

test("R20: keys are overwritten when the work is done, and when it fails", async () => {
	const [done, failed] = [[key(), key()], [key()]];
	expect(await withKeys(done, async ([first]) => first?.[0])).toBe(7);
	await expect(
		withKeys(failed, async () => {
			throw new Error("no");
		}),
	).rejects.toThrow("no");
	expect([...done, ...failed]).toEqual([ZEROS, ZEROS, ZEROS]);
});

test("R20: what is kept is overwritten with the master keys, not before", async () => {
	const vault = await testVault();
	const kept = vault.keep(key());
	expect(kept).toEqual(key());
	vault.forget();
	expect(kept).toEqual(ZEROS);
});

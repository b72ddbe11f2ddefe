import { expect, test } from "vitest";
import type { Store } from "../../src/engine/port.ts";
import { createSigningKeys } from "../../src/tenancy/signing-keys.ts";
import { codeOf, openRig } from "./rig.ts";

const START = "2026-03-01T12:00:00.000Z";
/** Seconds that a key outlives its successor's making: tokens of half an hour, and clocks that are apart. */
const GRACE = 1805;

async function open() {
	const rig = await openRig();
	const platform = rig.raw.get("platform") as Store;
	const pass = (seconds: number) => {
		rig.now = new Date(Date.parse(START) + seconds * 1000);
	};
	const fresh = () => createSigningKeys({ platform, vault: rig.vault, clock: () => rig.now });
	return { rig, platform, pass, fresh, keys: fresh() };
}

test("R14: a key that was followed by another verifies until none of its tokens can be good, to the second", async () => {
	const { keys, pass } = await open();
	const { kid } = await keys.current();
	expect(await keys.list()).toEqual([{ kid, createdAt: START, retiredAt: null }]);
	pass(10);
	const second = await keys.rotate();
	pass(20);
	const third = await keys.rotate();
	const times = (await keys.list()).map(({ createdAt, retiredAt }) => [
		createdAt.slice(17, 19),
		retiredAt?.slice(17, 19),
	]);
	expect(times).toEqual([
		["00", "10"],
		["10", "20"],
		["20", undefined],
	]);
	const published = async () => (await keys.publicSet()).keys.map((key) => key.kid);
	pass(10 + GRACE);
	expect(await keys.verifier(kid)).not.toBeNull();
	expect((await published()).toSorted()).toEqual([kid, second, third].toSorted());
	pass(10 + GRACE + 0.001);
	expect(await keys.verifier(kid)).toBeNull();
	expect((await published()).toSorted()).toEqual([second, third].toSorted());
	expect(await keys.list()).toHaveLength(3);
	const fourth = await keys.rotate();
	expect((await keys.list()).map((key) => key.kid)).toEqual([second, third, fourth]);
});

test("R14: at once, the new key is the only one there is", async () => {
	const { keys } = await open();
	await keys.current();
	await keys.rotate();
	const kid = await keys.rotate({ atOnce: true });
	expect(await keys.list()).toEqual([{ kid, createdAt: START, retiredAt: null }]);
	expect((await keys.current()).kid).toBe(kid);
});

test("a key is looked for by its own name only, and imported once", async () => {
	const { rig, keys, fresh } = await open();
	const { kid, privateKey } = await keys.current();
	expect((await keys.current()).privateKey).toBe(privateKey);
	expect((await fresh().current()).kid).toBe(kid);
	const key = await keys.verifier(kid);
	expect(key).toMatchObject({ type: "public", algorithm: { name: "Ed25519" } });
	expect(await keys.verifier(kid)).toBe(key);
	const reads: string[] = [];
	rig.hook = (label, operation) => void reads.push(`${label} ${operation}`);
	for (const wrong of [`${kid}x`, `x${kid}`, kid.slice(1), "", "../../dev/null"])
		expect(await rig.tenancy.signingKeys.verifier(wrong)).toBeNull();
	expect(reads).toEqual([]);
	expect(await rig.tenancy.signingKeys.verifier("A".repeat(43))).toBeNull();
	expect(reads).toEqual(["platform read"]);
});

test("a pointer to a key that is gone is a broken store, not a new key", async () => {
	const { keys, fresh, platform } = await open();
	const { kid } = await keys.current();
	await platform.write([{ op: "delete", collection: "signing-key", id: kid }]);
	expect(await codeOf(fresh().current())).toBe("store-corrupt");
});

import { expect, test, vi } from "vitest";
import type { Store } from "../../src/engine/port.ts";
import { useOnce } from "../../src/tenancy/used-once.ts";
import { openRig } from "./rig.ts";

const NOW = new Date("2026-03-01T12:00:00.500Z");
const SECONDS = Math.floor(NOW.getTime() / 1000);

async function open() {
	const rig = await openRig();
	const platform = rig.raw.get("platform") as Store;
	const use = (prefix: string, until: number, what: unknown = ["who", "what"], now = NOW) =>
		useOnce(platform, { prefix, until, what }, now);
	const kept = async () =>
		(await platform.list("setting", { limit: 1000 }))
			.map(({ id }) => id)
			.filter((id) => /^(?:dpop|dpoq|dpo|a)[:-]/.test(id))
			.map((id) => id.replace(/:[0-9a-f]{64}$/, ""));
	return { platform, use, kept };
}

test("R13: what was used is refused until it is over; another use, or of another kind, is not", async () => {
	const { use } = await open();
	expect(await use("dpop", SECONDS + 65)).toBe(true);
	expect(await use("dpop", SECONDS + 65)).toBe(false);
	expect(await use("dpop", SECONDS + 65.9)).toBe(false);
	expect(await use("dpop", SECONDS + 65, ["who", "else"])).toBe(true);
	expect(await use("dpop", SECONDS + 65, ["whow", "hat"])).toBe(true);
	expect(await use("a", SECONDS + 65)).toBe(true);
});

test("what is over is swept away, of the same kind alone, and nothing that is not", async () => {
	const { use, kept, platform } = await open();
	for (const prefix of ["dpo", "dpop", "dpoq"]) await use(prefix, SECONDS - 10, "old");
	await use("dpop", SECONDS, "now");
	await use("dpop", SECONDS + 1, "soon");
	await platform.write([{ op: "put", collection: "setting", id: "dpop-x", record: "{}" }]);
	const at = (prefix: string, seconds: number) => `${prefix}:${String(seconds).padStart(12, "0")}`;
	await use("dpop", SECONDS + 5, "new");
	const others = [at("dpo", SECONDS - 10), "dpop-x", at("dpoq", SECONDS - 10)];
	const own = [at("dpop", SECONDS), at("dpop", SECONDS + 1), at("dpop", SECONDS + 5)];
	expect(await kept()).toEqual([others[0], others[1], ...own, others[2]]);
	await use("dpop", SECONDS + 70, "later", new Date(NOW.getTime() + 60_000));
	expect(await kept()).toEqual([others[0], others[1], at("dpop", SECONDS + 70), others[2]]);
});

test("trouble with the store is not taken for a use", async () => {
	const { platform, use } = await open();
	vi.spyOn(platform, "write").mockRejectedValue(new Error("disk"));
	await expect(use("a", SECONDS)).rejects.toThrow("disk");
});

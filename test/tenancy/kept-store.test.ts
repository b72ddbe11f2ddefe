/** A handle that outlives what becomes of its store. */
import { expect, test } from "vitest";
import { openMemoryEngine } from "../../src/engine/memory/engine.ts";
import type { Store } from "../../src/engine/port.ts";
import { TributaryError } from "../../src/errors.ts";
import { openKept } from "../../src/tenancy/kept-store.ts";
import { codeOf } from "./rig.ts";

test("of a store that could not be opened again, the next call tries anew", async () => {
	const open = () => openMemoryEngine().open({ kind: "network" }, new Uint8Array(32), { create: true });
	const taken: Store = {
		...(await open()),
		list: () => Promise.reject(new TributaryError("not-found")),
	};
	let isThere = false;
	const kept = await openKept({
		first: async () => taken,
		again: () => (isThere ? open() : Promise.reject(new TributaryError("engine-not-configured"))),
		write: (store, changes) => store.write(changes),
		rest: async () => {},
	});
	const list = () => kept.list("job", { limit: 1 });
	for (let tries = 0; tries < 2; tries++) expect(await codeOf(list())).toBe("engine-not-configured");
	isThere = true;
	expect(await list()).toEqual([]);
});

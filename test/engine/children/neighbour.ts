/** A second process on the same stores: does what its parent sends, and answers with the result or the error's code. */
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { openEmbeddedEngine } from "../../../src/engine/embedded/engine.ts";
import type { Change, Plan, StoreName } from "../../../src/engine/port.ts";

export type Order =
	| { readonly write: readonly Change[] }
	| { readonly count: Plan }
	| { readonly drop: true }
	| { readonly make: true };

const NAME: StoreName = { kind: "tenant", tenant: parseTenantId("demo-a") };
const KEY = new Uint8Array(32).fill(7);
const engine = await openEmbeddedEngine({ dataDir: process.argv[2] ?? "" });

async function run(order: Order): Promise<unknown> {
	if ("drop" in order) return engine.drop(NAME);
	if ("make" in order) return void (await engine.open(NAME, KEY, { create: true }));
	const store = await engine.open(NAME, KEY);
	return "write" in order ? store.write(order.write) : (await store.retrieve(order.count)).total;
}

process.on("message", (order: Order) => {
	run(order).then(
		(result) => process.send?.({ result }),
		(error) => process.send?.({ code: error.code }),
	);
});

/** A process that gives a store one key after the other for ever and says on its output which is the newest. Its parent kills it. */
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { openEmbeddedEngine } from "../../../src/engine/embedded/engine.ts";

const [dataDir = "", first = "0"] = process.argv.slice(2);
const keyOf = (number: number) => new Uint8Array(32).fill(7 + (number % 2));
const engine = await openEmbeddedEngine({ dataDir });
for (let number = Number(first); ; number++) {
	process.stdout.write(`${number}\n`);
	await engine.rekey(
		{ kind: "tenant", tenant: parseTenantId("demo-a") },
		{ from: keyOf(number), to: keyOf(number + 1) },
	);
}

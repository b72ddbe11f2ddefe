/** A process that writes people for ever and says on its output which writes were acknowledged. Its parent kills it. */
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { openEmbeddedEngine } from "../../../src/engine/embedded/engine.ts";
import type { Change } from "../../../src/engine/port.ts";

const [dataDir = "", first = "0"] = process.argv.slice(2);
const engine = await openEmbeddedEngine({ dataDir });
const store = await engine.open({ kind: "tenant", tenant: parseTenantId("demo-a") }, new Uint8Array(32).fill(7), {
	create: true,
});

const put = (id: string, text: string): Change => ({
	op: "put",
	collection: "person",
	id,
	record: JSON.stringify({ text }),
	document: {
		language: "en",
		fields: { name: [id], body: text.split(" ") },
		facets: { skill: [text] },
		columns: {},
		keys: [`k:${id}`],
		link: null,
	},
});

/** Each call writes three people and rewrites a shared one; every fifth erases what an earlier one wrote. */
for (let number = Number(first); ; number++) {
	const changes = ["x", "y", "z"].map((suffix) => put(`p-${number}-${suffix}`, `batch ${number}`));
	changes.push(put("shared", `version ${number}`));
	if (number % 5 === 4) changes.push({ op: "delete", collection: "person", id: `p-${number - 1}-x` });
	// Several calls at once, so that they share transactions.
	void store.write(changes).then(() => process.stdout.write(`${number}\n`));
	if (number % 4 === 0) await store.write([]);
}

import { expect, test } from "vitest";
import { buildBenches } from "../bench/main.ts";

const benches = buildBenches();

test("the help of the benches names each, and its options", () => {
	const help = benches.helpInformation();
	for (const bench of benches.commands) {
		expect(help).toContain(`${bench.name()} `);
		expect(bench.description()).not.toBe("");
		for (const { long } of bench.options) expect(help).toContain(long);
	}
	expect(benches.commands.map((bench) => bench.name())).toEqual([
		"search",
		"suggest",
		"page",
		"ingest",
		"engine",
		"cluster",
		"tenants",
		"api-nodes",
		"failover",
		"parse",
		"hostile",
		"identity",
		"sync",
		"indicator",
		"disposal",
		"audit",
		"isolation",
		"meaning",
		"titles",
	]);
});

test("a number that is none is named by its option", async () => {
	let said = "";
	const search = benches.commands[0];
	search?.exitOverride().configureOutput({ writeErr: (text) => (said += text) });
	await expect(benches.parseAsync(["search", "--candidates", "many"], { from: "user" })).rejects.toThrow();
	expect(said).toContain("option '--candidates <n>' argument 'many' is invalid");
});

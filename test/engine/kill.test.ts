/** A process that is killed at any moment loses nothing that it acknowledged, and leaves nothing half done. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, test } from "vitest";
import { openConnection } from "../../src/engine/embedded/connection.ts";
import type { Store } from "../../src/engine/port.ts";
import { filtered, planOf, word } from "../contract/people.ts";
import { KEY, NAME, placeIn, testEngine, testFolder } from "./folder.ts";

const KILLS = Number(process.env.KILLS ?? 5);
const CHILD = path.join(import.meta.dirname, "children", "writing.ts");

/** Lets the child write until some writes are acknowledged, kills it a little later. @returns the acknowledged numbers */
async function writeAndDie(folder: string, first: number, more: number): Promise<number[]> {
	const child = spawn(process.execPath, [CHILD, folder, String(first)], { stdio: ["ignore", "pipe", "inherit"] });
	let output = "";
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		output += text;
		if (output.split("\n").length > more) child.kill("SIGKILL");
	});
	const [, signal] = await once(child, "close");
	expect(signal).toBe("SIGKILL");
	// The last line may be cut.
	return output.split("\n").slice(0, -1).map(Number);
}

async function expectWhole(store: Store, acknowledged: readonly number[]): Promise<void> {
	const records = await store.list("person", { limit: 100_000 });
	const ids = new Set(records.map(({ id }) => id));
	for (const number of acknowledged) expect(ids, `p-${number}`).toContain(`p-${number}-y`);
	const numbers = new Set([...ids].filter((id) => id.startsWith("p-")).map((id) => id.split("-")[1]));
	for (const number of numbers)
		expect([ids.has(`p-${number}-y`), ids.has(`p-${number}-z`)], `p-${number}`).toEqual([true, true]);
	const { population, facets } = await store.retrieve(planOf({ facets: [{ facet: "skill", size: 100_000 }] }));
	expect(population).toBe(ids.size);
	expect(facets.skill?.reduce((sum, { count }) => sum + count, 0)).toBe(ids.size);
	expect((await store.retrieve(filtered(word("batch")))).total).toBe(ids.size - 1);
	expect((await store.retrieve(filtered(word("version")))).rows.ids).toEqual(["shared"]);
	const words = new Map((await store.suggest("", 1_000_000)).map(({ word, documents }) => [word, documents]));
	expect([words.get("batch"), words.get("version"), words.size]).toEqual([
		ids.size - 1,
		1,
		ids.size + numbers.size + 2 + (words.has(String(latest(records))) ? 0 : 1),
	]);
}

/** The number in the shared person. */
function latest(records: readonly { readonly id: string; readonly record: string }[]): number {
	const shared = records.find(({ id }) => id === "shared");
	return Number(JSON.parse(shared?.record ?? "{}").text.split(" ")[1]);
}

test(`R31: ${KILLS} kills lose nothing`, async () => {
	const folder = testFolder();
	const acknowledged: number[] = [];
	for (let kill = 0; kill < KILLS; kill++) {
		acknowledged.push(...(await writeAndDie(folder, kill * 1_000_000, 3 + kill * 7)));
		const engine = await testEngine({ dataDir: folder });
		await expectWhole(await engine.open(NAME, KEY), acknowledged);
		await engine.close();
	}
	expect(acknowledged.length).toBeGreaterThan(KILLS);
	const connection = openConnection(placeIn(folder), KEY, { create: false, readOnly: false });
	expect(connection.pragma("integrity_check", { simple: true })).toBe("ok");
	connection.exec("INSERT INTO tokens (tokens, rank) VALUES ('integrity-check', 1)");
	connection.close();
}, 180_000);

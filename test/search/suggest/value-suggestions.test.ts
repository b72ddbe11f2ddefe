import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { SuggestRequest } from "../../../src/domain/suggestion.ts";
import { openEmbeddedEngine } from "../../../src/engine/embedded/engine.ts";
import { openWorld, type Person, type World } from "../world.ts";

/** What completes `tag:`, `stage:` and `source:`: the values that the tenant's own people have. */

const person = (id: string, tags: readonly string[], source: string, stage: string): Person => ({
	id,
	resume: {},
	tags: [...tags],
	source,
	applications: [{ id: `${id}-1`, jobId: "J1", appliedAt: "2026-01-01T00:00:00Z", stage, outcome: "open" }],
});
const candidates = [
	person("a", ["Gold", "Phone screen"], "Referral", "Offer"),
	person("b", ["Gold"], "Referral", "Phone screen"),
	person("c", ["Silver"], "Job fair", "Phone screen"),
];
const world = openWorld({ candidates });

async function shown({ suggestions, scope }: World, q: string, rest: Partial<SuggestRequest> = {}) {
	const answer = await suggestions.suggest(scope, SuggestRequest.parse({ q, ...rest }));
	return answer.suggestions.map(({ kind, text, people, insert }) => `${kind} ${text} ${people} ${insert}`);
}

test.each([
	["tag:", ["tag Gold 2 tag:Gold", 'tag Phone screen 1 tag:"Phone screen"', "tag Silver 1 tag:Silver"]],
	["tag:g", ["tag Gold 2 tag:Gold"]],
	["tag:SCR", ['tag Phone screen 1 tag:"Phone screen"']],
	['java -tag:"phone s', ['tag Phone screen 1 tag:"Phone screen"']],
	["stage:", ['stage Phone screen 2 stage:"Phone screen"', "stage Offer 1 stage:Offer"]],
	["stage:o", ["stage Offer 1 stage:Offer"]],
	["source:", ["source Referral 2 source:Referral", 'source Job fair 1 source:"Job fair"']],
	["source:fair", ['source Job fair 1 source:"Job fair"']],
	["tag:(gold OR si", ["tag Silver 1 Silver"]],
	// Without the field nobody means one.
	["refer", []],
	["tag:zzz", []],
])("%s", async (q, expected) => {
	expect(await shown(await world, q)).toEqual(expected);
});

test("what is inserted finds the people who are counted", async () => {
	const { suggestions, scope, find } = await world;
	for (const q of ["tag:", "stage:", "source:"]) {
		const found = (await suggestions.suggest(scope, SuggestRequest.parse({ q }))).suggestions;
		expect(found.length).toBeGreaterThan(1);
		for (const { insert, people } of found) expect([insert, (await find(insert)).total]).toEqual([insert, people]);
	}
});

test("in a blind search no tags: whoever wrote them may have named somebody", async () => {
	expect(await shown(await world, "tag:", { blind: true })).toEqual([]);
	expect(await shown(await world, "stage:", { blind: true })).toHaveLength(2);
});

test("another tenant's values are never told, in one and the same engine, nor the network's", async () => {
	const dataDir = mkdtempSync(path.join(os.tmpdir(), "tributary-values-"));
	const engine = await openEmbeddedEngine({ dataDir, searchThreads: 1 });
	onTestFinished(async () => {
		await engine.close();
		rmSync(dataDir, { recursive: true, force: true });
	});
	const own = await openWorld({ candidates, engine });
	const other = await openWorld({
		candidates: [person("x", ["Gold", "Golden goose"], "Secret source", "Offer of theirs")],
		secret: "other",
	});
	const typed = ["tag:", "tag:g", "stage:", "stage:o", "source:", "source:s", "gold", "secret"];
	const memory = await Promise.all(typed.map(async (q) => shown(await world, q)));
	expect(await Promise.all(typed.map((q) => shown(own, q)))).toEqual(memory);
	expect(JSON.stringify(memory)).not.toMatch(/goose|secret|theirs/i);
	expect(await shown(other, "tag:golden")).toHaveLength(1);
});

import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Harness, openHarness } from "./harness.ts";

/**
 * R1: two worlds in which tenant A does the same. In one of them tenant B does nothing, in the other anything at all. After each step A is
 * answered the same, to the byte: bodies, statuses, scores, totals, suggestions, errors.
 */

const RUNS = Number(process.env.RUNS ?? 5);
const STEPS = 12;

let worlds: readonly [World, World];
interface World {
	readonly harness: Harness;
	readonly a: string;
	readonly b: string;
}
beforeAll(async () => {
	const open = async (): Promise<World> => {
		const harness = await openHarness({ real: true });
		return { harness, a: await harness.tokenOf("acme"), b: await harness.tokenOf("other") };
	};
	worlds = [await open(), await open()];
});
afterAll(() => Promise.all(worlds.map(({ harness }) => harness.close())));

const TITLES = ["nurse", "welder", "java developer", "accountant", "data engineer"];
const anyId = fc.constantFrom("1", "2", "3", "4");
const anyTitle = fc.constantFrom(...TITLES);
const anyStep = fc.oneof(
	fc.record({ op: fc.constant("import" as const), id: anyId, title: anyTitle }),
	fc.record({ op: fc.constant("erase" as const), id: anyId }),
	fc.record({ op: fc.constant("search" as const), title: anyTitle }),
	fc.record({ op: fc.constant("nonsense" as const), title: anyTitle }),
);
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

function send(
	{ harness }: World,
	token: string,
	request: { method: string; url: string; payload?: unknown; type?: string },
) {
	const type = request.type ?? "application/json";
	return harness.app.inject({
		method: request.method as "GET",
		url: request.url,
		headers: { authorization: `Bearer ${token}`, ...(request.payload === undefined ? {} : { "content-type": type }) },
		...(request.payload === undefined ? {} : { payload: request.payload as string }),
	});
}

async function take(world: World, token: string, step: Step): Promise<void> {
	const line = (id: string, title: string) =>
		JSON.stringify({ id, resume: { basics: { name: `Person ${id}`, label: title }, skills: [{ name: title }] } });
	if (step.op === "import")
		await send(world, token, {
			method: "POST",
			url: "/v1/candidates/import",
			payload: line(step.id, step.title),
			type: "application/x-ndjson",
		});
	else if (step.op === "erase")
		await send(world, token, { method: "POST", url: "/v1/erasures", payload: { candidateId: step.id } });
	else if (step.op === "search")
		await send(world, token, { method: "POST", url: "/v1/search", payload: { query: step.title } });
	else await send(world, token, { method: "PUT", url: "/v1/jobs/x", payload: { title: step.title, colour: 7 } });
}

/** Times differ between the worlds whatever anybody does. */
const timeless = (text: string) => text.replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"|"tookMs":[\d.]+/g, '"time"');

async function seenByA(world: World): Promise<string[]> {
	const asked = [
		...TITLES.map((title) => ({
			method: "POST",
			url: "/v1/search",
			payload: { query: title },
		})),
		{ method: "POST", url: "/v1/search", payload: { query: "nurse OR welder OR java" } },
		...["n", "we", "java dev", "acc"].map((text) => ({
			method: "GET",
			url: `/v1/suggest?q=${encodeURIComponent(text)}`,
		})),
		...["1", "2", "3", "4", "5"].map((id) => ({ method: "GET", url: `/v1/candidates/${id}` })),
		{ method: "GET", url: "/v1/jobs" },
		{ method: "GET", url: "/v1/sync" },
	];
	const answers = await Promise.all(asked.map((request) => send(world, world.a, request)));
	return answers.map(({ statusCode, body }) => `${statusCode} ${timeless(body)}`);
}

test(`R1: over ${RUNS} histories nothing that another tenant does changes a byte of an answer`, async () => {
	const history = fc.array(fc.record({ mine: anyStep, theirs: anyStep }), { minLength: STEPS, maxLength: STEPS });
	await fc.assert(
		fc.asyncProperty(history, async (steps) => {
			const [quiet, busy] = worlds;
			for (const { mine, theirs } of steps) {
				await take(quiet, quiet.a, mine);
				await take(busy, busy.a, mine);
				await take(busy, busy.b, theirs);
				expect(await seenByA(busy)).toEqual(await seenByA(quiet));
			}
		}),
		{ numRuns: RUNS, endOnFailure: true },
	);
}, 300_000);

test("R1: the control, a step of A's own in one world only, is seen", async () => {
	const [quiet, busy] = worlds;
	await take(busy, busy.a, { op: "import", id: "control" as "1", title: "nurse" });
	const [one, two] = [await seenByA(busy), await seenByA(quiet)];
	expect(one).not.toEqual(two);
	for (const answer of [...one.slice(0, TITLES.length + 5)]) expect(answer).toMatch(/^200 /);
});

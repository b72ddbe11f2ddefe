/** A check that never fails checks nothing: what the simulator says of servers that answer wrongly. */
import { describe, expect, test } from "vitest";
import type { Answer, WireClient } from "../ats-simulator/client.ts";
import { put, remove } from "../ats-simulator/deliver.ts";
import { createBelief, type Entry } from "../ats-simulator/entries.ts";
import { createProgress } from "../ats-simulator/progress.ts";
import { differencesOf, readBack } from "../ats-simulator/read-back.ts";
import { resourcesOf } from "../ats-simulator/resources.ts";
import type { Session } from "../ats-simulator/session.ts";
import { createTally } from "../ats-simulator/tally.ts";

const CONTEXT = "urn:li:organization:123";
const entry = (id: string, fields = {}): Entry => ({ kind: "candidate", id, parent: "", fields });
const key = (id: string) => `atsCandidateId=${id}&dataProvider=ATS&integrationContext=${CONTEXT}`;

/** A session whose server always answers the same. */
function sessionWith(body: unknown, status = 200): Session {
	const send = async (): Promise<Answer> => ({ status, headers: {}, body });
	const unused = { exchange: send, token: async () => "", tokens: () => 1, waited: () => 0, close: () => {} };
	const client: WireClient = { generation: 1, send, ...unused };
	return {
		settings: { concurrency: 1, generation: 1 } as Session["settings"],
		context: CONTEXT,
		client,
		resources: resourcesOf(1, CONTEXT),
		world: { jobs: [] } as unknown as Session["world"],
		belief: createBelief(),
		tally: createTally(),
		progress: createProgress(true),
	};
}

async function faultsOf(body: unknown, status?: number): Promise<readonly string[]> {
	const session = sessionWith(body, status);
	await put(session, [entry("A1"), entry("A2")], { phase: "sync" });
	return session.tally.summary().faults;
}

const taken = { status: 204 };

describe("of an answer to a batch", () => {
	test("that is as it should be: nothing", async () => {
		expect(await faultsOf({ errors: {}, results: { [key("A1")]: taken, [key("A2")]: taken } })).toEqual([]);
	});

	test.each([
		["lacks a key", { errors: {}, results: { [key("A1")]: taken } }, "the answer lacks the key"],
		[
			"spells a key in another way than it was sent",
			{ errors: {}, results: { [key("A1")]: taken, [key("A2").replaceAll(":", "%3A")]: taken } },
			"a key that was not sent",
		],
		[
			"has a key twice",
			{ errors: { [key("A1")]: { status: 400 } }, results: { [key("A1")]: taken, [key("A2")]: taken } },
			"is in results and in errors",
		],
		["has another status", { errors: {}, results: { [key("A1")]: taken, [key("A2")]: { status: 201 } } }, "not 204"],
		[
			"refuses one",
			{ errors: { [key("A1")]: { status: 422, message: "no name" } }, results: { [key("A2")]: taken } },
			"422 no name",
		],
		["is no batch", {}, "no results or no errors"],
		["is an error as a whole", { message: "no such resource", status: 404 }, "no results or no errors"],
	])("that %s", async (_what, body, said) => {
		expect((await faultsOf(body)).join("\n")).toContain(said);
	});

	test("that is refused as a whole", async () => {
		const faults = await faultsOf({ message: "no such resource", serviceErrorCode: 7, status: 404 }, 404);
		expect(faults).toEqual([expect.stringContaining("404 no such resource")]);
		expect((await faultsOf({ message: "no such resource" }, 404)).join()).toContain("no error envelope");
	});

	test("that takes what it should refuse", async () => {
		const session = sessionWith({ errors: {}, results: { [key("A1")]: taken } });
		await put(session, [entry("A1")], { phase: "mistakes", expected: () => "refused" });
		await remove(session, [entry("A1")], { phase: "gone", expected: () => "absent" });
		expect(session.tally.summary().mismatches).toBe(2);
	});

	test("to a delete, whose keys the server may spell as it likes", async () => {
		const spelled = `integrationContext=${CONTEXT.replaceAll(":", "%3A")}&atsCandidateId=A1&dataProvider=ATS`;
		const session = sessionWith({ errors: {}, results: { [spelled]: taken } });
		await remove(session, [entry("A1")], { phase: "delete" });
		expect(session.tally.summary()).toMatchObject({ mismatches: 0, rows: [{ accepted: 1 }] });
	});
});

describe("of what is read back", () => {
	const read = async (body: unknown, believed: readonly Entry[]) => {
		const session = sessionWith(body);
		for (const one of believed) session.belief.put(one);
		await readBack(session, [entry("A1")]);
		return session.tally.summary().faults;
	};

	test("a record that was deleted, or lost, or changed", async () => {
		const there = { results: { [key("A1")]: { firstName: "Ann" } }, statuses: {}, errors: {} };
		expect(await read(there, [])).toEqual([expect.stringContaining("but it is there")]);
		expect(await read({ results: {}, errors: {} }, [entry("A1")])).toEqual([
			expect.stringContaining("taken, but not there"),
		]);
		expect(await read(there, [entry("A1", { firstName: "Bob" })])).toEqual([
			expect.stringContaining('"Ann", not "Bob"'),
		]);
		expect(await read(there, [entry("A1", { firstName: "Ann" })])).toEqual([]);
	});

	test("an unknown record of which nothing says 404", async () => {
		expect(await read({ results: {}, errors: {} }, [])).toEqual([expect.stringContaining("no 404")]);
		expect(await read({ results: {}, errors: { [key("A1")]: { status: 404 } } }, [])).toEqual([]);
	});

	test("a field that the last PUT left out", () => {
		expect(differencesOf(entry("A1"), { currentJobTitle: "Cook" })).toEqual([
			'currentJobTitle was left out of the last PUT and is "Cook"',
		]);
	});
});

test("what hung on a record goes with it", () => {
	const belief = createBelief();
	const stage = (id: string): Entry => ({ kind: "stage", id, parent: "J1", fields: {} });
	const application: Entry = { kind: "application", id: "J1", parent: "", fields: {} };
	for (const one of [application, stage("S1"), stage("S2")]) belief.put(one);
	belief.remove(stage("S1"));
	expect(belief.partsOf(application).map(({ id }) => id)).toEqual(["S2"]);
	belief.remove(application);
	expect([belief.find(stage("S2")), belief.find(application)]).toEqual([undefined, undefined]);
});

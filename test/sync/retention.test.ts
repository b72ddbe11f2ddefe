import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Candidate } from "../../src/domain/candidate.ts";
import { RetentionSettings } from "../../src/domain/retention.ts";
import { openMemoryEngine } from "../../src/engine/memory/engine.ts";
import type { Engine } from "../../src/engine/port.ts";
import { TributaryError } from "../../src/errors.ts";
import { factsOf, isDue, ruleOf } from "../../src/sync/retention/facts.ts";
import { isRunDue } from "../../src/sync/retention/run.ts";
import { type ErasureReceipt, verifyReceipt } from "../../src/tenancy/disposal/receipt.ts";
import { openWire, type Wire } from "../api/middleware/wire-rig.ts";

const DAY = 86_400_000;
const AT = "2026-01-01T00:00:00.000Z";
const person = (more: object): Candidate =>
	Candidate.parse({ id: "c", resume: {}, file: null, match: null, createdAt: AT, updatedAt: AT, ...more });
const applied = (outcome: string, updatedAt = AT) => ({ id: `a-${outcome}`, jobId: "j", outcome, updatedAt });

describe("what rules look at", () => {
	test.each([
		[[], "none"],
		[[applied("rejected"), applied("open")], "open"],
		[[applied("rejected", "2026-02-01T00:00:00Z"), applied("hired")], "hired"],
		[[applied("rejected"), applied("withdrawn", "2026-02-01T00:00:00Z")], "withdrawn"],
		[[{ id: "a", jobId: "j" }], "open"],
	])("the outcome of %j is %s", (applications, outcome) => {
		expect(factsOf(person({ applications }), []).outcome).toBe(outcome);
	});

	test("the last activity is the latest of record, application, stage, note and message", () => {
		const stages = [{ stage: "Interview", at: "2026-03-01T00:00:00Z" }];
		const one = person({ applications: [{ ...applied("rejected"), stages }] });
		expect(factsOf(one, []).lastActivity).toBe(Date.parse("2026-03-01T00:00:00Z"));
		const message = {
			seat: "s",
			candidateId: "c",
			direction: "sent",
			kind: "inmail",
			body: "Hi",
			at: "2026-04-01T00:00:00Z",
		};
		const facts = factsOf(one, [{ id: "message/id/m", version: 1, record: JSON.stringify(message) }]);
		expect(facts).toMatchObject({ lastActivity: Date.parse("2026-04-01T00:00:00Z"), contacted: true });
	});

	test("the first rule that matches decides, and unknown countries match no rule that names some", () => {
		const { rules } = RetentionSettings.parse({
			rules: [
				{ id: "gb", countries: ["GB"], days: null },
				{ id: "rejected", outcomes: ["rejected"], days: 180 },
				{ id: "rest", days: 730 },
			],
		});
		const from = (countryCode?: string) =>
			factsOf(person({ resume: { basics: { location: { countryCode } } }, applications: [applied("rejected")] }), []);
		expect(ruleOf(rules, from("GB"))?.id).toBe("gb");
		expect(ruleOf(rules, from("DE"))?.id).toBe("rejected");
		expect(ruleOf(rules, from())?.id).toBe("rejected");
		expect(ruleOf(rules, factsOf(person({}), []))?.id).toBe("rest");
		const at = (days: number) => new Date(Date.parse(AT) + days * DAY);
		const [kept, rejected] = rules as [(typeof rules)[0], (typeof rules)[0]];
		expect(isDue(rejected, from(), at(180))).toBe(true);
		expect(isDue(rejected, from(), new Date(at(180).getTime() - 1))).toBe(false);
		expect(isDue(kept, from("GB"), at(36_500))).toBe(false);
	});

	test("two rules of one name are refused", () => {
		expect(
			RetentionSettings.safeParse({
				rules: [
					{ id: "a", days: 1 },
					{ id: "a", days: 2 },
				],
			}).success,
		).toBe(false);
	});
});

describe("a run", () => {
	let wire: Wire;
	let fails: (() => boolean) | null = null;
	beforeEach(async () => {
		wire = await openWire({ engine: failing(openMemoryEngine(), () => fails?.() === true) });
		const people = Array.from({ length: 130 }, (_, index) => ({
			id: `p-${String(index).padStart(3, "0")}`,
			resume: { basics: { name: `Person ${index}` } },
			updatedAt: AT,
			applications: [{ id: `app-${index}`, jobId: "j-1", outcome: index < 110 ? "rejected" : "hired", updatedAt: AT }],
		}));
		await wire.app.inject({
			method: "POST",
			url: "/v1/candidates/import",
			headers: { authorization: `Bearer ${wire.token}`, "content-type": "application/x-ndjson" },
			payload: people.map((one) => JSON.stringify(one)).join("\n"),
		});
		expect((await wire.v1("PUT", "/v1/retention", RULES)).statusCode).toBe(200);
		wire.pass(400 * DAY);
		wire = { ...wire, ...(await renewed(wire)) };
	});
	afterEach(async () => {
		fails = null;
		await wire.close();
	});

	const RULES = { schedule: "daily", rules: [{ id: "rejected", outcomes: ["rejected"], days: 180 }] };
	const run = async (dryRun: boolean) => wire.v1("POST", "/v1/retention/runs", { dryRun });
	const left = async () => (await (await wire.scope()).store.list("person", { limit: 1000 })).length;

	test("says who is due without erasing anybody, then erases them with receipts that can be checked", async () => {
		const dry = (await run(true)).json();
		expect(dry).toMatchObject({
			dryRun: true,
			looked: 130,
			rules: [{ id: "rejected", matched: 110, due: 110, erased: 0 }],
		});
		expect(dry.candidateIds).toHaveLength(110);
		expect(await left()).toBe(130);
		const done = (await run(false)).json();
		expect(done).toMatchObject({ dryRun: false, rules: [{ due: 110, erased: 110 }], failures: [] });
		expect(done.candidateIds.toSorted()).toEqual(dry.candidateIds);
		expect(await left()).toBe(20);
		const { items } = (await wire.v1("GET", `/v1/retention/runs/${done.id}/receipts`)).json() as {
			items: ErasureReceipt[];
		};
		expect(items.flatMap(({ receipt }) => receipt.candidateIds).toSorted()).toEqual(dry.candidateIds);
		for (const receipt of items) expect((await verifyReceipt(receipt)).every(({ holds }) => holds)).toBe(true);
		expect(items[0]?.receipt.reason).toBe("retention-rejected");
		expect((await run(false)).json().rules[0]).toMatchObject({ due: 0 });
		const log = (await wire.tenancy.audit.latest("acme" as never, 1000)).filter(
			({ action }) => action === "retention.run",
		);
		expect(log.map(({ result }) => result.outcome)).toEqual(["ok", "begun", "ok", "begun"]);
	});

	test("that is cut off is gone on with, and everybody has a receipt in the end", async () => {
		let writes = 0;
		fails = () => ++writes > 8;
		expect((await run(false)).statusCode).toBe(503);
		fails = null;
		const between = await left();
		expect(between).toBeGreaterThan(20);
		expect(between).toBeLessThan(130);
		expect((await run(false)).statusCode).toBe(200);
		expect(await left()).toBe(20);
		const runs = (await wire.v1("GET", "/v1/retention/runs")).json().items as { id: string; candidateIds: string[] }[];
		const receipts = await Promise.all(
			runs.map(
				async ({ id }) => (await wire.v1("GET", `/v1/retention/runs/${id}/receipts`)).json().items as ErasureReceipt[],
			),
		);
		expect(new Set(receipts.flat().flatMap(({ receipt }) => receipt.candidateIds)).size).toBe(110);
	});

	test("is one at a time: another, in this process or another, is refused, and nobody is erased twice", async () => {
		const both = await Promise.all([run(false), run(false)]);
		expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
		expect(both.find(({ statusCode }) => statusCode === 409)?.json().code).toBe("retention-running");
		const items = (await wire.v1("GET", "/v1/retention/runs")).json().items;
		expect(items).toMatchObject([{ rules: [{ erased: 110 }] }]);
		const { store } = await wire.scope();
		const lease = async (until: number) => {
			const record = JSON.stringify({ by: "elsewhere", until: new Date(Date.now() + until).toISOString() });
			await store.write([{ op: "put", collection: "setting", id: "retention-running", record }]);
			return (await run(false)).statusCode;
		};
		expect([await lease(400 * DAY + 60_000), await lease(400 * DAY - 60_000), await run(false)]).toMatchObject([
			409,
			200,
			{ statusCode: 200 },
		]);
	});

	test("is refused under a legal hold, and a dry run is not", async () => {
		await wire.tenancy.tenants.update("acme" as never, { legalHold: { reason: "case 12" } });
		const answer = await run(false);
		expect([answer.statusCode, answer.json().code]).toEqual([409, "legal-hold"]);
		expect((await run(true)).statusCode).toBe(200);
		expect(await left()).toBe(130);
		expect(await isRunDue(await wire.scope(), new Date())).toBe(false);
	});

	test("comes once a day where the tenant wants that", async () => {
		const due = async (days: number) => isRunDue(await wire.scope(), new Date(Date.now() + days * DAY));
		expect(await due(400)).toBe(true);
		await run(false);
		expect(await due(400.5)).toBe(false);
		expect(await due(401.1)).toBe(true);
		await wire.v1("PUT", "/v1/retention", { ...RULES, schedule: "off" });
		expect(await due(402)).toBe(false);
	});
});

/** Tokens end within the time that passes. */
async function renewed(wire: Wire): Promise<Pick<Wire, "v1">> {
	const authorization = `Bearer ${await wire.tokenOf("acme")}`;
	return {
		v1: (method, url, payload) =>
			wire.app.inject({ method, url, ...(payload === undefined ? {} : { payload }), headers: { authorization } }),
	};
}

/** An engine whose tenants' stores take no writes while it is told so: what a process that dies looks like to the store. */
function failing(engine: Engine, fails: () => boolean): Engine {
	return {
		...engine,
		drop: (name) => engine.drop(name),
		close: () => engine.close(),
		open: async (name, key, options) => {
			const store = await engine.open(name, key, options);
			if (name.kind !== "tenant") return store;
			return new Proxy(store, {
				get: (target, property) => {
					if (property === "write")
						return async (changes: never) => {
							if (fails()) throw new TributaryError("store-unavailable");
							return target.write(changes);
						};
					const value = Reflect.get(target, property) as unknown;
					return typeof value === "function" ? value.bind(target) : value;
				},
			});
		},
	};
}

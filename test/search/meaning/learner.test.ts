import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TenantId } from "../../../src/domain/tenant.ts";
import { openMemoryEngine } from "../../../src/engine/memory/engine.ts";
import type { Engine } from "../../../src/engine/port.ts";
import {
	createLearner,
	LEAST_PEOPLE,
	type Learner,
	type LearnerOptions,
} from "../../../src/search/meaning/learned/learner.ts";
import { forgetLearned } from "../../../src/search/meaning/learned/model.ts";
import { createLearnedModels, type LearnedModels } from "../../../src/search/meaning/learned/models.ts";
import { type LearningTenant, openTenant, putAll, storedModel, twoTrades } from "./learned-world.ts";

/** Learning in the background, with the real worker thread and the shipped vocabulary. */

let engine: Engine;
let acme: LearningTenant;
let models: LearnedModels;
let now: number;
const learners: Learner[] = [];

beforeEach(async () => {
	engine = openMemoryEngine();
	acme = await openTenant(engine, "acme");
	now = Date.parse("2026-06-01T00:00:00Z");
	models = createLearnedModels(() => now);
});
afterEach(async () => {
	await Promise.all(learners.splice(0).map((learner) => learner.close()));
	await engine.close();
});

function learner(options: Partial<LearnerOptions> = {}, settings: object = {}): Learner {
	const made = createLearner({
		openScope: async () => acme.scope(settings),
		models,
		clock: () => new Date(now),
		quiet: 1,
		...options,
	});
	learners.push(made);
	return made;
}

const nearTo = async (key: string, { scope }: LearningTenant = acme, settings: object = {}) =>
	(await models.of(scope(settings))).near(key, "").map((near) => near.label);
const ACME = "acme" as TenantId;

test("what stands side by side is near in the tenant's own searches", async () => {
	await putAll(acme.store, twoTrades(40));
	expect(await learner().learn(acme.scope())).toBe(80);
	const near = await nearTo("skill-text:zorptran");
	expect(near).toContain("Quellix");
	expect(near).not.toContain("Teigomat");
	expect(acme.audit).toEqual([{ action: "relatedness.learn", result: { outcome: "ok", count: 80 } }]);
});

describe("two worlds", () => {
	test("R1: another tenant's resumes change no byte of what was learned, and are not seen in it", async () => {
		await putAll(acme.store, twoTrades(40));
		await learner().learn(acme.scope());
		const alone = await storedModel(acme.store);
		const other = await openTenant(engine, "other");
		const loud = twoTrades(400).map(({ id }) => ({
			id,
			resume: { skills: [{ name: "Zorptran" }, { name: "Teigomat" }, { name: "Sekretlab" }] },
		}));
		await putAll(other.store, loud);
		await learner().learn(other.scope());
		await learner().learn(acme.scope());
		expect(await storedModel(acme.store)).toBe(alone);
		expect(alone).not.toMatch(/sekretlab/i);
		expect(await storedModel(other.store)).not.toMatch(/quellix/i);
		expect(await nearTo("skill-text:zorptran", acme)).not.toContain("Teigomat");
	});
	test("a tenant that is wiped and made anew under its name has learned nothing", async () => {
		await putAll(acme.store, twoTrades(40));
		await learner().learn(acme.scope());
		expect(await nearTo("skill-text:zorptran")).not.toEqual([]);
		await engine.drop({ kind: "tenant", tenant: ACME });
		const again = await openTenant(engine, "acme");
		const later = { ...again.scope(), tenant: { ...again.scope().tenant, createdAt: "2026-05-01T00:00:00.000Z" } };
		expect((await models.of(later)).near("skill-text:zorptran", "")).toEqual([]);
	});
});

describe("it can be switched off", () => {
	const off = { learnedRelatedness: false };
	test("then searches heed nothing that was learned, and it is deleted", async () => {
		await putAll(acme.store, twoTrades(40));
		await learner().learn(acme.scope());
		expect(await nearTo("skill-text:zorptran", acme, off)).toEqual([]);
		expect(await learner().learn(acme.scope(off))).toBe(0);
		expect(await storedModel(acme.store)).toBeNull();
	});
	test("by the setting it is deleted at once", async () => {
		await putAll(acme.store, twoTrades(40));
		await learner().learn(acme.scope());
		await forgetLearned(acme.scope());
		expect(await storedModel(acme.store)).toBeNull();
	});
});

describe("in the background", () => {
	const learned = async (one: Learner) => {
		// The look comes after the quiet time; then the run is waited for.
		await new Promise((resolve) => setTimeout(resolve, 50));
		await one.idle();
		return (await acme.store.read("setting", { ids: ["learned-relatedness-mark"] }))[0]?.record ?? null;
	};
	test("nothing is learned from fewer people than tell anything", async () => {
		await putAll(acme.store, twoTrades(LEAST_PEOPLE / 2 - 1));
		const one = learner();
		one.changed(ACME);
		expect(await learned(one)).toBeNull();
	});
	test("it is learned after a change, and again only when enough has changed", async () => {
		await putAll(acme.store, twoTrades(40));
		const one = learner();
		one.changed(ACME);
		expect(JSON.parse((await learned(one)) ?? "")).toMatchObject({ people: 80, stale: false });
		await putAll(acme.store, [{ id: "new", resume: {} }]);
		one.changed(ACME);
		expect(JSON.parse((await learned(one)) ?? "")).toMatchObject({ people: 80, stale: true });
		await putAll(acme.store, twoTrades(70));
		one.changed(ACME);
		expect(JSON.parse((await learned(one)) ?? "")).toMatchObject({ people: 141, stale: false });
	});
	test("a small change is taken up after a day, also by the next process", async () => {
		await putAll(acme.store, twoTrades(40));
		const one = learner();
		await one.learn(acme.scope());
		await putAll(acme.store, [{ id: "new", resume: {} }]);
		one.changed(ACME);
		await learned(one);
		const next = learner();
		expect(await next.resumeAll([ACME])).toBe(0);
		now += 86_400_000;
		expect(await next.resumeAll([ACME])).toBe(1);
		expect(JSON.parse((await learned(next)) ?? "")).toMatchObject({ people: 81, stale: false });
	});
	test("what an ended process had not finished is begun again after the start", async () => {
		await putAll(acme.store, twoTrades(40));
		const ended = learner();
		const work = ended.learn(acme.scope());
		const told = expect(work).rejects.toThrow();
		await ended.close();
		await told;
		expect(await storedModel(acme.store)).toBeNull();
		const next = learner();
		expect(await next.resumeAll([ACME])).toBe(1);
		await next.idle();
		expect(await storedModel(acme.store)).not.toBeNull();
	});
});

describe("its limits", () => {
	test("beyond the time nothing is kept, and what was there stays", async () => {
		await putAll(acme.store, twoTrades(40));
		await learner().learn(acme.scope());
		const before = await storedModel(acme.store);
		const hurried = learner({ limits: { time: 1, memory: 384 } });
		await expect(hurried.learn(acme.scope())).rejects.toMatchObject({ code: "internal" });
		expect(await storedModel(acme.store)).toBe(before);
	});
	test("beyond the memory the thread ends, and the process lives", async () => {
		const wide = twoTrades(2000).map(({ id }, person) => ({
			id,
			resume: {
				skills: Array.from({ length: 60 }, (_, at) => ({ name: `Zq ${"abcdefghij".repeat(4)} ${person} ${at}` })),
			},
		}));
		await putAll(acme.store, wide);
		const narrow = learner({ limits: { time: 60_000, memory: 24 } });
		await expect(narrow.learn(acme.scope())).rejects.toMatchObject({ code: "internal" });
	}, 60_000);
});

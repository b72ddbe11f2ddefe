import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openMemoryEngine } from "../../../src/engine/memory/engine.ts";
import type { Engine } from "../../../src/engine/port.ts";
import { createServiceAsk } from "../../../src/export/ask-service.ts";
import { removalOf } from "../../../src/ingest/remove-candidate.ts";
import { type Embedder, EmbedderFault } from "../../../src/search/meaning/embedder.ts";
import { createEndpointEmbedder } from "../../../src/search/meaning/endpoint-embedder.ts";
import { embedAll } from "../../../src/search/meaning/people/embed-people.ts";
import { createPeopleEmbedder } from "../../../src/search/meaning/people/people-embedder.ts";
import { DIMENSION, type EmbeddingService, serveEmbeddings } from "./hashing-embedder.ts";
import { type LearningTenant, openTenant, type PersonRecord, putAll } from "./learned-world.ts";

/**
 * Vectors of people, as they are made and kept. The model counts letters (hashing-embedder.ts): it is the same on every machine, without
 * weights to load; what a real one is worth is measured by `npm run bench -- meaning`.
 */

let service: EmbeddingService;
beforeAll(async () => {
	service = await serveEmbeddings();
});
afterEach(() => {
	service.answerWith(null);
	service.asked.length = 0;
});
afterAll(() => service.close());

const embedder = (model = "hashed", languages = ["en"]): Embedder =>
	createEndpointEmbedder({
		model,
		languages,
		dimension: DIMENSION,
		ask: createServiceAsk({ url: service.url, allowLoopback: true, allowPrivate: false, timeout: 2000 }),
	});
const going = new AbortController().signal;
const texts = () => service.asked.flatMap(({ body }) => body.input);

const person = (id: string, position: string, skills: readonly string[] = []): PersonRecord => ({
	id,
	resume: { work: [{ position }], skills: skills.map((name) => ({ name })) },
});
async function openFilled(people: readonly PersonRecord[], engine: Engine = openMemoryEngine(), id = "acme") {
	const tenant = await openTenant(engine, id);
	await putAll(tenant.store, people);
	return tenant;
}
const vectorOf = async ({ store }: LearningTenant, id: string) =>
	(await store.read("embedding", { ids: [id] }))[0] ?? null;

describe("making vectors", () => {
	test("one byte a number, of titles and skills, in the tenant's own store", async () => {
		const acme = await openFilled([person("a", "Flow wrangler", ["Zorptran"]), person("b", "Nurse")]);
		expect(await embedAll(acme.store, embedder(), going)).toBe(2);
		expect(texts()).toEqual(["Flow wrangler. Zorptran", "Nurse"]);
		const stored = await vectorOf(acme, "a");
		expect(stored?.blob).toHaveLength(DIMENSION);
		expect(Object.keys(JSON.parse(stored?.record ?? ""))).toEqual(["embedder", "digest"]);
	});
	test("only of what changed", async () => {
		const people = Array.from({ length: 200 }, (_, at) => person(`p${1000 + at}`, `Wrangler ${at}`));
		const acme = await openFilled(people);
		expect(await embedAll(acme.store, embedder(), going)).toBe(200);
		expect(service.asked.map(({ body }) => body.input.length)).toEqual([64, 64, 64, 8]);
		service.asked.length = 0;
		expect(await embedAll(acme.store, embedder(), going)).toBe(0);
		await putAll(acme.store, [person("p1007", "Herder")]);
		expect(await embedAll(acme.store, embedder(), going)).toBe(1);
		expect(texts()).toEqual(["Herder"]);
	});
	test("all anew for another model", async () => {
		const acme = await openFilled([person("a", "Nurse")]);
		await embedAll(acme.store, embedder(), going);
		expect(await embedAll(acme.store, embedder("other"), going)).toBe(1);
		expect(JSON.parse((await vectorOf(acme, "a"))?.record ?? "").embedder).toMatch(/other/);
	});
	test("none of who says nothing, or writes in a language that the model does not know", async () => {
		const german = "Ich habe in der Entwicklung gearbeitet und bin für die Leitung der Aufgaben verantwortlich.";
		const acme = await openFilled([
			person("zh", "软件工程师"),
			{ id: "de", resume: { basics: { summary: german }, work: [{ position: "Head of Data" }] } },
			{ id: "none", resume: {} },
		]);
		expect(await embedAll(acme.store, embedder(), going)).toBe(0);
		expect(await embedAll(acme.store, embedder("hashed", ["en", "de", "zh"]), going)).toBe(2);
		await putAll(acme.store, [{ id: "zh", resume: {} }]);
		await embedAll(acme.store, embedder("hashed", ["en", "de", "zh"]), going);
		expect(await vectorOf(acme, "zh")).toBeNull();
	});
	test("nothing of it lies in what is indexed", async () => {
		const acme = await openFilled([person("a", "Nurse")]);
		const before = await acme.store.suggest("", 100);
		await embedAll(acme.store, embedder(), going);
		expect(await acme.store.suggest("", 100)).toEqual(before);
		expect((await acme.store.read("person", { ids: ["a"] }))[0]?.version).toBe(1);
	});
});

describe("who is gone", () => {
	test("takes the vector along, in the same write", async () => {
		const acme = await openFilled([]);
		const at = "2026-01-01T00:00:00.000Z";
		const record = {
			id: "a",
			resume: { work: [{ position: "Nurse" }] },
			file: null,
			match: null,
			createdAt: at,
			updatedAt: at,
		};
		await putAll(acme.store, [record]);
		await embedAll(acme.store, embedder(), going);
		const { changes } = await removalOf(acme.scope(), ["a"]);
		await acme.store.write(changes);
		expect(await vectorOf(acme, "a")).toBeNull();
	});
	test("while the model is asked, gets none; and who changed gets that of the new text", async () => {
		const acme = await openFilled([person("a", "Nurse"), person("b", "Baker")]);
		const slow: Embedder = {
			...embedder(),
			async embed(asked) {
				if (asked.includes("Nurse"))
					await acme.store
						.write([{ op: "delete", collection: "person", id: "a" }])
						.then(() => putAll(acme.store, [person("b", "Herder")]));
				return embedder().embed(asked);
			},
		};
		expect(await embedAll(acme.store, slow, going)).toBe(1);
		expect(await vectorOf(acme, "a")).toBeNull();
		expect(texts()).toEqual(["Nurse", "Baker", "Herder"]);
		expect(await embedAll(acme.store, embedder(), going)).toBe(0);
	});
});

describe("in the background", () => {
	const open = (tenant: LearningTenant, settings: object = {}, errors: unknown[] = []) =>
		createPeopleEmbedder({
			embedder: embedder(),
			network: { embed: (work) => work(tenant.store) },
			openScope: async () => tenant.scope(settings),
			quiet: 5,
			retry: 20,
			onError: (error) => errors.push(error),
		});

	test("who changed is looked at soon after, and that is written down", async () => {
		const acme = await openFilled([person("a", "Nurse"), person("b", "Baker")]);
		const background = open(acme);
		background.changed(acme.scope().tenant.id, ["b"]);
		await expect.poll(() => vectorOf(acme, "b")).not.toBeNull();
		await background.close();
		expect(texts()).toEqual(["Baker"]);
		expect(acme.audit).toEqual([{ action: "embedding.update", result: { outcome: "ok", count: 1 } }]);
	});
	test("a model that is down holds nothing up, and everybody is taken up when it is back", async () => {
		const acme = await openFilled([person("a", "Nurse")]);
		const errors: unknown[] = [];
		const background = open(acme, {}, errors);
		service.answerWith({ status: 503 });
		await background.resumeAll(async () => [acme.scope().tenant.id]);
		expect(errors[0]).toBeInstanceOf(EmbedderFault);
		expect(await vectorOf(acme, "a")).toBeNull();
		service.answerWith(null);
		await expect.poll(() => vectorOf(acme, "a")).not.toBeNull();
		await background.close();
	});
	test("a tenant that switches it off keeps none", async () => {
		const acme = await openFilled([person("a", "Nurse")]);
		const on = open(acme);
		expect(await on.embed(acme.scope())).toBe(1);
		service.asked.length = 0;
		expect(await on.embed(acme.scope({ meaningSimilarity: false }))).toBe(1);
		expect(await vectorOf(acme, "a")).toBeNull();
		expect(await on.embed(acme.scope({ meaningSimilarity: false }))).toBe(0);
		expect(texts()).toEqual([]);
		await on.close();
	});
	test("R1: one tenant's vectors are as they were, whatever another tenant stores", async () => {
		const alone = await openFilled([person("a", "Nurse")]);
		const engine = openMemoryEngine();
		const beside = await openFilled([person("a", "Nurse")], engine);
		const other = await openFilled([person("a", "Baker"), person("z", "Nurse")], engine, "other");
		for (const tenant of [alone, other, beside]) await embedAll(tenant.store, embedder(), going);
		expect(await vectorOf(beside, "a")).toEqual(await vectorOf(alone, "a"));
		expect(await vectorOf(beside, "z")).toBeNull();
	});
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openMemoryEngine } from "../../../src/engine/memory/engine.ts";
import { createServiceAsk, type ServiceSettings } from "../../../src/export/ask-service.ts";
import { createDictionary } from "../../../src/search/meaning/dictionary.ts";
import { type Embedder, EmbedderFault } from "../../../src/search/meaning/embedder.ts";
import { createEndpointEmbedder } from "../../../src/search/meaning/endpoint-embedder.ts";
import { createFolderEmbedder } from "../../../src/search/meaning/folder-embedder.ts";
import { createLearner } from "../../../src/search/meaning/learned/learner.ts";
import { createLearnedModels } from "../../../src/search/meaning/learned/models.ts";
import { DIMENSION, type EmbeddingService, serveEmbeddings } from "./hashing-embedder.ts";
import { type LearningTenant, openTenant, putAll, twoTrades } from "./learned-world.ts";

let service: EmbeddingService;
const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-embeddings-"));
beforeAll(async () => {
	service = await serveEmbeddings();
});
afterEach(() => service.answerWith(null));
afterAll(async () => {
	await service.close();
	rmSync(folder, { recursive: true });
});

function endpoint(settings: Partial<ServiceSettings & { dimension: number; languages: string[] }> = {}): Embedder {
	const { dimension = DIMENSION, languages = ["en"], ...service_ } = settings;
	const ask = createServiceAsk({
		url: service.url,
		allowLoopback: true,
		allowPrivate: false,
		timeout: 2000,
		...service_,
	});
	return createEndpointEmbedder({ model: "hashed", languages, dimension, ask });
}

describe("a service that is asked over HTTP", () => {
	test("answers unit vectors in the order of the texts, however it orders them", async () => {
		const [one, other, again] = await endpoint().embed(["flow wrangler", "crumb keeper", "flow wrangler"]);
		expect(one).toEqual(again);
		expect(one).not.toEqual(other);
		expect(Math.hypot(...(one ?? []))).toBeCloseTo(1, 5);
	});
	test("is sent the model, the texts and the key of the file, and nothing else", async () => {
		const keyFile = path.join(folder, "key");
		writeFileSync(keyFile, "sesame\n");
		await endpoint({ keyFile }).embed(["nurse"]);
		expect(service.asked.at(-1)).toEqual({
			body: { model: "hashed", input: ["nurse"], encoding_format: "float" },
			key: "Bearer sesame",
		});
	});
	test.each([
		["an error", { status: 500 }],
		["no JSON", { body: "<html>" }],
		["too few vectors", { body: JSON.stringify({ data: [] }) }],
		["a vector of other length", { body: JSON.stringify({ data: [{ index: 0, embedding: [1, 2] }] }) }],
		[
			"a vector of nothing",
			{ body: JSON.stringify({ data: [{ index: 0, embedding: new Array(DIMENSION).fill(0) }] }) },
		],
		["an endless body", { body: " ".repeat(1_000_000) }],
	])("%s is a fault", async (_name, answer) => {
		service.answerWith(answer);
		await expect(endpoint().embed(["nurse"])).rejects.toThrow(EmbedderFault);
	});
	test("no answer in time is a fault", async () => {
		service.answerWith({ hang: true });
		await expect(endpoint({ timeout: 50 }).embed(["nurse"])).rejects.toThrow(EmbedderFault);
	});
	test("this machine is asked only where that was allowed", async () => {
		const before = service.asked.length;
		await expect(endpoint({ allowLoopback: false }).embed(["nurse"])).rejects.toThrow(EmbedderFault);
		expect(service.asked).toHaveLength(before);
	});
});

describe("a model in a folder", () => {
	test("without its package says what to install", async () => {
		const embedder = createFolderEmbedder({ folder, languages: ["en"], dimension: 2 });
		await expect(embedder.embed(["nurse"])).rejects.toMatchObject({ code: "invalid-configuration" });
	});
	test("is read from this machine only", async () => {
		const env = { allowRemoteModels: true, localModelPath: "" };
		const opened: string[] = [];
		const pipeline = async (_task: string, model: string) => {
			opened.push(model);
			return async (texts: readonly string[]) => ({ tolist: () => texts.map(() => [3, 4]) });
		};
		const embedder = createFolderEmbedder({ folder, languages: ["en"], dimension: 2 }, async () => ({ env, pipeline }));
		expect(await embedder.embed(["a"])).toEqual([Float32Array.of(0.6, 0.8)]);
		await embedder.embed(["b"]);
		expect(env).toEqual({ allowRemoteModels: false, localModelPath: path.dirname(folder) });
		expect(opened).toEqual([path.basename(folder)]);
	});
});

describe("the tenant's dictionary", () => {
	const learnIn = async (tenant: LearningTenant, embedder: Embedder, errors: unknown[] = []) => {
		const embeddings = createDictionary(embedder, { leastSimilarity: 0.4, onError: (error) => errors.push(error) });
		const learner = createLearner({
			openScope: async () => tenant.scope(),
			models: createLearnedModels(),
			embeddings,
			clock: () => new Date("2026-06-01T00:00:00Z"),
		});
		await learner.learn(tenant.scope());
		return { embeddings, learner };
	};
	const filled = async (id = "acme") => {
		const tenant = await openTenant(openMemoryEngine(), id);
		await putAll(tenant.store, twoTrades(40));
		return tenant;
	};

	test("is embedded when it is made, and words near to an entry find it", async () => {
		const acme = await filled();
		const { embeddings } = await learnIn(acme, endpoint());
		const found = (await embeddings.near(acme.scope(), ["flow wranglers"]))?.near(
			"title-text:flow wranglers",
			"flow wranglers",
		);
		expect(found?.[0]).toMatchObject({ key: "title-text:flow wrangler", source: "embedding" });
		expect(found?.[0]?.similarity).toBeGreaterThan(0.6);
	});
	test("lies in the tenant's own store, as vectors of a quarter of the size", async () => {
		const acme = await filled();
		await learnIn(acme, endpoint());
		const [stored] = await acme.store.read("setting", { ids: ["dictionary-embeddings"] });
		expect(JSON.parse(stored?.record ?? "").entries).toHaveLength(10);
		expect(stored?.blob).toHaveLength(10 * DIMENSION);
	});
	test("vectors of another model are not compared, and the next look makes them anew", async () => {
		const acme = await filled();
		await learnIn(acme, endpoint());
		const other = createEndpointEmbedder({
			model: "other",
			languages: ["en"],
			dimension: DIMENSION,
			ask: async () => ({ status: 500 }),
		});
		const embeddings = createDictionary(other, { leastSimilarity: 0 });
		expect((await embeddings.near(acme.scope(), ["nurse"]))?.near("", "nurse")).toEqual([]);
		const learner = createLearner({
			openScope: async () => acme.scope(),
			models: createLearnedModels(),
			embeddings,
			clock: () => new Date("2026-06-01T00:00:00Z"),
		});
		expect(await learner.resumeAll([acme.scope().tenant.id])).toBe(1);
		await learner.close();
	});
	test("a model that does not answer stops neither the learning nor a search", async () => {
		const acme = await filled();
		const errors: unknown[] = [];
		service.answerWith({ status: 503 });
		await learnIn(acme, endpoint(), errors);
		expect((await acme.store.read("setting", { ids: ["learned-relatedness"] }))[0]).not.toBeNull();
		service.answerWith(null);
		const { embeddings } = await learnIn(acme, endpoint(), errors);
		service.answerWith({ status: 503 });
		expect(await embeddings.near(acme.scope(), ["wrangler"])).toBeNull();
		expect(errors.every((error) => error instanceof EmbedderFault)).toBe(true);
	});
	test("a search waits for a slow model no longer than it was told", async () => {
		const acme = await filled();
		await learnIn(acme, endpoint());
		service.answerWith({ hang: true });
		const embeddings = createDictionary(endpoint(), { leastSimilarity: 0.4, patience: 20 });
		const began = performance.now();
		expect(await embeddings.near(acme.scope(), ["wrangler"])).toBeNull();
		expect(performance.now() - began).toBeLessThan(1000);
	});
	test("what one tenant asked is asked again for another: nobody can tell it by the time it takes", async () => {
		const acme = await filled();
		const other = await filled("other");
		const embedder = endpoint();
		const { embeddings } = await learnIn(acme, embedder);
		await learnIn(other, embedder);
		const count = async (tenant: LearningTenant) => {
			const before = service.asked.length;
			await embeddings.near(tenant.scope(), ["flow wranglers"]);
			return service.asked.length - before;
		};
		expect(await count(acme)).toBe(1);
		expect(await count(acme)).toBe(0);
		expect(await count(other)).toBe(1);
	});
});

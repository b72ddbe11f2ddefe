import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { RankingProfile } from "../../domain/ranking-profile.ts";
import {
	CorpusInput,
	CorpusQuery,
	CorpusSummary,
	listCorpora,
	readCorpus,
	removeCorpus,
	writeCorpus,
} from "../../lab/corpora.ts";
import { removePairsOf } from "../../lab/pairs.ts";
import {
	listProfiles,
	ProfileInput,
	ProfileSummary,
	readProfile,
	removeProfile,
	writeProfile,
} from "../../lab/profiles.ts";
import { LabName } from "../../lab/records.ts";
import { TrialAnswer, TrialInput, tryProfiles } from "../../lab/trials.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";

const ProfileParameter = z.strictObject({ id: RankingProfile.shape.id });
export const CorpusParameter = z.strictObject({ id: LabName });
const OwnCorpus = z.strictObject({
	id: LabName,
	name: z.string(),
	queries: z.array(CorpusQuery),
	createdAt: z.iso.datetime(),
	updatedAt: z.iso.datetime(),
});
const Nothing = z.null().describe("Nothing.");

const tags = ["ranking"];
const read = { access: { permission: "ranking:read" } } as const;
const write = { access: { permission: "ranking:write" } } as const;

/** The ranking engineer's collections and profiles, and two rankings side by side on one query. */
export async function rankingRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	corpusRoutes(instance, deps);
	profileRoutes(instance, deps);
	trialRoute(instance, deps);
}

function corpusRoutes(instance: FastifyInstance, { lab }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const one = { tags, params: CorpusParameter };
	app.get("/v1/ranking/corpora", {
		config: read,
		schema: {
			tags,
			summary: "List collections to measure rankings on",
			description: `Shipped: fictitious people, with their judgments. Own: the tenant's questions about its own people, as they are when it
is measured; \`candidates\` is null for these.`,
			response: { 200: z.strictObject({ items: z.array(CorpusSummary) }), ...FAILURES },
		},
		handler: async (request) => ({ items: await listCorpora(scopeOf(request)) }),
	});
	app.get("/v1/ranking/corpora/:id", {
		config: read,
		schema: { ...one, summary: "Read a collection of the tenant's own", response: { 200: OwnCorpus, ...FAILURES } },
		handler: (request) => readCorpus(scopeOf(request), request.params.id),
	});
	app.put("/v1/ranking/corpora/:id", {
		config: write,
		schema: {
			...one,
			summary: "Write a collection of the tenant's own, whole",
			description: "What was judged stays, by the ids of the queries.",
			body: CorpusInput,
			response: { 200: OwnCorpus, ...FAILURES },
		},
		handler: (request) => writeCorpus(scopeOf(request), request.params.id, request.body, lab.clock()),
	});
	app.delete("/v1/ranking/corpora/:id", {
		config: write,
		schema: {
			...one,
			summary: "Remove a collection of the tenant's own, with everything that was judged on it",
			response: { 204: Nothing, ...FAILURES },
		},
		handler: async (request, reply) => {
			const scope = scopeOf(request);
			const { id } = request.params;
			await removeCorpus(scope, id, () => removePairsOf(scope.store, id));
			return reply.status(204).send(null);
		},
	});
}

function profileRoutes(instance: FastifyInstance, { lab }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const one = { tags, params: ProfileParameter };
	app.get("/v1/ranking/profiles", {
		config: read,
		schema: {
			tags,
			summary: "List ranking profiles, shipped and the tenant's own",
			response: { 200: z.strictObject({ items: z.array(ProfileSummary) }), ...FAILURES },
		},
		handler: async (request) => ({ items: await listProfiles(scopeOf(request), lab) }),
	});
	app.get("/v1/ranking/profiles/:id", {
		config: read,
		schema: { ...one, summary: "Read a ranking profile", response: { 200: RankingProfile, ...FAILURES } },
		handler: (request) => readProfile(scopeOf(request), lab, request.params.id),
	});
	app.put("/v1/ranking/profiles/:id", {
		config: write,
		schema: {
			...one,
			summary: "Keep weights as a version of the tenant's own",
			description: `A version is never changed: name the next one. It is used for trials and runs of this tenant; no other tenant sees it, and it
ends with the tenant. What is to order everybody's searches the operator puts into ranking/profiles.`,
			body: ProfileInput,
			response: { 201: RankingProfile, ...FAILURES },
		},
		handler: async (request, reply) =>
			reply.status(201).send(await writeProfile(scopeOf(request), lab, request.params.id, request.body)),
	});
	app.delete("/v1/ranking/profiles/:id", {
		config: write,
		schema: { ...one, summary: "Remove a version of the tenant's own", response: { 204: Nothing, ...FAILURES } },
		handler: async (request, reply) => {
			await removeProfile(scopeOf(request), request.params.id);
			return reply.status(204).send(null);
		},
	});
}

function trialRoute(instance: FastifyInstance, { lab }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.post("/v1/ranking/trials", {
		config: write,
		schema: {
			tags,
			summary: "Two rankings on one query, side by side",
			description: `Each is named, or given as weights, which are not kept. The people are the tenant's and the network's, without
names, schools and addresses, each with the reasons for his place in either list.`,
			body: TrialInput,
			response: { 200: TrialAnswer, ...FAILURES },
		},
		handler: (request) => tryProfiles(scopeOf(request), lab, request.body),
	});
}

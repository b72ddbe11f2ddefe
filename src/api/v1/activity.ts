import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { ENTRIES, type EntryKind, type EntryOf, removeEntry, writeEntry } from "../../sync/activity.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { IdParameter } from "./parameters.ts";

const Written = z.strictObject({ id: z.string() });

interface Served {
	readonly url: string;
	readonly kind: EntryKind;
	readonly what: string;
	readonly description: string;
}

const SERVED: readonly Served[] = [
	{
		url: "/v1/messages/:id",
		kind: "message",
		what: "a message between a recruiter and a prospect",
		description: "The ATS fetches it where the integration CSA_API is on.",
	},
	{
		url: "/v1/stubs/:id",
		kind: "stub",
		what: "the contact data that a prospect agreed to share",
		description: "The ATS fetches it where the integration CSA_API is on.",
	},
	{
		url: "/v1/prospect-notes/:id",
		kind: "prospect-note",
		what: "a recruiter's note on a prospect",
		description:
			"The ATS fetches it where the integration CSA_API is on. `active: false` tells it that the note was deleted.",
	},
];

/** What recruiters did, for the ATS. */
export async function activityRoutes(instance: FastifyInstance, _deps: ApiDeps): Promise<void> {
	for (const served of SERVED) addEntryRoutes(instance, served);
}

function addEntryRoutes(instance: FastifyInstance, { url, kind, what, description }: Served): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const config = { access: { permission: "activity:write" } } as const;
	const tags = ["activity"];
	const body: z.ZodType<EntryOf<EntryKind>> = ENTRIES[kind];
	app.put(url, {
		config,
		schema: {
			tags,
			summary: `Write ${what}, whole`,
			description,
			params: IdParameter,
			body,
			response: { 200: Written, ...FAILURES },
		},
		handler: async (request) => {
			const { id } = await writeEntry(scopeOf(request), kind, request.params.id, request.body);
			return { id };
		},
	});
	app.delete(url, {
		config,
		schema: { tags, summary: `Remove ${what}`, params: IdParameter, response: { 204: z.null(), ...FAILURES } },
		handler: async (request, reply) => {
			await removeEntry(scopeOf(request), kind, request.params.id);
			return reply.code(204).send(null);
		},
	});
}

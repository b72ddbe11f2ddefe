import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { DeadLetter, listDeadLetters, removeDeadLetter } from "../../export/dead-letters.ts";
import { TestResult } from "../../export/deliveries.ts";
import { WebhookId } from "../../export/subscriptions.ts";
import { Webhook, WebhookInput } from "../../export/webhooks.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { cutPage, IdParameter, PageQuery, pageOf } from "./parameters.ts";

const WebhookParameter = z.strictObject({ id: WebhookId });
const SECRET_TEXT = "whsec_ and base64, for verifying as Standard Webhooks says. It is shown this once.";
const Secret = z.string().describe(SECRET_TEXT);
const WebhookWithSecret = Webhook.extend({ secret: Secret });
const Nothing = z.null().describe("Nothing.");

const read = { access: { permission: "webhooks:read" } } as const;
const write = { access: { permission: "webhooks:write" }, keyed: true } as const;
const tags = ["webhooks"];
const one = { tags, params: WebhookParameter };

/** Where the tenant's events go, and what could not be delivered. */
export async function webhookRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	readRoutes(instance, deps);
	writeRoutes(instance, deps);
	secretRoutes(instance, deps);
	deadLetterRoutes(instance, deps);
}

function readRoutes(instance: FastifyInstance, { webhooks }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/webhooks", {
		config: read,
		schema: {
			tags,
			summary: "List webhooks, by id",
			response: { 200: z.strictObject({ items: z.array(Webhook) }), ...FAILURES },
		},
		handler: async (request) => ({ items: [...(await webhooks.list(scopeOf(request)))] }),
	});
	app.get("/v1/webhooks/:id", {
		config: read,
		schema: {
			...one,
			summary: "Read a webhook: where it goes, and how it went",
			response: { 200: Webhook, ...FAILURES },
		},
		handler: (request) => webhooks.get(scopeOf(request), request.params.id),
	});
}

function writeRoutes(instance: FastifyInstance, { webhooks, deliveries }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.put("/v1/webhooks/:id", {
		config: write,
		schema: {
			...one,
			summary: "Write a webhook, whole",
			description:
				"The URL is https on port 443 of a host of the public internet. A new one answers 201 with its secret; one that is there keeps its own. Up to 20.",
			body: WebhookInput,
			response: { 200: Webhook, 201: WebhookWithSecret, ...FAILURES },
		},
		handler: async (request, reply) => {
			const scope = scopeOf(request);
			const { webhook, secret } = await webhooks.put(scope, request.params.id, request.body);
			// What waited while it was switched off goes out now.
			deliveries.wake(scope.tenant.id);
			if (secret === null) return webhook;
			return reply.status(201).send({ ...webhook, secret });
		},
	});
	app.delete("/v1/webhooks/:id", {
		config: write,
		schema: {
			...one,
			summary: "Remove a webhook, with all that waits for it",
			response: { 204: Nothing, ...FAILURES },
		},
		handler: async (request, reply) => {
			await webhooks.remove(scopeOf(request), request.params.id);
			return reply.status(204).send(null);
		},
	});
}

function secretRoutes(instance: FastifyInstance, { webhooks, deliveries }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.post("/v1/webhooks/:id/secret", {
		config: write,
		schema: {
			...one,
			summary: "Make a new secret",
			description: "Deliveries are signed with both until the old one ends, 24 hours later.",
			response: { 200: WebhookWithSecret, ...FAILURES },
		},
		handler: async (request) => {
			const { webhook, secret } = await webhooks.rotate(scopeOf(request), request.params.id);
			return { ...webhook, secret };
		},
	});
	app.post("/v1/webhooks/:id/test", {
		config: write,
		schema: {
			...one,
			summary: "Send an event of type webhook.test, once and at once",
			response: { 200: TestResult, ...FAILURES },
		},
		handler: (request) => deliveries.test(scopeOf(request), request.params.id),
	});
}

function deadLetterRoutes(instance: FastifyInstance, { deliveries }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/webhooks/dead-letters", {
		config: read,
		schema: {
			tags,
			summary: "List events that were given up, by id",
			querystring: PageQuery,
			response: { 200: pageOf(DeadLetter), ...FAILURES },
		},
		handler: async (request) => {
			const { after, limit } = request.query;
			const found = await listDeadLetters(scopeOf(request), { after, limit: limit + 1 });
			return cutPage(found, limit, ({ id }) => id);
		},
	});
	app.post("/v1/webhooks/dead-letters/:id/retry", {
		config: write,
		schema: {
			tags,
			summary: "Try an event again that was given up",
			description: "It is queued as if it were new, with the id by which the receiver knows it.",
			params: IdParameter,
			response: { 202: DeadLetter, ...FAILURES },
		},
		handler: async (request, reply) =>
			reply.status(202).send(await deliveries.retry(scopeOf(request), request.params.id)),
	});
	app.delete("/v1/webhooks/dead-letters/:id", {
		config: write,
		schema: { tags, summary: "Throw away an event", params: IdParameter, response: { 204: Nothing, ...FAILURES } },
		handler: async (request, reply) => {
			await removeDeadLetter(scopeOf(request), request.params.id);
			return reply.status(204).send(null);
		},
	});
}

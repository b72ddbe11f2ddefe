import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance, RouteOptions } from "fastify";
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from "fastify-type-provider-zod";
import * as z from "zod";
import { AccessGrant, AccessRequest, Account, AccountInvitation } from "../domain/account.ts";
import { Message, ProspectNote, Stub } from "../domain/activity.ts";
import { PERMISSIONS } from "../domain/actor.ts";
import { Candidate, CandidateImport, Job } from "../domain/candidate.ts";
import { Project, SavedSearch, SavedSearchInput } from "../domain/desk.ts";
import { WebhookEvent } from "../domain/event.ts";
import { History, Indicator } from "../domain/history.ts";
import { Hit, SearchResponse } from "../domain/hit.ts";
import { Clause, Interpretation } from "../domain/interpretation.ts";
import { LintEntry } from "../domain/lint.ts";
import { SearchRequest } from "../domain/query.ts";
import {
	ForJobRequest,
	JobsForPerson,
	Requirement,
	RequirementResponse,
	SimilarRequest,
} from "../domain/requirement.ts";
import { ParsedResume, Resume } from "../domain/resume.ts";
import { Experiment, SignalRow } from "../domain/signal.ts";
import { DeadLetter } from "../export/dead-letters.ts";
import { Webhook, WebhookInput } from "../export/webhooks.ts";
import { IDEMPOTENCY_PARAMETER } from "./idempotency.ts";
import { sessionCookie } from "./session-cookie.ts";
import type { ApiSettings } from "./settings.ts";

/** The API document: made from the schemas that validate, so it cannot say anything else than what holds. */

const ERROR_TEXT = "Problem details, RFC 9457. `code` is stable; `errors` names each fault by its place.";

export const Problem = z
	.strictObject({
		type: z.string(),
		title: z.string(),
		status: z.int(),
		code: z.string(),
		detail: z.string().optional(),
		remedy: z.string(),
		errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
		lint: z.array(LintEntry).optional().describe("Of invalid-query: remarks as in the answer of a search."),
		instance: z.string().optional(),
	})
	.describe(ERROR_TEXT);

const problem = { description: ERROR_TEXT, content: { "application/problem+json": { schema: Problem } } };
/** The failures of every route, for its response schema. */
export const FAILURES = { "4xx": problem, "5xx": problem } as const;

const components = {
	Problem,
	SearchRequest,
	SearchResponse,
	Hit,
	Clause,
	Interpretation,
	ForJobRequest,
	SimilarRequest,
	Requirement,
	RequirementResponse,
	JobsForPerson,
	Candidate,
	CandidateImport,
	Resume,
	ParsedResume,
	Job,
	SavedSearch,
	SavedSearchBody: SavedSearchInput,
	Project,
	History,
	Indicator,
	Message,
	Stub,
	ProspectNote,
	Webhook,
	WebhookBody: WebhookInput,
	/** What a receiver gets. */
	WebhookEvent,
	DeadLetter,
	SignalRow,
	Experiment,
	Account,
	AccountInvitation,
	AccessGrant,
	AccessRequest,
};

const schemaRegistry = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(components)) schemaRegistry.add(schema, { id });

const DESCRIPTION = `Search over the resumes of one tenant and a shared professional network.

Get an access token from \`POST /oauth/v2/accessToken\` (client credentials) and send it as \`Authorization: Bearer\`.
People sign in at \`/login/TENANT\` and are known by a cookie.
A token belongs to one tenant. What is another tenant's answers exactly as what does not exist.
Failures are problem details (RFC 9457). \`429\` and \`503\` carry \`Retry-After\`. Unknown fields are refused.`;

export async function installOpenApi(app: FastifyInstance, settings: ApiSettings, version: string): Promise<void> {
	const license = { name: "Apache-2.0", identifier: "Apache-2.0" };
	await app.register(swagger, {
		openapi: {
			openapi: "3.1.0",
			info: { title: "Tributary", description: DESCRIPTION, version, license },
			servers: [{ url: settings.publicUrl }],
			components: {
				securitySchemes: { oauth: oauthScheme(settings.publicUrl), session: sessionScheme(settings.publicUrl) },
			},
		},
		transform: withStreamedBody,
		transformObject: (document) => withEmptyFiles(transformObject(document)),
	});
	// Said once, from what is enforced: nobody has to repeat in the schema who may call.
	app.addHook("onRoute", (route) => {
		const access = route.config?.access;
		if (route.schema === undefined || access === undefined) return;
		const scopes = typeof access === "string" ? [] : [access.permission];
		route.schema.security = access === "public" ? [] : [{ oauth: scopes }, { session: scopes }];
	});
	if (settings.docs) await app.register(docs);
}

declare module "fastify" {
	interface FastifyContextConfig {
		/** JSON Schema by media type of a body that the route reads as a stream: it has no zod schema to be documented by. */
		streamedBody?: Readonly<Record<string, object>>;
	}
}

const transform = createJsonSchemaTransform({ schemaRegistry });

const withStreamedBody: typeof transform = (document) => {
	const made = withKey(transform(document), document.route);
	const bodies = document.route.config?.streamedBody;
	if (bodies === undefined) return made;
	const content = Object.fromEntries(Object.entries(bodies).map(([type, schema]) => [type, { schema }]));
	return { ...made, schema: { ...made.schema, body: { content } } };
};

/** Said once, of every route that takes a key. */
function withKey(made: ReturnType<typeof transform>, { config, method }: RouteOptions): ReturnType<typeof transform> {
	if (config?.keyed !== true || method !== "POST" || made.schema == null) return made;
	const headers = (made.schema.headers ?? { type: "object" }) as { readonly properties?: object };
	const properties = { ...headers.properties, "Idempotency-Key": IDEMPOTENCY_PARAMETER };
	return { ...made, schema: { ...made.schema, headers: { ...headers, properties } } };
}

const transformObject = createJsonSchemaTransformObject({ schemaRegistry });

/** A file may be empty, and then there is no body: it is taken, and told of as a file that holds nothing. */
function withEmptyFiles<T extends ReturnType<typeof transformObject>>(document: T): T {
	for (const methods of Object.values(document.paths ?? {}))
		for (const operation of Object.values(methods ?? {}) as { requestBody?: RequestBody }[])
			if (operation.requestBody !== undefined && isFile(operation.requestBody)) operation.requestBody.required = false;
	return document;
}

interface RequestBody {
	required?: boolean;
	readonly content?: Readonly<Record<string, { readonly schema?: { readonly format?: string } }>>;
}

const isFile = ({ content = {} }: RequestBody): boolean =>
	Object.values(content).every(({ schema }) => schema?.format === "binary");

function oauthScheme(publicUrl: string) {
	const tokenUrl = new URL("/oauth/v2/accessToken", publicUrl).href;
	const scopes = Object.fromEntries(PERMISSIONS.map((name) => [name, name]));
	return { type: "oauth2" as const, flows: { clientCredentials: { tokenUrl, scopes } } };
}

function sessionScheme(publicUrl: string) {
	const description =
		"A person, signed in at /login/TENANT, with the scopes of his roles. Calls that change something carry the header Tributary-CSRF.";
	return { type: "apiKey" as const, in: "cookie" as const, name: sessionCookie(publicUrl), description };
}

/** The document for people. Its files come from here; its style sheet needs inline styles, its scripts do not. */
async function docs(app: FastifyInstance): Promise<void> {
	app.addHook("onRoute", (route) => {
		route.config = { ...route.config, access: "public" };
		route.schema = { ...route.schema, hide: true };
	});
	await app.register(swaggerUi, {
		routePrefix: "/v1/docs",
		theme: { title: "Tributary API", css: [{ filename: "plain.css", content: ".topbar { display: none }" }] },
		uiConfig: { url: "/v1/openapi.json", deepLinking: true, docExpansion: "list", persistAuthorization: false },
		staticCSP: {
			"default-src": "'none'",
			"script-src": "'self'",
			"style-src": "'self' 'unsafe-inline'",
			"img-src": "'self' data:",
			"font-src": "'self' data:",
			"connect-src": "'self'",
			"base-uri": "'none'",
			"form-action": "'none'",
			"frame-ancestors": "'none'",
		},
	});
}

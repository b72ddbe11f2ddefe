import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { RankingProfile } from "../../domain/ranking-profile.ts";
import { SignalInput, SignalKind } from "../../domain/signal.ts";
import { toProblem } from "../../errors.ts";
import { Estimate, estimate, PositionRates, ratesByPosition } from "../../signals/estimate.ts";
import { readSignals } from "../../signals/read.ts";
import { reportEvents } from "../../signals/report-events.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { RecruiterHeaders, requestOwner } from "../desk-owner.ts";
import { FAILURES } from "../openapi.ts";

const MOST_EVENTS = 100;
const Reported = z.strictObject({
	kept: z.int(),
	/** In the order of the events: null, or why it is not kept. */
	results: z.array(z.strictObject({ error: z.looseObject({ code: z.string() }).nullable() })),
});
const Since = z.strictObject({ since: z.iso.datetime().optional() });
const EstimateQuery = z.strictObject({
	...Since.shape,
	profile: RankingProfile.shape.id,
	kind: SignalKind.default("opened"),
	eta: z.coerce.number().min(0).max(3).default(1),
	clip: z.coerce.number().min(1).max(1000).default(20),
});

/** What recruiters were shown and did with it: reported by clients, read by who analyses. */
export async function signalRoutes(instance: FastifyInstance, { profiles, ingest: { clock } }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const tags = ["signals"];
	const read = { access: { permission: "signals:read" } } as const;
	const since = (at: string | undefined) => ({ since: at === undefined ? 0 : Date.parse(at), now: clock() });
	app.post("/v1/signals", {
		config: { access: { permission: "search" }, honoursSeats: true, keyed: true },
		schema: {
			tags,
			summary: "Report what was done with people of a search",
			description: `For what the service cannot see itself, as an opening in a page of one's own. Without \`searchId\` it counts for the latest
page that showed the person to whoever asks. Answers 409 \`signals-off\` where the tenant keeps none.`,
			headers: RecruiterHeaders,
			body: z.strictObject({ events: z.array(SignalInput).min(1).max(MOST_EVENTS) }),
			response: { 200: Reported, ...FAILURES },
		},
		handler: async (request) => {
			const { events } = request.body;
			const errors = await reportEvents(scopeOf(request), await requestOwner(request), events, clock());
			const results = errors.map((error) => ({ error: error === null ? null : { ...toProblem(error) } }));
			return { kept: errors.filter((error) => error === null).length, results };
		},
	});
	app.get("/v1/signals", {
		config: read,
		schema: {
			tags,
			summary: "Export what was seen and what became of it, as NDJSON",
			description: `A line for each person in each page, the earliest first: SignalRow. Of people only ids, of queries and askers only digests;
\`features\` times the weights of a ranking profile is the score.`,
			querystring: Since,
			response: {
				200: { description: "The lines.", content: { "application/x-ndjson": { schema: z.string() } } },
				...FAILURES,
			},
		},
		handler: async (request, reply) => {
			const rows = await readSignals(scopeOf(request), since(request.query.since));
			const lines = rows.values().map((row) => `${JSON.stringify(row)}\n`);
			return reply.type("application/x-ndjson").send(Readable.from(lines) as unknown as string);
		},
	});
	app.get("/v1/signals/rates", {
		config: read,
		schema: {
			tags,
			summary: "How often something became of who stood at which place",
			querystring: Since,
			response: { 200: PositionRates, ...FAILURES },
		},
		handler: async (request) => ratesByPosition(await readSignals(scopeOf(request), since(request.query.since))),
	});
	app.get("/v1/signals/estimate", {
		config: read,
		schema: {
			tags,
			summary: "Estimate what another ranking would have been worth",
			description: `Inverse propensity scoring over the pages that were shown, clipped, nDCG self-normalised. The other ranking orders the people of
each page anew: of whom else it would have found it can say nothing.`,
			querystring: EstimateQuery,
			response: { 200: Estimate, ...FAILURES },
		},
		handler: async (request) => {
			const { since: from, profile: id, ...options } = request.query;
			const scope = scopeOf(request);
			const profile = profiles.get(id, scope.tenant.id);
			return estimate(await readSignals(scope, since(from)), { ...options, profile });
		},
	});
}

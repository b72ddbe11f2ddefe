import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { Seat, SeatInput } from "../../domain/seat.ts";
import { listSeats, readSeat, removeSeat, writeSeat } from "../../sync/seats.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { personUrn } from "../middleware/resource.ts";
import { FAILURES } from "../openapi.ts";
import { cutPage, IdParameter, PageQuery, pageOf } from "./parameters.ts";

const SeatAnswer = z.strictObject({ ...Seat.shape, person: z.string() });
const SeatPage = pageOf(SeatAnswer);
const answer = (seat: Seat) => ({ ...seat, person: personUrn(seat.id) });

/** The tenant's recruiters. */
export async function seatRoutes(instance: FastifyInstance, { ingest: { clock } }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const tags = ["seats"];
	const read = { access: { permission: "integrations:read" } } as const;
	const write = { access: { permission: "integrations:write" } } as const;
	app.get("/v1/seats", {
		config: read,
		schema: { tags, summary: "List seats, by id", querystring: PageQuery, response: { 200: SeatPage, ...FAILURES } },
		handler: async (request) => {
			const { after, limit } = request.query;
			const found = await listSeats(scopeOf(request), { after, limit: limit + 1 });
			return cutPage(found.map(answer), limit, ({ id }) => id);
		},
	});
	app.get("/v1/seats/:id", {
		config: read,
		schema: { tags, summary: "Read a seat", params: IdParameter, response: { 200: SeatAnswer, ...FAILURES } },
		handler: async (request) => answer(await readSeat(scopeOf(request), request.params.id)),
	});
	app.put("/v1/seats/:id", {
		config: write,
		schema: {
			tags,
			summary: "Write a seat, whole",
			description: "`person` is who the seat is on access lists and on the ATS wire.",
			params: IdParameter,
			body: SeatInput,
			response: { 200: SeatAnswer, ...FAILURES },
		},
		handler: async (request) => answer(await writeSeat(scopeOf(request), request.params.id, request.body, clock())),
	});
	app.delete("/v1/seats/:id", {
		config: write,
		schema: {
			tags,
			summary: "Remove a seat",
			description: "It can act no more, at once. What it did stays for the ATS to fetch.",
			params: IdParameter,
			response: { 204: z.null(), ...FAILURES },
		},
		handler: async (request, reply) => {
			await removeSeat(scopeOf(request), request.params.id);
			return reply.code(204).send(null);
		},
	});
}

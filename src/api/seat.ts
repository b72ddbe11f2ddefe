import type { FastifyRequest } from "fastify";
import * as z from "zod";
import { RecordId } from "../domain/candidate.ts";
import type { Asker } from "../sync/history.ts";

/** The header by which a client says for whom it asks. */
const NAME = "tributary-seat";

/** Headers of a route that honours the access lists of jobs. */
export const SeatHeaders = z.looseObject({
	[NAME]: RecordId.optional().describe(
		"The seat that this is asked for: it sees what the access lists of jobs let it see. Without it, what the token grants.",
	),
});

/** For whom a request asks; its route has {@link SeatHeaders}. */
export function askerOf(request: FastifyRequest): Asker {
	const seat = request.headers[NAME];
	return typeof seat === "string" ? { seat } : {};
}

import { caller, type Row } from "./row.ts";

/** Requests that carry a key, so that they may be sent again (draft-ietf-httpapi-idempotency-key-header). */
export const IDEMPOTENCY_ERRORS = {
	"idempotency-key-invalid": caller(
		400,
		"The Idempotency-Key is missing or not well formed.",
		'Send one of your own making, new for each thing that is to be done, at most 255 characters: Idempotency-Key: "…" (a UUID).',
	),
	"idempotency-key-in-use": caller(
		409,
		"A request with this Idempotency-Key is being worked on.",
		"Send it again a little later: you get its answer.",
	),
	"idempotency-outcome-unknown": caller(
		409,
		"A request with this Idempotency-Key was begun, and its end was not kept.",
		"Look whether it was done: it is never done twice by this key. Where it was not, send it with a new one.",
	),
	"idempotency-key-reused": caller(
		422,
		"This Idempotency-Key was sent with another request.",
		"Use a new key for each request, and the same one only to repeat it unchanged.",
	),
} as const satisfies Record<string, Row>;

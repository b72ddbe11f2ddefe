import { caller, ours, type Row } from "./row.ts";

/** What can go wrong with keys. */
export const KEY_ERRORS = {
	sealed: caller(
		503,
		"The service is sealed: it holds no keys and answers nothing.",
		"Wait until the operator unseals it: tributary vault unseal.",
	),
	"master-key-unavailable": ours(
		503,
		"The holder of the master key does not answer.",
		"Look at the program or token that holds it, and try again.",
	),
	"rotation-unsupported": caller(
		409,
		"This key cannot be rotated where the data live.",
		"Of a tenant on a cluster: move it to files, rotate, and move it back (tributary engine move). See docs/keys.md.",
	),
} as const satisfies Record<string, Row>;

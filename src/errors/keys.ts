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
} as const satisfies Record<string, Row>;

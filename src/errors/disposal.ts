import { caller } from "./row.ts";

/** What stands in the way of the end of a tenant: rows of the one table. */
export const DISPOSAL_ERRORS = {
	"legal-hold": caller(
		409,
		"A legal hold forbids it.",
		"End the hold first, if you may: tributary tenant release ID; then ask again. The detail names its reason.",
	),
	"retention-running": caller(
		409,
		"Another run of retention is under way.",
		"See its progress: GET /v1/retention/runs, tributary retention show. One that was cut off is given up after two minutes; the next goes on with it.",
	),
	"not-approved": caller(
		409,
		"Two people have to approve this.",
		"Have them approve: tributary tenant wipe approve ID.",
	),
	"wipe-approved": caller(
		409,
		"Its wipe is approved, so it is not served.",
		"Take the request back first: tributary tenant wipe cancel ID. Once it is being erased nothing stops it: see the detail.",
	),
	"approval-refused": caller(403, "This approval does not count.", "See the detail."),
	"cooling-off": caller(
		409,
		"The cooling-off is not over.",
		"Wait for the time in the detail, or have both approvers waive it.",
	),
	"invalid-certificate": caller(422, "This is no certificate.", "Give the file as it was issued; see errors."),
} as const;

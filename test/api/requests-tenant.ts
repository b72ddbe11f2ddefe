import type { Example } from "./requests.ts";

/** Requests about the tenant itself. */

/** Made by age-keygen; nobody has its other half any more. */
const RECIPIENT = "age1xph0rn8kr2rm32wj7hl354wlga4alsa5kx486t6hwtxn75dh4qpsfxfuud";

export const TENANT_EXAMPLES: Readonly<Record<string, Example>> = {
	"GET /v1/tenant": { request: () => ({}), ok: 200 },
	// The right answer to a wrong word: the tenant is needed for what follows.
	"POST /v1/tenant/disable": { request: () => ({ payload: { confirm: "nobody" } }), ok: 422 },
	"GET /v1/tenant/keys": { request: () => ({}), ok: 200 },
	// A person's to ask for: a client is told so.
	"POST /v1/tenant/keys/data": { request: () => ({ payload: { confirm: "acme" } }), ok: 403 },
	"POST /v1/tenant/wipe": { request: () => ({ payload: { reason: "contract ended" } }), ok: 201 },
	"POST /v1/tenant/wipe/approvals": { request: () => ({ payload: {} }), ok: 422 },
	"DELETE /v1/tenant/wipe": { request: () => ({}), ok: 200 },
	"POST /v1/tenant/exports": { request: () => ({ payload: { publicKey: RECIPIENT } }), ok: 202 },
	"GET /v1/tenant/exports": { request: () => ({}), ok: 200 },
	"GET /v1/tenant/exports/:id": { request: () => ({}), ok: 404 },
	"GET /v1/tenant/exports/:id/archive": { request: () => ({}), ok: 404 },
	"DELETE /v1/tenant/exports/:id": { request: () => ({}), ok: 404 },
	"GET /v1/processing-record": { request: () => ({}), ok: 200 },
	"GET /v1/retention": { request: () => ({}), ok: 200 },
	"PUT /v1/retention": { request: () => ({ payload: { rules: [{ id: "old", days: 9000 }] } }), ok: 200 },
	"POST /v1/retention/runs": { request: () => ({ payload: { dryRun: false } }), ok: 200 },
	"GET /v1/retention/runs": { request: () => ({}), ok: 200 },
	"GET /v1/retention/runs/:id/receipts": { request: () => ({}), ok: 404 },
};

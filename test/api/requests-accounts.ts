import type { Example } from "./requests.ts";

/** Requests about the people of a tenant: see requests.ts. */
export const ACCOUNT_EXAMPLES: Readonly<Record<string, Example>> = {
	"GET /v1/accounts": { request: () => ({}), ok: 200 },
	"GET /v1/accounts/:id": { request: () => ({}), ok: 200, about: "account" },
	"POST /v1/accounts": { request: () => ({ payload: { email: "new@acme.example", name: "New" } }), ok: 201 },
	"PATCH /v1/accounts/:id": { request: () => ({ payload: { name: "Canary account" } }), ok: 200, about: "account" },
	"DELETE /v1/accounts/:id": { request: () => ({}), ok: 204, about: "oldAccount" },
	"POST /v1/accounts/:id/sign-out": { request: () => ({}), ok: 204, about: "account" },
	// What is decided about people is decided by people: test/accounts.
	"POST /v1/accounts/:id/grants": { request: () => ({ payload: { role: "auditor" } }), ok: 403 },
	"GET /v1/access-grants": { request: () => ({}), ok: 200 },
	"DELETE /v1/access-grants/:id": { request: () => ({}), ok: 403 },
	"POST /v1/access-grants/:id/confirm": { request: () => ({ payload: {} }), ok: 403 },
	"GET /v1/access-requests": { request: () => ({}), ok: 200 },
	"POST /v1/access-requests/:id/approve": {
		request: () => ({ payload: { expiresAt: "2030-01-01T00:00:00Z" } }),
		ok: 403,
	},
	"POST /v1/access-requests/:id/refuse": { request: () => ({ payload: { reason: "not needed" } }), ok: 403 },
	"GET /v1/identity-provider": { request: () => ({}), ok: 404 },
	"PUT /v1/identity-provider": {
		request: () => ({ payload: { issuer: "https://login.example.com", clientId: "us", clientSecret: "hush" } }),
		ok: 403,
	},
	"DELETE /v1/identity-provider": { request: () => ({}), ok: 403 },
	"GET /v1/operator-grants": { request: () => ({}), ok: 200 },
	"POST /v1/operator-grants/:id/end": { request: () => ({}), ok: 404 },
	"POST /v1/operator-grants/:id/review": {
		request: () => ({ payload: { finding: "justified", note: "looked at" } }),
		ok: 403,
	},
};

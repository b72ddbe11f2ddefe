/** What decides about isolation and access, and the tests that hold it: each module is to be held by tests that are about it. */
const TENANCY = "test/tenancy";
const API = "test/api";
const ACCOUNTS = "test/accounts";

const OF_CLIENTS = ["client-credentials", "clients", "credentials"].map((name) => `${TENANCY}/${name}.test.ts`);

export const MODULES: Readonly<Record<string, readonly string[]>> = {
	"src/cryptography.ts": ["test/cryptography.test.ts", `${TENANCY}/vault.test.ts`],
	"src/tenancy/vault.ts": [
		`${TENANCY}/vault-keys.test.ts`,
		`${TENANCY}/vault.test.ts`,
		`${TENANCY}/key-rotation.test.ts`,
	],
	"src/tenancy/wrapped-keys.ts": [`${TENANCY}/wrapped-keys.test.ts`],
	"src/tenancy/scope.ts": [
		`${TENANCY}/scope-bounds.test.ts`,
		`${TENANCY}/scope.test.ts`,
		`${TENANCY}/sealed-originals.test.ts`,
	],
	"src/tenancy/stores.ts": [
		`${TENANCY}/tenants.test.ts`,
		`${TENANCY}/scope.test.ts`,
		`${TENANCY}/key-rotation.test.ts`,
		`${TENANCY}/disposal.test.ts`,
	],
	"src/tenancy/tenants.ts": [
		`${TENANCY}/tenant-changes.test.ts`,
		`${TENANCY}/tenants.test.ts`,
		`${TENANCY}/organizations.test.ts`,
		`${TENANCY}/disposal.test.ts`,
	],
	"src/tenancy/clients.ts": OF_CLIENTS,
	"src/tenancy/client-record.ts": OF_CLIENTS,
	"src/tenancy/client-credentials.ts": OF_CLIENTS,
	"src/tenancy/client-assertions.ts": [`${TENANCY}/credentials.test.ts`, `${API}/assertions.test.ts`],
	"src/tenancy/client-certificates.ts": [`${TENANCY}/client-certificates.test.ts`],
	"src/tenancy/tokens.ts": [
		`${TENANCY}/tokens.test.ts`,
		`${TENANCY}/token-attacks.test.ts`,
		`${TENANCY}/credentials.test.ts`,
	],
	"src/tenancy/signing-keys.ts": [
		`${TENANCY}/signing-keys.test.ts`,
		`${TENANCY}/tokens.test.ts`,
		`${TENANCY}/credentials.test.ts`,
	],
	"src/tenancy/dpop.ts": [`${TENANCY}/dpop.test.ts`],
	"src/tenancy/used-once.ts": [`${TENANCY}/used-once.test.ts`],
	"src/tenancy/refusals.ts": [`${TENANCY}/refusals.test.ts`],
	"src/tenancy/accounts/grants.ts": [`${TENANCY}/grants.test.ts`],
	"src/tenancy/accounts/second-person.ts": [`${ACCOUNTS}/second-person.test.ts`],
	"src/tenancy/accounts/sessions.ts": [`${ACCOUNTS}/sessions.test.ts`, `${ACCOUNTS}/sign-in.test.ts`],
	"src/api/access.ts": [`${API}/guards.test.ts`],
	"src/api/seat.ts": [`${API}/guards.test.ts`],
	"src/api/two-people.ts": [`${API}/two-people.test.ts`, `${ACCOUNTS}/second-person.test.ts`],
	"src/api/client-certificate.ts": [`${API}/guards.test.ts`],
	"src/api/dpop.ts": [`${API}/guards.test.ts`],
	"src/api/own-page.ts": [`${API}/own-page.test.ts`],
	"src/api/session-cookie.ts": [`${API}/cookies.test.ts`],
	"src/api/route-table.ts": [`${API}/boot.test.ts`],
	"src/sync/confined.ts": ["test/sync/visibility.test.ts"],
	"src/sync/visibility.ts": ["test/sync/visibility.test.ts"],
};

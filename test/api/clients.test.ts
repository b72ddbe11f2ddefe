import { afterAll, beforeAll, expect, test } from "vitest";
import { DisplayName } from "../../src/domain/display-name.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { ApplicationInput } from "../../src/tenancy/application-record.ts";
import { type Harness, openHarness } from "./harness.ts";

let harness: Harness;
let admin: string;
const acme = parseTenantId("acme");
beforeAll(async () => {
	harness = await openHarness();
	admin = await harness.tokenOf("acme", ["clients:read", "clients:write", "search"]);
});
afterAll(() => harness.close());

const call = (method: "GET" | "PUT" | "POST" | "DELETE", url: string, payload?: object, token = admin) =>
	harness.app.inject({
		method,
		url,
		headers: { authorization: `Bearer ${token}` },
		...(payload === undefined ? {} : { payload }),
	});
const signIn = (id: string, secret: string) =>
	harness.tenancy.clients.verify(id, secret).then(
		() => true,
		() => false,
	);
const make = async (permissions: readonly string[] = ["search"]) =>
	(await call("POST", "/v1/clients", { name: "ATS", permissions })).json();

test("a client is made, listed without its secret, and signs in", async () => {
	const made = await make(["search", "clients:read"]);
	expect(made).toMatchObject({ name: "ATS", status: "active", permissions: ["search", "clients:read"] });
	expect(await signIn(made.id, made.clientSecret)).toBe(true);
	const list = await call("GET", "/v1/clients");
	expect(list.json().items).toContainEqual(expect.objectContaining({ id: made.id }));
	expect(list.body).not.toContain(made.clientSecret);
	const [last] = await harness.tenancy.audit.latest(acme, 1);
	expect(last).toMatchObject({ action: "client.read", result: { outcome: "ok" } });
	const { items } = await harness.tenancy.audit.search(acme, { actions: ["client.create"] }, { limit: 5 });
	expect(items.some(({ subject, actor }) => subject.clientId === made.id && actor.kind === "client")).toBe(true);
});

test("is called by nothing that a terminal or a page would carry out", async () => {
	for (const name of ["evil\u001b[2J", "a\u009bb", "a\nb", "a\u202eb"])
		expect((await call("POST", "/v1/clients", { name, permissions: ["search"] })).statusCode).toBe(422);
	const { tenants, accounts } = harness.tenancy;
	const email = "eve@acme.example";
	await expect(accounts.invite(acme, { email, name: "Eve\u001b[2J", roles: [] })).rejects.toThrow();
	await expect(tenants.create({ id: "evil", name: "Evil\u0007" })).rejects.toThrow();
	expect(ApplicationInput.safeParse({ uniqueForeignId: "1", name: "App\u0007" }).success).toBe(false);
	expect(DisplayName.parse("Zoë 山田 O’Neil \u200fعلي")).toBe("Zoë 山田 O’Neil \u200fعلي");
});

/** Who tried it stands in the log. */
async function demandDenied(purpose: string, permission: string): Promise<void> {
	const [last] = await harness.tenancy.audit.latest(acme, 1);
	expect(last).toMatchObject({
		action: "api.request",
		purpose,
		subject: { permission },
		result: { outcome: "denied" },
	});
}

test("nobody gets more by a client than his own token grants, neither by a new one nor by another's secret", async () => {
	const refused = await call("POST", "/v1/clients", { name: "x", permissions: ["candidates:erase"] });
	expect([refused.statusCode, refused.json().detail]).toEqual([403, "You cannot give candidates:erase."]);
	await demandDenied("api POST /v1/clients", "candidates:erase");
	const strong = await harness.tenancy.clients.create({
		tenant: acme,
		name: "strong",
		permissions: ["candidates:erase"],
	});
	expect((await call("POST", `/v1/clients/${strong.clientId}/secrets`, {})).statusCode).toBe(403);
	await demandDenied("api POST /v1/clients/:id/secrets", "candidates:erase");
	expect((await call("POST", `/v1/clients/${strong.clientId}/keys`, { publicKey: "x" })).statusCode).toBe(403);
	// Switching it off gives nobody anything.
	expect((await call("PUT", `/v1/clients/${strong.clientId}/status`, { status: "disabled" })).statusCode).toBe(200);
	const enabled = await call("PUT", `/v1/clients/${strong.clientId}/status`, { status: "active" });
	expect([enabled.statusCode, enabled.json().detail]).toEqual([403, "You cannot give candidates:erase."]);
	// Its tokens may be bound more by whoever may, less by a person only, and for no program in between.
	const bind = async (id: string, binding: string) => {
		const answer = await call("PUT", `/v1/clients/${id}/binding`, { binding });
		return answer.json().code ?? answer.statusCode;
	};
	const own = await make();
	for (const id of [strong.clientId, own.id])
		expect([
			await bind(id, "dpop-nonce"),
			await bind(id, "none"),
			await bind(id, "dpop"),
			await bind(id, "mtls"),
		]).toEqual([200, "account-required", "account-required", 200]);
});

test("a rotated secret works beside the one before, and a revoked one does not", async () => {
	const made = await make();
	const next = (await call("POST", `/v1/clients/${made.id}/secrets`, { overlapHours: 2 })).json();
	expect(await Promise.all([made, next].map(({ clientSecret }) => signIn(made.id, clientSecret)))).toEqual([
		true,
		true,
	]);
	const { items } = (await call("GET", `/v1/clients/${made.id}/credentials`)).json();
	expect(items.map(({ endsAt }: { endsAt: string | null }) => endsAt !== null)).toEqual([true, false]);
	const revoked = await call("DELETE", `/v1/clients/${made.id}/credentials/${next.credential}`);
	expect(revoked.statusCode).toBe(204);
	expect(await signIn(made.id, next.clientSecret)).toBe(false);
	expect((await call("POST", `/v1/clients/${made.id}/secrets`, { overlapHours: 721 })).statusCode).toBe(422);
});

test("the admin locks with a reason and unlocks; what the operator locked stays locked for him", async () => {
	const made = await make();
	const path = `/v1/clients/${made.id}/status`;
	expect((await call("PUT", path, { status: "locked" })).statusCode).toBe(422);
	const locked = await call("PUT", path, { status: "locked", reason: "secret in a public repository" });
	expect(locked.json()).toMatchObject({ status: "locked", lock: { by: "tenant" } });
	expect((await call("POST", `/v1/clients/${made.id}/secrets`, {})).json()).toMatchObject({ status: "locked" });
	expect(await signIn(made.id, made.clientSecret)).toBe(false);
	expect((await call("PUT", path, { status: "active" })).json().lock).toBeUndefined();
	await harness.tenancy.clients.setStatus(acme, made.id, "locked", undefined, { reason: "abuse" });
	const refused = await call("PUT", path, { status: "active" });
	expect([refused.statusCode, refused.json().code]).toEqual([403, "not-yours"]);
	expect(await signIn(made.id, made.clientSecret)).toBe(false);
});

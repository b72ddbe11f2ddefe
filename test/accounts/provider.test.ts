import { afterAll, beforeAll, expect, test } from "vitest";
import { removeProvider, writeProvider } from "../../src/sign-in/provider.ts";
import { ACME, type Office, OTHER, openOffice } from "./people.ts";

/** What is kept of an identity provider, and whom its word admits. */

const ISSUER = "https://login.example";
const SECRET = "known-there";
let office: Office;
beforeAll(async () => {
	office = await openOffice();
	for (const tenant of [ACME, OTHER]) {
		const actor = { kind: "operator", id: "test" } as const;
		const scope = await office.tenancy.openScope({ tenant, actor, purpose: "test" });
		await writeProvider(scope, { issuer: ISSUER, clientId: "tributary", clientSecret: SECRET }, new Date());
	}
});
afterAll(() => office.close());

test("asks for the secret anew for another provider or another client there", async () => {
	const actor = { kind: "operator", id: "test" } as const;
	const scope = await office.tenancy.openScope({ tenant: OTHER, actor, purpose: "test" });
	const same = { issuer: ISSUER, clientId: "tributary" };
	for (const other of [{ issuer: "https://evil.example" }, { clientId: "another" }])
		await expect(writeProvider(scope, { ...same, ...other }, new Date())).rejects.toMatchObject({
			code: "invalid-field",
			errors: [{ pointer: "/clientSecret" }],
		});
	expect((await writeProvider(scope, { ...same, acr: ["x"] }, new Date())).clientSecret).toBe(SECRET);
	await writeProvider(scope, same, new Date());
});

test("is told to the tenant's webhooks with who did it, once for each change", async () => {
	const tess = await office.person("Tess", { roles: ["tenant-admin"] });
	const events = ["identity-provider.changed"];
	await tess.call("PUT", "/v1/webhooks/siem", { url: "https://siem.acme.example/", events });
	const scope = await office.tenancy.openScope({
		tenant: ACME,
		actor: { kind: "account", id: tess.account.id },
		purpose: "test",
	});
	const told = async () =>
		(await scope.store.list("outbox", { limit: 10 })).map(({ record }) => JSON.parse(JSON.parse(record).body).data);
	const same = { issuer: ISSUER, clientId: "tributary" };
	await writeProvider(scope, { ...same, amr: [] }, new Date());
	const by = `account:${tess.account.id}`;
	expect(await told()).toEqual([{ issuer: ISSUER, changed: ["amr"], by }]);
	await writeProvider(scope, { ...same, amr: [] }, new Date());
	expect((await told()).length).toBe(1);
	await removeProvider(scope, new Date());
	expect((await told()).at(-1)).toMatchObject({ issuer: null, by });
	await writeProvider(scope, { ...same, clientSecret: SECRET }, new Date());
});

test("nobody is admitted by an address that is the invited one in lower case only (Kelvin sign)", async () => {
	await office.tenancy.accounts.invite(ACME, { name: "Kim", email: "kim@acme.example", roles: ["recruiter"] });
	const admit = (verifiedEmail: string) =>
		office.tenancy.accounts.admit(ACME, { issuer: ISSUER, subject: "kim", verifiedEmail });
	await expect(admit("\u212aim@acme.example")).rejects.toMatchObject({ code: "sign-in-refused" });
	expect((await admit("Kim@ACME.example")).email).toBe("kim@acme.example");
});

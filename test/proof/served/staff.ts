import { randomUUID } from "node:crypto";
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { newApproverKey } from "../../../src/tenancy/disposal/approvers.ts";
import type { Tenancy } from "../../../src/tenancy/tenancy.ts";

const ISSUER = "https://identity.example.com";

/** Gives a tenant all that the registry can hold of it: two people who are signed in and ask for roles, and access of the operator's. */
export async function giveStaff(tenancy: Tenancy, id: string, word: string): Promise<void> {
	const tenant = parseTenantId(id);
	for (const name of ["Ada", "Ben"]) {
		const email = `${name}.${word}@example.com`.toLowerCase();
		const { id: account } = await tenancy.accounts.invite(tenant, {
			email,
			name: `${name} ${word}`,
			roles: ["recruiter"],
		});
		await tenancy.accounts.admit(tenant, { issuer: ISSUER, subject: `${name}-${word}`, verifiedEmail: email });
		await tenancy.sessions.open(account);
		await tenancy.accessRequests.ask(tenant, account, { role: "auditor", reason: `${word} asks` });
	}
	await tenancy.callbacks.reserve(tenant, `https://${id}.example.com/callback`);
	// The operator's own people are no tenant's, and stay.
	const operator = `carl-${randomUUID()}`;
	const { publicKey, privateKey } = newApproverKey();
	await tenancy.approvers.add(operator, publicKey, ["operator"]);
	await tenancy.operators.breakGlass(tenant, {
		by: { name: operator, key: privateKey },
		reason: `${word} called`,
		hours: 1,
	});
}

import { expect, test } from "vitest";
import { openRig } from "./rig.ts";

test("of what somebody asked for the last 20 are kept, and nothing once his account is erased", async () => {
	const rig = await openRig();
	const tenant = await rig.tenant("acme");
	const { accounts, accessRequests, sessions } = rig.tenancy;
	const invite = (name: string) => accounts.invite(tenant, { name, email: `${name}@acme.example` });
	const [ines, rob] = [await invite("Ines"), await invite("Rob")];
	for (const { id } of [ines, rob]) {
		await sessions.open(id);
		for (let round = 0; round < (id === ines.id ? 22 : 1); round++) {
			rig.now = new Date(rig.now.getTime() + 1000);
			const asked = await accessRequests.ask(tenant, id, { role: "auditor", reason: `round ${round}` });
			await accessRequests.withdraw(tenant, asked.id, id);
		}
	}
	const list = async () => (await accessRequests.list(tenant)).map(({ reason }) => reason);
	expect((await list()).filter((reason) => reason === "round 1")).toEqual([]);
	expect((await list()).length).toBe(21);
	const left = async (collection: "session" | "access-request") =>
		((await rig.raw.get("platform")?.list(collection, { limit: 100 })) ?? []).length;
	expect([await left("session"), await left("access-request")]).toEqual([2, 21]);
	await accounts.remove(tenant, ines.id);
	expect([await left("session"), await left("access-request")]).toEqual([1, 1]);
});

import { newApproverKey } from "../../src/tenancy/disposal/approvers.ts";
import { type Certificate, verifyCertificate } from "../../src/tenancy/disposal/certificate.ts";
import { openRig, type Rig } from "./rig.ts";

export const REASON = "contract ended";

/** A tenant with a client and data, and two people who may approve its end. */
export async function world() {
	const rig = await openRig();
	const acme = await rig.tenant("acme");
	const other = await rig.tenant("other");
	const { clientId } = await rig.client(acme);
	await rig.client(other);
	const store = (await rig.scope(acme)).store;
	await store.write([
		{ op: "put", collection: "job", id: "j1", record: "{}" },
		{ op: "put", collection: "desk", id: "d1", record: "{}" },
	]);
	await rig.tenancy.callbacks.reserve(acme, "https://ats.example.com/callback");
	const keys = { ada: newApproverKey(), ben: newApproverKey() };
	for (const [name, { publicKey }] of Object.entries(keys)) await rig.tenancy.approvers.add(name, publicKey);
	pass(rig, 1);
	return { rig, acme, other, clientId, keys };
}
export type World = Awaited<ReturnType<typeof world>>;

export const DAY = 24 * 3600;
export function pass(rig: Rig, seconds: number) {
	rig.now = new Date(rig.now.getTime() + seconds * 1000);
}

export const ask = ({ rig, acme }: World, coolingOffDays?: number) =>
	rig.tenancy.disposal.request({
		tenant: acme,
		reason: REASON,
		...(coolingOffDays === undefined ? {} : { coolingOffDays }),
	});
export const sayYes = (
	{ rig, acme, keys }: World,
	approver: "ada" | "ben",
	waivesCoolingOff = false,
	from = rig.tenancy,
) => from.disposal.approve({ tenant: acme, approver, key: keys[approver].privateKey, waivesCoolingOff });

export async function approved(waives = true): Promise<World> {
	const made = await world();
	await ask(made);
	await sayYes(made, "ada", waives);
	await sayYes(made, "ben", waives);
	return made;
}

export async function isWhole(certificate: Certificate): Promise<boolean> {
	return (await verifyCertificate(JSON.parse(JSON.stringify(certificate)), certificate.fingerprint)).ok;
}

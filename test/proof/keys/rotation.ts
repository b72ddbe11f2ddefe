import { existsSync } from "node:fs";
import path from "node:path";
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { openConnection } from "../../../src/engine/embedded/connection.ts";
import { storePlace } from "../../../src/engine/embedded/paths.ts";
import { random } from "../../bench/random.ts";
import { type Context, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { type Served, serveProduct } from "../served/served.ts";
import { keyIn } from "./key-in.ts";

/** A tenant's data get another key again and again while the server is killed: all of it stays readable, and the key of before opens nothing. */

const TENANT = parseTenantId("acme");
const PEOPLE = 200;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function prove(context: Context): Promise<Outcome> {
	const next = random(context.seed);
	const folder = context.diskFolder();
	const kills = context.amount({ quick: 3, full: 200 });
	const faults: string[] = [];
	let served = await serveProduct(context, { folder });
	await fill(served);
	// A store that does not open is read as what it says of itself.
	const people = () => served.order("digest", TENANT, "person").catch((error: Error) => error.message.slice(0, 200));
	const whole = await people();
	let [reads, refused] = [0, 0];
	const rotate = async () => {
		const before = await keyIn(folder, TENANT, "data");
		const token = await served.order("token", TENANT);
		const cut = served.order("rotateKey", TENANT).catch(() => null);
		await pause(next() * 150);
		await served.kill();
		await cut;
		served = await serveProduct(context, { folder });
		if ((await people()) !== whole) faults.push("after a rotation that was cut off something else is read");
		// Begun or not, asked again it comes to its end, and is read from meanwhile.
		const read = reading(served, token);
		await served.order("rotateKey", TENANT).catch((error: Error) => faults.push(error.message.slice(0, 200)));
		const { count, busy } = await read.end(faults);
		reads += count;
		refused += busy;
		if ((await people()) !== whole) faults.push("after a rotation something else is read");
		if (opens(folder, before)) faults.push("the key of before opens the store");
	};
	for (let at = 0; at < kills && faults.length === 0; at++)
		await rotate().catch((error: Error) =>
			faults.push(`after a kill it does not go on: ${error.message.slice(0, 200)}`),
		);
	return {
		figure: `${kills} rotations of a tenant's key, each killed on the way and asked for again: everything is read, ${reads} reads meanwhile, ${refused} refused since the log was late, the keys of before open nothing; ${faults.length} faults`,
		faults,
		short: fewer(kills, 200, "kills"),
	};
}

function reading(served: Served, token: string) {
	let going = true;
	const wrong: string[] = [];
	let busy = 0;
	const work = (async () => {
		let count = 0;
		for (; going; count++) {
			const { status, body } = await served.ask({ url: `/v1/candidates/p${count % PEOPLE}`, token });
			// On a machine that is starved the log is late; that has nothing to do with the key, and is told.
			if (status === 503 && body.includes('"audit-unavailable"')) busy++;
			else if (status !== 200) wrong.push(`during a rotation a read was answered with ${status} ${body.slice(0, 120)}`);
		}
		return count;
	})();
	return {
		end: async (faults: string[]) => {
			going = false;
			const count = await work;
			faults.push(...wrong.slice(0, 3));
			return { count, busy };
		},
	};
}

function opens(folder: string, key: Uint8Array): boolean {
	const place = storePlace(path.join(folder, "data"), { kind: "tenant", tenant: TENANT });
	if (!existsSync(place.file)) return false;
	try {
		openConnection(place, key, { create: false, readOnly: true }).close();
		return true;
	} catch {
		return false;
	}
}

async function fill(served: Served): Promise<void> {
	await served.order("tenant", TENANT);
	const token = await served.order("token", TENANT);
	const lines = Array.from({ length: PEOPLE }, (_, at) =>
		JSON.stringify({ id: `p${at}`, resume: { basics: { name: `Ann ${at}` } } }),
	);
	const headers = { "content-type": "application/x-ndjson" };
	await served.ask({ method: "POST", url: "/v1/candidates/import", headers, body: `${lines.join("\n")}\n`, token });
}

export const rotation: Proof = {
	name: "rotation",
	claim: "A tenant's key changes under way and under kills: all stays readable, and the key of before opens nothing",
	requirements: [23],
	target:
		"200 rotations killed at random points: 0 unreadable records, reads go on, the old key opens nothing afterwards",
	minutes: 60,
	controls: [
		{
			name: "the key of before is destroyed before the data have the new one",
			edits: [
				{
					file: "src/tenancy/key-rotation.ts",
					find: '			await deps.stores.rekey(name, { from: data, to: nextData });\n			await settle(deps, tenant, "data", nextData);',
					replace:
						'			await settle(deps, tenant, "data", nextData);\n			await new Promise((resolve) => setTimeout(resolve, 2000));\n			await deps.stores.rekey(name, { from: data, to: nextData });',
				},
			],
		},
		{
			name: "the data keep the key that they had",
			edits: [
				{
					file: "src/engine/embedded/rekey.ts",
					find: "	writeKeyCheck(copy, to);",
					replace: "	writeKeyCheck(copy, from);",
				},
			],
		},
	],
	run: prove,
};

import { expect, test } from "vitest";
import { firstWaiting } from "../../src/export/outbox.ts";
import { storeOriginal } from "../../src/ingest/originals.ts";
import { createResumeTasks } from "../../src/ingest/tasks.ts";
import { goOnForOthers } from "../../src/server/take-over.ts";
import { certificate, openOutbound } from "../export/outbound.ts";
import { openReceiver } from "../export/receiver.ts";
import { openIngestRig } from "../ingest-store/ingest-rig.ts";

/** What one process of several left is gone on with by another: not what somebody works on, and nothing twice. */

const nothing = async () => {};

test("a bulk upload", async () => {
	const rig = await openIngestRig();
	const node = (openScope = rig.rig.tenancy.openScope) =>
		createResumeTasks({ ...rig.deps, openScope, concurrency: 3, progressInterval: 5 });
	const dead = node(() => new Promise(() => {}));
	const texts = Array.from({ length: 5 }, (_, n) => `Person ${n} <p${n}@example.com>`);
	const stored = await Promise.all(
		texts.map((text) => storeOriginal(rig.scope, rig.deps, { bytes: Buffer.from(text) })),
	);
	const { id } = await dead.create(
		rig.scope,
		stored.map((one) => ({ ...one, name: "cv.txt" })),
	);
	const [second, third] = [node(), node()];
	await third.takeOver([rig.tenant], async () => {
		await second.takeOver([rig.tenant], nothing);
		await second.idle();
	});
	await third.idle();
	expect(await third.get(rig.scope, id)).toMatchObject({ state: "done", done: 5 });
	expect(rig.parsed).toHaveLength(5);
	await Promise.all([second.close(), third.close()]);
});

test("events for a webhook, as soon as the process that put them there is silent", async () => {
	const receiver = await openReceiver(certificate);
	const out = await openOutbound();
	const { tenancy } = out.rig;
	const tenant = await out.rig.tenant("acme");
	const scope = await out.rig.scope(tenant);
	await out.webhooks.put(scope, "crm", { url: `${receiver.url}/crm`, events: ["candidate.changed"] });
	const tell = (candidateId: string) =>
		out.tell(scope, "candidate.changed", { candidates: [{ candidateId, change: "created" }] });
	await tell("c-1");
	expect((await firstWaiting(scope.store)).size).toBe(1);
	// What is to be tried again later may still be somebody's own.
	expect((await firstWaiting(scope.store, new Date(0))).size).toBe(0);
	const [second, third] = [out.again(), out.again()];
	await third.takeOver([tenant], async () => {
		await second.takeOver([tenant], nothing);
		await second.idle();
	});
	await third.idle();
	expect(receiver.received).toHaveLength(1);
	await tell("c-2");
	const errors: unknown[] = [];
	const node = (deliveries: typeof second) =>
		goOnForOthers(
			{ tenancy, tasks: { takeOver: nothing }, deliveries, resumeRemoving: nothing },
			(error) => errors.push(error),
			{ beat: 20, still: 40 },
		);
	await node(second).close();
	const watch = node(third);
	await expect.poll(() => receiver.received.length).toBe(2);
	await watch.close();
	expect(errors).toEqual([]);
	await Promise.all([second.close(), third.close(), receiver.close()]);
});

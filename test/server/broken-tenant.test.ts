/** A tenant whose store cannot be asked while a process starts keeps nobody from his; a start that fails leaves nothing that listens. */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../../src/api/request-log.ts";
import { freePort } from "../../src/cli/free-port.ts";
import { type Config, configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { TributaryError } from "../../src/errors.ts";
import { storeOriginal } from "../../src/ingest/originals.ts";
import { createResumeTasks } from "../../src/ingest/tasks.ts";
import { openPlatform, type Platform, serve } from "../../src/server.ts";
import { resumeSyncSettings } from "../../src/sync/change-settings.ts";
import type { Tenancy } from "../../src/tenancy/tenancy.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { openOutbound } from "../export/outbound.ts";
import { openIngestRig } from "../ingest-store/ingest-rig.ts";

const BROKEN = parseTenantId("broken");
/** As a closed index of the cluster is. */
const breaking =
	(openScope: Tenancy["openScope"], isBroken: () => boolean = () => true): Tenancy["openScope"] =>
	async (request) => {
		if (request.tenant === BROKEN && isBroken()) throw new TributaryError("cluster-unavailable");
		return openScope(request);
	};
const told: unknown[][] = [];
const onError = (error: unknown, tenant: string) => void told.push([(error as TributaryError).code, tenant]);

test("bulk uploads of the others go on, and its own when it can be asked", async () => {
	const { rig, deps } = await openIngestRig();
	const tenants = [await rig.tenant(BROKEN), await rig.tenant("demo-b")];
	const node = (openScope: Tenancy["openScope"]) =>
		createResumeTasks({ ...deps, openScope, concurrency: 1, progressInterval: 5, troublePause: 5, onError });
	const dead = node(() => new Promise(() => {}));
	const begun = tenants.map(async (tenant) => {
		const scope = await rig.scope(tenant);
		const stored = await storeOriginal(scope, deps, { bytes: Buffer.from("Jo Roe <jo@example.com>") });
		return { scope, id: (await dead.create(scope, [{ ...stored, name: "cv.txt" }])).id };
	});
	const [his, other] = (await Promise.all(begun)) as [Awaited<(typeof begun)[0]>, Awaited<(typeof begun)[0]>];
	let isBroken = true;
	const next = node(breaking(rig.tenancy.openScope, () => isBroken));
	told.length = 0;
	expect(await next.resumeOpenTasks(tenants)).toBe(1);
	await next.takeOver(tenants, async () => {});
	await next.idle();
	expect(await next.get(other.scope, other.id)).toMatchObject({ state: "done" });
	expect(told[0]).toEqual(["cluster-unavailable", BROKEN]);
	isBroken = false;
	await expect.poll(async () => (await next.get(his.scope, his.id)).state).toBe("done");
	await next.close();
});

test("events and what is withheld, too", async () => {
	const out = await openOutbound({ onError });
	const tenants = [await out.rig.tenant(BROKEN), await out.rig.tenant("demo-b")];
	const scope = await out.rig.scope(tenants[1] as (typeof tenants)[0]);
	await out.webhooks.put(scope, "crm", { url: "https://127.0.0.1:1/crm", events: ["candidate.changed"] });
	await out.tell(scope, "candidate.changed", { candidates: [{ candidateId: "c-1", change: "created" }] });
	const openScope = breaking(out.rig.tenancy.openScope);
	const next = out.again({ ...out.rig.tenancy, openScope });
	told.length = 0;
	expect(await next.resumeAll(tenants)).toBe(1);
	await next.takeOver(tenants, async () => {});
	expect(told.at(0)).toEqual(["cluster-unavailable", BROKEN]);
	await next.close();
	const asked: string[] = [];
	const asking: Tenancy["openScope"] = async (request) => {
		asked.push(request.tenant);
		return openScope(request);
	};
	told.length = 0;
	await resumeSyncSettings(asking, {} as never, tenants, onError);
	expect([asked, told]).toEqual([tenants, [["cluster-unavailable", BROKEN]]]);
});

let folder = "";
let config: Config;
const log = createLog("silent");
beforeAll(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-broken-"));
	const masterKey = { file: path.join(folder, "master.key") };
	createMasterKeyFile(masterKey.file);
	config = configFor({
		dataDir: path.join(folder, "data"),
		masterKey,
		listen: { host: "127.0.0.1", port: await freePort("127.0.0.1", 0, { instead: true }) },
		metrics: { host: "127.0.0.1", port: await freePort("127.0.0.1", 0, { instead: true }) },
		publicUrl: "http://127.0.0.1",
		parser: { allowWithoutNamespace: true },
	});
});
afterAll(() => rmSync(folder, { recursive: true }));

const changed = (platform: Platform, tenancy: Partial<Tenancy>): Platform => ({
	...platform,
	tenancy: { ...platform.tenancy, ...tenancy },
});

test("a process is served with one tenant that cannot be", async () => {
	const platform = await openPlatform(config);
	for (const id of [BROKEN, "fine"]) await platform.tenancy.tenants.create({ id, name: id });
	const server = await serve(changed(platform, { openScope: breaking(platform.tenancy.openScope) }), config, { log });
	expect((await fetch(new URL("/v1/ready", server.url))).status).toBe(200);
	await server.close();
});

test("a start that fails ends with what it failed of, and nothing listens any more", async () => {
	const platform = await openPlatform(config);
	const list = async () => {
		throw new TributaryError("cluster-unreachable");
	};
	const tenants = { ...platform.tenancy.tenants, list };
	await expect(serve(changed(platform, { tenants }), config, { log })).rejects.toMatchObject({
		code: "cluster-unreachable",
	});
	for (const { host, port } of [config.listen, config.metrics as { host: string; port: number }])
		expect(await freePort(host, port, { instead: false })).toBe(port);
	await platform.close();
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { webhookEvents } from "../../src/export/outbox.ts";
import { openPlatform } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { isSignedBy, openReceiver } from "./receiver.ts";

let server: ChildProcess | undefined;
afterAll(() => server?.kill("SIGKILL"));

/** Three starts of the whole service, each a process. */
const TIMEOUT = 180_000;
const MAIN = path.resolve(import.meta.dirname, "../../src/main.ts");

test(
	"a service that is killed while the receiver has the event sends it again after its next start, and never after",
	async () => {
		const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-killed-"));
		const at = (name: string) => path.join(folder, name);
		createMasterKeyFile(at("master.key"));
		const settings = {
			dataDir: at("data"),
			masterKey: { file: at("master.key") },
			listen: { host: "127.0.0.1", port: 0 },
			parser: { workers: 1, allowWithoutNamespace: true },
			outbound: { allowLoopback: true },
		};
		writeFileSync(at("config.json"), JSON.stringify(settings));
		const receiver = await openReceiver();
		const open = async () => {
			const platform = await openPlatform(configFor(settings));
			return { platform, scope: await platform.operatorScope(parseTenantId("acme"), "test") };
		};
		const platform = await openPlatform(configFor(settings));
		await platform.tenancy.tenants.create({ id: parseTenantId("acme"), name: "Acme" });
		const scope = await platform.operatorScope(parseTenantId("acme"), "test");
		const { secret } = await platform.webhooks.put(scope, "crm", { url: receiver.url, events: ["tenant.wiped"] });
		await scope.store.write(await webhookEvents(scope, "tenant.wiped", { tenantId: "acme" }));
		await platform.close();

		const start = () => {
			server = spawn(process.execPath, [MAIN, "serve", "--config", at("config.json")], {
				stdio: ["ignore", "ignore", "pipe"],
			});
			return once(server, "exit");
		};
		receiver.answer = () => void server?.kill("SIGKILL");
		expect(await start()).toEqual([null, "SIGKILL"]);
		receiver.answer = 200;
		const ended = start();
		// From this line on it minds signals.
		await new Promise<void>((resolve) => {
			server?.stderr?.on("data", (chunk: Buffer) => {
				if (chunk.toString().includes("serving")) resolve();
			});
		});
		await expect.poll(() => receiver.received.length, { timeout: 60_000 }).toBe(2);
		// It finishes what it has begun: the note that the event arrived.
		server?.kill("SIGTERM");
		await ended;
		expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
		for (const one of receiver.received) expect(await isSignedBy(one, secret as string)).toBe(true);
		const after = await open();
		expect(await after.scope.store.list("outbox", { limit: 10 })).toEqual([]);
		expect((await after.platform.webhooks.get(after.scope, "crm")).deliveries).toMatchObject({
			delivered: 1,
			failed: 0,
		});
		await after.platform.close();
		await receiver.close();
		rmSync(folder, { recursive: true });
	},
	TIMEOUT,
);

import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { createLog } from "../../src/api/request-log.ts";
import { configFor } from "../../src/config.ts";
import { PERMISSIONS } from "../../src/domain/actor.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import { openPlatform, serve } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { CANDIDATES, HOSTILE, PROFILES } from "./people.ts";

/** The whole service with people in it, and a browser in front. */
export interface BrowserRig {
	readonly url: string;
	readonly clientId: string;
	readonly clientSecret: string;
	readonly token: string;
	/** Looks like one of ours and is signed by nobody. */
	readonly expired: string;
	/** A page of a fresh profile that has seen nothing yet. Complaints of the browser are gathered in `complaints`. */
	open(address: string, options?: Parameters<Browser["newContext"]>[0]): Promise<Page>;
	readonly complaints: string[];
	close(): Promise<void>;
}

const FLAGS = [
	"--headless",
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

export async function openBrowserRig(): Promise<BrowserRig> {
	const service = await openService();
	const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
	const complaints: string[] = [];
	return {
		...service,
		complaints,
		open: async (address, options) => {
			const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 }, ...options });
			const page = await context.newPage();
			page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
			page.on("pageerror", (error) => complaints.push(error.message));
			await page.goto(address);
			return page;
		},
		close: async () => {
			await browser.close();
			await service.close();
		},
	};
}

async function openService() {
	const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-browser-"));
	const keyFile = path.join(folder, "master.key");
	createMasterKeyFile(keyFile);
	const config = configFor({ dataDir: path.join(folder, "data"), masterKey: { file: keyFile }, listen: { port: 0 } });
	const platform = await openPlatform(config);
	const { tenancy, ingest } = platform;
	const server = await serve(platform, config, { log: createLog("silent") });
	const tenant = (await tenancy.tenants.create({ id: "demo", name: "Demo" })).id;
	await platform.importProfiles(PROFILES);
	const scope = await platform.operatorScope(tenant, "test");
	const outcomes = await importCandidates(scope, ingest, [...CANDIDATES, HOSTILE]);
	const refused = outcomes.filter((outcome) => !outcome.ok);
	if (refused.length > 0) throw new Error(`${refused.length} people of the test were refused`);
	const client = await tenancy.clients.create({ tenant, name: "page", permissions: [...PERMISSIONS] });
	const { token } = await tenancy.tokens.issue(await tenancy.clients.verify(client.clientId, client.clientSecret));
	return {
		url: server.url,
		...client,
		token,
		expired: `${token.split(".").slice(0, 2).join(".")}.AAAA`,
		close: async () => {
			await server.close();
			rmSync(folder, { recursive: true });
		},
	};
}

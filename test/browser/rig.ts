import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Document, Packer, Paragraph } from "docx";
import PDFDocument from "pdfkit";
import { type Browser, chromium, type Page } from "playwright-core";
import { createLoginLinks } from "../../src/api/login-links.ts";
import { createLog } from "../../src/api/request-log.ts";
import { configFor } from "../../src/config.ts";
import type { CandidateImport } from "../../src/domain/candidate.ts";
import { ROLES, type Role } from "../../src/domain/role.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import { storeResume } from "../../src/ingest/store-resume.ts";
import { openPlatform, type Platform, serve } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { CANDIDATES, HOSTILE, JOB, KNOWN, OTHERS, PROFILES, RESUME_LINES, WORD_LINES } from "./people.ts";

/** The whole service with people in it, and a browser in front. */
export interface BrowserRig {
	readonly url: string;
	/** A page of a fresh profile that has seen nothing yet. Complaints of the browser are gathered in `complaints`. */
	open(address: string, options?: ContextOptions): Promise<Page>;
	/** The same, signed in to a tenant of {@link TENANTS}. */
	signedIn(options?: ContextOptions, who?: Partial<Who>): Promise<Page>;
	/** The same, signed in with an account that the test made. */
	signedInAs(account: string, options?: ContextOptions): Promise<Page>;
	/** An address that signs in once. */
	link(who?: Partial<Who>): string;
	readonly complaints: string[];
	/** What the operator works on. */
	readonly platform: Platform;
	close(): Promise<void>;
}

type ContextOptions = Parameters<Browser["newContext"]>[0];

/** Two tenants with the same roles in them; one has the people of `people.ts`, the other one person of its own. */
export const TENANTS = ["demo", "other"] as const;
export interface Who {
	readonly tenant: (typeof TENANTS)[number];
	readonly role: Role;
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
	const open = async (address: string, options?: ContextOptions) => {
		const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 }, ...options });
		context.on("page", (page) => listen(page, complaints));
		const page = await context.newPage();
		await page.goto(address);
		return page;
	};
	const enter = async (link: string, options?: ContextOptions) => {
		const page = await open(link, options);
		// The start of whoever signs in stands in the address.
		await page.waitForURL(/#\//);
		return page;
	};
	return {
		...service,
		complaints,
		open,
		signedIn: (options, who) => enter(service.link(who), options),
		signedInAs: (account, options) => enter(service.linkOf(account), options),
		close: async () => {
			await browser.close();
			await service.close();
		},
	};
}

function listen(page: Page, complaints: string[]): void {
	page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
	page.on("pageerror", (error) => complaints.push(error.message));
}

async function openService() {
	const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-browser-"));
	const keyFile = path.join(folder, "master.key");
	createMasterKeyFile(keyFile);
	const config = configFor({ dataDir: path.join(folder, "data"), masterKey: { file: keyFile }, listen: { port: 0 } });
	const platform = await openPlatform(config);
	const links = createLoginLinks(path.join(folder, "links"));
	const server = await serve(platform, config, { log: createLog("silent"), links });
	await platform.importProfiles(PROFILES);
	await fill(platform, "demo", [...CANDIDATES, HOSTILE, KNOWN]);
	await fill(platform, "other", OTHERS);
	await addResumes(platform, "demo");
	await addJob(platform, "demo");
	const accounts = new Map<string, string>();
	for (const tenant of TENANTS) {
		for (const role of ROLES.filter((name) => name !== "hiring-manager")) {
			const invited = { name: `${role} of ${tenant}`, email: `${role}@${tenant}.example`, roles: [role] };
			accounts.set(`${tenant} ${role}`, (await platform.tenancy.accounts.invite(parseTenantId(tenant), invited)).id);
		}
	}
	const linkOf = (account: string) => `${server.url}/login/link/${links.issue(account)}`;
	return {
		url: server.url,
		platform,
		linkOf,
		link: ({ tenant = "demo", role = "recruiter" }: Partial<Who> = {}) =>
			linkOf(accounts.get(`${tenant} ${role}`) ?? ""),
		close: async () => {
			await server.close();
			rmSync(folder, { recursive: true });
		},
	};
}

async function fill(platform: Platform, tenant: string, people: readonly CandidateImport[]): Promise<void> {
	const { id } = await platform.tenancy.tenants.create({ id: parseTenantId(tenant), name: tenant });
	const scope = await platform.operatorScope(id, "test");
	const outcomes = await importCandidates(scope, platform.ingest, people);
	const refused = outcomes.filter((outcome) => !outcome.ok);
	if (refused.length > 0) throw new Error(`${refused.length} people of the test were refused`);
}

/** Somebody whose resume is a PDF, and somebody who writes in Word. */
async function addResumes(platform: Platform, tenant: string): Promise<void> {
	const scope = await platform.operatorScope(parseTenantId(tenant), "test");
	await storeResume(scope, platform.ingest, { id: "pia", fileName: "pia.pdf", bytes: await pdfOf(RESUME_LINES) });
	await storeResume(scope, platform.ingest, { id: "dora", fileName: "dora.docx", bytes: await docxOf(WORD_LINES) });
}

/** And a job that people can be sent to the ATS for. */
async function addJob(platform: Platform, tenant: string): Promise<void> {
	const scope = await platform.operatorScope(parseTenantId(tenant), "test");
	await scope.store.write([{ op: "put", collection: "job", id: JOB.id, record: JSON.stringify(JOB) }]);
	await platform.integrations.switch(scope, "ONE_CLICK_EXPORT", true);
	const ats = await platform.tenancy.clients.create({
		tenant: scope.tenant.id,
		name: "ATS",
		permissions: ["ats:sync"],
	});
	// Nobody answers there: what is sent waits.
	await platform.integrations.configure(scope, "CALLBACK_URL", "https://93.184.215.14/callback", ats.clientId);
}

const docxOf = (lines: readonly string[]): Promise<Uint8Array> =>
	Packer.toBuffer(new Document({ sections: [{ children: lines.map((text) => new Paragraph(text)) }] }));

function pdfOf(lines: readonly string[]): Promise<Uint8Array> {
	const document = new PDFDocument();
	const chunks: Buffer[] = [];
	document.on("data", (chunk: Buffer) => chunks.push(chunk));
	const done = new Promise<Uint8Array>((resolve) => document.on("end", () => resolve(Buffer.concat(chunks))));
	for (const [index, line] of lines.entries()) document.fontSize(index === 0 ? 22 : 11).text(line);
	document.end();
	return done;
}

import { existsSync, readFileSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { createLoginLinks } from "../api/login-links.ts";
import { type Config, configFor } from "../config.ts";
import { PERMISSIONS } from "../domain/actor.ts";
import { Job, Profile } from "../domain/candidate.ts";
import { SearchRequest } from "../domain/query.ts";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { packageRoot } from "../package-root.ts";
import { anchorFolder } from "../server/anchor.ts";
import { openPlatform, type Platform, serve } from "../server.ts";
import type { Scope } from "../tenancy/scope.ts";
import { createMasterKeyFile } from "../tenancy/vault.ts";
import { DEMO_DIR, DEMO_PEOPLE, DEMO_TENANTS, demoData, demoKey } from "./demo.ts";
import { DemoHistory, syncHistories } from "./demo-history.ts";
import { claimFolder } from "./folder-claim.ts";
import { freePort } from "./free-port.ts";
import { describeFailure, ingestFiles, summary } from "./ingest.ts";
import { ensurePage } from "./page-build.ts";
import { findResumes } from "./resume-files.ts";
import { warnOfWeakSandbox } from "./sandbox-warning.ts";
import { printResponse } from "./search.ts";
import { serveUntilStopped } from "./serve.ts";
import { runSimulator } from "./simulate-ats.ts";
import { paint, print, remark } from "./terminal.ts";
import { examples, wholeNumber } from "./verbs.ts";

/** `start`: the whole product on fictitious people, with no configuration: two tenants, a network, a search, API and page. */

const QUERY = "java developer kubernetes";
/** The tenant that a simulated ATS connects to, and how much that sends. */
const CONNECTED = { tenant: "demo-b", candidates: 40, jobs: 8, applications: 60 } as const;

interface StartOptions {
	readonly port?: number;
	readonly dir: string;
	readonly serve: boolean;
}

const DEMO_COLUMN = Math.max(...DEMO_PEOPLE.map(({ as }) => as.length));

const HOST = "127.0.0.1";
const PORT = 8080;

export function addStart(program: Command): void {
	const command = program
		.command("start")
		.description("a demo without configuration: two tenants and a network of fictitious people, a search, API and page")
		.option(
			"--port <n>",
			`port on 127.0.0.1 (default: ${PORT}, or a free one where that is taken)`,
			wholeNumber(0, 65_535),
		)
		.option("--dir <dir>", "where the demo lives; it is made anew each time", DEMO_DIR)
		.option("--no-serve", "stop after the search")
		.action(start);
	examples(command, ["start", "start --port 9000", "start --no-serve"]);
}

async function start(options: StartOptions): Promise<void> {
	const dir = path.resolve(options.dir);
	const claim = await claimFolder(dir);
	try {
		refuseForeignData(dir);
		const port = options.serve ? await choosePort(options.port) : PORT;
		warnOfWeakSandbox();
		if (options.serve) await ensurePage();
		await demonstrate(freshConfig(dir, port), options);
	} finally {
		await claim.release();
	}
}

async function demonstrate(config: Config, options: StartOptions): Promise<void> {
	const platform = await openPlatform(config);
	try {
		await fill(platform);
		await showSearch(platform);
		if (!options.serve) return await platform.close();
		const links = createLoginLinks();
		const server = await serve(platform, config, { links });
		for (const { id } of DEMO_TENANTS) {
			const access = await offer(platform, server.url, parseTenantId(id), options.dir);
			await invitePeople(platform, parseTenantId(id), (account) => `${server.url}/login/link/${links.issue(account)}`);
			if (id === CONNECTED.tenant) await connectAts(access);
		}
		await serveUntilStopped(server);
	} catch (error) {
		await platform.close();
		throw error;
	}
}

/** A demo's data always have the demo's key beside them. Others are not deleted. */
function refuseForeignData(dir: string): void {
	if (!existsSync(demoData(dir)) || existsSync(demoKey(dir))) return;
	throw new TributaryError("folder-in-use", { detail: `${demoData(dir)} is there, and no demo made it.` });
}

async function choosePort(wanted: number | undefined): Promise<number> {
	const port = await freePort(HOST, wanted ?? PORT, { instead: wanted === undefined });
	if (wanted === undefined && port !== PORT) remark(`port ${PORT} is taken, so ${port} is used`);
	return port;
}

/** The folder of a demo, emptied of the last one. */
function freshConfig(dir: string, port: number): Config {
	const dataDir = demoData(dir);
	for (const old of [dataDir, anchorFolder({ dataDir, anchor: null })]) rmSync(old, { recursive: true, force: true });
	rmSync(demoKey(dir), { force: true });
	createMasterKeyFile(demoKey(dir));
	return configFor({
		dataDir,
		masterKey: { file: demoKey(dir) },
		listen: { host: HOST, port },
		// A line per request would run through what the demo prints.
		log: { level: "warn" },
	});
}

const demoFile = (...names: string[]) => path.join(packageRoot(), "corpora", "demo", ...names);

function* lines(file: string): Generator<unknown> {
	for (const line of readFileSync(file, "utf8").split("\n")) if (line !== "") yield JSON.parse(line);
}

async function fill(platform: Platform): Promise<void> {
	const files = ["network.ndjson", "network-by-hand.ndjson"].map((name) => demoFile(name));
	const profiles = files.flatMap((file) => [...lines(file)].map((line) => Profile.parse(line)));
	await platform.importProfiles(profiles);
	remark(`network: ${profiles.length} profiles`);
	for (const { id, name, folder } of DEMO_TENANTS) {
		const tenant = await platform.tenancy.tenants.create({ id: parseTenantId(id), name });
		const scope = await platform.operatorScope(tenant.id, "demo");
		const { files: resumes } = await findResumes([demoFile(folder, "resumes")]);
		const results = await ingestFiles(platform, scope, resumes);
		remark(`${id} (${name}): ${summary(results)}`);
		for (const result of results.filter(({ failure }) => failure !== null)) remark(`  ${describeFailure(result)}`);
		await importJobs(scope, folder);
		const histories = [...lines(demoFile(folder, "history.ndjson"))].map((line) => DemoHistory.parse(line));
		const people = results.flatMap(({ file, candidateId }) =>
			candidateId === null ? [] : [[path.basename(file), candidateId] as const],
		);
		const { applications, remarks } = await syncHistories(platform, scope, histories, new Map(people));
		remark(`${id}: its ATS has synchronized ${applications} applications, ${remarks} notes and judgements on people`);
	}
}

async function importJobs(scope: Scope, folder: string): Promise<void> {
	const jobs = [...lines(demoFile(folder, "jobs.ndjson"))].map((line) => Job.parse(line));
	await scope.record("job.write", { count: jobs.length }, async () => {
		await scope.store.write(
			jobs.map((job) => ({ op: "put", collection: "job", id: job.id, record: JSON.stringify(job) })),
		);
		return { value: null, result: { outcome: "ok", count: jobs.length } };
	});
}

async function showSearch(platform: Platform): Promise<void> {
	const scope = await platform.operatorScope(parseTenantId("demo-a"), "demo");
	print(`\n${paint("bold", `$ tributary search --tenant demo-a '${QUERY}' --explain`)}`);
	printResponse(await platform.search.search(scope, SearchRequest.parse({ query: QUERY, pageSize: 3 })), true);
}

/** Credentials of a demo tenant: a file to source for curl. */
async function offer(
	platform: Platform,
	url: string,
	tenant: TenantId,
	dir: string,
): Promise<Readonly<Record<string, string>>> {
	const { clientId, clientSecret } = await platform.tenancy.clients.create({
		tenant,
		name: "demo",
		permissions: [...PERMISSIONS],
	});
	const file = path.join(dir, `${tenant}.env`);
	const { organization } = await platform.tenancy.tenants.get(tenant);
	const lines = { URL: url, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret, ORGANIZATION: String(organization) };
	const text = Object.entries(lines).map(([name, value]) => `${name}=${value}\n`);
	await writeFile(file, text.join(""), { mode: 0o600 });
	print(`${tenant}: credentials of a client in ${file}`);
	return lines;
}

/** Makes the people of a demo tenant, and prints a link for each that signs in once. */
async function invitePeople(platform: Platform, tenant: TenantId, linkOf: (account: string) => string): Promise<void> {
	for (const { name, roles, as } of DEMO_PEOPLE) {
		const email = `${name.split(" ")[0]?.toLowerCase()}@${tenant}.example`;
		const account = await platform.tenancy.accounts.invite(tenant, { name, email, roles: [...roles] });
		print(`  ${as.padEnd(DEMO_COLUMN)} ${paint("underline", linkOf(account.id))}`);
	}
}

/** Has a simulated ATS send people, jobs and applications over the wire, as a real one would. */
async function connectAts(access: Readonly<Record<string, string>>): Promise<void> {
	const { tenant, candidates, jobs, applications } = CONNECTED;
	const counts = Object.entries({ candidates, jobs, applications }).flatMap(([name, count]) => [
		`--${name}`,
		String(count),
	]);
	try {
		const isWell = await runSimulator(access, [...counts, "--phases", "sync", "--quiet"], "ignore");
		const sent = `${candidates} candidates, ${jobs} jobs and ${applications} applications`;
		remark(`${tenant}: a simulated ATS ${isWell ? `has sent ${sent}` : "did not get all that it sent acknowledged"}`);
	} catch (error) {
		if (!(error instanceof TributaryError)) throw error;
		remark(`${tenant}: ${error.message}`);
	}
}

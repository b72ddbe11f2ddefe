import { existsSync, readFileSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { createLoginLinks } from "../api/login-links.ts";
import { type Config, configFor } from "../config.ts";
import type { Account } from "../domain/account.ts";
import { PERMISSIONS } from "../domain/actor.ts";
import { Job, Profile } from "../domain/candidate.ts";
import { SearchRequest } from "../domain/query.ts";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { packageRoot } from "../package-root.ts";
import { anchorFolder } from "../server/anchor.ts";
import { serveSealable } from "../server/seal.ts";
import { openPlatform, type Platform, serve } from "../server.ts";
import type { Scope } from "../tenancy/scope.ts";
import { createMasterKeyFile } from "../tenancy/vault.ts";
import { DEMO_DIR, DEMO_PEOPLE, DEMO_TENANTS, demoData, demoKey, demoLinks } from "./demo.ts";
import { connectAts } from "./demo-ats.ts";
import { DemoHistory, syncHistories } from "./demo-history.ts";
import { type DemoSite, linkAt, printLink, writeSite } from "./demo-links.ts";
import { claimFolder } from "./folder-claim.ts";
import { freePort } from "./free-port.ts";
import { describeFailure, type IngestResult, ingestFiles, summary } from "./ingest.ts";
import { ensurePage } from "./page-build.ts";
import { madePatiently, patiently } from "./patience.ts";
import { findResumes, type ResumePath } from "./resume-files.ts";
import { warnOfWeakSandbox } from "./sandbox-warning.ts";
import { printResponse } from "./search.ts";
import { serveUntilStopped } from "./serve.ts";
import { paint, print, remark } from "./terminal.ts";
import { examples, wholeNumber } from "./verbs.ts";

/** `start`: the whole product on fictitious people, with no configuration: two tenants, a network, a search, API and page. */

const QUERY = "java developer kubernetes";

interface StartOptions {
	readonly port?: number;
	readonly dir: string;
	readonly serve: boolean;
}

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
		.action((options: StartOptions) => {
			for (const name of ["data", "config"])
				if (program.getOptionValueSource(name) === "cli")
					command.error(`error: start makes a demo in a folder of its own (--dir) and takes no --${name}: see serve`);
			return start(options);
		});
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
		await demonstrate(freshConfig(dir, port), dir, options);
	} finally {
		await claim.release();
	}
}

async function demonstrate(config: Config, dir: string, options: StartOptions): Promise<void> {
	const platform = await openPlatform(config);
	const ats: (() => void)[] = [];
	try {
		await fill(platform);
		await showSearch(platform);
		if (!options.serve) return await platform.close();
		const links = createLoginLinks(demoLinks(dir));
		let opened: Platform | null = platform;
		const again = async (fixed: Config) => {
			const found = opened ?? (await openPlatform(fixed));
			opened = null;
			return serve(found, fixed, { links });
		};
		const server = await serveSealable(config, again, (event) => remark(`the demo is ${event}`));
		const people: DemoSite["people"] = [];
		for (const { id } of DEMO_TENANTS) {
			const access = await offer(platform, server.url, parseTenantId(id), dir);
			const invited = await invitePeople(platform, parseTenantId(id));
			for (const { as, account } of invited) printLink(as, linkAt(server.url, links, account));
			people.push(...invited);
			ats.push(await connectAts(platform, id, access));
		}
		await writeSite(dir, { url: server.url, people });
		remark("each link signs in once; new ones: npm run -s tributary -- demo links");
		await serveUntilStopped(server);
	} catch (error) {
		await platform.close();
		throw error;
	} finally {
		for (const end of ats) end();
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
	for (const old of [dataDir, anchorFolder({ dataDir, anchor: null }), demoLinks(dir)])
		rmSync(old, { recursive: true, force: true });
	rmSync(demoKey(dir), { force: true });
	createMasterKeyFile(demoKey(dir));
	return configFor({
		dataDir,
		masterKey: { file: demoKey(dir) },
		listen: { host: HOST, port },
		// Where the simulated ATS is told of exports.
		outbound: { allowLoopback: true },
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
	await patiently(() => platform.importProfiles(profiles));
	remark(`network: ${profiles.length} profiles`);
	for (const { id, name, folder } of DEMO_TENANTS) {
		const { tenants } = platform.tenancy;
		const tenantId = parseTenantId(id);
		const tenant = await madePatiently(
			() => tenants.create({ id: tenantId, name }),
			() => tenants.get(tenantId),
		);
		const scope = await platform.operatorScope(tenant.id, "demo");
		const { files: resumes } = await findResumes([demoFile(folder, "resumes")]);
		const results = await ingestAll(platform, scope, resumes);
		remark(`${id} (${name}): ${summary(results)}`);
		for (const result of results.filter(({ failure }) => failure !== null)) remark(`  ${describeFailure(result)}`);
		await patiently(() => importJobs(scope, folder));
		const histories = [...lines(demoFile(folder, "history.ndjson"))].map((line) => DemoHistory.parse(line));
		const people = results.flatMap(({ file, candidateId }) =>
			candidateId === null ? [] : [[path.basename(file), candidateId] as const],
		);
		const { applications, remarks } = await patiently(() => syncHistories(platform, scope, histories, new Map(people)));
		remark(`${id}: its ATS has synchronized ${applications} applications, ${remarks} notes and judgements on people`);
	}
}

/** Files whose entry the log did not take in time once more: what is known already changes nothing. */
async function ingestAll(
	platform: Platform,
	scope: Scope,
	files: readonly ResumePath[],
): Promise<readonly IngestResult[]> {
	const done = new Map<string, IngestResult>();
	const isLate = (file: ResumePath) => done.get(file.path)?.failure?.code === "audit-unavailable";
	const missing = () => files.filter((file) => !done.has(file.path) || isLate(file));
	const ingest = async () => {
		for (const result of await ingestFiles(platform, async () => scope, missing())) done.set(result.file, result);
		if (files.some(isLate)) throw new TributaryError("audit-unavailable");
	};
	await patiently(ingest).catch((error) => {
		// Which files it is that are missing is said of each.
		if (!files.some(isLate)) throw error;
	});
	return [...done.values()];
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
	const request = SearchRequest.parse({ query: QUERY, pageSize: 3 });
	printResponse(await patiently(() => platform.search.search(scope, request)), true);
}

/** Credentials of a demo tenant: a file to source for curl. */
async function offer(
	platform: Platform,
	url: string,
	tenant: TenantId,
	dir: string,
): Promise<Readonly<Record<string, string>>> {
	const wanted = { tenant, name: "demo", permissions: [...PERMISSIONS] };
	const { clientId, clientSecret } = await patiently(() => platform.tenancy.clients.create(wanted));
	const file = path.join(dir, `${tenant}.env`);
	const { organization } = await platform.tenancy.tenants.get(tenant);
	const lines = { URL: url, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret, ORGANIZATION: String(organization) };
	const text = Object.entries(lines).map(([name, value]) => `${name}=${value}\n`);
	await writeFile(file, text.join(""), { mode: 0o600 });
	print(`${tenant}: credentials of a client in ${file}`);
	return lines;
}

/** Makes the people of a demo tenant. */
async function invitePeople(platform: Platform, tenant: TenantId): Promise<DemoSite["people"]> {
	const people: DemoSite["people"] = [];
	for (const { name, roles, as } of DEMO_PEOPLE) {
		const email = `${name.split(" ")[0]?.toLowerCase()}@${tenant}.example`;
		const { accounts } = platform.tenancy;
		const account = await madePatiently(
			() => accounts.invite(tenant, { name, email, roles: [...roles] }),
			async () => (await accounts.list(tenant)).find((one) => one.email === email) as Account,
		);
		people.push({ tenant, as, account: account.id });
	}
	return people;
}

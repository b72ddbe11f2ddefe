import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { packageRoot } from "../package-root.ts";
import { DEMO_DIR } from "./demo.ts";
import { examples, ToldFailure, wholeNumber } from "./verbs.ts";

/**
 * `simulate-ats`: an applicant tracking system connects to a served instance, over the wire that ATS vendors speak. The simulator
 * is a process of its own and no part of the product: it lies with the tests.
 */

interface Access {
	readonly url?: string;
	readonly clientId?: string;
	readonly clientSecret?: string;
	readonly organization?: number;
}

interface SimulateOptions extends Access {
	readonly tenant: string;
	readonly dir: string;
	readonly candidates: number;
	readonly jobs: number;
	readonly applications: number;
	readonly seed: number;
	readonly generation: number;
	readonly phases?: string;
	readonly json?: boolean;
	readonly quiet?: boolean;
}

const count = wholeNumber(0, 10_000_000);

export function addSimulateAts(program: Command): void {
	const command = program
		.command("simulate-ats")
		.description("have a simulated ATS send people, jobs and applications to a served instance, and check every answer")
		.requiredOption("--tenant <id>", "whose ATS; of a demo that runs, the credentials are found")
		.option("--dir <dir>", "where the demo lives", DEMO_DIR)
		.option("--url <url>", "a served instance that is no demo")
		.option("--client-id <id>", "its credentials for the tenant")
		.option("--client-secret <secret>", "better in the environment, as CLIENT_SECRET")
		.option("--organization <n>", "N of the tenant's urn:li:organization:N", wholeNumber(1, Number.MAX_SAFE_INTEGER))
		.option("--candidates <n>", "people", count, 200)
		.option("--jobs <n>", "jobs", count, 20)
		.option("--applications <n>", "applications", count, 500)
		.option("--seed <n>", "another seed makes another ATS", wholeNumber(0, 2 ** 31), 7)
		.option("--generation <n>", "of the wire: 1 is /v2, 2 is /rest with a version", wholeNumber(1, 2), 1)
		.option("--phases <names>", "of sync,edit,delete,export (default: all)")
		.option("--json", "print the summary as JSON")
		.option("--quiet", "no progress on standard error")
		.action(simulate);
	examples(command, [
		"simulate-ats --tenant demo-a",
		"simulate-ats --tenant demo-a --candidates 10000 --jobs 500 --applications 25000 --generation 2",
		"simulate-ats --tenant acme --url https://search.example --client-id ID --organization 5",
	]);
}

async function simulate(options: SimulateOptions): Promise<void> {
	const access = accessOf(parseTenantId(options.tenant), options);
	if (!(await runSimulator(access, argumentsOf(options), "inherit"))) throw new ToldFailure();
}

/**
 * Runs the simulated ATS as a process of its own.
 * @param access URL, CLIENT_ID, CLIENT_SECRET, ORGANIZATION
 * @returns whether everything was as the ATS believes
 * @throws TributaryError `simulator-missing` in an installation without tests
 */
export async function runSimulator(
	access: Readonly<Record<string, string>>,
	args: readonly string[],
	output: "inherit" | "ignore",
): Promise<boolean> {
	const child = spawnSimulator(access, args, ["ignore", output, output]);
	const [code] = (await once(child, "close")) as [number | null];
	return code === 0;
}

/**
 * Runs it in the background, for as long as this process lives.
 * @returns ends it
 * @throws TributaryError `simulator-missing`
 */
export function keepSimulator(access: Readonly<Record<string, string>>, args: readonly string[]): () => void {
	// It ends by itself when the channel does.
	const child = spawnSimulator(access, args, ["ignore", "ignore", "ignore", "ipc"]);
	child.on("error", () => {});
	return () => void child.kill();
}

function spawnSimulator(
	access: Readonly<Record<string, string>>,
	args: readonly string[],
	stdio: StdioOptions,
): ChildProcess {
	const entry = path.join(packageRoot(), "test", "ats-simulator", "main.ts");
	if (!existsSync(entry)) throw new TributaryError("simulator-missing");
	// A secret among the arguments could be read by everybody on this machine.
	return spawn(process.execPath, [entry, ...args], { env: { ...process.env, ...access }, stdio });
}

function argumentsOf(options: SimulateOptions): string[] {
	const { candidates, jobs, applications, seed, generation, phases, json = false, quiet = false } = options;
	const numbers = Object.entries({ candidates, jobs, applications, seed, generation });
	return [
		...numbers.flatMap(([name, value]) => [`--${name}`, String(value)]),
		...(phases === undefined ? [] : ["--phases", phases]),
		...(json ? ["--json"] : []),
		...(quiet ? ["--quiet"] : []),
	];
}

/** What the simulator needs, as its environment: from the options, else from what the demo wrote for the tenant. */
function accessOf(tenant: TenantId, options: SimulateOptions): Record<string, string> {
	const { url, clientId, organization } = options;
	const clientSecret = options.clientSecret ?? (clientId === undefined ? undefined : process.env.CLIENT_SECRET);
	const given = { URL: url, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret, ORGANIZATION: organization?.toString() };
	const named = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
	if (named.length === Object.keys(given).length) return Object.fromEntries(named);
	const found = credentialsOf(path.join(options.dir, `${tenant}.env`));
	const missing = Object.keys(given).filter((name) => !found.has(name) && !named.some(([known]) => known === name));
	if (missing.length > 0)
		throw new TributaryError("credentials-missing", { detail: `Missing: ${missing.join(", ")}.` });
	return { ...Object.fromEntries(found), ...Object.fromEntries(named) };
}

/** Lines of NAME=value, as `start` writes them; none where there is no such file. */
function credentialsOf(file: string): Map<string, string> {
	if (!existsSync(file)) return new Map();
	const lines = readFileSync(file, "utf8").split("\n");
	return new Map(
		lines
			.map((line) => /^(\w+)=(.*)$/.exec(line))
			.filter((match) => match !== null)
			.map(([, name = "", value = ""]) => [name, value]),
	);
}

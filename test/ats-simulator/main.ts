/**
 * An applicant tracking system that speaks the vendor's wire, as a process of its own: people, jobs and applications that are
 * decided by a seed, sent as real integrations send them. It ends with 1 where something is not as the protocol says.
 */
import { Command, InvalidArgumentError, Option } from "commander";
import { NoServer } from "./client.ts";
import { deletePhase } from "./delete.ts";
import { edit } from "./edit.ts";
import { KINDS } from "./entries.ts";
import { exportPhase } from "./export.ts";
import { print, type Report } from "./report.ts";
import { openSession, PHASES, type Phase, type Session, type Settings } from "./session.ts";
import { sync } from "./sync.ts";

const RUN: Readonly<Record<Phase, (session: Session) => Promise<void>>> = {
	sync,
	edit,
	delete: deletePhase,
	export: exportPhase,
};

function whole(least: number, most = 10_000_000): (text: string) => number {
	return (text) => {
		const value = Number(text);
		if (/^\d+$/.test(text) && value >= least && value <= most) return value;
		throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
	};
}

/** Names with commas between, put into the order of those that are known. */
function someOf<T extends string>(known: readonly T[]): (text: string) => readonly T[] {
	return (text) => {
		const given = text.split(",");
		const unknown = given.find((name) => !(known as readonly string[]).includes(name));
		if (unknown !== undefined) throw new InvalidArgumentError(`There is no ${unknown}. Known: ${known.join(", ")}.`);
		return known.filter((name) => given.includes(name));
	};
}

export function buildSimulator(): Command {
	return new Command("ats-simulator")
		.description("Sends an ATS's people, jobs and applications over the vendor's wire, and checks every answer.")
		.addOption(new Option("--url <url>", "the server").env("URL").makeOptionMandatory())
		.addOption(new Option("--client-id <id>", "the customer's application").env("CLIENT_ID").makeOptionMandatory())
		.addOption(new Option("--client-secret <secret>", "its secret").env("CLIENT_SECRET").makeOptionMandatory())
		.addOption(
			new Option("--organization <n>", "N of urn:li:organization:N")
				.env("ORGANIZATION")
				.argParser(whole(1, Number.MAX_SAFE_INTEGER))
				.makeOptionMandatory(),
		)
		.option("--candidates <n>", "people", whole(0), 10_000)
		.option("--jobs <n>", "jobs", whole(0), 500)
		.option("--applications <n>", "applications", whole(0), 25_000)
		.option("--resumes <n>", "resumes to attach", whole(0), 20)
		.option("--seed <n>", "another seed makes another ATS", whole(0, 2 ** 31), 7)
		.option("--generation <n>", "1: /v2, 2: /rest with a version", whole(1, 2), 1)
		.option(
			"--phases <names>",
			`of ${PHASES.join(",")}; without sync, the same load went before`,
			someOf(PHASES),
			PHASES,
		)
		.option("--kinds <names>", "what sync sends, of job,candidate,...", someOf(KINDS), KINDS)
		.option("--concurrency <n>", "requests at once where order does not matter", whole(1, 64), 8)
		.option("--exports <n>", "exports that recruiters will make meanwhile", whole(0), 0)
		.option("--export-seconds <n>", "how long each is waited for", whole(1, 2_000_000), 30)
		.option("--callback-port <n>", "where the server tells of exports, on 127.0.0.1", whole(0, 65_535), 0)
		.option("--contract <n>", "N of urn:li:contract:N: asks for seats and messages, too", whole(1))
		.addOption(new Option("--parent-id <id>", "the vendor's application: makes one for a customer").env("PARENT_ID"))
		.addOption(new Option("--parent-secret <secret>", "its secret").env("PARENT_SECRET"))
		.option("--json", "print the report as JSON", false)
		.option("--quiet", "no progress on standard error", false);
}

export async function simulate(settings: Settings): Promise<Report> {
	const session = openSession(settings);
	const began = performance.now();
	try {
		for (const phase of settings.phases) await RUN[phase](session);
	} finally {
		session.client.close();
	}
	return {
		generation: settings.generation,
		seed: settings.seed,
		seconds: Number(((performance.now() - began) / 1000).toFixed(2)),
		tokens: session.client.tokens(),
		waited: session.client.waited(),
		...session.tally.summary(),
	};
}

async function main(): Promise<number> {
	// Whoever keeps it in the background may die without saying so.
	if (process.connected) process.once("disconnect", () => process.exit());
	const options = buildSimulator().parse().opts<Settings & { readonly json: boolean }>();
	try {
		const report = await simulate(options);
		process.stdout.write(`${options.json ? JSON.stringify(report, null, 2) : print(report)}\n`);
		return report.mismatches === 0 ? 0 : 1;
	} catch (error) {
		if (!(error instanceof NoServer)) throw error;
		process.stderr.write(`${error.message}\n`);
		return 1;
	}
}

if (import.meta.main) process.exitCode = await main();

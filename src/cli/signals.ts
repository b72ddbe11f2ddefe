import { type Command, InvalidArgumentError, Option } from "commander";
import { SIGNAL_KINDS, type SignalKind } from "../domain/signal.ts";
import { parseTenantId } from "../domain/tenant.ts";
import type { Platform } from "../server.ts";
import { type Estimate, estimate, ratesByPosition } from "../signals/estimate.ts";
import { experimentStatus, startExperiment, stopExperiment } from "../signals/experiment.ts";
import { eachSignal, readSignals } from "../signals/read.ts";
import type { Scope } from "../tenancy/scope.ts";
import { paint, print, printJson, table } from "./terminal.ts";
import { day, decimalNumber, examples } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `signals` and `experiment`: what recruiters did with what a ranking showed them. */

interface TenantOptions {
	readonly tenant: string;
	readonly json?: boolean;
}

interface WindowOptions extends TenantOptions {
	readonly since?: string;
}

export function addSignals(program: Command): void {
	const signals = program
		.command("signals")
		.description("what recruiters were shown and did with it, where a tenant keeps that");
	const verb = (name: string, description: string) =>
		ofTenant(signals, name, description).option("--since <day>", "pages seen from this day on, YYYY-MM-DD", day);
	examples(
		verb("export", "every person in every page that was seen, with what became of it, as NDJSON").action(
			(options: WindowOptions, command: Command) =>
				withScope(command, options, async (_platform, scope) => {
					await eachSignal(scope, windowOf(options), (row) => print(JSON.stringify(row)));
				}),
		),
		["signals export --tenant acme --since 2026-10-01 > signals.ndjson"],
	);
	examples(
		verb("rates", "how often something became of who stood at which place").action(
			(options: WindowOptions, command: Command) =>
				withScope(command, options, async (_platform, scope) => printRates(await rowsOf(scope, options), options)),
		),
		["signals rates --tenant acme"],
	);
	examples(
		verb("estimate", "what another ranking would have been worth, by inverse propensity scoring")
			.requiredOption("--profile <id>", "the other ranking, as tuned.v1")
			.addOption(new Option("--kind <kind>", "what counts").choices(SIGNAL_KINDS).default("opened"))
			.option(
				"--eta <n>",
				"how fast attention falls: a place is looked at with (1 / place) ^ eta",
				decimalNumber(0, 3),
				1,
			)
			.option("--clip <n>", "no signal weighs more", decimalNumber(1, 1000), 20)
			.action((options: EstimateOptions, command: Command) =>
				withScope(command, options, async ({ profiles }, scope) => {
					const profile = profiles.get(options.profile, scope.tenant.id);
					const { kind, eta, clip } = options;
					printEstimate(estimate(await rowsOf(scope, options), { profile, kind, eta, clip }), options);
				}),
			),
		[
			"signals estimate --tenant acme --profile tuned.v1",
			"signals estimate --tenant acme --profile tuned.v1 --kind contacted",
		],
	);
}

interface EstimateOptions extends WindowOptions {
	readonly profile: string;
	readonly kind: SignalKind;
	readonly eta: number;
	readonly clip: number;
}

const ofTenant = (parent: Command, name: string, description: string): Command =>
	parent.command(name).description(description).requiredOption("--tenant <id>", "whose").option("--json", "print JSON");

const withScope = (
	command: Command,
	{ tenant }: TenantOptions,
	work: (platform: Platform, scope: Scope) => Promise<void>,
): Promise<void> =>
	withPlatform(command, {}, async (platform) =>
		work(platform, await platform.operatorScope(parseTenantId(tenant), "signals on the command line")),
	);

const windowOf = ({ since }: WindowOptions) => ({
	since: since === undefined ? 0 : Date.parse(since),
	now: new Date(),
});
const rowsOf = (scope: Scope, options: WindowOptions) => readSignals(scope, windowOf(options));

function printRates(rows: Parameters<typeof ratesByPosition>[0], { json }: TenantOptions): void {
	const rates = ratesByPosition(rows);
	if (json === true) return void printJson(rates);
	const cells = rates.map((one) => [one.position, one.shown, ...SIGNAL_KINDS.map((kind) => percent(one[kind]))]);
	print(table(["place", "shown", ...SIGNAL_KINDS], cells));
}

const percent = (part: number) => `${(part * 100).toFixed(1)}%`;
const signed = (value: number) => `${value < 0 ? "" : "+"}${value.toFixed(4)}`;

function printEstimate(result: Estimate, { json }: TenantOptions): void {
	if (json === true) return void printJson(result);
	const { profile, kind, pages, signals, shown, other, delta, clipped, effective } = result;
	print(
		`${pages} pages with ${signals} people ${kind}; as much as ${effective.toFixed(1)} of equal weight, ${clipped} clipped\n`,
	);
	const row = (name: string, key: "ndcg" | "rate") => {
		const { low, high } = delta[`${key}Interval`];
		return [
			name,
			shown[key].toFixed(4),
			other[key].toFixed(4),
			signed(delta[key]),
			`[${signed(low)}, ${signed(high)}]`,
		];
	};
	print(table(["", "shown", profile, "delta", "95% interval"], [row("nDCG", "ndcg"), row(`${kind} a page`, "rate")]));
	print(paint("dim", "of the order within the pages that were shown; whom else it would have found is not known"));
}

export function addExperiment(program: Command): void {
	const experiment = program.command("experiment").description("two rankings of one tenant, interleaved");
	examples(
		ofTenant(experiment, "start", "interleave two rankings in every search that names none")
			.requiredOption("--profile <ids>", "two: the one that there is, and the one that is tried", gatherTwo)
			.action((options: TenantOptions & { readonly profile: readonly string[] }, command: Command) =>
				withScope(command, options, async ({ profiles }, scope) => {
					const [profileA = "", profileB = ""] = options.profile;
					if (profileB === "") command.error("error: name two profiles: --profile A --profile B");
					const started = await startExperiment(scope, { profiles, clock }, { profileA, profileB });
					if (options.json === true) return printJson(started);
					print(`${paint("green", "✓")} experiment ${started.id}: ${profileA} (a) against ${profileB} (b)`);
				}),
			),
		["experiment start --tenant acme --profile default.v1 --profile tuned.v1"],
	);
	examples(
		ofTenant(experiment, "status", "the latest experiment and its outcome so far").action(
			(options: TenantOptions, command: Command) =>
				withScope(command, options, async (_platform, scope) =>
					printStatus(await experimentStatus(scope, { clock }), options),
				),
		),
		["experiment status --tenant acme"],
	);
	examples(
		ofTenant(experiment, "stop", "end it; lists that are being paged through stay as they are").action(
			(options: TenantOptions, command: Command) =>
				withScope(command, options, async (_platform, scope) => {
					const stopped = await stopExperiment(scope, { clock });
					if (options.json === true) return printJson(stopped);
					print(`${paint("green", "✓")} experiment ${stopped.id} stopped`);
				}),
		),
		["experiment stop --tenant acme"],
	);
}

const clock = () => new Date();

/** One name after the other, or both with a comma between. */
function gatherTwo(value: string, before: readonly string[] = []): readonly string[] {
	const names = [...before, ...value.split(",")];
	if (names.length <= 2) return names;
	throw new InvalidArgumentError("Name two profiles.");
}

function printStatus(status: Awaited<ReturnType<typeof experimentStatus>>, { json }: TenantOptions): void {
	if (json === true) return void printJson(status);
	const { id, profileA, profileB, startedAt, stoppedAt, pages, outcome } = status;
	print(`experiment ${paint("bold", id)}: ${profileA} (a) against ${profileB} (b), ${pages} pages`);
	print(`${startedAt} to ${stoppedAt ?? "now"}\n`);
	const rows = outcome.map(({ kind, lists, winsA, winsB, ties, delta, interval, p }) => [
		kind,
		lists,
		winsA,
		winsB,
		ties,
		signed(delta),
		`[${signed(interval.low)}, ${signed(interval.high)}]`,
		p.toFixed(4),
	]);
	print(table(["", "lists", "a wins", "b wins", "ties", "b over a", "95% interval", "p (sign test)"], rows));
}

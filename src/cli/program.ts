import { Command, CommanderError, Help, type Option } from "commander";
import { TributaryError, toProblem } from "../errors.ts";
import { addAccount } from "./account.ts";
import { addAnchor } from "./anchor.ts";
import { addApplication } from "./application.ts";
import { addApprover } from "./approver.ts";
import { addAudit } from "./audit.ts";
import { addBackup } from "./backup.ts";
import { addCandidate } from "./candidate.ts";
import { addCertificate } from "./certificate.ts";
import { addClient } from "./client.ts";
import { addDemo } from "./demo-links.ts";
import { addProject, addSavedSearch } from "./desk.ts";
import { addEngine } from "./engine.ts";
import { addExport } from "./export.ts";
import { addIdentityProvider } from "./identity-provider.ts";
import { addIngest } from "./ingest.ts";
import { addIntegration } from "./integration.ts";
import { addKey } from "./key.ts";
import { addMatch } from "./match.ts";
import { addNetwork } from "./network.ts";
import { addOperator } from "./operator.ts";
import { addParse } from "./parse.ts";
import { addPeople } from "./people.ts";
import { addRanking } from "./ranking.ts";
import { addRetention } from "./retention.ts";
import { addSearch } from "./search.ts";
import { addServe } from "./serve.ts";
import { addExperiment, addSignals } from "./signals.ts";
import { addSigningKey } from "./signing-key.ts";
import { addSimulateAts } from "./simulate-ats.ts";
import { addStart } from "./start.ts";
import { addSuggest } from "./suggest.ts";
import { addSync } from "./sync.ts";
import { addTenant } from "./tenant.ts";
import { paint, remark } from "./terminal.ts";
import { addVault } from "./vault.ts";
import { ToldFailure } from "./verbs.ts";
import { version } from "./version.ts";
import { addWebhook } from "./webhook.ts";

/** Exit codes: 0 all went well · 1 something failed, and it was said what · 2 the command line was not understood. */

export function buildProgram(): Command {
	const program = new Command("tributary")
		.description("A unified candidate search engine over ATS resumes, with a boundary around each tenant.")
		.version(version())
		.option("--config <file>", "configuration (as for serve); without it the folder of --data is used")
		.option("--data <dir>", "data folder, with its master key in <dir>.key", "tributary-data")
		.option(
			"--operator <name>",
			"who opens a tenant's data, with a grant of his, or changes something of it: see operator --help",
		)
		.option("--operator-key <file>", "PEM of his private key")
		.configureHelp({ optionDescription: (option) => descriptionOf(option) })
		.showHelpAfterError("(add --help for the options of this verb; what begins with a dash and is none goes behind --)")
		.exitOverride();
	const verbs = [
		addStart,
		addDemo,
		addServe,
		addTenant,
		addApprover,
		addOperator,
		addCertificate,
		addAccount,
		addIdentityProvider,
		addClient,
		addSigningKey,
		addEngine,
		addKey,
		addVault,
		addAnchor,
		addApplication,
		addParse,
		addIngest,
		addSearch,
		addSuggest,
		addSavedSearch,
		addProject,
		addPeople,
		addMatch,
		addCandidate,
		addRetention,
		addBackup,
		addSync,
		addIntegration,
		addExport,
		addNetwork,
		addWebhook,
		addAudit,
		addSimulateAts,
		addSignals,
		addExperiment,
		addRanking,
	];
	for (const add of verbs) add(program);
	return program;
}

/** Says of an option that must be given that it must. Verbs take this over from the program. */
function descriptionOf(option: Option): string {
	const text = new Help().optionDescription(option);
	return option.mandatory ? `${text} (required)` : text;
}

/** Runs one command line. @returns the exit code */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
	try {
		await buildProgram().parseAsync(argv);
		return 0;
	} catch (error) {
		if (error instanceof ToldFailure) return 1;
		if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
		return sayError(error);
	}
}

/** Tells what was wrong, where, and what to do; a stack only for a fault of our own. */
function sayError(error: unknown): number {
	const problem = toProblem(error);
	remark(`${paint("red", "error")} ${problem.code}: ${problem.title}`);
	const detail = error instanceof TributaryError ? error.detail : error instanceof Error ? error.stack : String(error);
	if (detail !== undefined && detail !== problem.title) remark(`  ${detail}`);
	// A fault of the whole has no place.
	for (const fault of problem.errors ?? [])
		remark(`  ${fault.pointer === "" ? "" : `${fault.pointer}: `}${fault.detail}`);
	remark(`  ${problem.remedy}`);
	return 1;
}

import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { buildProgram } from "../../src/cli/program.ts";

/** The verbs of the command line, as they are built: a test that goes over them forgets none that is new. */

export interface Verb {
	readonly name: string;
	readonly command: Command;
}

/** What a tenant has to be named for. */
export const tenantVerbs = (): readonly Verb[] =>
	allVerbs().filter(({ command }) => command.options.some(({ long, mandatory }) => long === "--tenant" && mandatory));

export const allVerbs = (command: Command = buildProgram(), names: readonly string[] = []): readonly Verb[] =>
	command.commands.flatMap((child) => {
		const path = [...names, child.name()];
		return child.commands.length === 0 ? [{ name: path.join(" "), command: child }] : allVerbs(child, path);
	});

/** Where "1" is not understood. An account without a role may do nothing. */
const VALUES: Readonly<Record<string, string>> = {
	"client create --scope": "search",
	"account role <role>": "auditor",
	"account invite --role": "auditor",
	"client bind --to": "none",
	"identity-provider set --issuer": "https://login.acme.example",
	"webhook create --events": "candidate.changed",
	"application bind --parent": "vendor-x",
	"candidate report --id": "C1",
	"candidate erase --id": "C1",
	"restore --tenant": "acme",
	"engine erase-again --since": "2026-11-20T02:00:00Z",
	"operator review --finding": "justified",
	"tenant set --second-person": "off",
	"--owner": "seat:sue",
	"<id>": "acme",
	"--tenant": "acme",
};

/** Words with which each verb is understood, and the files that they name. */
export function linesIn(folder: string): (verb: Verb) => readonly string[] {
	const at = (name: string) => path.join(folder, name);
	mkdirSync(at("acme"), { recursive: true });
	const identity = generateKeyPairSync("x25519");
	writeFileSync(at("identity.pem"), identity.privateKey.export({ format: "pem", type: "pkcs8" }));
	writeFileSync(at("recipient.pub"), identity.publicKey.export({ format: "pem", type: "spki" }));
	writeFileSync(at("some.pub"), generateKeyPairSync("ed25519").publicKey.export({ format: "pem", type: "spki" }));
	writeFileSync(at("rules.json"), '{"schedule":"daily","rules":[]}');
	const values: Readonly<Record<string, string>> = {
		...VALUES,
		"audit compare --folder": folder,
		"audit follow --into": folder,
		"--identity": at("identity.pem"),
		"--to-key": at("recipient.pub"),
		"--rules": at("rules.json"),
	};
	return (verb) =>
		wordsOf(verb, (key) => values[key] ?? (/^(<|--)[a-z-]*(key|file)/.test(key) ? at("some.pub") : undefined));
}

/** @param known of `VERB --option`, `--option` or `<argument>`; where it knows none it is the first that the verb lists, or "1" */
function wordsOf({ name, command }: Verb, known: (key: string) => string | undefined): readonly string[] {
	const value = (key: string, choices: readonly string[] = []) =>
		known(`${name} ${key}`) ?? known(key) ?? choices[0] ?? "1";
	const given = command.registeredArguments
		.filter(({ required, variadic }) => required || !variadic)
		.map((one) => value(`<${one.name()}>`, one.argChoices));
	const options = command.options
		.filter(({ long, mandatory }) => mandatory || known(`${name} ${long}`) !== undefined)
		.flatMap((one) => [`${one.long}`, value(`${one.long}`, one.argChoices)]);
	return [...name.split(" "), ...given, ...options];
}

import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { parseTenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import type { Platform } from "../server/platform.ts";
import { readProvider, removeProvider, type StoredProvider, writeProvider } from "../sign-in/provider.ts";
import type { Scope } from "../tenancy/scope.ts";
import { paint, print, printJson } from "./terminal.ts";
import { examples, gather } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `identity-provider`: by whom the people of a tenant are signed in. */

interface Named {
	readonly tenant: string;
	readonly json?: boolean;
}

interface SetOptions extends Named {
	readonly issuer: string;
	readonly clientId: string;
	readonly secretFile?: string;
	readonly acr?: readonly string[];
	readonly amr?: readonly string[];
	readonly anyFactor?: boolean;
}

export function addIdentityProvider(program: Command): void {
	const provider = program
		.command("identity-provider")
		.description("the OpenID provider by which the people of a tenant sign in");
	const verb = (name: string, description: string) =>
		provider
			.command(name)
			.description(description)
			.requiredOption("--tenant <id>", "whose people")
			.option("--json", "print JSON");
	const set =
		"identity-provider set --tenant acme --issuer https://login.acme.example --client-id tributary --secret-file acme.secret";
	examples(
		verb("set", "name it, and what a sign-in there has to have been like")
			.requiredOption("--issuer <url>", "as the provider calls itself, to the letter")
			.requiredOption("--client-id <id>", "as we are known there")
			.option("--secret-file <file>", "file with the secret; left out, the one before is kept")
			.option("--acr <values>", "any of these classes of authentication has to be met", gather)
			.option("--amr <values>", "any of these methods has to have been used (default: mfa)", gather)
			.option("--any-factor", "take a sign-in without a second factor, too")
			.action((options: SetOptions, command: Command) => setProvider(command, options)),
		[set, `${set} --amr hwk,otp,mfa`],
	);
	examples(
		verb("show", "which it is, and the redirect URI to be registered there").action(
			(options: Named, command: Command) =>
				onScope(command, options, async (platform, scope) => {
					const found = await readProvider(scope.store);
					if (found === null) throw new TributaryError("not-found", { detail: `${options.tenant} has no provider.` });
					print(
						options.json === true
							? JSON.stringify(shown(platform, scope, found), null, 2)
							: told(platform, scope, found),
					);
				}),
		),
		["identity-provider show --tenant acme"],
	);
	examples(
		verb("remove", "have nobody sign in any more").action((options: Named, command: Command) =>
			onScope(command, options, async (_platform, scope) => {
				await removeProvider(scope, new Date());
				print(`${paint("green", "✓")} nobody signs in to ${options.tenant} any more`);
			}),
		),
		["identity-provider remove --tenant acme"],
	);
	examples(provider, [set, "identity-provider show --tenant acme"]);
}

async function setProvider(command: Command, options: SetOptions): Promise<void> {
	const { issuer, clientId, secretFile, acr = [], amr, anyFactor } = options;
	const secret = secretFile === undefined ? undefined : readFileSync(secretFile, "utf8").trim();
	const factors = anyFactor === true ? [] : [...(amr ?? ["mfa"])];
	const input = {
		issuer,
		clientId,
		acr: [...acr],
		amr: factors,
		...(secret === undefined ? {} : { clientSecret: secret }),
	};
	await onScope(command, options, async (platform, scope) => {
		await platform.signIn.check(input);
		const stored = await writeProvider(scope, input, new Date());
		if (options.json === true) printJson(shown(platform, scope, stored));
		else print(told(platform, scope, stored));
	});
}

const shown = ({ signIn }: Platform, { tenant }: Scope, { clientSecret: _, ...rest }: StoredProvider) => ({
	...rest,
	redirectUri: signIn.redirectUri(tenant.id),
});

function told(platform: Platform, scope: Scope, stored: StoredProvider): string {
	const { issuer, redirectUri, acr, amr } = shown(platform, scope, stored);
	const factors = [...acr, ...amr];
	return [
		`issuer        ${issuer}`,
		`redirect URI  ${redirectUri}   (register it there, to the letter)`,
		`needs         ${factors.length === 0 ? "any sign-in" : factors.join(", ")}`,
	].join("\n");
}

async function onScope(
	command: Command,
	{ tenant }: Named,
	work: (platform: Platform, scope: Scope) => Promise<void>,
): Promise<void> {
	await withPlatform(command, {}, async (platform) => {
		await work(platform, await platform.operatorScope(parseTenantId(tenant), "identity provider"));
	});
}

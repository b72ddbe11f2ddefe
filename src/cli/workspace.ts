import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { type Config, configFor, loadConfig } from "../config.ts";
import type { Actor } from "../domain/actor.ts";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import { type ErrorCode, TributaryError } from "../errors.ts";
import { watchSeal } from "../server/seal.ts";
import { openPlatform, type Platform, type PlatformOptions } from "../server.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import { OPERATOR } from "../tenancy/tenants.ts";
import { createMasterKeyFile } from "../tenancy/vault.ts";
import { demoAt, demoData, demoKey, demoOf } from "./demo.ts";
import { readText } from "./read-text.ts";
import { remark } from "./terminal.ts";

/** Opens what the command line works on: the configuration given by --config, the folder given by --data, or the demo for its tenants. */

interface GlobalOptions {
	readonly config?: string;
	readonly data: string;
	readonly operator?: string;
	readonly operatorKey?: string;
}

interface WhoOptions extends GlobalOptions {
	readonly as?: string;
	readonly approver?: string;
	readonly key?: string;
}

/**
 * Runs `work` on the opened platform and closes it.
 * @param options create: make the data folder and its master key where they are missing
 * @param work sealed: aborts when it is sealed meanwhile; stores and keys are gone then
 * @throws TributaryError `no-data` when there is nothing to open · `sealed`, also in the middle · `invalid-configuration` · `tenant-not-found`
 */
export async function withPlatform(
	command: Command,
	options: { readonly create?: boolean } & PlatformOptions,
	work: (platform: Platform, config: Config, sealed: AbortSignal) => Promise<void>,
): Promise<void> {
	const { create = false, ...opening } = options;
	const config = readConfig(command, create);
	const platform = await openPlatform(config, opening);
	const { sealed, stop } = watchSeal(config.dataDir);
	try {
		const worked = noting(command, platform, () => work(named(command, platform, config), config, sealed));
		// What is at work is let go of as well: it goes on the next time, as after a kill.
		const ending = once(sealed, "abort").then(() => opening.evenSealed !== true && sealed.throwIfAborted());
		await Promise.race([worked, ending.then(() => worked)]);
	} catch (error) {
		throw error instanceof TributaryError && error.code === "tenant-unavailable" ? noSuchTenant(command) : error;
	} finally {
		stop();
		await platform.close();
	}
}

/**
 * In production a tenant's data are opened by a person with a grant that is his, and by nobody else; elsewhere by whoever sits here,
 * unless he says who he is.
 */
function named(command: Command, platform: Platform, { operatorAccess }: Config): Platform {
	const { operator, operatorKey } = command.optsWithGlobals() as GlobalOptions;
	if (operator === undefined && operatorAccess === "open") return platform;
	const { tenancy } = platform;
	const signer = (code: ErrorCode) => {
		if (operator === undefined || operatorKey === undefined) throw new TributaryError(code);
		return { name: operator, key: readText(operatorKey, "--operator-key") };
	};
	const granted = async (tenant: TenantId) => {
		const by = signer("operator-grant-required");
		const grant = await tenancy.operators.demand(tenant, by);
		return { grant, actor: { kind: "operator", id: by.name } as const };
	};
	const operatorName = () => tenancy.operators.named(signer("operator-name-required"));
	return {
		...platform,
		operatorScope: async (tenant, purpose, { evenDisabled = false, byName = false } = {}) => {
			if (byName) return tenancy.openScope({ tenant, actor: await operatorName(), purpose, evenDisabled });
			const { grant, actor } = await granted(tenant);
			const why = `${grant.kind} ${grant.id}: ${purpose}`.slice(0, 200);
			return tenancy.openScope({ tenant, actor, purpose: why, evenDisabled });
		},
		operatorActor: async (tenant) => {
			if (await holdsPeople(tenancy, tenant)) return (await granted(tenant)).actor;
			return nameIfKnown({ tenancy, operatorName });
		},
		operatorName,
	};
}

/** Who does what is done before there are people, too: himself by name, as soon as there is an operator whose name can be known. */
export async function nameIfKnown({
	tenancy,
	operatorName,
}: Pick<Platform, "tenancy" | "operatorName">): Promise<Actor> {
	const known = await tenancy.approvers.list();
	return known.some(({ roles }) => roles.includes("operator")) ? operatorName() : OPERATOR;
}

/** The same of a platform that is opened elsewhere, while a backup is put back. */
export const nameOn =
	(command: Command, config: Config) =>
	(platform: Platform): Promise<Actor> =>
		noting(command, platform, () => nameIfKnown(named(command, platform, config)));

/** What somebody is told who may not. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
	"operator-grant-required",
	"operator-name-required",
	"approval-refused",
	"review-pending",
]);

/** What is refused at a tenant stands in its log. */
async function noting<T>(command: Command, { tenancy }: Platform, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const tenant = tenantOfVerb(command);
		if (!(error instanceof TributaryError) || !REFUSALS.has(error.code) || tenant === undefined) throw error;
		const { code } = error;
		await tenancy.operators.refused(parseTenantId(tenant), { by: whoSays(command), verb: verbOf(command), code });
		throw error;
	}
}

/** The option, or an argument that can only be a tenant's id. */
function tenantOfVerb(command: Command): string | undefined {
	const isOfTenant = /^(tenant|operator) /.test(verbOf(command));
	return (command.opts() as { readonly tenant?: string }).tenant ?? (isOfTenant ? command.args[0] : undefined);
}

/** As `tenant wipe run`. */
function verbOf(command: Command): string {
	const { parent } = command;
	return parent === null || parent.parent === null ? command.name() : `${verbOf(parent)} ${command.name()}`;
}

/** As he says he is, by the options of the verb or of the program. */
function whoSays(command: Command) {
	const { as, approver, key, operator, operatorKey } = command.optsWithGlobals() as WhoOptions;
	const own = as ?? approver;
	const [name, file] = own === undefined ? [operator, operatorKey] : [own, key];
	return name === undefined
		? null
		: { name, key: file !== undefined && existsSync(file) ? readText(file, "/key") : null };
}

/** Somebody has to be the first in a tenant, and to connect its ATS: before that there is nothing to be read. */
async function holdsPeople(tenancy: Tenancy, tenant: TenantId): Promise<boolean> {
	const { store } = await tenancy.openScope({ tenant, actor: OPERATOR, purpose: "is it empty", evenDisabled: true });
	const found = await Promise.all((["person", "ats"] as const).map((name) => store.list(name, { limit: 1 })));
	return found.some((records) => records.length > 0);
}

/** @param create make the data folder's master key where both are missing */
export function readConfig(command: Command, create: boolean): Config {
	const { config, data } = command.optsWithGlobals() as GlobalOptions;
	if (config !== undefined) return loadConfig(config);
	const isGiven = command.getOptionValueSourceWithGlobals("data") === "cli";
	const demo = isGiven ? demoAt(path.resolve(data)) : create ? null : demoOf(tenantOf(command));
	if (demo !== null) return configFor({ dataDir: demoData(demo), masterKey: { file: demoKey(demo) } });
	const dataDir = path.resolve(data);
	const keyFile = `${dataDir}.key`;
	if (!existsSync(keyFile)) {
		if (!create || existsSync(dataDir)) throw nothingThere(dataDir, keyFile);
		createMasterKeyFile(keyFile);
		remark(`made ${keyFile}: the master key. Keep a copy apart from the data; without it nothing can be read.`);
	}
	return configFor({ dataDir, masterKey: { file: keyFile } });
}

function nothingThere(dataDir: string, keyFile: string): TributaryError {
	if (!existsSync(dataDir))
		return new TributaryError("no-data", { detail: `There is no ${dataDir}, nor its master key ${keyFile}.` });
	const detail = `The master key of ${dataDir} is missing: put ${keyFile} back, or name it in a --config file.`;
	return new TributaryError("invalid-configuration", { errors: [{ pointer: "/masterKey/file", detail }] });
}

/** The API does not tell who asks whether a tenant exists. Here it is the operator who asks. */
function noSuchTenant(command: Command): TributaryError {
	return new TributaryError("tenant-not-found", { detail: `There is no tenant ${tenantOf(command)}.` });
}

const tenantOf = (command: Command): string | undefined =>
	(command.opts() as { readonly tenant?: string }).tenant ?? command.args[0];

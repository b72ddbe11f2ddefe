import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { placedMasterKey } from "./config/master-keys.ts";
import { safetyFaults } from "./config/safety.ts";
import { type Config, type ConfigInput, ConfigSchema, ENVIRONMENT, type Settings } from "./config/schema.ts";
import { faultsOf } from "./domain/faults.ts";
import { type FieldFault, TributaryError } from "./errors.ts";

export type { Config, ConfigInput } from "./config/schema.ts";

type Environment = Readonly<Record<string, string | undefined>>;
type Section = keyof typeof ConfigSchema.shape;

/**
 * Settings from a JSON file, with the environment's overrides on top. Paths are taken from the file's folder.
 * @throws `invalid-configuration` or `unsafe-configuration`, with every fault of both kinds at once
 */
export function loadConfig(file: string, environment: Environment = process.env): Config {
	const refuse = (detail: string) => new TributaryError("invalid-configuration", { errors: [{ pointer: "", detail }] });
	const mode = statSync(file, { throwIfNoEntry: false })?.mode;
	if (mode === undefined) throw refuse(`There is no file ${file}.`);
	let input: unknown;
	try {
		input = JSON.parse(readFileSync(file, "utf8"));
	} catch (cause) {
		throw refuse(`${file} is not JSON: ${(cause as Error).message}`);
	}
	const extra = (mode & 0o002) === 0 ? [] : [{ pointer: "", detail: `Every account may change it: chmod o-w ${file}` }];
	const folder = path.dirname(path.resolve(file));
	return makeConfig(input, { environment, folder, unsafe: extra, operatorAccess: "granted" });
}

/**
 * Checks settings that are at hand already, fills in defaults, freezes.
 * @param options.folder where relative paths start, the working directory if absent
 * @throws as {@link loadConfig}
 */
export function makeConfig(
	input: unknown,
	options: {
		readonly environment?: Environment;
		readonly folder?: string;
		readonly unsafe?: readonly FieldFault[];
		/** Where the settings say nothing of it; `open` if absent. */
		readonly operatorAccess?: Config["operatorAccess"];
	} = {},
): Config {
	const { value, faults: foreign } = override(input, options.environment ?? {});
	const { read, faults } = readSections(value);
	const settings = resolvePaths(read, options.folder ?? process.cwd());
	const invalid = [...foreign, ...faults];
	const unsafe = [...(options.unsafe ?? []), ...safetyFaults(settings)];
	if (invalid.length > 0) throw new TributaryError("invalid-configuration", { errors: [...invalid, ...unsafe] });
	if (unsafe.length > 0) throw new TributaryError("unsafe-configuration", { errors: unsafe });
	const whole = settings as Required<Settings>;
	const operatorAccess = whole.operatorAccess ?? options.operatorAccess ?? "open";
	const approverWaitHours = whole.approverWaitHours ?? (operatorAccess === "granted" ? DEFAULT_APPROVER_WAIT : 0);
	const publicUrl = whole.publicUrl ?? ownAddress(whole);
	return deepFreeze({ ...whole, operatorAccess, approverWaitHours, publicUrl });
}

/** Hours. */
const DEFAULT_APPROVER_WAIT = 24;

function ownAddress({ listen, tls }: Required<Settings>): string {
	const host = listen.host.includes(":") ? `[${listen.host}]` : listen.host;
	return `${tls === null ? "http" : "https"}://${host}:${listen.port}`;
}

/** The configuration for settings that are given in code: the same defaults and the same checks. */
export const configFor = (input: ConfigInput): Config => makeConfig(input);

/** Section by section, so that one wrong value does not hide what is unsafe elsewhere. */
function readSections(input: unknown): { read: Settings; faults: readonly FieldFault[] } {
	const whole = ConfigSchema.safeParse(input);
	if (whole.success) return { read: whole.data, faults: [] };
	const read: Record<string, unknown> = {};
	if (typeof input === "object" && input !== null && !Array.isArray(input)) {
		for (const name of Object.keys(ConfigSchema.shape) as Section[]) {
			const section = ConfigSchema.shape[name].safeParse((input as Record<string, unknown>)[name]);
			if (section.success) read[name] = section.data;
		}
	}
	return { read: read as Settings, faults: faultsOf(whole.error) };
}

function override(input: unknown, environment: Environment): { value: unknown; faults: readonly FieldFault[] } {
	if (typeof input !== "object" || input === null || Array.isArray(input)) return { value: input, faults: [] };
	const value = structuredClone(input) as Record<string, unknown>;
	const faults: FieldFault[] = [];
	for (const [name, text] of Object.entries(environment)) {
		if (!name.startsWith("TRIBUTARY_") || text === undefined) continue;
		const place = ENVIRONMENT[name as keyof typeof ENVIRONMENT] as readonly string[] | undefined;
		if (place === undefined) {
			const known = Object.keys(ENVIRONMENT).join(", ");
			faults.push({
				pointer: "",
				detail: `The environment variable ${name} is not known. Known: ${known}. Secrets never come from there.`,
			});
		} else setAt(value, place, name === "TRIBUTARY_PORT" ? Number(text) : text);
	}
	return { value, faults };
}

function setAt(target: Record<string, unknown>, [first, second]: readonly string[], value: unknown): void {
	if (first === undefined) return;
	if (second === undefined) target[first] = value;
	else target[first] = { ...(target[first] as object | undefined), [second]: value };
}

function resolvePaths(read: Settings, folder: string): Settings {
	const at = (file: string) => path.resolve(folder, file);
	const { dataDir, anchor, auditSink, masterKey, otherMasterKeys, engine, tls, embeddings, vocabulary } = read;
	return {
		...read,
		...(dataDir === undefined ? {} : { dataDir: at(dataDir) }),
		...(anchor == null ? {} : { anchor: at(anchor) }),
		...(auditSink != null && "folder" in auditSink ? { auditSink: { folder: at(auditSink.folder) } } : {}),
		...(masterKey === undefined ? {} : { masterKey: placedMasterKey(masterKey, at) }),
		...(otherMasterKeys === undefined
			? {}
			: { otherMasterKeys: otherMasterKeys.map((place) => placedMasterKey(place, at)) }),
		...(embeddings != null && "folder" in embeddings
			? { embeddings: { ...embeddings, folder: at(embeddings.folder) } }
			: {}),
		...(embeddings != null && "url" in embeddings && embeddings.keyFile !== undefined
			? { embeddings: { ...embeddings, keyFile: at(embeddings.keyFile) } }
			: {}),
		...(vocabulary == null ? {} : { vocabulary: at(vocabulary) }),
		...(typeof engine === "object" ? { engine: enginePaths(engine, at) } : {}),
		...(tls == null ? {} : { tls: tlsPaths(tls, at) }),
	};
}

function tlsPaths(tls: NonNullable<Settings["tls"]>, at: (file: string) => string): NonNullable<Settings["tls"]> {
	const { certFile, keyFile, clientCertificates } = tls;
	const caFile = clientCertificates?.caFile;
	const placed = caFile == null ? clientCertificates : { caFile: at(caFile) };
	return { ...tls, certFile: at(certFile), keyFile: at(keyFile), clientCertificates: placed };
}

type Cluster = Exclude<Config["engine"], "embedded">;

function enginePaths({ elasticsearch }: Cluster, at: (file: string) => string): Cluster {
	const { account, caFile } = elasticsearch;
	const placed =
		"apiKeyFile" in account
			? { apiKeyFile: at(account.apiKeyFile) }
			: { ...account, passwordFile: at(account.passwordFile) };
	return {
		elasticsearch: { ...elasticsearch, account: placed, ...(caFile === undefined ? {} : { caFile: at(caFile) }) },
	};
}

function deepFreeze<T>(value: T): T {
	if (typeof value === "object" && value !== null) {
		for (const inner of Object.values(value)) deepFreeze(inner);
		Object.freeze(value);
	}
	return value;
}

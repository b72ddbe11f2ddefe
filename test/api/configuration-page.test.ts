import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ConfigSchema } from "../../src/config/schema.ts";

/** What docs/configuration.md says, held against what the schema does. */

const PAGE = path.resolve(import.meta.dirname, "../../docs/configuration.md");
const TLS = { certFile: "tls.crt", keyFile: "tls.key" };

/** Every setting by its dotted name, with its default. */
function defaultsOf(value: object, within = ""): [string, unknown][] {
	return Object.entries(value).flatMap(([name, inner]) =>
		typeof inner === "object" && inner !== null && !Array.isArray(inner)
			? defaultsOf(inner, `${within}${name}.`)
			: [[`${within}${name}`, inner] as [string, unknown]],
	);
}

const UNITS: Readonly<Record<string, number>> = { MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** A default as the page prints it. Prose says what null stands for. */
function printed(text: string): unknown {
	const [, number, unit] = /^([\d.]+)(?: (MiB|GiB))?$/.exec(text) ?? [];
	if (number !== undefined) return Number(number) * (UNITS[unit ?? ""] ?? 1);
	if (text === "true" || text === "false") return text === "true";
	const code = /^`(.+)`$/.exec(text)?.[1];
	return code?.startsWith("[") ? JSON.parse(code) : (code ?? null);
}

/** Rows of the table: the settings that each names, and their defaults in the same order. */
const rows = readFileSync(PAGE, "utf8")
	.split("\n")
	.map((line) => line.split("|").map((cell) => cell.trim()))
	.filter((cells) => cells.length === 5 && cells[1]?.startsWith("`"))
	.map(([, keys = "", , defaults = ""]) => ({
		keys: [...keys.matchAll(/`([\w.]+)`/g)].map(([, key = ""]) => key),
		defaults: defaults.split(", "),
	}));
const documented = new Map(rows.flatMap(({ keys, defaults }) => keys.map((key, index) => [key, defaults[index]])));

const minimal = { dataDir: "data", masterKey: { file: "master.key" } };
/** An embedding model is a service or a folder: the settings of both. */
const MODEL = { languages: ["en"], dimension: 384 };
const SERVICE = { ...MODEL, url: "https://model.example.com/v1/embeddings", model: "m", keyFile: "key" };
/** What has to be named of a cluster. */
const CLUSTER = { nodes: ["https://es-1.example.com:9200"], caFile: "ca.pem", account: { apiKeyFile: "key" } };
const settings = new Map([
	...[SERVICE, { ...MODEL, folder: "model" }].flatMap((embeddings) =>
		defaultsOf(ConfigSchema.parse({ ...minimal, tls: TLS, embeddings })),
	),
	...defaultsOf(ConfigSchema.parse({ ...minimal, tls: TLS, engine: { elasticsearch: CLUSTER } })).map(
		([name, is]): [string, unknown] => [name.replace(/\.apiKeyFile$/, ""), is],
	),
	...defaultsOf(ConfigSchema.parse({ ...minimal, tls: { ...TLS, clientCertificates: {} } })),
	...[{ folder: "/var/log/second" }, { program: ["/usr/local/bin/keep"] }].flatMap((auditSink) =>
		defaultsOf(ConfigSchema.parse({ ...minimal, tls: TLS, auditSink, administrationListen: {} })),
	),
	["administrationListen", null] as [string, unknown],
	["auditSink", null] as [string, unknown],
	["embeddings", null] as [string, unknown],
	["tls.clientCertificates", null] as [string, unknown],
]);

/** Of the master key, beside the file. */
const OTHER_FORMS = ["command", "program", "name", "pkcs11", "rootFile"].map((name) => `masterKey.${name}`);

test("every setting stands on the page, and nothing else", () => {
	expect([...documented.keys()].toSorted()).toEqual([...settings.keys(), ...OTHER_FORMS].toSorted());
});

const given = new Set([
	...["dataDir", "masterKey.file", "tls.certFile", "tls.keyFile"],
	...["auditSink.folder", "auditSink.program"],
	...["nodes", "caFile", "account"].map((name) => `engine.elasticsearch.${name}`),
	...["url", "model", "keyFile", "folder", "languages", "dimension"].map((name) => `embeddings.${name}`),
]);
test.each([...settings].filter(([name]) => !given.has(name)))(
	"the default of %s is the one on the page",
	(name, is) => {
		const said = printed(documented.get(name) ?? "");
		expect(said).toEqual(Array.isArray(is) && is.length === 0 ? null : is);
	},
);

import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { configFor, loadConfig } from "../../src/config.ts";
import { TributaryError } from "../../src/errors.ts";

let folder = "";
const at = (...names: string[]) => path.join(folder, ...names);

function certificate(name: string, key: readonly string[], days = "30"): void {
	const files = ["-keyout", at(`${name}.key`), "-out", at(`${name}.pem`)];
	const request = ["req", "-x509", ...key, "-nodes", "-subj", "/CN=localhost", "-days", days];
	execFileSync("openssl", [...request, ...files], { stdio: "ignore" });
	chmodSync(at(`${name}.key`), 0o600);
}

beforeAll(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-config-"));
	mkdirSync(at("data"), { mode: 0o700 });
	mkdirSync(at("open"));
	chmodSync(at("open"), 0o755);
	mkdirSync(at("grouped"));
	chmodSync(at("grouped"), 0o770);
	writeFileSync(at("master.key"), "k", { mode: 0o600 });
	writeFileSync(at("shared.key"), "k");
	chmodSync(at("shared.key"), 0o640);
	writeFileSync(at("data", "inside.key"), "k", { mode: 0o600 });
	symlinkSync(at("data", "inside.key"), at("linked.key"));
	certificate("good", ["-newkey", "rsa:2048"]);
	certificate("other", ["-newkey", "rsa:2048"]);
	certificate("weak", ["-newkey", "rsa:1024"]);
	certificate("curve", ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp224r1"]);
	certificate("sha1", ["-newkey", "rsa:2048", "-sha1"]);
	writeFileSync(at("open.key"), "k");
	chmodSync(at("open.key"), 0o644);
});
afterAll(() => rmSync(folder, { recursive: true }));

const good = () => ({
	dataDir: at("data"),
	masterKey: { file: at("master.key") },
	listen: { host: "0.0.0.0", port: 8443 },
	publicUrl: "https://search.example.com",
	tls: { certFile: at("good.pem"), keyFile: at("good.key") },
});
const withTls = (name: string) => ({ ...good(), tls: { certFile: at(`${name}.pem`), keyFile: at(`${name}.key`) } });

/** What is refused, with the places that are named. */
function faultsOf(input: unknown): { code: string; pointers: string[]; details: string } {
	try {
		configFor(input as Parameters<typeof configFor>[0]);
	} catch (error) {
		if (!(error instanceof TributaryError)) throw error;
		const { code, errors } = error;
		return {
			code,
			pointers: errors.map(({ pointer }) => pointer),
			details: errors.map((one) => one.detail).join("\n"),
		};
	}
	throw new Error("The configuration was accepted.");
}

test("a safe configuration is accepted, completed and frozen through and through", () => {
	const config = configFor(good());
	expect(config.limits.fileBytes).toBe(10 * 1024 * 1024);
	expect(config.tls?.minVersion).toBe("TLSv1.2");
	expect(Object.isFrozen(config) && Object.isFrozen(config.limits) && Object.isFrozen(config.trustProxy)).toBe(true);
});

test("without a public address it is the one listened on", () => {
	const { publicUrl } = configFor({ dataDir: at("data"), masterKey: { file: at("master.key") } });
	expect(publicUrl).toBe("http://127.0.0.1:8080");
});

const BAD: readonly [string, () => unknown, string, RegExp][] = [
	["plain HTTP beyond loopback", () => ({ ...good(), tls: null }), "/listen/host", /without TLS/],
	[
		"a public address without TLS",
		() => ({ ...good(), publicUrl: "http://search.example.com" }),
		"/publicUrl",
		/https/,
	],
	[
		"webhooks to this machine beyond loopback",
		() => ({ ...good(), outbound: { allowLoopback: true } }),
		"/outbound/allowLoopback",
		/this machine's own services/,
	],
	["no public address beyond loopback", () => ({ ...good(), publicUrl: null }), "/publicUrl", /where clients reach/],
	[
		"a secret in the public address",
		() => ({ ...good(), publicUrl: "https://a:b@c.example" }),
		"/publicUrl",
		/no credentials/,
	],
	[
		"a master key for the group",
		() => ({ ...good(), masterKey: { file: at("shared.key") } }),
		"/masterKey/file",
		/chmod 600/,
	],
	[
		"a master key for everybody",
		() => ({ ...good(), masterKey: { file: at("open.key") } }),
		"/masterKey/file",
		/chmod 600/,
	],
	[
		"a master key among the data",
		() => ({ ...good(), masterKey: { file: at("data", "inside.key") } }),
		"/masterKey/file",
		/inside dataDir/,
	],
	[
		"a link to a key among the data",
		() => ({ ...good(), masterKey: { file: at("linked.key") } }),
		"/masterKey/file",
		/inside dataDir/,
	],
	[
		"a master key that is not there",
		() => ({ ...good(), masterKey: { file: at("none") } }),
		"/masterKey/file",
		/no such file/,
	],
	[
		"a key command by search path",
		() => ({ ...good(), masterKey: { command: ["pass", "show"] } }),
		"/masterKey/command/0",
		/absolute path/,
	],
	["a key as a value", () => ({ ...good(), masterKey: { value: "00" } }), "/masterKey/value", /[Uu]nknown field/],
	["a data folder for everybody", () => ({ ...good(), dataDir: at("open") }), "/dataDir", /chmod 700/],
	["a data folder for the group", () => ({ ...good(), dataDir: at("grouped") }), "/dataDir", /chmod 700/],
	["a data folder that is a file", () => ({ ...good(), dataDir: at("master.key") }), "/dataDir", /not a directory/],
	["trustProxy true", () => ({ ...good(), trustProxy: true }), "/trustProxy", /true or a number/],
	["trustProxy as a number of hops", () => ({ ...good(), trustProxy: 1 }), "/trustProxy", /true or a number/],
	[
		"trust in the whole internet",
		() => ({ ...good(), trustProxy: ["0.0.0.0/0"] }),
		"/trustProxy/0",
		/most of the internet/,
	],
	["trust in a name", () => ({ ...good(), trustProxy: ["proxy.local"] }), "/trustProxy/0", /address or CIDR/],
	["TLS 1.1", () => ({ ...good(), tls: { ...good().tls, minVersion: "TLSv1.1" } }), "/tls/minVersion", /below 1.2/],
	["RSA of 1024 bits", () => withTls("weak"), "/tls/certFile", /1024 bits is too weak/],
	["a weak curve", () => withTls("curve"), "/tls/certFile", /secp224r1/],
	["a SHA-1 signature", () => withTls("sha1"), "/tls/certFile", /can be forged/],
	[
		"another certificate's key",
		() => ({ ...good(), tls: { certFile: at("good.pem"), keyFile: at("other.key") } }),
		"/tls/keyFile",
		/does not belong/,
	],
	["no certificate", () => withTls("none"), "/tls/certFile", /no PEM certificate/],
	["an unknown key", () => ({ ...good(), debug: true }), "/debug", /[Uu]nknown field/],
	[
		"an unknown key inside",
		() => ({ ...good(), limits: { requestsPerHour: 1 } }),
		"/limits/requestsPerHour",
		/[Uu]nknown field/,
	],
	["no limit at all", () => ({ ...good(), limits: { requestsPerClient: 0 } }), "/limits/requestsPerClient", />=1/],
	["a profile that is a path", () => ({ ...good(), profile: "../x" }), "/profile", /file under ranking/],
	["a list", () => [], "", /object/],
];

describe("refuses", () => {
	test.each(BAD)("R40: %s", (_name, input, pointer, reason) => {
		const found = faultsOf(input());
		expect(found.pointers).toContain(pointer);
		expect(found.details).toMatch(reason);
	});

	test("everything at once, in one error: what is malformed and what is unsafe", () => {
		const found = faultsOf({
			dataDir: at("open"),
			masterKey: { file: at("shared.key") },
			listen: { host: "0.0.0.0" },
			publicUrl: "http://search.example.com",
			trustProxy: true,
			extra: 1,
		});
		expect(found.code).toBe("invalid-configuration");
		expect(found.pointers.toSorted()).toEqual(
			["/dataDir", "/extra", "/listen/host", "/masterKey/file", "/publicUrl", "/trustProxy"].toSorted(),
		);
	});
});

describe("from a file", () => {
	const write = (name: string, value: unknown) => {
		writeFileSync(at(name), typeof value === "string" ? value : JSON.stringify(value), { mode: 0o600 });
		return at(name);
	};

	test("paths start at its folder, and the environment overrides what is no secret", () => {
		const file = write("relative.json", { dataDir: "data", masterKey: { file: "master.key" } });
		const config = loadConfig(file, { TRIBUTARY_PORT: "9000", TRIBUTARY_LOG_LEVEL: "warn", HOME: "/" });
		expect(config.dataDir).toBe(at("data"));
		expect(config.listen).toEqual({ host: "127.0.0.1", port: 9000 });
		expect(config.log.level).toBe("warn");
	});

	test("a secret in the environment is refused by name", () => {
		const file = write("env.json", { dataDir: "data", masterKey: { file: "master.key" } });
		expect(() => loadConfig(file, { TRIBUTARY_MASTER_KEY: "00" })).toThrow(TributaryError);
		try {
			loadConfig(file, { TRIBUTARY_MASTER_KEY: "s3cret", TRIBUTARY_PORT: "http" });
		} catch (error) {
			const { errors } = error as TributaryError;
			expect(errors.map(({ detail }) => detail).join()).toContain("TRIBUTARY_MASTER_KEY");
			expect(errors.map(({ pointer }) => pointer)).toContain("/listen/port");
			expect(JSON.stringify(errors)).not.toContain("s3cret");
		}
	});

	test("that others may change, that is no JSON, or that is not there", () => {
		const open = write("open.json", { dataDir: "data", masterKey: { file: "master.key" } });
		chmodSync(open, 0o666);
		const codeOf = (file: string) => {
			try {
				return loadConfig(file, {}).dataDir;
			} catch (error) {
				return (error as TributaryError).code;
			}
		};
		expect(codeOf(open)).toBe("unsafe-configuration");
		expect(codeOf(write("broken.json", "{"))).toBe("invalid-configuration");
		expect(codeOf(at("missing.json"))).toBe("invalid-configuration");
	});
});

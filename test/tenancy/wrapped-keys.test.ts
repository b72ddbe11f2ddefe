import path from "node:path";
import { expect, test } from "vitest";
import type { Collection, Store } from "../../src/engine/port.ts";
import { createMasterKeyFile, openVault, type WrappedKey } from "../../src/tenancy/vault.ts";
import { countByMasterKey, rewrapAll } from "../../src/tenancy/wrapped-keys.ts";
import { openRig, temporaryFolder } from "./rig.ts";

/** Every place of the registry where a wrapped key lies: what a change of the master key leaves behind opens never again. */

function newKey() {
	const file = path.join(temporaryFolder(), "key");
	createMasterKeyFile(file);
	return { file };
}

/** Whose each key is: the context that it is authenticated with. */
const OWNERS = {
	data: { name: "tenant:acme", purpose: "store" },
	nextData: { name: "tenant:acme", purpose: "store" },
	audit: { name: "audit:acme", purpose: "store" },
	persons: { name: "tenant:acme", purpose: "persons" },
	nextPersons: { name: "tenant:acme", purpose: "persons" },
	secret: { name: "client-1", purpose: "client-secret" },
	signing: { name: "kid-1", purpose: "signing-key" },
	head: { name: "audit-head-key", purpose: "statement" },
	certificate: { name: "certificate-key", purpose: "statement" },
	network: { name: "network", purpose: "store" },
	wiped: { name: "audit:gone", purpose: "store" },
} as const;
type Owned = keyof typeof OWNERS;

async function world() {
	const platform = (await openRig()).raw.get("platform") as Store;
	for (const collection of ["tenant", "client", "signing-key", "setting"] as const)
		for (const { id } of await platform.list(collection, { limit: 100 }))
			await platform.write([{ op: "delete", collection, id }]);
	const [before, after] = [newKey(), newKey()];
	const [old, both, next] = [await openVault(before), await openVault(after, [before]), await openVault(after)];
	const wrapped = async (name: Owned, version = 3) => old.wrap(Buffer.from(name), { ...OWNERS[name], version });
	const put = (collection: Collection, id: string, record: object, keys: readonly string[] = []) =>
		platform.write([{ op: "put", collection, id, record: JSON.stringify(record), keys }]);
	const read = async (collection: Collection, id: string) => {
		const [found] = await platform.read(collection, { ids: [id] });
		return { version: found?.version, record: JSON.parse(found?.record ?? "null") };
	};
	const opens = async (name: Owned, key: WrappedKey) => {
		expect([name, key.version, `${await next.unwrap(key, OWNERS[name])}`]).toEqual([name, 3, name]);
	};
	return { platform, old, both, next, wrapped, put, read, opens };
}

test("R23: each is wrapped anew for the same owner and version, and the rest of its record stays", async () => {
	const { platform, old, both, next, wrapped, put, read, opens } = await world();
	const keys = {
		data: await wrapped("data"),
		nextData: await wrapped("nextData"),
		audit: await wrapped("audit"),
		persons: await wrapped("persons"),
		nextPersons: await wrapped("nextPersons"),
	};
	await put("tenant", "acme", { tenant: { id: "acme" }, keys });
	const plain = { digest: "d" };
	const secrets = [plain, { digest: "e", sealed: await wrapped("secret") }];
	await put("client", "client-1", { tenant: "acme", secrets }, ["tenant:acme"]);
	await put("signing-key", "kid-1", { kid: "kid-1", privateKey: await wrapped("signing") });
	await put("setting", "audit-head-key", { privateKey: await wrapped("head") });
	await put("setting", "certificate-key", { privateKey: await wrapped("certificate") });
	await put("setting", "store-key:network", { key: await wrapped("network") });
	await put("setting", "disposal:gone", { state: "done", erasure: { auditKey: await wrapped("wiped") } });
	const [name] = old.masterKeys as [string];
	expect(await countByMasterKey(platform)).toEqual({ [name]: 11 });

	expect(await rewrapAll(platform, both)).toBe(11);

	const tenant = await read("tenant", "acme");
	expect(tenant.record.tenant).toEqual({ id: "acme" });
	expect(Object.keys(tenant.record.keys)).toEqual(Object.keys(keys));
	for (const key of ["data", "nextData", "audit", "persons", "nextPersons"] as const)
		await opens(key, tenant.record.keys[key]);
	const [client] = await platform.read("client", { keys: ["tenant:acme"] });
	const { secrets: sealed } = JSON.parse(client?.record ?? "");
	expect(sealed[0]).toEqual(plain);
	expect(sealed[1].digest).toBe("e");
	await opens("secret", sealed[1].sealed);
	await opens("signing", (await read("signing-key", "kid-1")).record.privateKey);
	await opens("head", (await read("setting", "audit-head-key")).record.privateKey);
	await opens("certificate", (await read("setting", "certificate-key")).record.privateKey);
	await opens("network", (await read("setting", "store-key:network")).record.key);
	const { record: disposal } = await read("setting", "disposal:gone");
	expect(disposal.state).toBe("done");
	await opens("wiped", disposal.erasure.auditKey);
	expect(await countByMasterKey(platform)).toEqual({ [next.masterKeys[0] ?? ""]: 11 });
	expect(await rewrapAll(platform, both)).toBe(0);
	expect((await read("tenant", "acme")).version).toBe(tenant.version);
});

test("R23: records without keys are not written, and keys in places that nobody knows of are counted", async () => {
	const { platform, old, both, wrapped, put, read } = await world();
	const { by: _by, ...unnamed } = await wrapped("persons");
	await put("tenant", "acme", { keys: { data: await wrapped("data") } });
	await put("client", "client-1", { tenant: "acme", secrets: [{ digest: "d" }, {}] });
	await put("setting", "disposal:acme", { state: "requested" });
	await put("setting", "other", { deep: [{ key: await wrapped("network") }, null, 1, unnamed] });
	await put("setting", "audit-head-key-2", { privateKey: await wrapped("head") });
	await put("application", "app-1", { key: await wrapped("secret") });
	const [name] = old.masterKeys as [string];
	expect(await countByMasterKey(platform)).toEqual({ [name]: 4, unnamed: 1 });
	const before = await Promise.all([read("client", "client-1"), read("setting", "disposal:acme")]);
	expect(await rewrapAll(platform, both)).toBe(1);
	expect(await Promise.all([read("client", "client-1"), read("setting", "disposal:acme")])).toEqual(before);
	expect(await countByMasterKey(platform)).toEqual({ [name]: 3, unnamed: 1, [both.masterKeys[0] ?? ""]: 1 });
});

test("R23: all of them, however many records there are", async () => {
	const { platform, both, wrapped } = await world();
	const record = JSON.stringify({ keys: { audit: { ...(await wrapped("audit")), version: 3 } } });
	const ids = Array.from({ length: 501 }, (_, place) => `t${String(place).padStart(4, "0")}`);
	await platform.write(
		ids.map((id) => ({ op: "put", collection: "tenant", id, record: id === "t0500" ? record : "{}" })),
	);
	// The key is another tenant's there: it is found, and does not open.
	await expect(rewrapAll(platform, both)).rejects.toMatchObject({ code: "wrong-key" });
	expect(Object.values(await countByMasterKey(platform))).toEqual([1]);
});

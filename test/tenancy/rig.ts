import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { PERMISSIONS, type Permission } from "../../src/domain/actor.ts";
import { parseTenantId, type TenantId } from "../../src/domain/tenant.ts";
import { type MemoryDisk, openMemoryEngine } from "../../src/engine/memory/engine.ts";
import type { Engine, Store, StoreName } from "../../src/engine/port.ts";
import { storeLabel } from "../../src/engine/store-name.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { openTenancy, type Tenancy } from "../../src/tenancy/tenancy.ts";
import { createMasterKeyFile, openVault, type Vault } from "../../src/tenancy/vault.ts";

/** Called before each operation of a store; what it throws the operation throws. */
export type Hook = (label: string, operation: keyof Store) => void | Promise<void>;

export interface Rig {
	readonly engine: Engine;
	readonly vault: Vault;
	readonly tenancy: Tenancy;
	/** Stores behind the door, as an intruder would have them: `tenant:demo-a`, `audit:demo-a`, `platform`. */
	readonly raw: ReadonlyMap<string, Store>;
	hook: Hook;
	/** Called for what was learned from a tenant that is erased. */
	forgetLearned: (tenant: TenantId) => void;
	now: Date;
	/** Another process over the same stores. */
	again(): Promise<Tenancy>;
	tenant(id: string): Promise<TenantId>;
	client(tenant: TenantId, permissions?: readonly Permission[]): Promise<{ clientId: string; clientSecret: string }>;
	scope(tenant: TenantId): Promise<Scope>;
}

const folders: string[] = [];
afterAll(() => {
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone when the tests of the file are over. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-test-"));
	folders.push(folder);
	return folder;
}

export async function testVault(): Promise<Vault> {
	const file = path.join(temporaryFolder(), "master.key");
	createMasterKeyFile(file);
	return openVault({ file });
}

export async function openRig(options: { readonly hook?: Hook } = {}): Promise<Rig> {
	const vault = await testVault();
	const raw = new Map<string, Store>();
	const state = {
		hook: options.hook ?? (() => {}),
		forgetLearned: (_tenant: TenantId) => {},
		now: new Date("2026-03-01T12:00:00.000Z"),
	};
	const disk: MemoryDisk = new Map();
	const start = () => watched(openMemoryEngine(disk), raw, (label, operation) => state.hook(label, operation));
	const engine = start();
	const open = (over: Engine) =>
		openTenancy({
			engine: over,
			vault,
			clock: () => state.now,
			forgetLearned: (tenant) => state.forgetLearned(tenant),
		});
	const tenancy = await open(engine);
	return Object.assign(state, {
		engine,
		vault,
		tenancy,
		raw,
		again: () => open(start()),
		tenant: async (id: string) => (await tenancy.tenants.create({ id: parseTenantId(id), name: id })).id,
		client: (tenant: TenantId, permissions: readonly Permission[] = PERMISSIONS) =>
			tenancy.clients.create({ tenant, name: "test", permissions }),
		scope: (tenant: TenantId) =>
			tenancy.openScope({ tenant, actor: { kind: "operator", id: "test" }, purpose: "test" }),
	});
}

function watched(engine: Engine, raw: Map<string, Store>, hook: Hook): Engine {
	return {
		open: async (name: StoreName, key, options) => {
			const store = await engine.open(name, key, options);
			const label = storeLabel(name);
			raw.set(label, store);
			return hooked(store, (operation) => hook(label, operation));
		},
		drop: async (name) => {
			await hook(`drop:${storeLabel(name)}`, "write");
			await engine.drop(name);
		},
		rekey: async (name, keys) => {
			await hook(`rekey:${storeLabel(name)}`, "write");
			await engine.rekey(name, keys);
		},
		close: () => engine.close(),
	};
}

function hooked(store: Store, hook: (operation: keyof Store) => void | Promise<void>): Store {
	const operations = ["write", "read", "list", "retrieve", "suggest"] as const;
	const wrap =
		(operation: keyof Store) =>
		async (...given: never[]) => {
			await hook(operation);
			return (store[operation] as (...given: never[]) => unknown)(...given);
		};
	return Object.fromEntries(operations.map((operation) => [operation, wrap(operation)])) as unknown as Store;
}

/** The code of the error that a promise rejects with. */
export async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
	const thrown = await work.then(
		() => undefined,
		(error: unknown) => error,
	);
	return (thrown as { code?: string } | undefined)?.code;
}

import * as z from "zod";
import type { TenantId } from "../domain/tenant.ts";
import type { Collection, Store } from "../engine/port.ts";
import { clientKeyOf } from "./client-record.ts";
import { eachRecord } from "./listing.ts";
import { retryOnConflict } from "./optimistic.ts";
import { type KeyContext, type Vault, WrappedKey } from "./vault.ts";

/** Every wrapped key that the registry holds, and what each belongs to: what a change of the master key has to wrap anew. */

type Owner = Omit<KeyContext, "version">;

/** Of a record: whose keys lie in it, by the path to each; `*` is every entry of a list. */
interface Holder {
	readonly collection: Collection;
	/** Whether the record is one of these. */
	readonly fits: (id: string) => boolean;
	readonly keys: (id: string) => readonly { readonly path: readonly string[]; readonly owner: Owner }[];
	/** Secondary keys of the record, which a write replaces too. */
	readonly lookup?: (record: Json) => readonly string[];
}

const store = (name: string): Owner => ({ name, purpose: "store" });
const STATEMENTS = ["audit-head-key", "certificate-key"];

const HOLDERS: readonly Holder[] = [
	{
		collection: "tenant",
		fits: () => true,
		keys: (id) => [
			{ path: ["keys", "data"], owner: store(`tenant:${id}`) },
			{ path: ["keys", "nextData"], owner: store(`tenant:${id}`) },
			{ path: ["keys", "audit"], owner: store(`audit:${id}`) },
			{ path: ["keys", "persons"], owner: { name: `tenant:${id}`, purpose: "persons" } },
			{ path: ["keys", "nextPersons"], owner: { name: `tenant:${id}`, purpose: "persons" } },
		],
	},
	{
		collection: "client",
		fits: () => true,
		keys: (id) => [{ path: ["secrets", "*", "sealed"], owner: { name: id, purpose: "client-secret" } }],
		lookup: ({ tenant }) => [clientKeyOf(tenant as TenantId)],
	},
	{
		collection: "signing-key",
		fits: () => true,
		keys: (id) => [{ path: ["privateKey"], owner: { name: id, purpose: "signing-key" } }],
	},
	{
		collection: "setting",
		fits: (id) => STATEMENTS.includes(id),
		keys: (id) => [{ path: ["privateKey"], owner: { name: id, purpose: "statement" } }],
	},
	{
		collection: "setting",
		fits: (id) => id === "store-key:network",
		keys: () => [{ path: ["key"], owner: store("network") }],
	},
	{
		collection: "setting",
		fits: (id) => id.startsWith("disposal:"),
		keys: (id) => [{ path: ["erasure", "auditKey"], owner: store(`audit:${id.slice("disposal:".length)}`) }],
	},
];

const COLLECTIONS: readonly Collection[] = ["tenant", "client", "application", "signing-key", "setting"];
const Json = z.record(z.string(), z.unknown());
type Json = z.output<typeof Json>;

/**
 * Wraps all of them by the current master key. Each record is one write, so a stop leaves whole records.
 * @returns how many were not so wrapped before
 */
export async function rewrapAll(platform: Store, vault: Vault): Promise<number> {
	let count = 0;
	for (const holder of HOLDERS)
		for await (const { id } of eachRecord(platform, holder.collection))
			if (holder.fits(id)) count += await rewrapRecord(platform, vault, { holder, id });
	return count;
}

function rewrapRecord(platform: Store, vault: Vault, { holder, id }: { holder: Holder; id: string }): Promise<number> {
	return retryOnConflict(async () => {
		const [found] = await platform.read(holder.collection, { ids: [id] });
		if (found == null) return 0;
		let count = 0;
		let record: unknown = JSON.parse(found.record);
		for (const { path, owner } of holder.keys(id))
			record = await replaced(record, path, async (wrapped) => {
				if (vault.isCurrent(wrapped)) return wrapped;
				count++;
				return vault.wrap(await vault.unwrap(wrapped, owner), { ...owner, version: wrapped.version });
			});
		if (count === 0) return 0;
		const keys = holder.lookup === undefined ? {} : { keys: holder.lookup(Json.parse(record)) };
		const change = { op: "put", collection: holder.collection, id, record: JSON.stringify(record), ...keys } as const;
		await platform.write([{ ...change, ifVersion: found.version }]);
		return count;
	});
}

/** The value with what lies at the path replaced, where there is something. */
async function replaced(
	value: unknown,
	[step, ...rest]: readonly string[],
	by: (wrapped: WrappedKey) => Promise<WrappedKey>,
): Promise<unknown> {
	if (value === undefined) return undefined;
	if (step === undefined) return by(WrappedKey.parse(value));
	if (step === "*") return Promise.all((value as unknown[]).map((entry) => replaced(entry, rest, by)));
	const inner = (value as Json)[step];
	return inner === undefined ? value : { ...(value as Json), [step]: await replaced(inner, rest, by) };
}

/** How many wrapped keys there are by the master key that wrapped them: whatever has their form, so that none is overlooked. */
export async function countByMasterKey(platform: Store): Promise<Readonly<Record<string, number>>> {
	const counts: Record<string, number> = {};
	const count = (value: unknown): void => {
		const read = WrappedKey.safeParse(value);
		if (read.success) counts[read.data.by ?? "unnamed"] = (counts[read.data.by ?? "unnamed"] ?? 0) + 1;
		else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) count(inner);
	};
	for (const collection of COLLECTIONS)
		for await (const { record } of eachRecord(platform, collection)) count(JSON.parse(record));
	return counts;
}

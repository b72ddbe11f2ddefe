import { randomUUID } from "node:crypto";
import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from "node:fs";
import * as z from "zod";
import { authenticate } from "../cryptography.ts";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { DisposalRecord } from "./disposal/disposal-record.ts";
import type { Vault } from "./vault.ts";

/**
 * Who was erased, in a place beside the data that no backup holds and no restore replaces (a file, or an index of the cluster): by it a
 * restored backup brings nobody back, and gives nobody a right that was taken away.
 * People are in it as HMACs of their ids, profiles and addresses under a key of the vault, so it tells of nobody. An entry is durable before
 * the erasure begins, and a second one says that it is done: what was erased before a backup was made is not looked for in it, since
 * who comes again with a new application is there by right.
 */
export interface Erasures {
	/**
	 * Resolves when it is durable.
	 * @param what `candidate`: an ATS deleted only these; whoever they were merged with stays
	 * @returns to be called when the erasure is done
	 */
	person(tenant: TenantId, whom: Whom, what?: "person" | "candidate"): Promise<() => Promise<void>>;
	/** As {@link person}, of somebody who signed in here. */
	account(tenant: TenantId, id: string): Promise<() => Promise<void>>;
	/** A tenant is being erased, or is. */
	tenant(record: DisposalRecord): Promise<void>;
	/**
	 * Rights that somebody loses or is given, each named by whose it is and which. Resolves when it is durable: of those that are lost that is before
	 * they are, of those that are given afterwards.
	 */
	rights(change: { readonly lost: readonly string[]; readonly given: readonly string[] }): Promise<void>;
	/** Whether a right was lost, and not given again. */
	lost(): Promise<(right: string) => boolean>;
	/** Makes the place where it is not there yet, so that it is missed when it is lost. @returns its entries */
	begin(): Promise<number>;
	/** Entries in it; null: it is not there. */
	count(): Promise<number | null>;
	/** Wipes, the latest state of each. */
	wiped(): Promise<readonly DisposalRecord[]>;
	/** Whether somebody was erased at a time or later, or the erasure was never finished. */
	test(tenant: TenantId, since: Date, what?: What): Promise<(whom: Whom) => boolean>;
}

const What = z.enum(["person", "candidate", "account"]);
type What = z.output<typeof What>;

export interface Whom {
	/** Of an account: its id. */
	readonly candidateIds: readonly string[];
	readonly emails: readonly string[];
	/** Of the network: what was noted under them went. */
	readonly profileIds?: readonly string[];
}

const Entry = z.discriminatedUnion("kind", [
	z.strictObject({
		kind: z.literal("person"),
		what: What.default("person"),
		id: z.string(),
		tenant: z.string().transform((value) => parseTenantId(value)),
		at: z.iso.datetime(),
		digests: z.array(z.string()),
	}),
	z.strictObject({ kind: z.literal("done"), id: z.string(), at: z.iso.datetime() }),
	z.strictObject({
		kind: z.literal("rights"),
		at: z.iso.datetime(),
		lost: z.array(z.string()),
		given: z.array(z.string()),
	}),
	z.strictObject({ kind: z.literal("tenant"), record: DisposalRecord, at: z.iso.datetime() }),
]);
type Entry = z.output<typeof Entry>;

const PURPOSE = "erasures";

/** Lines in the order in which they came. */
export interface ErasureLines {
	/** Resolves when it is durable. */
	append(line: string): Promise<void>;
	/** null: there is no such place. */
	read(): Promise<readonly string[] | null>;
	/** Makes the place where it is not there. */
	make(): Promise<void>;
}

/** In a file of this machine. */
export function erasuresFile(file: string): ErasureLines {
	return {
		append: async (line) =>
			reached(() => {
				const handle = openSync(file, "a", 0o600);
				try {
					// What a crash left of the line before must not swallow this one.
					appendFileSync(handle, `\n${line}\n`);
					fsyncSync(handle);
				} finally {
					closeSync(handle);
				}
			}),
		read: async () => reached(() => (existsSync(file) ? readFileSync(file, "utf8").split("\n") : null)),
		make: async () => reached(() => closeSync(openSync(file, "a", 0o600))),
	};
}

/** @throws TributaryError `store-unavailable` the disk is full, or fails */
function reached<T>(work: () => T): T {
	try {
		return work();
	} catch (cause) {
		throw new TributaryError("store-unavailable", { cause });
	}
}

export function createErasures({ lines, vault }: { readonly lines: ErasureLines; readonly vault: Vault }): Erasures {
	const append = (entry: Entry) => lines.append(JSON.stringify(entry));
	const read = async () => entriesOf((await lines.read()) ?? []);
	const now = () => new Date().toISOString();
	const begin = async (what: What, tenant: TenantId, whom: Whom) => {
		const [key] = await vault.derivations(PURPOSE);
		const id = randomUUID();
		await append({ kind: "person", what, id, tenant, at: now(), digests: digestsOf(key, tenant, whom) });
		return async () => append({ kind: "done", id, at: now() });
	};
	return {
		person: (tenant, whom, what = "person") => begin(what, tenant, whom),
		account: (tenant, id) => begin("account", tenant, { candidateIds: [id], emails: [] }),
		tenant: async (record) => {
			// Secrets of webhooks are nobody's business here.
			const erasure = record.erasure === undefined ? {} : { erasure: { ...record.erasure, lastWords: [] } };
			await append({ kind: "tenant", record: { ...record, ...erasure }, at: now() });
		},
		rights: async ({ lost, given }) => {
			const [key] = await vault.derivations(PURPOSE);
			const digests = (rights: readonly string[]) => rights.map((right) => rightDigest(key, right));
			await append({ kind: "rights", at: now(), lost: digests(lost), given: digests(given) });
		},
		lost: async () => {
			const gone = new Set<string>();
			for (const entry of await read()) {
				if (entry.kind !== "rights") continue;
				for (const digest of entry.lost) gone.add(digest);
				for (const digest of entry.given) gone.delete(digest);
			}
			const keys = await vault.derivations(PURPOSE);
			return (right) => gone.size > 0 && keys.some((key) => gone.has(rightDigest(key, right)));
		},
		begin: async () => {
			await lines.make();
			return (await read()).length;
		},
		count: async () => {
			const found = await lines.read();
			return found === null ? null : entriesOf(found).length;
		},
		wiped: async () => {
			const records = (await read()).flatMap((entry) => (entry.kind === "tenant" ? [entry.record] : []));
			return [...new Map(records.map((record) => [record.tenant, record])).values()];
		},
		test: async (tenant, since, what = "person") => {
			const entries = await read();
			const done = new Map(entries.flatMap((entry) => (entry.kind === "done" ? [[entry.id, entry.at] as const] : [])));
			const digests = new Set(
				entries.flatMap((entry) => {
					if (entry.kind !== "person" || entry.what !== what || entry.tenant !== tenant) return [];
					const at = done.get(entry.id);
					return at === undefined || Date.parse(at) >= since.getTime() ? entry.digests : [];
				}),
			);
			// Under the key of each master key that is held: whatever backup can be opened was made under one of these.
			const keys = await vault.derivations(PURPOSE);
			return (whom) =>
				digests.size > 0 && keys.some((key) => digestsOf(key, tenant, whom).some((digest) => digests.has(digest)));
		},
	};
}

const rightDigest = (key: Uint8Array, right: string): string =>
	authenticate(key, JSON.stringify(["right", right])).toString("base64url");

function digestsOf(key: Uint8Array, tenant: TenantId, { candidateIds, emails, profileIds = [] }: Whom): string[] {
	const digest = (kind: string, text: string) =>
		authenticate(key, JSON.stringify([tenant, kind, text])).toString("base64url");
	return [
		...candidateIds.map((id) => digest("id", id)),
		...profileIds.map((id) => digest("profile", id)),
		...[...new Set(emails.map((email) => email.trim().toLowerCase()))].map((email) => digest("email", email)),
	];
}

/** A line that was cut off by a crash is of an erasure that had not begun. */
const entriesOf = (lines: readonly string[]): Entry[] =>
	lines.flatMap((line) => {
		const value = parsed(line);
		return value === null ? [] : [Entry.parse(value)];
	});

function parsed(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return null;
	}
}

import * as z from "zod";
import { PROVIDER_ID } from "../domain/account.ts";
import { actorText } from "../domain/actor.ts";
import { faultsOf } from "../domain/faults.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { webhookEvents } from "../export/outbox.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";

/** Whom a tenant trusts to say who its people are. It lies in the tenant's own store, so its secret is sealed with the tenant's key and goes with it. */

/** An `iss` as it is compared: https, without query and fragment. Plain http is for this machine: export/public-address.ts decides. */
const Issuer = z
	.url({ protocol: /^https?$/, error: "Use an absolute https URL." })
	.max(2048)
	.refine((text) => !/[?#]/.test(text), "Leave out query and fragment.");

const values = z.array(z.string().trim().min(1).max(200)).max(20);

export const ProviderInput = z.strictObject({
	issuer: Issuer,
	clientId: z.string().min(1).max(200),
	/** Absent: the one before is kept, at the same provider for the same client only: no other is ever shown it. */
	clientSecret: z.string().min(1).max(1000).optional(),
	/** Any of these classes of authentication (`acr`) has to be met; they are asked for, too. None: any will do. */
	acr: values.default([]),
	/** Any of these methods (`amr`, RFC 8176) has to have been used. `mfa` unless said otherwise; none: any will do. */
	amr: values.default(["mfa"]),
});
export type ProviderInput = z.output<typeof ProviderInput>;

/** As it is shown. */
export const Provider = ProviderInput.omit({ clientSecret: true }).extend({
	/** To be registered with the provider, to the letter. */
	redirectUri: z.string(),
	updatedAt: z.iso.datetime(),
});
export type Provider = z.output<typeof Provider>;

const Stored = ProviderInput.required({ clientSecret: true }).extend({ updatedAt: z.iso.datetime() });
export type StoredProvider = z.output<typeof Stored>;

type Reader = Pick<Store, "read">;

export const readProvider = async (store: Reader): Promise<StoredProvider | null> => (await readStored(store)).provider;

async function readStored(store: Reader) {
	const [found] = await store.read("setting", { ids: [PROVIDER_ID] });
	if (found == null) return { provider: null, version: 0 };
	return { provider: Stored.parse(JSON.parse(found.record)), version: found.version };
}

/**
 * @param vet asked of the very provider that is replaced, each time that it is tried; throws where that takes more than one person's word
 * @throws TributaryError `invalid-field` · as `vet`
 */
export async function writeProvider(
	scope: Scope,
	input: unknown,
	now: Date,
	vet?: (before: StoredProvider | null) => Promise<void>,
): Promise<StoredProvider> {
	const read = ProviderInput.safeParse(input);
	if (!read.success) throw new TributaryError("invalid-field", { errors: faultsOf(read.error) });
	const prepare = async () => {
		const { provider: before, version } = await readStored(scope.store);
		const stored = { ...withSecret(read.data, before), updatedAt: now.toISOString() };
		await vet?.(before);
		const change: Change = {
			op: "put",
			collection: "setting",
			id: PROVIDER_ID,
			record: JSON.stringify(stored),
			ifVersion: version,
		};
		return { stored, changes: [change, ...(await announced(scope, { before, after: stored }, now))] };
	};
	// What cannot be is found out before anything is written down.
	await prepare();
	return scope.record("settings.change", { about: PROVIDER_ID }, async () => {
		const value = await retryOnConflict(async () => {
			const { stored, changes } = await prepare();
			await scope.store.write(changes);
			return stored;
		});
		return { value, result: { outcome: "ok" } };
	});
}

/** @throws TributaryError `invalid-field` */
function withSecret(input: z.output<typeof ProviderInput>, before: StoredProvider | null) {
	const { issuer, clientId } = input;
	const isSame = before?.issuer === issuer && before.clientId === clientId;
	const clientSecret = input.clientSecret ?? (isSame ? before.clientSecret : undefined);
	if (clientSecret === undefined) {
		const detail = "Give the secret by which we are known there.";
		throw new TributaryError("invalid-field", { errors: [{ pointer: "/clientSecret", detail }] });
	}
	return { ...input, clientSecret };
}

/** Nobody signs in by it any more; who is signed in stays so. @throws TributaryError `not-found` */
export async function removeProvider(scope: Scope, now: Date): Promise<void> {
	const before = await readProvider(scope.store);
	if (before === null) throw new TributaryError("not-found");
	const told = await announced(scope, { before, after: null }, now);
	await scope.record("settings.change", { about: PROVIDER_ID }, async () => {
		await scope.store.write([{ op: "delete", collection: "setting", id: PROVIDER_ID }, ...told]);
		return { value: null, result: { outcome: "ok" } };
	});
}

const PARTS = ["issuer", "clientId", "clientSecret", "acr", "amr"] as const;

/** Whoever names the provider decides who anybody is: the tenant's own addresses are told, in the same write. */
async function announced(
	scope: Scope,
	{ before, after }: { readonly before: StoredProvider | null; readonly after: StoredProvider | null },
	now: Date,
): Promise<readonly Change[]> {
	const changed = PARTS.filter((part) => JSON.stringify(before?.[part]) !== JSON.stringify(after?.[part]));
	if (changed.length === 0) return [];
	const data = { issuer: after?.issuer ?? null, changed, by: actorText(scope.actor) };
	return webhookEvents(scope, "identity-provider.changed", data, now);
}

import type { Actor } from "../../domain/actor.ts";
import type { TenantId } from "../../domain/tenant.ts";
import type { Collection, Store, StoredRecord } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import type { AccountsOptions } from "../accounts/accounts.ts";
import type { AuditAction, AuditSubject } from "../audit-entry.ts";
import type { Clock } from "../clock.ts";
import type { Erasures } from "../erasures.ts";
import { eachRecord } from "../listing.ts";
import { retryOnConflict } from "../optimistic.ts";
import { ruleOf, WITH_RIGHTS } from "./rights-of.ts";
import { rightText } from "./watched.ts";

/** A record of a registry that was put back, and the rights that were taken away from it after it was copied. */
export interface Withdrawn {
	/** null: of a person of the operator. */
	readonly tenant: TenantId | null;
	readonly collection: Collection;
	readonly id: string;
	/** `active`, `enabled-by-tenant`, `unbound`, `scope:...`, `secret:...`, `key:...`, `grant:...`, `seat:...`, `open`, `wipeable`, `word:...` */
	readonly rights: readonly string[];
}

export interface RightsDeps extends Pick<AccountsOptions, "journal"> {
	readonly platform: Store;
	readonly erasures: Erasures;
	readonly clock: Clock;
	/** Who puts it back. */
	readonly actor: Actor;
}

/** Takes away from every record what it has lost since. Repeating it is harmless. */
export async function withdrawAgain(deps: RightsDeps): Promise<readonly Withdrawn[]> {
	const isGone = await deps.erasures.lost();
	const done: Withdrawn[] = [];
	for (const collection of WITH_RIGHTS)
		for await (const stored of eachRecord(deps.platform, collection, { keys: true })) {
			const rule = ruleOf(collection, stored.id);
			const gone = (right: string) => isGone(rightText(collection, stored.id, right));
			const rights = [...(rule?.rightsOf(stored.record).keys() ?? [])].filter(gone);
			if (rule === null || rights.length === 0) continue;
			const withdrawn = { tenant: rule.tenantOf(stored.record), collection, id: stored.id, rights };
			await written(deps, withdrawn, () => withdraw(deps, collection, stored, gone));
			done.push(withdrawn);
		}
	return done;
}

async function withdraw(
	{ platform, clock }: RightsDeps,
	collection: Collection,
	{ id, keys = [] }: StoredRecord,
	isGone: (right: string) => boolean,
): Promise<void> {
	await retryOnConflict(async () => {
		const [found] = await platform.read(collection, { ids: [id] });
		if (found == null) return;
		const record = ruleOf(collection, id)?.without(found.record, isGone, clock()) ?? null;
		const ifVersion = found.version;
		await platform.write([
			record === null
				? { op: "delete", collection, id, ifVersion }
				: { op: "put", collection, id, record, keys, ifVersion },
		]);
	});
}

/** In the log of the tenant, where it is one's. */
async function written(
	{ journal, actor }: RightsDeps,
	{ tenant, collection, id }: Withdrawn,
	run: () => Promise<void>,
): Promise<void> {
	if (tenant === null) return run();
	const [action, subject] = entryOf(collection, id);
	const access = { actor, action, subject: { ...subject, about: "restored-backup" } };
	await journal(tenant, access, run).catch((error: unknown) => {
		// Whose registration was cut off has no log.
		if (error instanceof TributaryError && error.code === "tenant-unavailable") return run();
		throw error;
	});
}

function entryOf(collection: Collection, id: string): readonly [AuditAction, AuditSubject] {
	if (collection === "client") return ["client.change", { clientId: id }];
	if (collection === "account") return ["account.change", { accountId: id }];
	if (collection === "operator-grant") return ["operator.end", { grantId: id }];
	return ["tenant.change", {}];
}

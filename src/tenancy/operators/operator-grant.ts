import * as z from "zod";
import { RecordId } from "../../domain/candidate.ts";
import { Reason, type TenantId } from "../../domain/tenant.ts";
import type { Change, Store } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import { accountIndexKeyOf, accountKeyOf } from "../accounts/account-record.ts";
import { Approval } from "../disposal/approval.ts";
import { ApproverName } from "../disposal/approvers.ts";

/** Access of a named person of the operator to one tenant's data, as it is stored and as the tenant sees it. */

/** What who asks and who says yes put their names to. */
export const AccessStatement = z.strictObject({
	statement: z.literal("tributary/operator-access/v1"),
	/** Id of the grant. */
	grant: z.string(),
	tenant: z.string(),
	operator: ApproverName,
	reason: z.string(),
	hours: z.number(),
	kind: z.enum(["approved", "break-glass"]),
	/** `request`: the operator's own · `approval`: another person's. */
	word: z.enum(["request", "approval"]),
	signer: ApproverName,
	at: z.iso.datetime(),
});
export type AccessStatement = z.output<typeof AccessStatement>;
const SignedAccess = Approval.extend({ statement: AccessStatement });

export const Finding = z.enum(["justified", "not-justified"]);

export const OperatorGrant = z.strictObject({
	id: RecordId,
	operator: ApproverName,
	reason: Reason,
	/** `break-glass`: taken in an emergency, with nobody's approval. */
	kind: z.enum(["approved", "break-glass"]),
	state: z.enum(["requested", "open", "ended"]),
	hours: z.number(),
	requestedAt: z.iso.datetime(),
	/** null: not approved yet. */
	expiresAt: z.iso.datetime().nullable(),
	approver: ApproverName.nullable(),
	/** Of the key by which it was approved, and since when that key is his; null: not approved, or before this was kept. */
	approverKey: z.strictObject({ fingerprint: z.string(), since: z.iso.datetime() }).nullable().default(null),
	ended: z.strictObject({ at: z.iso.datetime(), by: z.string() }).nullable(),
	/** Who looked at what was done under it, and what he found. */
	review: z.strictObject({ at: z.iso.datetime(), by: z.string(), finding: Finding, note: Reason }).nullable(),
});
export type OperatorGrant = z.output<typeof OperatorGrant>;

export const StoredGrant = OperatorGrant.extend({
	tenant: z.string(),
	/** The signatures of those whose word it is. */
	words: z.array(SignedAccess),
});
export type StoredGrant = z.output<typeof StoredGrant>;

export const putOperatorGrant = (record: StoredGrant, ifVersion: number): Change => ({
	op: "put",
	collection: "operator-grant",
	id: record.id,
	record: JSON.stringify(record),
	keys: [accountKeyOf(record.tenant as TenantId)],
	ifVersion,
});

/** @throws TributaryError `not-found` also when it is another tenant's */
export async function readOperatorGrant(platform: Store, tenant: TenantId, id: string) {
	const [found] = await platform.read("operator-grant", { ids: [id] });
	const record = found == null ? null : StoredGrant.parse(JSON.parse(found.record));
	if (found == null || record?.tenant !== tenant) throw new TributaryError("not-found");
	return { record, version: found.version };
}

export async function listOperatorGrants(platform: Store, tenant: TenantId): Promise<readonly StoredGrant[]> {
	const found = await platform.read("operator-grant", { keys: [accountKeyOf(tenant)] });
	return found.map(({ record }) => StoredGrant.parse(JSON.parse(record)));
}

interface Turn {
	readonly id: string;
	readonly tenant: TenantId;
	readonly version: number;
}

/** By what two emergencies of one person at one tenant that begin at once are told apart. */
export async function readTurn(platform: Store, tenant: TenantId, operator: string): Promise<Turn> {
	const id = `break-glass:${tenant}:${operator}`;
	const [found] = await platform.read("setting", { ids: [id] });
	return { id, tenant, version: found?.version ?? 0 };
}

/** @returns a change that fails with a conflict when somebody has taken the turn since it was read */
export const takeTurn = ({ id, tenant, version }: Turn, now: Date): Change => ({
	op: "put",
	collection: "setting",
	id,
	record: JSON.stringify({ at: now.toISOString() }),
	keys: [accountIndexKeyOf(tenant)],
	ifVersion: version,
});

/** As it stands now: one that is over is ended, whether or not anybody ended it. */
export function shownGrant({ tenant: _, words: __, ...grant }: StoredGrant, now: Date): OperatorGrant {
	const isOver = grant.state === "open" && grant.expiresAt !== null && new Date(grant.expiresAt) <= now;
	return isOver ? { ...grant, state: "ended" } : grant;
}

import { actorText } from "../../domain/actor.ts";
import { parseTenantId, type TenantId } from "../../domain/tenant.ts";
import type { Collection } from "../../engine/port.ts";
import { AccountRecord } from "../accounts/account-record.ts";
import { type ClientRecord, parseClient } from "../client-record.ts";
import { isApproverId } from "../disposal/approvers.ts";
import { StoredGrant } from "../operators/operator-grant.ts";
import { OPERATOR, TenantRecord } from "../tenants.ts";

/**
 * What the records of the registry let somebody do: names of rights, each with the time until which it is held (milliseconds since 1970, Infinity
 * where it has no end). The names are what is remembered of a right that was taken away, so a name once used stays.
 */
export type Rights = ReadonlyMap<string, number>;

export interface Rule {
	rightsOf(record: string): Rights;
	/** The record without the rights that are gone; null: nothing of it stays. @param now when it is written */
	without(record: string, isGone: (right: string) => boolean, now: Date): string | null;
	/** Whose it is; null: nobody's. */
	tenantOf(record: string): TenantId | null;
}

const always = Number.POSITIVE_INFINITY;
const until = (end: string | null | undefined): number => (end == null ? always : Date.parse(end));
const held = (...rights: readonly (readonly [string, number] | null)[]): Rights =>
	new Map(rights.filter((one) => one !== null));
const when = (holds: boolean, name: string) => (holds ? ([name, always] as const) : null);

/** No time and reason of a lock or a hold is remembered, only that there was one. */
const LOCKED = "it was locked when an older backup was put back";

const client: Rule = {
	rightsOf: (text) => {
		const { status, lock, binding, permissions, secrets, keys, certificates } = parseClient(text);
		return held(
			when(status === "active", "active"),
			// What the operator locked the tenant cannot switch on again.
			when(status !== "locked" || lock?.by === "tenant", "enabled-by-tenant"),
			when(binding === "none", "unbound"),
			...permissions.map((one) => [`scope:${one}`, always] as const),
			...secrets.map(({ digest, endsAt }) => [`secret:${digest}`, until(endsAt)] as const),
			...[...keys, ...certificates].map(({ thumbprint }) => [`key:${thumbprint}`, always] as const),
		);
	},
	without: (text, isGone, now) => {
		const record = parseClient(text);
		const permissions = record.permissions.filter((one) => !isGone(`scope:${one}`));
		const isOver = isGone("active") || (record.binding === "none" && isGone("unbound")) || permissions.length === 0;
		const isLeft = ({ thumbprint }: { readonly thumbprint: string }) => !isGone(`key:${thumbprint}`);
		const left: ClientRecord = {
			...record,
			status: isOver && record.status === "active" ? "disabled" : record.status,
			...(isGone("enabled-by-tenant") ? { status: "locked", lock: { reason: LOCKED, since: now.toISOString() } } : {}),
			permissions: permissions.length === 0 ? record.permissions : permissions,
			secrets: record.secrets.filter(({ digest }) => !isGone(`secret:${digest}`)),
			keys: record.keys.filter(isLeft),
			certificates: record.certificates.filter(isLeft),
		};
		return JSON.stringify(left);
	},
	tenantOf: (text) => parseClient(text).tenant,
};

const parseAccount = (text: string) => AccountRecord.parse(JSON.parse(text));

const account: Rule = {
	rightsOf: (text) => {
		const { disabled, seat, grants } = parseAccount(text);
		return held(
			when(!disabled, "active"),
			[`seat:${seat ?? "*"}`, always],
			...grants.map(({ id, expiresAt }) => [`grant:${id}`, until(expiresAt)] as const),
		);
	},
	without: (text, isGone) => {
		const record = parseAccount(text);
		const left: AccountRecord = {
			...record,
			// Which seat he has today nobody knows here, and with none he would see everything.
			disabled: record.disabled || isGone("active") || isGone(`seat:${record.seat ?? "*"}`),
			grants: record.grants.filter(({ id }) => !isGone(`grant:${id}`)),
		};
		return JSON.stringify(left);
	},
	tenantOf: (text) => parseAccount(text).tenant,
};

const parseGrant = (text: string) => StoredGrant.parse(JSON.parse(text));

const operatorGrant: Rule = {
	rightsOf: (text) => held(when(parseGrant(text).state !== "ended", "open")),
	without: (text, _, now) => {
		const ended = { at: now.toISOString(), by: actorText(OPERATOR) };
		return JSON.stringify({ ...parseGrant(text), state: "ended", ended } satisfies StoredGrant);
	},
	tenantOf: (text) => parseTenantId(parseGrant(text).tenant),
};

const parseTenant = (text: string) => TenantRecord.parse(JSON.parse(text));
const HELD = "it was held when an older backup was put back";

const tenant: Rule = {
	rightsOf: (text) => {
		const { status, legalHold } = parseTenant(text).tenant;
		return held(when(status === "active", "active"), when(legalHold === undefined, "wipeable"));
	},
	without: (text, isGone, now) => {
		const record = parseTenant(text);
		const { status, legalHold } = record.tenant;
		const hold = isGone("wipeable") ? (legalHold ?? { reason: HELD, since: now.toISOString() }) : legalHold;
		const left = {
			...record.tenant,
			status: isGone("active") ? ("disabled" as const) : status,
			...(hold === undefined ? {} : { legalHold: hold }),
		};
		return JSON.stringify({ ...record, tenant: left });
	},
	tenantOf: (text) => parseTenant(text).tenant.id,
};

/** Of one approver all there is: his word. The key is in the name of the right, since a name may be given to another key. */
const approver: Rule = {
	rightsOf: (text) => held([`word:${String((JSON.parse(text) as { fingerprint?: unknown }).fingerprint)}`, always]),
	without: () => null,
	tenantOf: () => null,
};

const RULES: Partial<Record<Collection, Rule>> = { client, account, "operator-grant": operatorGrant, tenant };

/** Collections that may hold records with rights. */
export const WITH_RIGHTS: readonly Collection[] = ["client", "account", "operator-grant", "tenant", "setting"];

/** null: such a record gives nobody a right. */
export const ruleOf = (collection: Collection, id: string): Rule | null =>
	RULES[collection] ?? (collection === "setting" && isApproverId(id) ? approver : null);

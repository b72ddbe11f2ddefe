import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import * as z from "zod";
import type { Actor } from "../../domain/actor.ts";
import type { Store } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import type { AuditSubject } from "../audit-entry.ts";
import type { Clock } from "../clock.ts";
import { isConflict } from "../optimistic.ts";
import { PublicJwk } from "../signed-json.ts";

/** `approver`: says yes to wipes and to operators' access. `operator`: asks for access to a tenant's data. One person may be both, never for one act. */
export const OPERATOR_ROLES = ["approver", "operator"] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

/**
 * People of the operator, whose word the gravest acts need. Each holds an Ed25519 key of his own, and we hold its public half: nobody who only runs
 * commands on this machine can say yes in another's name.
 */
export interface Approver {
	readonly name: string;
	/** RFC 7638 thumbprint of the public key. */
	readonly fingerprint: string;
	readonly publicKey: PublicJwk;
	readonly roles: readonly OperatorRole[];
	readonly since: string;
	/** From when on his word counts, as the configuration has it now. */
	readonly countsFrom: string;
}

export interface Approvers {
	/**
	 * Registers the public half of somebody's key. It is in the log of every tenant.
	 * @param publicKey PEM of an Ed25519 key
	 * @param by evenOtherName: also where the key was registered under another name once
	 * @throws TributaryError `invalid-field` a bad name, or no such key · `already-exists` the name or the key is registered, or the key was
	 *   under another name
	 */
	add(name: string, publicKey: string, roles?: readonly OperatorRole[], by?: Registering): Promise<Approver>;
	list(): Promise<readonly Approver[]>;
	/**
	 * From now on he approves nothing. Accesses that he approved before stay approved; a wipe that is yet to be run needs another in his place.
	 * It is in the log of every tenant.
	 * @throws TributaryError `not-found`
	 */
	remove(name: string, actor?: Actor): Promise<void>;
}

export interface Registering {
	readonly actor?: Actor | undefined;
	readonly evenOtherName?: boolean;
}

export const ApproverName = z
	.string()
	.regex(/^[A-Za-z][A-Za-z0-9._-]{0,59}$/, "Use 1 to 60 characters A-Z a-z 0-9 . _ -");
const ApproverRecord = z.strictObject({
	name: ApproverName,
	fingerprint: z.string(),
	publicKey: PublicJwk,
	/** Absent: registered before there were operators. */
	roles: z.array(z.enum(OPERATOR_ROLES)).min(1).default(["approver"]),
	since: z.iso.datetime(),
	/** Registered when there was no tenant yet: there was nothing to approve that he could have been made for. */
	first: z.literal(true).optional(),
});
type ApproverRecord = z.output<typeof ApproverRecord>;

const PREFIX = "approver:";
/** Under which name a key is or was registered: two names of one key would be one person who passes for two. */
const KEY_PREFIX = "approver-key:";
const KnownKey = z.strictObject({ name: ApproverName });
const MAX_APPROVERS = 100;

/** Of a record in `setting`: whether it is an approver's. */
export const isApproverId = (id: string): boolean => id.startsWith(PREFIX);

interface ApproversDeps {
	readonly platform: Store;
	readonly clock: Clock;
	/** Milliseconds after which the word of one who is new counts. */
	readonly wait: number;
	readonly hasTenants: () => Promise<boolean>;
	/** Writes into the log of every tenant, before and after `run`. */
	readonly journal: <T>(
		access: {
			readonly actor?: Actor | undefined;
			readonly action: "operator.register" | "operator.remove";
			readonly subject: AuditSubject;
		},
		run: () => Promise<T>,
	) => Promise<T>;
}

/** Of one who is so new that his word does not count yet: that in words, else null. */
export const tooNew = ({ name, countsFrom }: Approver, now: Date): string | null =>
	Date.parse(countsFrom) <= now.getTime()
		? null
		: `${name} is registered for a short time only: what he says counts from ${countsFrom} on.`;

/** @throws TributaryError `approval-refused` he is so new that his word does not count yet */
export function demandCounts(approver: Approver, now: Date): void {
	const detail = tooNew(approver, now);
	if (detail !== null) throw new TributaryError("approval-refused", { detail });
}

export function createApprovers({ platform, clock, wait, hasTenants, journal }: ApproversDeps): Approvers {
	const shown = ({ first, ...record }: ApproverRecord): Approver => {
		const from = Date.parse(record.since) + (first === true ? 0 : wait);
		return { ...record, countsFrom: new Date(from).toISOString() };
	};
	const list = async () => {
		const page = await platform.list("setting", { after: PREFIX, limit: MAX_APPROVERS });
		const own = page.filter(({ id }) => id.startsWith(PREFIX));
		return own.map(({ record }) => shown(ApproverRecord.parse(JSON.parse(record))));
	};
	return {
		list,
		add: async (name, pem, roles = ["approver"], { actor, evenOtherName = false } = {}) => {
			const known = await list();
			const since = clock().toISOString();
			const isFirst = !(await hasTenants());
			const record: ApproverRecord = {
				...(await readApprover(name, pem)),
				roles: [...new Set(roles)],
				since,
				...(isFirst ? { first: true } : {}),
			};
			const isTaken = known.some((one) => one.name === name || one.fingerprint === record.fingerprint);
			if (isTaken) throw new TributaryError("already-exists", { detail: "The name or the key is registered already." });
			if (known.length === MAX_APPROVERS) throw new TributaryError("limit-reached", { detail: "100 approvers." });
			const key = await readKnownKey(platform, record);
			if (key.name !== name && !evenOtherName)
				throw new TributaryError("already-exists", { detail: `This key was registered as ${key.name}.` });
			await journal({ actor, action: "operator.register", subject: subjectOf(record) }, async () => {
				try {
					await platform.write([putApprover(record), putKnownKey(record, key.version)]);
				} catch (error) {
					throw isConflict(error) ? new TributaryError("already-exists") : error;
				}
			});
			return shown(record);
		},
		remove: async (name, actor) => {
			const found = (await list()).find((one) => one.name === name);
			if (found === undefined) throw new TributaryError("not-found", { detail: `There is no approver ${name}.` });
			const key = await readKnownKey(platform, found);
			await journal({ actor, action: "operator.remove", subject: subjectOf(found) }, () =>
				platform.write([
					{ op: "delete", collection: "setting", id: `${PREFIX}${name}` },
					putKnownKey(found, key.version),
				]),
			);
		},
	};
}

type Named = Pick<Approver, "name" | "fingerprint">;

const putApprover = (record: ApproverRecord) =>
	({
		op: "put",
		collection: "setting",
		id: `${PREFIX}${record.name}`,
		record: JSON.stringify(record),
		ifVersion: 0,
	}) as const;

const subjectOf = ({ name, fingerprint, roles }: Named & Pick<Approver, "roles">): AuditSubject => ({
	person: name,
	keyId: fingerprint,
	about: roles.toSorted().join("-"),
});

/** @returns his own name where the key was never registered */
async function readKnownKey(platform: Store, { name, fingerprint }: Named) {
	const [found] = await platform.read("setting", { ids: [`${KEY_PREFIX}${fingerprint}`] });
	return found == null ? { name, version: 0 } : { ...KnownKey.parse(JSON.parse(found.record)), version: found.version };
}

const putKnownKey = ({ name, fingerprint }: Named, ifVersion: number) =>
	({
		op: "put",
		collection: "setting",
		id: `${KEY_PREFIX}${fingerprint}`,
		record: JSON.stringify({ name } satisfies z.output<typeof KnownKey>),
		ifVersion,
	}) as const;

/** A new key pair in PEM: the private half for its owner only, the public one for {@link Approvers.add}. */
export function newApproverKey(): { readonly privateKey: string; readonly publicKey: string } {
	const { privateKey, publicKey } = generateKeyPairSync("ed25519");
	return {
		privateKey: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
		publicKey: publicKey.export({ format: "pem", type: "spki" }).toString(),
	};
}

async function readApprover(name: string, pem: string): Promise<Omit<Approver, "since" | "roles" | "countsFrom">> {
	const read = ApproverName.safeParse(name);
	if (!read.success) throw fault("/name", read.error.issues[0]?.message ?? "");
	const publicKey = PublicJwk.safeParse(publicPart(pem)?.export({ format: "jwk" }));
	if (!publicKey.success) throw fault("/publicKey", "Give the PEM of an Ed25519 public key.");
	return { name: read.data, publicKey: publicKey.data, fingerprint: await calculateJwkThumbprint(publicKey.data) };
}

/** A private key is not taken, though its public half could be had: it must not leave its owner. */
function publicPart(pem: string): KeyObject | null {
	if (/PRIVATE KEY/.test(pem)) throw fault("/publicKey", "This is a private key: keep it, and give its public half.");
	try {
		return createPublicKey(pem);
	} catch {
		return null;
	}
}

const fault = (pointer: string, detail: string) =>
	new TributaryError("invalid-field", { errors: [{ pointer, detail }] });

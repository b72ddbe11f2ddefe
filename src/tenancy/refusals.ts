import type { Actor, Permission } from "../domain/actor.ts";
import type { TenantId } from "../domain/tenant.ts";
import type { Store } from "../engine/port.ts";
import type { ErrorCode } from "../errors.ts";
import { ownerOf } from "./client-record.ts";
import type { Clock } from "./clock.ts";
import type { Journals } from "./journals.ts";

/** Who asks: a client with a token, or a person who is signed in. */
export interface Principal {
	readonly actor: Actor;
	readonly tenant: TenantId;
	/** What is granted at this moment. */
	readonly permissions: readonly Permission[];
}

/** Writes down what was refused, in the log of the tenant whose data or client it was about. */
export interface Refusals {
	/**
	 * A request of somebody who is known but is not granted `permission`, or that names what is not the tenant's. Resolves when the entry is
	 * durable.
	 * @param request purpose: which route, in the words of a scope's purpose. code: why, `insufficient-scope` when absent. Never what
	 *   was named: it may be another tenant's.
	 * @throws TributaryError `audit-unavailable`
	 */
	request(principal: Principal, request: RefusedRequest): Promise<void>;
	/**
	 * A login that failed. For a known client id, also of one that is switched off, an entry in its tenant's log; for any other none,
	 * as it is nobody's. Either way the same reads and one durable write to a store of the same kind are made, so that the load
	 * tells nothing. It may still take longer where a log has to be opened first: whoever answers evens that out.
	 * @returns the tenant whose client it was, for the operator's own log
	 */
	login(clientId: string, code: ErrorCode): Promise<TenantId | null>;
	/** A person whom the identity provider vouched for, or could not, and who was not let in. @throws TributaryError `audit-unavailable` */
	signIn(tenant: TenantId, code: ErrorCode): Promise<void>;
}

export interface RefusedRequest {
	readonly purpose: string;
	readonly permission: Permission;
	readonly code?: "insufficient-scope" | "foreign-context";
}

interface RefusalsOptions {
	readonly platform: Store;
	readonly journals: Journals;
	readonly clock: Clock;
}

/** One record that is written over and over, so that guessing at ids never fills the store. */
const UNKNOWN_LOGIN_ID = "last-unknown-login";

export function createRefusals({ platform, journals, clock }: RefusalsOptions): Refusals {
	return {
		request: async ({ tenant, actor }, { purpose, permission, code = "insufficient-scope" }) => {
			const access = { actor, action: "api.request", purpose, subject: { permission } } as const;
			await journals.deny(await journals.recordOf(tenant), access, code);
		},
		login: async (clientId, code) => {
			const owner = await ownerOf(platform, clientId);
			if (owner === null) {
				const record = JSON.stringify({ at: clock().toISOString() });
				await platform.write([{ op: "put", collection: "setting", id: UNKNOWN_LOGIN_ID, record }]);
				return null;
			}
			const actor = { kind: "client", id: clientId } as const;
			const access = { actor, action: "token.issue", purpose: "sign in", subject: { clientId } } as const;
			await journals.deny(owner, access, code);
			return owner.tenant.id;
		},
		signIn: async (tenant, code) => {
			const actor = { kind: "system", id: "sign-in" } as const;
			const access = { actor, action: "session.open", purpose: "sign in", subject: {} } as const;
			await journals.deny(await journals.recordOf(tenant), access, code);
		},
	};
}

import type { TenantId } from "../../domain/tenant.ts";
import { type ErrorCode, TributaryError } from "../../errors.ts";
import type { AuditEntry } from "../audit-entry.ts";
import type { Clock } from "../clock.ts";
import { signStatement } from "../disposal/approval.ts";
import type { Approvers } from "../disposal/approvers.ts";
import type { Journals } from "../journals.ts";
import { OPERATOR } from "../tenants.ts";

/** Something on the command line that somebody of the operator was refused at a tenant. */
export interface RefusedAttempt {
	/** Who he says he is, and his private key (PEM), which is not kept; null where he says nothing. */
	readonly by: { readonly name: string; readonly key: string | null } | null;
	readonly verb: string;
	readonly code: ErrorCode;
}

interface Deps {
	readonly approvers: Pick<Approvers, "list">;
	readonly journals: Pick<Journals, "deny" | "recordOf" | "reader">;
	readonly clock: Clock;
}

/** Among so many of the latest entries it is looked whether the same was written down within the hour. */
const LOOK = 100;
const HOUR = 3_600_000;

/**
 * Writes it into the tenant's log: under his name where he holds the key that is registered under it. Who does not show who he is could say any
 * name, and any number of them: his attempts are the command line's, one an hour for each reason, and for each registered name that he says.
 * Of what is no tenant nothing is written.
 * @throws TributaryError `audit-unavailable`
 */
export async function noteRefused(deps: Deps, tenant: TenantId, { by, verb, code }: RefusedAttempt): Promise<void> {
	const owner = await deps.journals.recordOf(tenant).catch((error: unknown) => {
		if (error instanceof TributaryError && error.code === "tenant-unavailable") return null;
		throw error;
	});
	if (owner === null) return;
	const known = (await deps.approvers.list()).find(({ name }) => name === by?.name);
	const isHe = known !== undefined && (await fingerprintOf(by?.key ?? null)) === known.fingerprint;
	const actor = isHe ? ({ kind: "operator", id: known.name } as const) : OPERATOR;
	const person = isHe || known === undefined ? undefined : known.name;
	if (!isHe) {
		const since = deps.clock().getTime() - HOUR;
		const isSame = ({ at, actor, subject, result }: AuditEntry) =>
			Date.parse(at) > since && actor.id === OPERATOR.id && subject.person === person && result.code === code;
		const latest = await deps.journals.reader.latest(tenant, LOOK);
		if (latest.some((entry) => entry.result.outcome === "denied" && isSame(entry))) return;
	}
	const subject = person === undefined ? {} : { person };
	await deps.journals.deny(owner, { actor, action: "api.request", purpose: `command line: ${verb}`, subject }, code);
}

/** null: it is no key. */
async function fingerprintOf(key: string | null): Promise<string | null> {
	if (key === null) return null;
	return signStatement({}, key).then(
		({ fingerprint }) => fingerprint,
		() => null,
	);
}

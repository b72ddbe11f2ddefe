import { calculateJwkThumbprint } from "jose";
import { TributaryError } from "../../errors.ts";
import { canonicalJson } from "../canonical-json.ts";
import { isSigned } from "../signed-json.ts";
import type { Approval } from "./approval.ts";
import { type Approver, tooNew } from "./approvers.ts";
import { APPROVALS_NEEDED } from "./certificate.ts";
import type { DisposalRecord } from "./disposal-record.ts";

/** Whose yes to a wipe counts: when he says it, and again when it is acted on. */

interface Known {
	/** The operator's people, as they are registered now. */
	readonly registered: readonly Approver[];
	readonly now: Date;
}

/** By how much the clock of an approver's machine may be ahead, milliseconds. */
const CLOCK_SKEW = 5 * 60_000;

/** What every approval of a request says alike. */
export const termsOf = ({ id, tenant, organization, reason, requestedAt, coolingOffUntil }: DisposalRecord) => ({
	statement: "tributary/wipe-approval/v1" as const,
	request: id,
	tenant,
	organization,
	reason,
	requestedAt,
	coolingOffUntil,
});

/**
 * The approvals of a request with one more.
 * @returns without those of people who do not count any more, and with this one in the place of what the same person said before
 * @throws TributaryError `approval-refused`
 */
export async function withApproval(
	record: DisposalRecord,
	approval: Approval,
	known: Known,
): Promise<readonly Approval[]> {
	const { approver, waivesCoolingOff } = approval.statement;
	const fault = (await unsound(record, approval, known.now)) ?? whyNotCounted(record, approval, known);
	if (fault !== null) throw refuse(fault);
	const isHis = (one: Approval) => one.fingerprint === approval.fingerprint || one.statement.approver === approver;
	const counted = countedApprovals(record, known);
	const his = counted.find(isHis);
	// Whoever approved may still give up the cooling-off; whoever gave it up has nothing more to say.
	if (his !== undefined && (his.statement.waivesCoolingOff || !waivesCoolingOff))
		throw refuse(`${approver} has approved already; another person has to.`);
	const others = counted.filter((one) => !isHis(one));
	if (others.length >= APPROVALS_NEEDED) throw refuse("Two other people have approved already.");
	return [...others, approval];
}

/** @throws TributaryError `not-approved` too few have said yes, or somebody who did is not registered any more */
export function demandApproved(record: DisposalRecord, known: Known): void {
	const { tenant, approvals } = record;
	const counted = countedApprovals(record, known);
	if (counted.length >= APPROVALS_NEEDED) return;
	const gone = approvals.filter((one) => !counted.includes(one)).map(({ statement }) => statement.approver);
	const detail = `${counted.length} of ${APPROVALS_NEEDED} people have approved.`;
	const cure = `Have another approver sign (tributary tenant wipe approve ${tenant}), or take the request back.`;
	throw new TributaryError("not-approved", {
		detail:
			gone.length === 0
				? detail
				: `${detail} No longer registered with the key that signed: ${gone.join(", ")}. ${cure}`,
	});
}

const refuse = (detail: string) => new TributaryError("approval-refused", { detail });

/** That it was signed by the key that it names, and of this request as it stands; else why not. */
async function unsound(record: DisposalRecord, approval: Approval, now: Date): Promise<string | null> {
	const { statement, signature, publicKey, fingerprint } = approval;
	const { approver, at, waivesCoolingOff, ...terms } = statement;
	if (!isSigned(statement, signature, publicKey) || (await calculateJwkThumbprint(publicKey)) !== fingerprint)
		return "The signature is not of the key that is named.";
	if (canonicalJson(terms) !== canonicalJson(termsOf(record))) return "It is not of this request.";
	const isOfItsTime = at >= record.requestedAt && Date.parse(at) <= now.getTime() + CLOCK_SKEW;
	return isOfItsTime ? null : `${approver} signed before the request was made, or in the future.`;
}

/** A person who was removed, or whose key was, does not speak for what is yet to be done. */
const countedApprovals = (record: DisposalRecord, known: Known): readonly Approval[] =>
	record.approvals.filter((approval) => whyNotCounted(record, approval, known) === null);

function whyNotCounted({ requestedAt }: DisposalRecord, approval: Approval, { registered, now }: Known): string | null {
	const { approver } = approval.statement;
	const known = registered.find(({ name }) => name === approver);
	if (known === undefined || !known.roles.includes("approver")) return `${approver} is no registered approver.`;
	if (known.fingerprint !== approval.fingerprint) return `This is not the key that ${approver} registered.`;
	// Else whoever asks for a wipe could make himself the people who approve it.
	if (known.since >= requestedAt) return `${approver} was registered after the wipe was asked for.`;
	return tooNew(known, now);
}

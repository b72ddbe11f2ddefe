import { TributaryError } from "../../errors.ts";
import { closedMembers } from "../../export/closed-members.ts";
import { atsIdOf } from "../../sync/kinds.ts";
import {
	contractUrn,
	fault,
	type Generation,
	organizationUrn,
	personUrn,
	type Resource,
	type WireAnswer,
	type WireCall,
} from "./resource.ts";
import { elementsEnvelope } from "./restli/envelope.ts";
import { single } from "./restli/query.ts";

/** Profiles that were sent to the ATS, for it to fetch, and members who have left the network since. */

/** A finder may name its context; another tenant's is refused before anything is looked up. */
function checkNamedContext({ scope, request }: WireCall): void {
	const context = single(request.parameters, "integrationContext");
	if (context === null || context === organizationUrn(scope) || context === contractUrn(scope)) return;
	throw new TributaryError("foreign-context");
}

async function findExported(call: WireCall): Promise<WireAnswer> {
	const { scope, deps, request } = call;
	if (single(request.parameters, "q") !== "request") throw fault("The finder here is request.");
	checkNamedContext(call);
	const requestId = single(request.parameters, "requestId");
	if (requestId === null || requestId === "") throw fault("The finder needs requestId.");
	const found = await deps.exports.fetch(scope, requestId);
	const elements = found === null ? [] : [exported(call, found)];
	return { body: elementsEnvelope(elements, { start: 0, count: 10, total: elements.length }) };
}

function exported({ scope }: WireCall, found: NonNullable<Awaited<ReturnType<WireCall["deps"]["exports"]["fetch"]>>>) {
	const { export: one, stub } = found;
	return {
		candidate: { ...stub, member: personUrn(one.profileId) },
		integrationContext: organizationUrn(scope),
		externalJobPostingId: atsIdOf(one.jobId),
		requestId: one.id,
		exportedAt: Date.parse(one.requestedAt),
	};
}

const MOST = 100;

/** A whole number of the query. @throws TributaryError `invalid-request` */
function number(
	{ request }: WireCall,
	name: string,
	{ least, most, absent }: Record<"least" | "most" | "absent", number>,
) {
	const text = single(request.parameters, name);
	if (text === null) return absent;
	const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
	if (value >= least && value <= most) return value;
	throw fault(`${name} is a whole number from ${least} to ${most}.`);
}

/** The vendor tells that there is such an endpoint, but not its path: this name is ours. */
async function findClosed(call: WireCall): Promise<WireAnswer> {
	const { scope, request } = call;
	if (single(request.parameters, "q") !== "since") throw fault("The finder here is since.");
	checkNamedContext(call);
	const since = number(call, "since", { least: 0, most: 8_640_000_000_000_000, absent: 0 });
	const start = number(call, "start", { least: 0, most: 1_000_000, absent: 0 });
	const count = number(call, "count", { least: 1, most: MOST, absent: 10 });
	const found = await closedMembers(scope, { since: new Date(since), limit: start + count });
	const elements = found.slice(start).map(({ member }) => ({
		member: personUrn(member.profileId),
		integrationContext: organizationUrn(scope),
		closedAt: Date.parse(member.closedAt),
		requestIds: member.exportIds,
		externalCandidateIds: member.candidateIds.map(atsIdOf),
	}));
	return { body: { elements, paging: { start, count, links: [] } } };
}

const finder = (
	url: string,
	generation: Generation,
	summary: string,
	find: (call: WireCall) => Promise<WireAnswer>,
): Resource => ({ url, generation, permission: "ats:sync", summary, shape: "plain", methods: { finder: find } });

export const EXPORTED: readonly Resource[] = [
	finder("/v2/exportedCandidates", 1, "A profile that was sent to the ATS", findExported),
	finder("/rest/exportedCandidates", 2, "A profile that was sent to the ATS", findExported),
	finder("/v2/closedMembers", 1, "Members who left the network", findClosed),
	finder("/rest/closedMembers", 2, "Members who left the network", findClosed),
];

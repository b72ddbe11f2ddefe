/**
 * One-click export, from the side of the ATS: it is told of a request, fetches the person, files the person under the job, and
 * says who that is. Exports are made by recruiters; this phase waits for them for a while.
 */
import { find, get, write } from "./ask.ts";
import { type Callback, listen, type Push } from "./callback.ts";
import { NOW } from "./candidates.ts";
import { configure } from "./connect.ts";
import { put } from "./deliver.ts";
import type { Entry, Fields } from "./entries.ts";
import type { Session } from "./session.ts";

const PHASE = "export";

export async function exportPhase(session: Session): Promise<void> {
	// Where none will be made, nobody needs to be told where to tell of them.
	if (session.settings.exports === 0) return session.progress.say("no exports are waited for: see --exports");
	const callback = await listen(session.settings.clientSecret, session.settings.callbackPort);
	try {
		await configure(session, "ONE_CLICK_EXPORT", "CALLBACK_URL", callback.url);
		session.progress.say(`waiting for exports, told at ${callback.url}`);
		await receive(session, callback);
	} finally {
		callback.close();
	}
	for (const reason of callback.turnedAway) session.tally.fault(`a push was turned away: ${reason}`);
}

async function receive(session: Session, callback: Callback): Promise<void> {
	const { exports, exportSeconds } = session.settings;
	const row = session.tally.row(`${PHASE} push`);
	for (let received = 0; received < exports; ) {
		const began = performance.now();
		const push = await callback.next(exportSeconds * 1000);
		row.seconds += (performance.now() - began) / 1000;
		if (push === null)
			return session.tally.fault(`${received} exports of ${exports} arrived within ${exportSeconds} s`);
		row.accepted++;
		if (push.eventType === "INTEGRATION_STATUS_CHANGE") {
			await integrationChanged(session, push);
			continue;
		}
		if (push.eventType !== "EXPORT_CANDIDATE_PROFILE") session.tally.fault(`a push of ${push.eventType}`);
		received++;
		await file(session, push);
	}
}

/** Somebody switched an integration on or off: which one, the ATS asks. */
async function integrationChanged(session: Session, { requestId }: Push): Promise<void> {
	const path = session.client.generation === 1 ? "/v2/atsIntegrations" : "/rest/integrations";
	const elements = await find(session, path, { q: "request", requestId });
	if (elements?.some(({ integrationType, onboardingStatus }) => !integrationType || !onboardingStatus) !== false)
		session.tally.fault(`integration ${requestId}: ${JSON.stringify(elements)}`);
	if (elements?.length === 0) session.tally.fault(`integration ${requestId}: no element`);
}

async function file(session: Session, { requestId }: Push): Promise<void> {
	const path = session.client.generation === 1 ? "/v2/exportedCandidates" : "/rest/exportedCandidates";
	const elements = await find(session, path, { q: "request", requestId });
	if (elements?.length === 0) session.tally.fault(`export ${requestId}: no element`);
	for (const element of elements ?? []) await fileOne(session, element);
}

/** The names of the fields are only known from connectors. */
async function fileOne(session: Session, element: Fields): Promise<void> {
	const { candidate, integrationContext, externalJobPostingId } = element as Record<string, unknown>;
	const { firstName, lastName, member } = (candidate ?? {}) as Fields;
	if (integrationContext !== session.context)
		session.tally.fault(`export: of ${integrationContext}, not ${session.context}`);
	if (typeof member !== "string" || typeof firstName !== "string") {
		return session.tally.fault(`export: nobody in ${JSON.stringify(element)}`);
	}
	const id = `X-${member.split(":").at(-1)}`;
	const entry: Entry = {
		kind: "candidate",
		id,
		parent: "",
		fields: stub(id, { firstName, lastName, candidate: candidate as Fields }),
	};
	await put(session, [entry], { phase: PHASE });
	if (typeof externalJobPostingId === "string")
		await put(session, [applied(session, entry, externalJobPostingId)], { phase: PHASE });
	await attach(session, entry, member);
}

function stub(
	id: string,
	{ firstName, lastName, candidate }: { firstName: string; lastName: unknown; candidate: Fields },
): Fields {
	const [employer] = (candidate.currentEmployerNames ?? []) as readonly string[];
	return {
		addresses: [],
		atsCreatedAt: NOW,
		atsLastModifiedAt: NOW,
		firstName,
		lastName,
		// Exports carry no address; the ATS has a place-holder of its own, as recruiters fill it in later.
		emailAddresses: [`${id.toLowerCase()}@exported.example`],
		externalProfileUrl: `https://ats.example/candidates/${id}`,
		phoneNumbers: [],
		...(employer === undefined ? {} : { currentCompanyName: employer }),
	};
}

function applied({ belief }: Session, candidate: Entry, job: string): Entry {
	const posting = belief.find({ kind: "job", id: job, parent: "" });
	const fields = {
		atsCandidateId: candidate.id,
		atsCreatedAt: NOW,
		atsLastModifiedAt: NOW,
		atsJobPostingId: job,
		atsJobPostingName: posting?.fields.title ?? job,
		firstName: candidate.fields.firstName,
		lastName: candidate.fields.lastName,
		source: "LinkedIn",
	};
	return { kind: "application", id: `A-${candidate.id}`, parent: "", fields };
}

/** Says which member the candidate is; it stands in the record from then on. */
async function attach(session: Session, candidate: Entry, member: string): Promise<void> {
	const { path, key } = session.resources.candidate;
	const row = session.tally.row(`${PHASE} match`);
	row.requests++;
	if (!(await write(session, path(candidate), key(candidate), { set: { manualMatchedMember: member } }))) return;
	row.accepted++;
	const read = await get(session, path(candidate), key(candidate), "matchedMembers,manualMatchedMember");
	if (read?.manualMatchedMember !== member)
		session.tally.fault(`${candidate.id}: ${JSON.stringify(read)}, not ${member}`);
}

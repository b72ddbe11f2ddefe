import { ACL_RESOURCES } from "./acls.ts";
import { ACTIVITY_RESOURCES } from "./activity.ts";
import { ATTACHMENT_RESOURCES } from "./attachments.ts";
import { EXPORTED } from "./exported-candidates.ts";
import { INTEGRATIONS } from "./integrations.ts";
import { JOB_RESOURCES } from "./jobs.ts";
import { matchedMembers, patchMatches } from "./manual-matches.ts";
import { ME } from "./me.ts";
import { PROVISIONING } from "./provisioning.ts";
import { type RecordResource, recordResource } from "./records.ts";
import type { Generation, Resource } from "./resource.ts";
import { PLAIN } from "./restli/key.ts";

/** Every resource of the wire. */

const CANDIDATE = ["atsCandidateId", "externalCandidateId"];
const APPLICATION = ["atsJobApplicationId", "externalJobApplicationId", "jobApplicationId"];

function candidates(url: string, generation: Generation): Resource {
	const description: RecordResource = {
		url,
		generation,
		kind: "candidate",
		summary: "Candidates",
		parts: [CANDIDATE],
		enrich: matchedMembers,
	};
	const resource = recordResource(description);
	return {
		...resource,
		methods: { ...resource.methods, batch_partial_update: (call) => patchMatches(call, description) },
	};
}

const RECORDS: readonly Resource[] = [
	candidates("/v2/atsCandidates", 1),
	candidates("/rest/candidates", 2),
	recordResource({
		url: "/v2/atsCandidates/:candidate/notes",
		generation: 1,
		kind: "candidate-note",
		summary: "Notes on a candidate",
		parentParts: [CANDIDATE],
		parts: [[PLAIN]],
	}),
	recordResource({
		url: "/rest/candidateNotes",
		generation: 2,
		kind: "candidate-note",
		summary: "Notes on candidates",
		parts: [CANDIDATE, ["externalNoteId", "noteId"]],
	}),
	recordResource({
		url: "/v2/atsApplications",
		generation: 1,
		kind: "application",
		summary: "Applications",
		parts: [APPLICATION],
	}),
	recordResource({
		url: "/rest/atsApplications",
		generation: 2,
		kind: "application",
		summary: "Applications",
		parts: [APPLICATION],
	}),
	...belowApplications("application-note", "notes", "applicationNotes", ["externalNoteId", "noteId"]),
	...belowApplications("interview-feedback", "interviewFeedback", "applicationInterviewFeedbacks", [
		"interviewFeedbackId",
		"externalInterviewFeedbackId",
	]),
	...belowApplications("stage", "stages", "applicationStages", ["stageId", "externalStageId"]),
];

function belowApplications(
	kind: "application-note" | "interview-feedback" | "stage",
	first: string,
	second: string,
	names: readonly string[],
): Resource[] {
	return [
		recordResource({
			url: `/v2/atsApplications/:application/${first}`,
			generation: 1,
			kind,
			summary: `Of an application: ${first}`,
			parentParts: [APPLICATION],
			parts: [[PLAIN]],
		}),
		recordResource({
			url: `/rest/${second}`,
			generation: 2,
			kind,
			summary: `Of applications: ${first}`,
			parts: [APPLICATION, names],
		}),
	];
}

export const RESOURCES: readonly Resource[] = [
	...PROVISIONING,
	...INTEGRATIONS,
	...RECORDS,
	...JOB_RESOURCES,
	...ACL_RESOURCES,
	...ATTACHMENT_RESOURCES,
	...ACTIVITY_RESOURCES,
	...EXPORTED,
	...ME,
];

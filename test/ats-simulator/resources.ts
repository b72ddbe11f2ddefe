/** Where each kind of record lives in each generation, under which key, and with which names of fields. */
import type { Entry, Fields, Kind, Reference } from "./entries.ts";
import { type Generation, type Key, pathKey } from "./keys.ts";

export interface Resource {
	readonly path: (of: Reference) => string;
	readonly key: (of: Reference) => Key;
	/** Fields as they are sent. */
	readonly write: (fields: Fields) => Fields;
	/** Fields as they are read, under the names of generation 1. */
	readonly read: (fields: Fields) => Fields;
	/** Keys are written with empty parameters, as some clients do. */
	readonly params: boolean;
	/** One call for each parent; else one call for up to a hundred records, whosever they are. */
	readonly perParent: boolean;
	/** The header that names the batch is sent with a PUT. */
	readonly namesMethod: boolean;
}

export type Resources = Readonly<Record<Kind, Resource>>;

type Names = Readonly<Record<string, string>>;

function resource(part: Partial<Resource> & Pick<Resource, "path" | "key">, names: Names = {}): Resource {
	const back = Object.fromEntries(Object.entries(names).map(([old, young]) => [young, old]));
	return {
		write: (fields) => renamed(fields, names),
		read: (fields) => renamed(fields, back),
		params: false,
		perParent: false,
		namesMethod: true,
		...part,
	};
}

const renamed = (fields: Fields, names: Names): Fields =>
	Object.fromEntries(Object.entries(fields).map(([name, value]) => [names[name] ?? name, value]));

export const resourcesOf = (generation: Generation, context: string): Resources =>
	generation === 1 ? first(context) : second(context);

function first(context: string): Resources {
	const common = [
		["dataProvider", "ATS"],
		["integrationContext", context],
	] as const;
	const candidate = (id: string) => [["atsCandidateId", id], ...common] as const;
	const application = (id: string) => [["atsJobApplicationId", id], ...common] as const;
	const part = (collection: string, parentKey: (id: string) => Key, name: string, namesMethod = true) =>
		resource({
			path: ({ parent }) => `/v2/${collection}/${pathKey(parentKey(parent))}/${name}`,
			key: ({ id }) => id,
			perParent: true,
			namesMethod,
		});
	const type = ["atsEntityType", "JOB_POSTING"] as const;
	return {
		job: resource({ path: () => "/v2/simpleJobPostings", key: ({ id }) => id }),
		acl: resource({
			path: () => "/v2/atsEntityAcls",
			// Not in the order of the alphabet, as some clients send them.
			key: ({ id, parent }) => [["atsEntityAclId", id], ...common, ["atsEntityId", parent], type],
		}),
		assignee: resource({
			path: () => "/v2/atsEntityAclAssignees",
			key: ({ id, parent }) => {
				const [provider, integration] = common;
				return [["atsEntityAclId", parent], integration, provider, ["assignee", id], type];
			},
		}),
		candidate: resource({ path: () => "/v2/atsCandidates", key: ({ id }) => candidate(id) }),
		candidateNote: part("atsCandidates", candidate, "notes"),
		application: resource({ path: () => "/v2/atsApplications", key: ({ id }) => application(id) }),
		applicationNote: part("atsApplications", application, "notes"),
		feedback: part("atsApplications", application, "interviewFeedback", false),
		stage: part("atsApplications", application, "stages"),
		attachment: attachments(context),
	};
}

/** Shown for candidates and notes; the descriptions of the others are silent, so they are taken to follow. */
const YOUNGER: Names = {
	atsCreatedAt: "externalCreatedAt",
	atsLastModifiedAt: "externalLastModifiedAt",
	atsCandidateId: "externalCandidateId",
	atsJobPostingId: "externalJobPostingId",
	atsJobPostingName: "externalJobPostingName",
};

function second(context: string): Resources {
	const integration = ["integrationContext", context] as const;
	const part = (path: string, parentName: string, name: string) =>
		resource(
			{ path: () => `/rest/${path}`, key: ({ id, parent }) => [[parentName, parent], integration, [name, id]] },
			YOUNGER,
		);
	const type = ["entityType", "JOB_REQUISITION"] as const;
	return {
		job: resource({
			path: () => "/rest/jobRequisitions",
			key: ({ id }) => [["externalJobRequisitionId", id], integration],
		}),
		acl: resource({
			path: () => "/rest/entityAcls",
			key: ({ id, parent }) => [["entityAclId", id], ["entityId", parent], type, integration],
		}),
		assignee: resource({
			path: () => "/rest/entityAclAssignees",
			key: ({ id, parent }) => [["entityAclId", parent], ["assignee", id], type, integration],
		}),
		candidate: resource(
			{ path: () => "/rest/candidates", key: ({ id }) => [["externalCandidateId", id], integration] },
			YOUNGER,
		),
		candidateNote: part("candidateNotes", "externalCandidateId", "externalNoteId"),
		application: resource(
			{
				path: () => "/rest/atsApplications",
				key: ({ id }) => [["atsJobApplicationId", id], integration],
				params: true,
			},
			YOUNGER,
		),
		applicationNote: part("applicationNotes", "externalJobApplicationId", "externalNoteId"),
		feedback: {
			...part("applicationInterviewFeedbacks", "jobApplicationId", "interviewFeedbackId"),
			namesMethod: false,
		},
		stage: part("applicationStages", "jobApplicationId", "stageId"),
		attachment: attachments(context),
	};
}

const attachments = (context: string): Resource =>
	resource({
		path: () => "/rest/attachments",
		key: ({ id }) => [
			["attachmentId", id],
			["integrationContext", context],
		],
	});

/** Records that go in one call, in their order. */
export function callsOf<T extends Reference>(resource: Resource, records: readonly T[], most: number): T[][] {
	const groups = resource.perParent ? [...Map.groupBy(records, ({ parent }) => parent).values()] : [[...records]];
	return groups.flatMap((group) =>
		Array.from({ length: Math.ceil(group.length / most) }, (_, index) => group.slice(index * most, (index + 1) * most)),
	);
}

/** What names a record, without its content. */
export const referenceOf = ({ kind, id, parent }: Entry): Reference => ({ kind, id, parent });

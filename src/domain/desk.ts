import * as z from "zod";
import { RecordId, Tag } from "./candidate.ts";
import { ExpansionRequest, SearchFilters, SearchRequest } from "./query.ts";

/** A recruiter's working state: what travels. */

const text = (max: number) => z.string().trim().min(1).max(max);

/** Id of a saved search or a project, given by who makes it. It can stand in the audit log. */
export const DeskId = z
	.string()
	.regex(/^[A-Za-z][A-Za-z0-9_-]{0,59}$/, "Use 1 to 60 characters A-Z a-z 0-9 _ - beginning with a letter.");

/** A person of a result list: by the candidate's id where there is one, else by the profile's. Both, as hits have them, are fine. */
export const PersonRef = z
	.strictObject({ candidateId: RecordId.nullish(), profileId: RecordId.nullish() })
	.refine(({ candidateId, profileId }) => (candidateId ?? profileId ?? null) !== null, {
		error: "Name a candidateId or a profileId.",
	});
export type PersonRef = z.output<typeof PersonRef>;

/** `c:` and a candidate's id, or `p:` and a profile's. */
export type PersonKey = `c:${string}` | `p:${string}`;

export const personKey = ({ candidateId, profileId }: PersonRef): PersonKey =>
	candidateId == null ? `p:${profileId}` : `c:${candidateId}`;

export const refOfKey = (key: PersonKey) =>
	key.startsWith("c:")
		? { candidateId: key.slice(2), profileId: null }
		: { candidateId: null, profileId: key.slice(2) };

/** What the ids of the records in the collection `desk` begin with that hold the tags of a profile, before its id. */
export const TAGGED_PROFILES = "tags/p:";

/** Secondary key of everything in the collection `desk` that tells of one person: by it that is forgotten with him. */
export const aboutKey = (ref: PersonRef): string => `about:${personKey(ref)}`;

/** The request of a saved search: what is asked, without how it is shown. */
export const SavedRequest = z.strictObject({
	query: SearchRequest.shape.query,
	filters: SearchFilters.default({}),
	/** Absent: false. */
	blind: z.boolean().optional(),
	/** Parts of the query, and ways of widening it, that are switched off. Absent: none. */
	disabled: SearchRequest.shape.disabled.unwrap().optional(),
	expansion: ExpansionRequest.optional(),
});
export type SavedRequest = z.output<typeof SavedRequest>;

export const Alert = z.strictObject({
	/** How often new matches are looked for; null: only when somebody asks. */
	every: z.enum(["hour", "day", "week"]).nullable(),
});

export const SavedSearchInput = z.strictObject({
	name: text(200),
	request: SavedRequest,
	alert: Alert.default({ every: null }),
});
export type SavedSearchInput = z.output<typeof SavedSearchInput>;

export const SavedSearch = z.strictObject({
	id: DeskId,
	name: z.string(),
	request: SavedRequest,
	alert: Alert,
	/** Saved on behalf of a seat: its alert finds what the seat may see. */
	confined: z.boolean().optional(),
	/** When the alert is due next. */
	dueAt: z.iso.datetime().nullable(),
	/** Why the alert could not be run the last time: a code of an error. */
	failure: z.string().nullable(),
	/** The last look: what was found until then is not new. */
	seenAt: z.iso.datetime(),
	createdAt: z.iso.datetime(),
	updatedAt: z.iso.datetime(),
});
export type SavedSearch = z.output<typeof SavedSearch>;

const FoundPerson = z.strictObject({ candidateId: RecordId.nullable(), profileId: RecordId.nullable() });

/** People among the first 1,000 of a saved search who were not there at the last look, in the order of the search. */
export const NewMatches = z.strictObject({
	/** Who matches now. */
	total: z.int(),
	/** How many of them were looked at, the best first: who stands behind is not told of. */
	looked: z.int(),
	seenAt: z.iso.datetime(),
	people: z.array(FoundPerson),
});
export type NewMatches = z.output<typeof NewMatches>;

export const SeenBody = z.strictObject({
	/** Whom to call seen; absent: everybody who matches now. */
	people: z.array(PersonRef).max(1000).optional(),
});

export const MemberStatus = z.enum([
	"sourced",
	"contacted",
	"replied",
	"interviewing",
	"offered",
	"hired",
	"rejected",
	"withdrawn",
]);
const memberFields = { status: MemberStatus, note: z.string().trim().max(5000) };

export const ProjectInput = z.strictObject({
	name: text(200),
	description: z.string().trim().max(5000).default(""),
	/** Everybody of the tenant sees it and works in it; only its owner renames, unshares and removes it. */
	shared: z.boolean().default(false),
});
export type ProjectInput = z.output<typeof ProjectInput>;

const projectFields = {
	id: DeskId,
	name: z.string(),
	description: z.string(),
	shared: z.boolean(),
	/** `seat:ID` or `client:ID`. */
	owner: z.string(),
	size: z.int(),
	createdAt: z.iso.datetime(),
	updatedAt: z.iso.datetime(),
};
export const ProjectSummary = z.strictObject(projectFields);
export type ProjectSummary = z.output<typeof ProjectSummary>;

export const Member = z.strictObject({
	...FoundPerson.shape,
	...memberFields,
	addedAt: z.iso.datetime(),
	/** `seat:ID` or `client:ID`. */
	addedBy: z.string(),
	updatedAt: z.iso.datetime(),
	/** Put here from a blind list, and not opened since: who it is should not be shown. Absent: false. */
	blind: z.boolean().optional(),
});
export type Member = z.output<typeof Member>;

/** A project with its members in their order. */
export const Project = z.strictObject({ ...projectFields, members: z.array(Member) });
export type Project = z.output<typeof Project>;

/** People of one bulk request. */
export const BULK_PEOPLE = 500;
const people = z.array(PersonRef).min(1).max(BULK_PEOPLE);

export const ProjectAction = z.discriminatedUnion("action", [
	z.strictObject({
		action: z.literal("addToProject"),
		project: DeskId,
		/** Absent: who is in it already keeps his, and others are `sourced`. */
		status: MemberStatus.optional(),
		/** Absent: who is in it already keeps his. */
		note: memberFields.note.optional(),
		/** From a blind list: who was not in the project yet is covered in it. */
		blind: z.boolean().optional(),
		people,
	}),
	z.strictObject({
		action: z.literal("updateInProject"),
		project: DeskId,
		status: MemberStatus.optional(),
		note: memberFields.note.optional(),
		/** false: the person is covered no more. Takes `candidates:read`: it is as to open the record. */
		blind: z.boolean().optional(),
		people,
	}),
	z.strictObject({ action: z.literal("removeFromProject"), project: DeskId, people }),
	/** Puts the people, in the order given, at a place counted from 0 among the others. */
	z.strictObject({ action: z.literal("moveInProject"), project: DeskId, to: z.int().min(0).max(10_000), people }),
]);
export type ProjectAction = z.output<typeof ProjectAction>;

const tags = z
	.array(Tag.regex(/^\P{Cc}*$/u, "A tag has no control characters."))
	.min(1)
	.max(20);
const mark = z.enum(["viewed", "contacted"]);
/** When it was, of what is put back as it was before; absent, or to come: now. */
const at = z.iso.datetime().optional();

export const PersonAction = z.discriminatedUnion("action", [
	z.strictObject({ action: z.literal("tag"), tags, people }),
	z.strictObject({ action: z.literal("untag"), tags, people }),
	/** `until`: when they are shown again; absent: when somebody says so. */
	z.strictObject({ action: z.literal("hide"), until: z.iso.datetime().optional(), at, people }),
	z.strictObject({ action: z.literal("unhide"), people }),
	z.strictObject({ action: z.literal("mark"), mark, at, people }),
	z.strictObject({ action: z.literal("unmark"), mark, people }),
]);
export type PersonAction = z.output<typeof PersonAction>;

export const BulkAction = z.discriminatedUnion("action", [...PersonAction.options, ...ProjectAction.options]);
export type BulkAction = z.output<typeof BulkAction>;

/** Of a mark or a hiding that is no longer as it was: since when, and until when. */
export const MarkBefore = z.strictObject({ at: z.iso.datetime(), until: z.iso.datetime().nullable() });

export const MarkBody = z.strictObject({
	mark,
	/** false takes the mark away. */
	set: z.boolean().default(true),
	people,
});

export const HiddenPerson = z.strictObject({
	...FoundPerson.shape,
	hiddenAt: z.iso.datetime(),
	until: z.iso.datetime().nullable(),
});
export type HiddenPerson = z.output<typeof HiddenPerson>;

export const ExportRequest = z.strictObject({
	query: SearchRequest.shape.query,
	disabled: SearchRequest.shape.disabled,
	filters: SearchFilters.default({}),
	expansion: SearchRequest.shape.expansion,
	includeHidden: SearchRequest.shape.includeHidden,
	blind: SearchRequest.shape.blind,
	format: z.enum(["csv", "json"]).default("csv"),
	/** Rows, the best first. */
	limit: z.int().min(1).max(1000).default(1000),
	/** With e-mail and phone, of the tenant's own candidates only. */
	contact: z.boolean().default(false),
});
export type ExportRequest = z.output<typeof ExportRequest>;

const personOfRow = {
	candidateId: z.string().nullable(),
	profileId: z.string().nullable(),
	name: z.string().nullable(),
	headline: z.string().nullable(),
	currentTitle: z.string().nullable(),
	currentCompany: z.string().nullable(),
	location: z.string().nullable(),
	years: z.number().nullable(),
	skills: z.array(z.string()),
	tags: z.array(z.string()),
	email: z.string().nullable().optional(),
	phone: z.string().nullable().optional(),
};

export const ExportRow = z.strictObject({ rank: z.int(), origin: z.string(), score: z.number(), ...personOfRow });
export type ExportRow = z.output<typeof ExportRow>;

export const ProjectExportRequest = ExportRequest.pick({ format: true, contact: true });
export type ProjectExportRequest = z.output<typeof ProjectExportRequest>;

/** Somebody of a project, with what is said of him there. Who is covered has no name and no addresses. */
export const ProjectRow = z.strictObject({
	/** From 1. */
	place: z.int(),
	...personOfRow,
	...memberFields,
	addedAt: z.iso.datetime(),
});
export type ProjectRow = z.output<typeof ProjectRow>;

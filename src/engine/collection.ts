/** Records lie in collections. Only `person` records are searchable. */
export type Collection =
	| "person"
	| "job"
	| "original"
	/** The keys that people's originals are sealed with; only tenancy sees them. */
	| "person-key"
	| "task"
	| "merge"
	| "audit"
	| "tenant"
	| "client"
	/** Applications that ATS vendors made, one for each of their customers. */
	| "application"
	/** People of a tenant, what they are signed in by, and what they asked for. */
	| "account"
	| "session"
	| "access-request"
	/** Access that people of the operator were given to a tenant's data. */
	| "operator-grant"
	| "signing-key"
	| "setting"
	/** What an ATS synchronized, as it sent it. */
	| "ats"
	/** Profiles that were sent to the ATS on a recruiter's word. */
	| "export"
	/** Events that wait to be delivered to the tenant's own addresses. */
	| "outbox"
	/** Recruiters' seats, messages, stubs and notes, for the ATS to fetch. */
	| "activity"
	/** Recruiters' working state: saved searches, projects, hidden people, marks; what they were shown and did with it. */
	| "desk"
	| "signal"
	/** The ranking engineers' own profiles, collections, judgments and runs. */
	| "lab"
	/** What a model makes of each person's titles and skills: a vector, under the person's id. */
	| "embedding";

import * as z from "zod";

/** What a client or person may do. One function, one scope. */
export const PERMISSIONS = [
	"search",
	"candidates:read",
	"candidates:write",
	/** Erase a person for good, at his own request. */
	"candidates:erase",
	/** Everything that is stored of a person, for him. */
	"candidates:report",
	"resumes:read",
	"resumes:write",
	"jobs:read",
	"jobs:write",
	"tasks:read",
	"tasks:write",
	"audit:read",
	/** Sign off a span of the log, and what was done in an emergency. */
	"audit:review",
	"clients:read",
	/** Make clients, change their secrets, switch them off. */
	"clients:write",
	/** Accounts with their roles, what was asked for, which operators have access. */
	"accounts:read",
	"accounts:write",
	/** The middleware wire: what an ATS sends and asks for. */
	"ats:sync",
	/** The middleware wire: what recruiters did, for the ATS. */
	"ats:activity",
	/** Make child applications, one for each customer: for an ATS vendor's parent application. */
	"applications:provision",
	"integrations:read",
	/** Switch integrations on and off, what may be synchronized, and seats. */
	"integrations:write",
	"history:read",
	"exports:read",
	"exports:write",
	"activity:write",
	"webhooks:read",
	"webhooks:write",
	/** Recruiters' working state: saved searches, projects, hidden people, tags and marks. */
	"desk:read",
	"desk:write",
	/** Take search results out as a file. */
	"people:export",
	/** What recruiters were shown and did with it, for analysis; outcomes of experiments. */
	"signals:read",
	/** Start and stop experiments. */
	"signals:write",
	/** The ranking engineer's bench: collections, profiles, runs, vocabulary. */
	"ranking:read",
	"ranking:write",
	/** Grade people for a query, blind. */
	"judgments:write",
	/** How the tenant stands: its wipe, rules of retention, record of processing. */
	"tenant:read",
	/** Disable the tenant, ask for its wipe, set rules of retention and run them. */
	"tenant:manage",
	/** Take everything of the tenant out, encrypted. */
	"tenant:export",
] as const;
export const Permission = z.enum(PERMISSIONS);
export type Permission = z.output<typeof Permission>;

/** Who acts: a program, a person, or who runs the machine that holds the master key. */
export const Actor = z.strictObject({
	kind: z.enum(["client", "account", "operator", "system"]),
	id: z.string().min(1).max(200),
});
export type Actor = z.output<typeof Actor>;

/** An actor in one text: `account:ID`. */
export const actorText = ({ kind, id }: Actor): string => `${kind}:${id}`;

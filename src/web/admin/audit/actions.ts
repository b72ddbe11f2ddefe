import { auditLog } from "../texts/audit-log.en.ts";

export type Action = keyof typeof auditLog.actions;

/** What the log can name as done. */
export const ACTIONS = Object.keys(auditLog.actions) as readonly Action[];

/** After these nothing is other than before. */
const LEAVE_ALL: ReadonlySet<Action> = new Set<Action>([
	"api.request",
	"audit.verify",
	"ranking.run",
	"search",
	"session.close",
	"session.open",
	"suggest",
	"token.issue",
	"webhook.deliver",
	"candidate.open",
]);

const PEOPLE: ReadonlySet<Action> = new Set<Action>([
	"candidate.open",
	"candidate.read",
	"history.read",
	"match.read",
	"people.export",
	"profile.read",
	"resume.read",
	"search",
	"suggest",
]);

const isAccess = (action: Action) =>
	/^(?:access|session|token|account|client|operator)\./.test(action) && !action.endsWith(".read");

/** What is looked for as one; `all` is no filter. */
export const GROUPS = {
	changes: ACTIONS.filter((action) => !action.endsWith(".read") && !LEAVE_ALL.has(action)),
	people: ACTIONS.filter((action) => PEOPLE.has(action)),
	access: ACTIONS.filter(isAccess),
	foreign: ACTIONS.filter((action) => !action.startsWith("audit.") || action === "audit.review"),
	all: [],
} as const satisfies Record<keyof typeof auditLog.groups, readonly Action[]>;
export type Group = keyof typeof GROUPS;

export const isGroup = (name: string): name is Group => Object.hasOwn(GROUPS, name);

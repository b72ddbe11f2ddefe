import * as z from "zod";
import type { Permission } from "./actor.ts";

/** What people of a tenant are, and what each may do. Who has several roles may do what any of them may. */
export const ROLES = [
	"recruiter",
	"hiring-manager",
	"ranking-engineer",
	"tenant-admin",
	"data-steward",
	"auditor",
] as const;
export const Role = z.enum(ROLES);
export type Role = z.output<typeof Role>;

export const ROLE_SCOPES: Readonly<Record<Role, readonly Permission[]>> = {
	recruiter: [
		"search",
		"candidates:read",
		"resumes:read",
		"resumes:write",
		"jobs:read",
		"history:read",
		"tasks:read",
		"tasks:write",
		"exports:read",
		"exports:write",
		"desk:read",
		"desk:write",
		"people:export",
	],
	/** Of the jobs whose lists he is on: the role counts only in an account with a seat, which confines it. */
	"hiring-manager": [
		"search",
		"candidates:read",
		"resumes:read",
		"jobs:read",
		"history:read",
		"desk:read",
		"desk:write",
	],
	"ranking-engineer": [
		"search",
		"candidates:read",
		"jobs:read",
		"signals:read",
		"signals:write",
		"ranking:read",
		"ranking:write",
		"judgments:write",
	],
	/** Runs the tenant; reads nobody's data by himself, but connects an ATS and asks for the return of all data: docs/accounts.md. */
	"tenant-admin": [
		"accounts:read",
		"accounts:write",
		"clients:read",
		"clients:write",
		"tenant:read",
		"tenant:manage",
		"tenant:export",
		"integrations:read",
		"integrations:write",
		"webhooks:read",
		"webhooks:write",
		"audit:read",
	],
	/** Decides which records are of one person, and what a person may ask for. */
	"data-steward": ["candidates:read", "candidates:write", "jobs:read", "candidates:erase", "candidates:report"],
	auditor: ["accounts:read", "audit:read", "audit:review"],
};

/** What runs a tenant: all that its admins and auditors may do. */
export const ADMINISTRATION: ReadonlySet<Permission> = new Set([
	...ROLE_SCOPES["tenant-admin"],
	...ROLE_SCOPES.auditor,
]);

/** By which one runs a tenant, or reads and erases anybody in it. */
export const STRONG_ROLES: ReadonlySet<Role> = new Set<Role>(["tenant-admin", "data-steward"]);

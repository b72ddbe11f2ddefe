import { existsSync } from "node:fs";
import path from "node:path";
import type { Role } from "../domain/role.ts";

/** What `start` makes, and where: other verbs find the demo's tenants there without being told. */

export const DEMO_TENANTS = [
	{ id: "demo-a", name: "Aurora Staffing", folder: "tenant-a" },
	{ id: "demo-b", name: "Borealis Works", folder: "tenant-b" },
] as const;

/** Who can be signed in as, in each of them. */
export const DEMO_PEOPLE = [
	{ as: "a recruiter", name: "Rita Recruiter", roles: ["recruiter"] },
	{ as: "an admin", name: "Adam Admin", roles: ["tenant-admin", "data-steward", "auditor"] },
	{ as: "a ranking engineer", name: "Erin Engineer", roles: ["ranking-engineer"] },
] as const satisfies readonly { readonly as: string; readonly name: string; readonly roles: readonly Role[] }[];

export const DEMO_DIR = ".tributary";

export const demoData = (dir: string) => path.join(dir, "data");
/** Of the links that sign in once. */
export const demoLinks = (dir: string) => path.join(dir, "links");
export const demoKey = (dir: string) => path.join(dir, "master.key");

/** The folder of the demo when it is there and the tenant is one of its; else null. */
export function demoOf(tenant: string | undefined): string | null {
	const dir = path.resolve(DEMO_DIR);
	const isDemo = DEMO_TENANTS.some(({ id }) => id === tenant);
	return isDemo && existsSync(demoData(dir)) && existsSync(demoKey(dir)) ? dir : null;
}

/** The folder of the demo whose data folder this is; null where it is another's. */
export function demoAt(dataDir: string): string | null {
	const dir = path.dirname(dataDir);
	return dataDir === demoData(dir) && existsSync(demoKey(dir)) && !existsSync(`${dataDir}.key`) ? dir : null;
}

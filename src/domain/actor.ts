import * as z from "zod";

/** What a client or person may do. One function, one scope. */
export const PERMISSIONS = [
	"search",
	"candidates:read",
	"candidates:write",
	"resumes:read",
	"resumes:write",
	"jobs:read",
	"jobs:write",
	"tasks:read",
	"tasks:write",
	"audit:read",
] as const;
export const Permission = z.enum(PERMISSIONS);
export type Permission = z.output<typeof Permission>;

/** Who acts. `operator` is the command line on the machine that holds the master key. */
export const Actor = z.strictObject({
	kind: z.enum(["client", "operator", "system"]),
	id: z.string().min(1).max(200),
});
export type Actor = z.output<typeof Actor>;

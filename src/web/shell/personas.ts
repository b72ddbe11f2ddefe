import type { ComponentType } from "preact";
import type { IconName } from "./icons.tsx";
import { may, me } from "./session.ts";
import { shellTexts } from "./texts/index.ts";

/**
 * Who works here, and with what. A persona's views are fetched when one of them is opened first; to add a view, add a line to the list
 * in the persona's own `index.ts`, to add a persona one here.
 */
export interface View {
	/** Address below the persona: `search`, or `projects/:id`. */
	readonly path: string;
	readonly title: () => string;
	/** Stands in the navigation, with this sign. */
	readonly icon?: IconName;
	/** Whoever lacks it does not see the view. */
	readonly permission: string;
	readonly component: ComponentType<ViewProps>;
}

export interface ViewProps {
	/** Of the path: `{id: "p-1"}`. */
	readonly params: Readonly<Record<string, string>>;
	readonly query: URLSearchParams;
}

export interface Persona {
	readonly id: string;
	readonly title: () => string;
	/** Who has any of these may work as one. */
	readonly permissions: readonly string[];
	/** Whose work it is before all else: they begin with it. */
	readonly roles: readonly string[];
	/** Where it begins. */
	readonly start: string;
	readonly load: () => Promise<{ readonly views: readonly View[] }>;
}

export const PERSONAS: readonly Persona[] = [
	{
		id: "recruiter",
		title: () => shellTexts.value.personas.recruiter,
		permissions: ["search"],
		roles: ["recruiter", "hiring-manager"],
		start: "search",
		load: () => import("../recruiter/index.ts"),
	},
	{
		id: "ranking",
		title: () => shellTexts.value.personas.ranking,
		permissions: ["ranking:read", "judgments:write"],
		roles: ["ranking-engineer"],
		start: "weights",
		load: () => import("../ranking/index.ts"),
	},
	{
		id: "admin",
		title: () => shellTexts.value.personas.admin,
		permissions: ["clients:read", "accounts:read", "audit:read", "tenant:read", "candidates:write"],
		roles: ["tenant-admin", "auditor", "data-steward"],
		start: "sync",
		load: () => import("../admin/index.ts"),
	},
];

export const ownPersonas = (): Persona[] => PERSONAS.filter(({ permissions }) => permissions.some(may));

/** Where whoever is signed in begins: with what his role is there for, else with the first that he may. */
export function firstPersona(): Persona | undefined {
	const own = ownPersonas();
	const roles = me.value?.roles.map(({ role }) => role) ?? [];
	return own.find((persona) => persona.roles.some((role) => roles.includes(role))) ?? own[0];
}

/** The view of a path below its persona, with the values of its parameters. */
export function viewAt(
	views: readonly View[],
	path: readonly string[],
): { view: View; params: Record<string, string> } | null {
	for (const view of views) {
		const pattern = view.path.split("/");
		if (pattern.length !== path.length) continue;
		const params: Record<string, string> = {};
		const fits = pattern.every((part, index) => {
			const given = path[index] ?? "";
			if (!part.startsWith(":")) return part === given;
			params[part.slice(1)] = given;
			return true;
		});
		if (fits) return { view, params };
	}
	return null;
}

import type { Account } from "../../../domain/account.ts";
import { api } from "../../shell/api.ts";
import { useResource } from "../../shell/resource.ts";
import { may } from "../../shell/session.ts";
import type { AuditEntry, Client } from "../model.ts";
import { adminTexts } from "../texts/index.ts";

/** Somebody who acts: a person or a program of the organization. */
export interface Actor {
	readonly id: string;
	readonly name: string;
}

/** Everybody whose name may be read here; of others, and of who is not there any more, the log's id is shown. */
export function useActors(): readonly Actor[] {
	const items = async <T>(permission: string, path: string, signal: AbortSignal): Promise<readonly T[]> =>
		may(permission) ? (await api.get<{ items: T[] }>(path, { signal })).items : [];
	const actors = useResource("actors", async (signal) => {
		const [accounts, clients] = await Promise.all([
			items<Account>("accounts:read", "/v1/accounts", signal),
			items<Client>("clients:read", "/v1/clients", signal),
		]);
		const people = accounts.map(({ id, name, email }) => ({ id, name: `${name} (${email})` }));
		return [...people, ...clients.map(({ id, name }) => ({ id, name }))];
	});
	return actors.value ?? [];
}

/** Who it was, in words: of an account its name without the address. */
export function nameOf({ kind, id }: AuditEntry["actor"], actors: readonly Actor[]): string | null {
	if (kind === "system") return adminTexts.value.auditLog.kinds.system ?? null;
	if (kind === "operator") return id;
	return actors.find((one) => one.id === id)?.name.replace(/ \([^()]*\)$/, "") ?? null;
}

/** The id for a name that was chosen; else what was typed, as an id. */
export const idFor = (typed: string, actors: readonly Actor[]): string =>
	actors.find(({ name }) => name === typed.trim())?.id ?? typed.trim();

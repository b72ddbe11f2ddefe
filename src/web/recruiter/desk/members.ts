import type { Member, Project } from "../../../domain/desk.ts";
import { api, at } from "../../shell/api.ts";
import { number } from "../../shell/format.ts";
import type { Resource } from "../../shell/resource.ts";
import { me } from "../../shell/session.ts";
import { toast, toastError } from "../../shell/toasts.tsx";
import { keyOf } from "../person-ref.ts";
import { recruiterTexts } from "../texts/index.ts";
import { send } from "./bulk.ts";
import { sendOrder } from "./order.ts";

/** What is done with people of a short list, and with the list, each with the way back. */

type Said = Partial<Pick<Member, "status" | "note" | "blind">>;

/** Whether it is one's own: of what others share nobody else changes the name, or removes it. */
export function isOwn({ owner }: Pick<Project, "owner">): boolean {
	const { kind = "", id = "", seat = null } = me.value ?? {};
	return owner === (seat === null ? `${kind}:${id}` : `seat:${seat}`);
}

/** Says the same of all of them. */
export async function sayOf(project: Project, list: Resource<Project>, people: readonly Member[], said: Said) {
	const results = await send(people, { action: "updateInProject", project: project.id, ...said });
	// Somebody else has taken one off meanwhile.
	if (results.some(({ error }) => error !== null)) return list.reload();
	const keys = new Set(people.map(keyOf));
	list.mutate((before) => ({
		...before,
		members: before.members.map((one) => (keys.has(keyOf(one)) ? { ...one, ...said } : one)),
	}));
}

export async function setStatus(
	project: Project,
	list: Resource<Project>,
	people: readonly Member[],
	status: Member["status"],
): Promise<void> {
	const t = recruiterTexts.value;
	try {
		await sayOf(project, list, people, { status });
		toast(t.done.status(t.statuses[status], number(people.length)), async () => {
			for (const [before, some] of Map.groupBy(people, (member) => member.status))
				await sayOf(project, list, some, { status: before });
		});
	} catch (error) {
		toastError(error as Error);
	}
}

export async function takeOff(project: Project, list: Resource<Project>, people: readonly Member[]): Promise<void> {
	const keys = new Set(people.map(keyOf));
	try {
		await send(people, { action: "removeFromProject", project: project.id });
		list.mutate((before) => ({ ...before, members: before.members.filter((one) => !keys.has(keyOf(one))) }));
		toast(recruiterTexts.value.done.offList(number(people.length)), async () => {
			await putBack(project.id, people, project.members);
			list.reload();
		});
	} catch (error) {
		toastError(error as Error);
	}
}

/** People who were on a list, with what was said of each, in the order that it had. */
async function putBack(project: string, people: readonly Member[], order: readonly Member[]): Promise<void> {
	const alike = Map.groupBy(people, ({ status, note, blind = false }) => JSON.stringify({ status, note, blind }));
	for (const [said, some] of alike)
		await send(some, { action: "addToProject", project, ...(JSON.parse(said) as Said) });
	await sendOrder(project, order);
}

/** Removes a list, which can be had back with all who are on it. */
export async function removeProject(id: string, shows: { gone(): void; back(): void }): Promise<void> {
	const path = at`/v1/projects/${id}`;
	try {
		const { name, description, shared, members } = await api.get<Project>(path);
		await api.del(path);
		shows.gone();
		toast(recruiterTexts.value.done.removed(name), async () => {
			await api.put(path, { name, description, shared });
			await putBack(id, members, members);
			shows.back();
		});
	} catch (error) {
		toastError(error as Error);
	}
}

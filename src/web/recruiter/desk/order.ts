import type { Member, Project } from "../../../domain/desk.ts";
import { announce } from "../../shell/announce.tsx";
import { number } from "../../shell/format.ts";
import type { Resource } from "../../shell/resource.ts";
import { toast, toastError } from "../../shell/toasts.tsx";
import { keyOf } from "../person-ref.ts";
import { peopleEn } from "../texts/en-people.ts";
import { recruiterTexts } from "../texts/index.ts";
import { send } from "./bulk.ts";

/** In which order a short list is shown. `own`: as it is kept; the others are looked at, and kept when somebody says so. */
export const SORTS = ["own", "status", "newest", "oldest"] as const;
export type Sort = (typeof SORTS)[number];

/** In the order of the work, which is that of the catalogue. */
export const STATUSES = Object.keys(peopleEn.statuses) as Member["status"][];

/** People of one request to the API. */
const MOST = 500;

export function sorted(members: readonly Member[], sort: Sort): readonly Member[] {
	if (sort === "own") return members;
	if (sort === "status")
		return members.toSorted((one, other) => STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status));
	const later = (one: Member, other: Member) =>
		one.addedAt < other.addedAt ? 1 : one.addedAt > other.addedAt ? -1 : 0;
	return members.toSorted(sort === "newest" ? later : (one, other) => later(other, one));
}

/** Where a member comes to stand when he is let go over another: before who stands above him, behind who stands below. */
export function movedTo(members: readonly Member[], key: string, to: number): readonly Member[] {
	const member = members.find((one) => keyOf(one) === key);
	if (member === undefined) return members;
	return members.filter((one) => one !== member).toSpliced(to, 0, member);
}

/** @param from place of the first, from 0 */
export async function sendOrder(project: string, people: readonly Member[], from = 0): Promise<void> {
	for (let start = 0; start < people.length; start += MOST)
		await send(people.slice(start, start + MOST), { action: "moveInProject", project, to: from + start });
}

/** Shows an order at once and has it kept; where it cannot be, the one before is back. */
async function keep(project: Project, list: Resource<Project>, order: readonly Member[], moved: readonly Member[]) {
	const from = order.indexOf(moved[0] as Member);
	list.mutate((before) => ({ ...before, members: [...order] }));
	try {
		await sendOrder(project.id, moved, from);
		return true;
	} catch (error) {
		list.reload();
		toastError(error as Error);
		return false;
	}
}

/** @param to place from 0 among the others */
export async function moveMember(project: Project, list: Resource<Project>, key: string, to: number): Promise<void> {
	const t = recruiterTexts.value;
	const from = project.members.findIndex((one) => keyOf(one) === key);
	const place = Math.max(0, Math.min(project.members.length - 1, to));
	const member = project.members[from];
	if (member === undefined || from === place) return;
	const order = movedTo(project.members, key, place);
	announce(t.movedTo(number(place + 1), number(order.length)));
	if (!(await keep(project, list, order, [member]))) return;
	toast(t.done.moved(number(place + 1)), async () => {
		await keep(project, list, project.members, [member]);
	});
}

/** Makes the order that is looked at the one that is kept. */
export async function keepOrder(project: Project, list: Resource<Project>, order: readonly Member[]): Promise<boolean> {
	const kept = await keep(project, list, order, order);
	if (kept)
		toast(recruiterTexts.value.done.ordered, async () => {
			await keep(project, list, project.members, project.members);
		});
	return kept;
}

import type { Hit } from "../../../domain/hit.ts";
import { api } from "../../shell/api.ts";
import { number } from "../../shell/format.ts";
import { textOfProblem } from "../../shell/states.tsx";
import { toast, toastError } from "../../shell/toasts.tsx";
import { keyOf, type PersonIds, refOf } from "../person-ref.ts";
import { recruiterTexts } from "../texts/index.ts";
import { showFailures } from "./failures.tsx";

/** What can be done with people, each with the way back. */

interface BulkAnswer {
	readonly done: number;
	readonly failed: number;
	readonly results: readonly {
		readonly candidateId: string | null;
		readonly profileId: string | null;
		readonly error: { readonly code: string; readonly detail?: string } | null;
	}[];
}

export interface Person extends PersonIds {
	readonly name: string | null;
}

export interface Action {
	/** Without `people`. */
	readonly request: Readonly<Record<string, unknown>>;
	/** Takes it back. */
	readonly inverse: Readonly<Record<string, unknown>>;
	/** What is told when it is done, of so many people. */
	readonly told: (count: string) => string;
	/** What it does to a person in a list. */
	readonly shows: (hit: Hit) => Hit;
	readonly unshows: (hit: Hit) => Hit;
}

/** People of one request to the API. */
const MOST = 500;

/** Changes the list on the screen: the people, and how. */
export type ChangeShown = (people: ReadonlySet<string>, how: (hit: Hit) => Hit) => void;

/** Does it with all, tells what could not be done with whom, and offers the way back for those with whom it was. */
export async function doWith(people: readonly Person[], action: Action, change: ChangeShown): Promise<void> {
	change(new Set(people.map(keyOf)), action.shows);
	try {
		const results = await send(people, action.request);
		const failed = people.filter((_, index) => results[index]?.error != null);
		const done = people.filter((_, index) => results[index]?.error == null);
		if (failed.length > 0) {
			change(new Set(failed.map(keyOf)), action.unshows);
			showFailures(
				failed.map((person) => {
					const error = results[people.indexOf(person)]?.error;
					return { name: person.name ?? keyOf(person), why: error == null ? "" : textOfProblem(error) };
				}),
			);
		}
		if (done.length === 0) return;
		toast(action.told(number(done.length)), async () => {
			await send(done, action.inverse);
			change(new Set(done.map(keyOf)), action.unshows);
		});
	} catch (error) {
		change(new Set(people.map(keyOf)), action.unshows);
		toastError(error as Error);
	}
}

/** One answer for each of the people, in their order. */
export async function send(people: readonly PersonIds[], request: Action["request"]): Promise<BulkAnswer["results"]> {
	const results: BulkAnswer["results"][number][] = [];
	for (let from = 0; from < people.length; from += MOST) {
		const some = people.slice(from, from + MOST).map(refOf);
		results.push(...(await api.post<BulkAnswer>("/v1/people/bulk", { ...request, people: some })).results);
	}
	return results;
}

const marked = (hit: Hit, change: Partial<NonNullable<Hit["marks"]>>): Hit =>
	hit.marks === undefined ? hit : { ...hit, marks: { ...hit.marks, ...change } };

export const tag = (word: string): Action => ({
	request: { action: "tag", tags: [word] },
	inverse: { action: "untag", tags: [word] },
	told: (count) => recruiterTexts.value.done.tagged(count, word),
	shows: (hit) => marked(hit, { tags: [...new Set([...(hit.marks?.tags ?? []), word])] }),
	unshows: (hit) => marked(hit, { tags: (hit.marks?.tags ?? []).filter((other) => other !== word) }),
});

export const hide = (): Action => ({
	request: { action: "hide" },
	inverse: { action: "unhide" },
	told: (count) => recruiterTexts.value.done.hidden(count),
	shows: (hit) => marked(hit, { hidden: true }),
	unshows: (hit) => marked(hit, { hidden: false }),
});

export const unhide = (): Action => {
	const { request, inverse, shows, unshows } = hide();
	return { request: inverse, inverse: request, told: recruiterTexts.value.done.shown, shows: unshows, unshows: shows };
};

export const contacted = (): Action => ({
	request: { action: "mark", mark: "contacted" },
	inverse: { action: "unmark", mark: "contacted" },
	told: (count) => recruiterTexts.value.done.contacted(count),
	shows: (hit) => marked(hit, { contacted: new Date().toISOString() }),
	unshows: (hit) => marked(hit, { contacted: null }),
});

/** @param blind whether they were chosen without seeing who they are: the list does not tell it then, either */
export const addTo = (project: { readonly id: string; readonly name: string }, blind: boolean): Action => ({
	request: { action: "addToProject", project: project.id, ...(blind ? { blind } : {}) },
	inverse: { action: "removeFromProject", project: project.id },
	told: (count) => recruiterTexts.value.done.listed(count, project.name),
	shows: (hit) =>
		marked(hit, {
			projects: [
				...(hit.marks?.projects ?? []).filter(({ id }) => id !== project.id),
				{ ...project, status: "sourced" },
			],
		}),
	unshows: (hit) => marked(hit, { projects: (hit.marks?.projects ?? []).filter(({ id }) => id !== project.id) }),
});

/** An id for something new on the desk: the API wants one that begins with a letter. */
export const newId = (letter: string): string => `${letter}-${crypto.randomUUID().replaceAll("-", "").slice(0, 20)}`;

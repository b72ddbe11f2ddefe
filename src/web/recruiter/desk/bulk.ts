import type { Hit } from "../../../domain/hit.ts";
import { api } from "../../shell/api.ts";
import { number } from "../../shell/format.ts";
import { textOfProblem } from "../../shell/states.tsx";
import { toast, toastError } from "../../shell/toasts.tsx";
import { keyOf, type PersonIds, refOf } from "../person-ref.ts";
import { recruiterTexts } from "../texts/index.ts";
import { showFailures } from "./failures.tsx";

/** What can be done with people, each with the way back. */

/** A mark or a hiding that was there: since when, and until when. */
interface Before {
	readonly at: string;
	readonly until: string | null;
}

interface Result {
	readonly error: { readonly code: string; readonly detail?: string } | null;
	/** false: it was so already. */
	readonly changed: boolean;
	readonly before: Before | null;
}

export interface Person extends PersonIds {
	readonly name: string | null;
}

type Request = Readonly<Record<string, unknown>>;
type Marks = Hit["marks"];

export interface Action {
	/** Without `people`. */
	readonly request: Request;
	/** Takes it back, from those with whom this was there before. */
	readonly inverse: (before: Before | null) => Request;
	/** What is told when it is done, of so many people. */
	readonly told: (count: string) => string;
	/** What it does to a person in a list. */
	readonly shows: (hit: Hit) => Hit;
	/** As it was. */
	readonly unshows: (hit: Hit, was: Marks) => Hit;
}

/** People of one request to the API. */
const MOST = 500;

/** Changes the list on the screen: the people, and how. */
export type ChangeShown = (people: ReadonlySet<string>, how: (hit: Hit) => Hit) => void;

/** Does it with all, tells what could not be done with whom, and offers the way back for those with whom it made a difference. */
export async function doWith(people: readonly Person[], action: Action, change: ChangeShown): Promise<void> {
	const was = new Map<string, Marks>();
	const unshow = (some: readonly Person[]) =>
		change(new Set(some.map(keyOf)), (hit) => action.unshows(hit, was.get(keyOf(hit))));
	change(new Set(people.map(keyOf)), (hit) => {
		was.set(keyOf(hit), hit.marks);
		return action.shows(hit);
	});
	try {
		const results = await send(people, action.request);
		const each = people.map((person, index) => ({ person, result: results[index] }));
		const failed = each.filter(({ result }) => result?.error != null);
		if (failed.length > 0) {
			unshow(failed.map(({ person }) => person));
			showFailures(failed.map(({ person, result }) => ({ name: person.name ?? keyOf(person), why: whyOf(result) })));
		}
		if (failed.length === people.length) return;
		const changed = each.filter(({ result }) => result?.error == null && result?.changed !== false);
		if (changed.length === 0) return toast(recruiterTexts.value.done.nothing);
		toast(action.told(number(changed.length)), async () => {
			const alike = Map.groupBy(changed, ({ result }) => JSON.stringify(result?.before ?? null));
			for (const [before, some] of alike)
				await send(
					some.map(({ person }) => person),
					action.inverse(JSON.parse(before) as Before | null),
				);
			unshow(changed.map(({ person }) => person));
		});
	} catch (error) {
		unshow(people);
		toastError(error as Error);
	}
}

const whyOf = (result: Result | undefined) => (result?.error == null ? "" : textOfProblem(result.error));

/** What was sent last, until it is answered. */
let last: Promise<unknown> = Promise.resolve();

/**
 * One answer for each of the people, in their order. One thing after the other: of two that are on their way at once, as by two keys pressed
 * quickly, the first might be done last.
 */
export function send(people: readonly PersonIds[], request: Request): Promise<readonly Result[]> {
	const sent = last.then(() => sendNow(people, request));
	last = sent.catch(() => {});
	return sent;
}

async function sendNow(people: readonly PersonIds[], request: Request): Promise<readonly Result[]> {
	const results: Result[] = [];
	for (let from = 0; from < people.length; from += MOST) {
		const some = people.slice(from, from + MOST).map(refOf);
		results.push(
			...(await api.post<{ readonly results: readonly Result[] }>("/v1/people/bulk", { ...request, people: some }))
				.results,
		);
	}
	return results;
}

const marked = (hit: Hit, change: Partial<NonNullable<Marks>>): Hit =>
	hit.marks === undefined ? hit : { ...hit, marks: { ...hit.marks, ...change } };

const isWord = (word: string) => (other: string) => other.toLowerCase() === word.toLowerCase();
const withTag = (hit: Hit, word: string) => {
	const tags = hit.marks?.tags ?? [];
	return tags.some(isWord(word)) ? hit : marked(hit, { tags: [...tags, word] });
};
const withoutTag = (hit: Hit, word: string) =>
	marked(hit, { tags: (hit.marks?.tags ?? []).filter((other) => !isWord(word)(other)) });

export const tag = (word: string): Action => ({
	request: { action: "tag", tags: [word] },
	inverse: () => ({ action: "untag", tags: [word] }),
	told: (count) => recruiterTexts.value.done.tagged(count, word),
	shows: (hit) => withTag(hit, word),
	unshows: (hit, was) => (was?.tags.some(isWord(word)) === true ? hit : withoutTag(hit, word)),
});

export const untag = (word: string): Action => ({
	request: { action: "untag", tags: [word] },
	inverse: () => ({ action: "tag", tags: [word] }),
	told: (count) => recruiterTexts.value.done.untagged(count, word),
	shows: (hit) => withoutTag(hit, word),
	unshows: (hit, was) => (was?.tags.some(isWord(word)) === true ? withTag(hit, word) : hit),
});

/** As it was before: hidden until then, or not at all. */
const hiding = (before: Before | null): Request => {
	if (before === null) return { action: "unhide" };
	const { at, until } = before;
	return { action: "hide", at, ...(until === null ? {} : { until }) };
};
const contact = (before: Before | null): Request =>
	before === null ? { action: "unmark", mark: "contacted" } : { action: "mark", mark: "contacted", at: before.at };

const unhidden = (hit: Hit, was: Marks) => marked(hit, { hidden: was?.hidden ?? false });
const uncontacted = (hit: Hit, was: Marks) => marked(hit, { contacted: was?.contacted ?? null });

export const hide = (): Action => ({
	request: { action: "hide" },
	inverse: hiding,
	told: (count) => recruiterTexts.value.done.hidden(count),
	shows: (hit) => marked(hit, { hidden: true }),
	unshows: unhidden,
});

export const unhide = (): Action => ({
	request: { action: "unhide" },
	inverse: hiding,
	told: (count) => recruiterTexts.value.done.shown(count),
	shows: (hit) => marked(hit, { hidden: false }),
	unshows: unhidden,
});

export const contacted = (): Action => ({
	request: { action: "mark", mark: "contacted" },
	inverse: contact,
	told: (count) => recruiterTexts.value.done.contacted(count),
	shows: (hit) => marked(hit, { contacted: new Date().toISOString() }),
	unshows: uncontacted,
});

export const notContacted = (): Action => ({
	request: { action: "unmark", mark: "contacted" },
	inverse: contact,
	told: (count) => recruiterTexts.value.done.notContacted(count),
	shows: (hit) => marked(hit, { contacted: null }),
	unshows: uncontacted,
});

/**
 * Who is on it already stays as he is.
 * @param blind whether they were chosen without seeing who they are: the list does not tell it then, either
 */
export const addTo = (project: { readonly id: string; readonly name: string }, blind: boolean): Action => {
	const isThis = ({ id }: { readonly id: string }) => id === project.id;
	const { id, name } = project;
	return {
		request: { action: "addToProject", project: id, ...(blind ? { blind } : {}) },
		inverse: () => ({ action: "removeFromProject", project: id }),
		told: (count) => recruiterTexts.value.done.listed(count, name),
		shows: (hit) => {
			const projects = hit.marks?.projects ?? [];
			return projects.some(isThis) ? hit : marked(hit, { projects: [...projects, { id, name, status: "sourced" }] });
		},
		unshows: (hit, was) =>
			was?.projects.some(isThis) === true
				? hit
				: marked(hit, { projects: (hit.marks?.projects ?? []).filter((other) => !isThis(other)) }),
	};
};

/** An id for something new on the desk: the API wants one that begins with a letter. */
export const newId = (letter: string): string => `${letter}-${crypto.randomUUID().replaceAll("-", "").slice(0, 20)}`;

import { useEffect, useRef, useState } from "preact/hooks";
import type { Hit, SearchResponse } from "../../../domain/hit.ts";
import type { Requirement } from "../../../domain/requirement.ts";
import { type Resource, useResource } from "../../shell/resource.ts";

/** The list of people, page by page behind one another. */
export interface People {
	readonly first: Resource<Answer>;
	/** Everybody who was fetched so far. */
	readonly hits: readonly Hit[];
	readonly more: "none" | "there" | "busy" | Error;
	fetchMore(): void;
	/** Changes people on the screen before the service has confirmed it. */
	change(people: ReadonlySet<string>, how: (hit: Hit) => Hit): void;
}

/** Of a search, with the query that it answers; of people for a job or like others with what they are measured by. */
export type Answer = SearchResponse & { readonly query?: string; readonly requirements?: readonly Requirement[] };

export type AskForPeople = (cursor: string | undefined, signal: AbortSignal) => Promise<Answer>;

interface Rest {
	readonly key: string | null;
	readonly hits: readonly Hit[];
	readonly cursor: string | null;
	readonly state: "idle" | "busy" | Error;
}

const NO_REST: Rest = { key: null, hits: [], cursor: null, state: "idle" };

/** @param key what is asked, as text; null: nothing yet */
export function usePeople(key: string | null, ask: AskForPeople, keyOfHit: (hit: Hit) => string): People {
	const first = useResource<Answer>(key, (signal) => ask(undefined, signal), { keep: true });
	const [rest, setRest] = useState<Rest>(NO_REST);
	const stop = useRef<AbortController | null>(null);
	// A list that is asked anew begins anew; its cursor is another one then.
	useEffect(() => {
		stop.current?.abort();
		setRest({ ...NO_REST, key, cursor: first.value?.nextCursor ?? null });
		return () => stop.current?.abort();
	}, [first.value?.nextCursor, key]);
	const fetchMore = async () => {
		if (rest.cursor === null || rest.state === "busy" || first.busy || rest.key !== key) return;
		stop.current = new AbortController();
		const { signal } = stop.current;
		setRest((before) => ({ ...before, state: "busy" }));
		try {
			const page = await ask(rest.cursor, signal);
			if (signal.aborted) return;
			setRest((before) => ({
				...before,
				hits: joined(first.value?.hits ?? [], before.hits, page.hits, keyOfHit),
				cursor: page.nextCursor,
				state: "idle",
			}));
		} catch (error) {
			if (!signal.aborted) setRest((before) => ({ ...before, state: error as Error }));
		}
	};
	const change = (people: ReadonlySet<string>, how: (hit: Hit) => Hit) => {
		const changed = (hits: readonly Hit[]) => hits.map((hit) => (people.has(keyOfHit(hit)) ? how(hit) : hit));
		setRest((before) => ({ ...before, hits: changed(before.hits) }));
		first.mutate((answer) => ({ ...answer, hits: changed(answer.hits) as Hit[] }));
	};
	const mine = first.value?.hits ?? [];
	return {
		first,
		hits: rest.hits.length === 0 ? mine : [...mine, ...rest.hits],
		more: rest.state instanceof Error || rest.state === "busy" ? rest.state : rest.cursor === null ? "none" : "there",
		fetchMore,
		change,
	};
}

/** The new page behind what is there. Somebody who moved in between is there once. */
function joined(
	first: readonly Hit[],
	before: readonly Hit[],
	page: readonly Hit[],
	keyOfHit: (hit: Hit) => string,
): readonly Hit[] {
	const known = new Set([...first, ...before].map(keyOfHit));
	return [...before, ...page.filter((hit) => !known.has(keyOfHit(hit)))];
}

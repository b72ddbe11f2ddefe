import { useEffect, useState } from "preact/hooks";
import { type Resource, useResource } from "../shell/resource.ts";
import { Failure } from "../shell/states.tsx";

interface Page<T, C> {
	readonly items: readonly T[];
	/** Where the next one begins; null on the last. */
	readonly next: C | null;
}

export interface Pages<T, C> {
	readonly first: Resource<Page<T, C>>;
	/** Those of all pages that were fetched. */
	readonly items: readonly T[];
	readonly hasNext: boolean;
	/** Why the last further page did not come. */
	readonly error: Error | null;
	further(): Promise<void>;
	/** Leaves items out of what is shown. */
	keep(wanted: (item: T) => boolean): void;
	/** From the first page on. */
	reload(): void;
}

/**
 * A list that is read page by page, as somebody asks for more.
 * @param key as of {@link useResource}: another one begins anew
 */
export function usePages<T, C>(
	key: string,
	load: (after: C | null, signal?: AbortSignal) => Promise<Page<T, C>>,
	options?: { readonly keep: boolean },
): Pages<T, C> {
	const first = useResource(key, (signal) => load(null, signal), options);
	const [more, setMore] = useState<readonly Page<T, C>[]>([]);
	const [error, setError] = useState<Error | null>(null);
	useEffect(() => setMore([]), [key]);
	const next = (more.at(-1) ?? first.value)?.next ?? null;
	return {
		first,
		items: [...(first.value?.items ?? []), ...more.flatMap(({ items }) => items)],
		hasNext: next !== null,
		error,
		further: async () => {
			try {
				setMore([...more, await load(next)]);
				setError(null);
			} catch (failure) {
				setError(failure as Error);
			}
		},
		keep: (wanted) => {
			const without = (page: Page<T, C>) => ({ ...page, items: page.items.filter(wanted) });
			first.mutate(without);
			setMore((before) => before.map(without));
		},
		reload: () => {
			setMore([]);
			first.reload();
		},
	};
}

/** Below the list: the button for more, and why it did not come. */
export function Further<T, C>({ pages, label }: { pages: Pages<T, C>; label: string }) {
	const { error, hasNext, further } = pages;
	return (
		<>
			{error !== null && <Failure error={error} onRetry={() => void further()} />}
			{hasNext && (
				<div class="actions">
					<button type="button" onClick={() => void further()}>
						{label}
					</button>
				</div>
			)}
		</>
	);
}

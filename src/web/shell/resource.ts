import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "./api.ts";
import { reachable } from "./connection.ts";

/** What is fetched, in each state it can be in. While something newer is fetched, what was there stays, marked `stale`. */
export interface Resource<T> {
	readonly value: T | null;
	readonly error: Error | null;
	/** Being fetched now. */
	readonly busy: boolean;
	reload(): void;
	/** Changes what is shown before the service has confirmed it. */
	mutate(change: (value: T) => T): void;
}

interface State<T> {
	readonly value: T | null;
	readonly error: Error | null;
	readonly busy: boolean;
}

/**
 * Fetches when the view appears and whenever `key` changes; an answer that is overtaken is dropped.
 * @param key what is fetched, as text; null: nothing yet
 * @param keep false: what was there is of something else, and is not shown meanwhile
 */
export function useResource<T>(
	key: string | null,
	load: (signal: AbortSignal) => Promise<T>,
	{ keep = false } = {},
): Resource<T> {
	const [state, setState] = useState<State<T>>({ value: null, error: null, busy: key !== null });
	const [turn, setTurn] = useState(0);
	const latest = useRef(load);
	latest.current = load;
	const shown = useRef<string | null>(null);
	// The key says what `load` loads, and a turn is one more time. Before the frame is drawn: after it the question would leave a frame later.
	useLayoutEffect(() => {
		if (key === null) return setState({ value: null, error: null, busy: false });
		const stop = new AbortController();
		const same = shown.current === key || keep;
		shown.current = key;
		setState(({ value }) => ({ value: same ? value : null, error: null, busy: true }));
		latest.current(stop.signal).then(
			(value) => stop.signal.aborted || setState({ value, error: null, busy: false }),
			(error: Error) => {
				if (stop.signal.aborted || error.name === "AbortError") return;
				setState(({ value }) => ({ value: same ? value : null, error, busy: false }));
			},
		);
		return () => stop.abort();
	}, [key, turn]);
	const isCutOff = state.error instanceof ApiError && state.error.status === 0;
	const wasCutOff = useRef(false);
	useEffect(() => {
		// What failed because the service could not be reached is fetched when it can be again.
		if (wasCutOff.current && reachable.value) setTurn((before) => before + 1);
		wasCutOff.current = isCutOff && !reachable.value;
	}, [isCutOff, reachable.value]);
	const reload = useCallback(() => setTurn((before) => before + 1), []);
	const mutate = useCallback(
		(change: (value: T) => T) =>
			setState((before) => (before.value === null ? before : { ...before, value: change(before.value) })),
		[],
	);
	return { ...state, reload, mutate };
}

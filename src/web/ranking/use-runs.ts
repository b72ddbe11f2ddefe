import { useEffect, useRef } from "preact/hooks";
import { api } from "../shell/api.ts";
import { type Resource, useResource } from "../shell/resource.ts";
import { isOpen, type Run } from "./model.ts";

/** Milliseconds between two looks at what is being measured. */
const INTERVAL = 1500;

/**
 * The runs, looked at again as long as one of them goes on.
 * @param onEnd told when one has ended since the look before: a quick one is never seen to go on
 */
export function useRuns(onEnd?: () => void): Resource<readonly Run[]> {
	const runs = useResource(
		"runs",
		async () => (await api.get<{ items: Run[] }>("/v1/ranking/runs")).items as readonly Run[],
	);
	const going = runs.value?.some(isOpen) === true;
	useEffect(() => {
		if (!going) return;
		const timer = setInterval(runs.reload, INTERVAL);
		return () => clearInterval(timer);
	}, [going]);
	const before = useRef<ReadonlySet<string> | null>(null);
	useEffect(() => {
		if (runs.value === null) return;
		const ended = new Set(runs.value.filter((run) => !isOpen(run)).map(({ id }) => id));
		const { current } = before;
		before.current = ended;
		if (current !== null && [...ended].some((id) => !current.has(id))) onEnd?.();
	}, [runs.value]);
	return runs;
}

import { useEffect } from "preact/hooks";
import { api } from "../shell/api.ts";
import { type Resource, useResource } from "../shell/resource.ts";
import { isOpen, type Run } from "./model.ts";

/** Milliseconds between two looks at what is being measured. */
const INTERVAL = 1500;

/** The runs, looked at again as long as one of them goes on. @param onEnd told when the last of them has ended */
export function useRuns(onEnd?: () => void): Resource<readonly Run[]> {
	const runs = useResource(
		"runs",
		async () => (await api.get<{ items: Run[] }>("/v1/ranking/runs")).items as readonly Run[],
	);
	const going = runs.value?.some(isOpen) === true;
	useEffect(() => {
		if (!going) return;
		const timer = setInterval(runs.reload, INTERVAL);
		return () => {
			clearInterval(timer);
			onEnd?.();
		};
	}, [going]);
	return runs;
}

import { useEffect, useState } from "preact/hooks";
import type { Understood } from "../../domain/interpretation.ts";
import { api } from "../shell/api.ts";
import { Lint } from "../shell/lint.tsx";
import { useResource } from "../shell/resource.ts";

/** A value that has not changed for a moment. @param pause milliseconds */
export function useSettled<T>(value: T, pause: number): T {
	const [settled, settle] = useState(value);
	useEffect(() => {
		const timer = setTimeout(() => settle(value), pause);
		return () => clearTimeout(timer);
	}, [value]);
	return settled;
}

const PAUSE = 300;
/** Lines of a collection that are looked at in one go. */
const MOST_LINES = 40;

interface Remarks {
	readonly text: string;
	readonly lint: Understood["lint"];
}

/** What would be understood otherwise than written, below the box, as a recruiter is told it. @param id for `aria-describedby` */
export function QueryLint({ id, lines }: { id: string; lines: readonly string[] }) {
	const written = useSettled(lines.slice(0, MOST_LINES).join("\n"), PAUSE);
	const texts = written.split("\n").filter((text) => text.trim() !== "");
	const read = useResource(texts.length === 0 ? null : written, (signal) =>
		Promise.all(
			texts.map(async (text): Promise<Remarks> => {
				const { lint } = await api.post<Understood>("/v1/search/understand", { text }, { signal });
				return { text, lint };
			}),
		),
	);
	// What is only of help while typing says nothing when it cannot be had.
	const remarks = (read.value ?? []).filter(({ lint }) => lint.length > 0);
	return (
		<div id={id} aria-live="polite">
			{remarks.map(({ text, lint }) => (
				<div key={text}>
					{lines.length > 1 && <code class="small">{text}</code>}
					<Lint query={text} entries={lint} />
				</div>
			))}
		</div>
	);
}

import type { SearchResponse } from "../../domain/hit.ts";
import { Icon } from "./icons.tsx";
import { saidIn } from "./said.ts";

/** Remarks on a query: what was read otherwise than written, or is wrong, with the place. */
export function Lint({ query, entries }: { query: string; entries: SearchResponse["lint"] }) {
	if (entries.length === 0) return null;
	return (
		<ul class="lint">
			{entries.map(({ level, code, message, said, span }) => {
				const part = query.slice(span.start, span.end);
				return (
					<li key={`${code}${span.start}`} class={level}>
						<Icon name="info" />
						{part !== "" && part !== query && <code>{part}</code>}
						{saidIn(said, message)}
					</li>
				);
			})}
		</ul>
	);
}

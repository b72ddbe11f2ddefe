import { Empty } from "../../shell/states.tsx";
import { recruiterTexts } from "../texts/index.ts";

/** Before anything is asked: ways to ask. */
export function Beginning({ onSearch }: { onSearch: (query: string) => void }) {
	const t = recruiterTexts.value;
	const examples = t.examples.map((query) => (
		<button key={query} type="button" class="example" onClick={() => onSearch(query)}>
			{query}
		</button>
	));
	return (
		<div class="beginning">
			<Empty title={t.begin} actions={examples}>
				{t.beginHint}
			</Empty>
		</div>
	);
}

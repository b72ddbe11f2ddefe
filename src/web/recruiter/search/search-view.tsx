import { api } from "../../shell/api.ts";
import type { ViewProps } from "../../shell/personas.ts";
import { go } from "../../shell/router.ts";
import { type Asked, commonRequest, readAsked, writeAsked } from "../asked.ts";
import type { Answer } from "../results/people.ts";
import { Workbench } from "../results/workbench.tsx";
import { recruiterTexts } from "../texts/index.ts";
import { Beginning } from "./beginning.tsx";
import { SearchBox } from "./search-box.tsx";

const PATH = ["recruiter", "search"];

/** Search people, see why, narrow down, look at one. */
export function SearchView({ query }: ViewProps) {
	const asked = readAsked(query);
	const begun = query.has("q");
	const show = (next: Asked, person: string | null = null) => {
		const address = writeAsked(next);
		if (person !== null) address.set("person", person);
		go(PATH, address);
	};
	const box = (
		<>
			<h1 class="hidden">{recruiterTexts.value.searchLabel}</h1>
			<SearchBox query={asked.query} onSearch={(text) => show({ ...asked, query: text, disabled: [] })} />
		</>
	);
	return (
		<Workbench
			top={box}
			asked={asked}
			person={query.get("person")}
			show={show}
			source={{
				key: begun ? "search" : null,
				lists: { query: asked.query, disabled: asked.disabled },
				ask: (facetSize, cursor, signal) =>
					api.post<Answer>(
						"/v1/search",
						{ ...commonRequest(asked, facetSize, cursor), query: asked.query, disabled: asked.disabled, cursor },
						{ signal },
					),
			}}
			beginning={<Beginning onSearch={(text) => show({ ...asked, query: text, disabled: [] })} />}
		/>
	);
}

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
	const person = query.get("person");
	const show = (next: Asked, person: string | null) => {
		const address = writeAsked(next);
		if (person !== null) address.set("person", person);
		go(PATH, address);
	};
	// Who is open stays open: what was asked before is no reason to lose sight of him, and of the next list it is told why he is not in it.
	const search = (text: string) => show({ ...asked, query: text, disabled: [] }, person);
	const box = (
		<>
			<h1 class="hidden">{recruiterTexts.value.searchLabel}</h1>
			<SearchBox query={asked.query} blind={asked.blind} isStart={!begun} onSearch={search} />
		</>
	);
	return (
		<Workbench
			top={box}
			asked={asked}
			person={person}
			show={show}
			source={{
				key: begun ? "search" : null,
				lists: { query: asked.query, disabled: asked.disabled },
				ask: async (facetSize, cursor, signal) => {
					const { query, disabled } = asked;
					const request = { ...commonRequest(asked, facetSize, cursor), query, disabled, cursor };
					return { ...(await api.post<Answer>("/v1/search", request, { signal })), query };
				},
			}}
			beginning={<Beginning onSearch={search} />}
		/>
	);
}

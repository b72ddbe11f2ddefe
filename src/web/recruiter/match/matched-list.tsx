import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Requirement } from "../../../domain/requirement.ts";
import { api } from "../../shell/api.ts";
import { Lint } from "../../shell/lint.tsx";
import { go } from "../../shell/router.ts";
import { type Asked, commonRequest, readAsked, writeAsked } from "../asked.ts";
import type { Answer } from "../results/people.ts";
import { Workbench } from "../results/workbench.tsx";
import { Requirements } from "./requirements.tsx";

interface Props {
	readonly path: readonly string[];
	readonly query: URLSearchParams;
	/** Parameters of the address that say what is matched. */
	readonly keep: readonly string[];
	readonly top: ComponentChildren;
	/** null: nothing is chosen yet, and `beginning` is shown. */
	readonly key0: string | null;
	readonly endpoint: string;
	/** What is matched. */
	readonly body: (signal: AbortSignal) => Promise<object>;
	readonly beginning: ComponentChildren;
}

/** People by how much of some requirements they meet; the requirements can be edited, and are then asked with as they are. */
export function MatchedList({ path, query, keep, top, key0, endpoint, body, beginning }: Props) {
	const asked = readAsked(query);
	const [edited, setEdited] = useState<{ of: string | null; requirements: readonly Requirement[] } | null>(null);
	const requirements = edited !== null && edited.of === key0 ? edited.requirements : undefined;
	const show = (next: Asked, person: string | null = null) => {
		const address = writeAsked(next);
		address.delete("q");
		for (const name of keep) for (const value of query.getAll(name)) address.append(name, value);
		if (person !== null) address.set("person", person);
		go(path, address);
	};
	return (
		<Workbench
			top={top}
			asked={asked}
			person={query.get("person")}
			show={show}
			source={{
				key: key0 === null ? null : JSON.stringify([key0, requirements]),
				lists: null,
				ask: async (facetSize, cursor, signal) =>
					api.post<Answer>(
						endpoint,
						{ ...commonRequest(asked, facetSize, cursor), ...(await body(signal)), requirements, cursor },
						{ signal },
					),
			}}
			parts={(answer) => (
				<>
					<Lint query="" entries={answer.lint.filter(({ code }) => code === "no-requirements")} />
					<Requirements
						requirements={answer.requirements ?? []}
						onChange={(changed) => setEdited({ of: key0, requirements: changed })}
					/>
				</>
			)}
			beginning={beginning}
		/>
	);
}

import { api } from "../shell/api.ts";
import { type Resource, useResource } from "../shell/resource.ts";
import { may } from "../shell/session.ts";
import type { Corpus } from "./model.ts";

/** Collections, and one of them chosen. */

export const useCorpora = (): Resource<readonly Corpus[]> =>
	useResource(
		may("ranking:read") ? "corpora" : null,
		async () => (await api.get<{ items: Corpus[] }>("/v1/ranking/corpora")).items as readonly Corpus[],
	);

/** The one that is asked for where it is there, else the first. */
export const knownOf = (corpora: readonly Corpus[], wanted: string | null): string =>
	(corpora.find(({ id }) => id === wanted) ?? corpora[0])?.id ?? "";

export const CorpusPicker = ({
	label,
	corpora,
	value,
	onChange,
	inline = false,
}: {
	label: string;
	corpora: readonly Corpus[];
	value: string;
	onChange: (id: string) => void;
	inline?: boolean;
}) => (
	<label class={inline ? "field inline" : "field"}>
		{label}
		<select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
			{corpora.map(({ id, name }) => (
				<option key={id} value={id}>
					{name}
				</option>
			))}
		</select>
	</label>
);

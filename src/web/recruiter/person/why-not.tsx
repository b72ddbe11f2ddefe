import type { WhyNotResponse } from "../../../domain/reasons.ts";
import { api } from "../../shell/api.ts";
import { number } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { Show } from "../../shell/states.tsx";
import { type Asked, filtersOf } from "../asked.ts";
import { nameOfPerson, type PersonIds } from "../person-ref.ts";
import type { Source } from "../results/workbench.tsx";
import type { WordsOfParts } from "../search/clauses.ts";
import { recruiterTexts } from "../texts/index.ts";
import { insteadOf, obstacleOf } from "../texts/say.ts";

/** The part of a request that names a list, as questions about it want it. */
export const listOf = (asked: Asked, lists: NonNullable<Source["lists"]>) => ({
	...lists,
	filters: filtersOf(asked),
	expansion: { off: asked.off, offTerms: asked.offTerms },
	includeHidden: asked.includeHidden,
	blind: asked.blind,
});

interface Props {
	readonly ids: PersonIds;
	readonly asked: Asked;
	readonly lists: NonNullable<Source["lists"]>;
	/** Parts of the query in the words that were typed. */
	readonly words: WordsOfParts;
}

/** Why somebody is not in the list, or where in it he stands. */
export function WhyNot({ ids, asked, lists, words }: Props) {
	const t = recruiterTexts.value;
	const key = JSON.stringify([ids, asked, lists]);
	const found = useResource(key, (signal) =>
		api.post<WhyNotResponse>("/v1/search/why-not", { ...listOf(asked, lists), ...nameOfPerson(ids) }, { signal }),
	);
	return (
		<Show of={found}>
			{({ listed, rank, total, obstacles }) => (
				<div class="why">
					<p>{listed ? t.inList(rank === null ? null : number(rank), number(total)) : t.notListed}</p>
					<ul class="entries">
						{obstacles.map((obstacle) => (
							<li key={`${obstacle.kind}${obstacle.of}`}>
								<strong>{obstacleOf(obstacle, words)}</strong>
								{obstacle.instead.length > 0 && <span class="muted small">{t.instead(insteadOf(obstacle))}</span>}
							</li>
						))}
					</ul>
				</div>
			)}
		</Show>
	);
}

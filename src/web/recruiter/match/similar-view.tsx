import type { ViewProps } from "../../shell/personas.ts";
import { Empty } from "../../shell/states.tsx";
import { readAsked } from "../asked.ts";
import { ToSearch } from "../desk/to-search.tsx";
import { PersonName } from "../person/person-name.tsx";
import { recruiterTexts } from "../texts/index.ts";
import { MatchedList } from "./matched-list.tsx";

/** People like one or several others. */
export function SimilarView({ query }: ViewProps) {
	const t = recruiterTexts.value;
	const people = ["to", "profile"].flatMap((name) =>
		query.getAll(name).map((id) => ({ id, isProfile: name === "profile" })),
	);
	return (
		<MatchedList
			path={["recruiter", "similar"]}
			query={query}
			keep={["to", "profile"]}
			key0={people.length === 0 ? null : JSON.stringify(people)}
			endpoint="/v1/search/similar"
			body={async () => ({ people: people.map(({ id }) => id) })}
			top={
				<div class="bench-title">
					<h1>
						{people.length === 0 || readAsked(query).blind ? (
							t.similar
						) : (
							<>
								{t.peopleLike}{" "}
								{people.map(({ id, isProfile }, index) => (
									<span key={id}>
										{index > 0 && ", "}
										<PersonName id={id} isProfile={isProfile} />
									</span>
								))}
							</>
						)}
					</h1>
				</div>
			}
			beginning={
				<Empty title={t.likeWhom} actions={<ToSearch />}>
					{t.likeWhomHint}
				</Empty>
			}
		/>
	);
}

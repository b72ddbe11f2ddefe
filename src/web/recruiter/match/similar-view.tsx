import type { ViewProps } from "../../shell/personas.ts";
import { Empty } from "../../shell/states.tsx";
import { PersonName } from "../person/person-name.tsx";
import { recruiterTexts } from "../texts/index.ts";
import { MatchedList } from "./matched-list.tsx";

/** People like one or several others. */
export function SimilarView({ query }: ViewProps) {
	const t = recruiterTexts.value;
	const people = query.getAll("to").filter(Boolean);
	return (
		<MatchedList
			path={["recruiter", "similar"]}
			query={query}
			keep={["to"]}
			key0={people.length === 0 ? null : people.join(" ")}
			endpoint="/v1/search/similar"
			body={async () => ({ people })}
			top={
				<div class="bench-title">
					<h1>
						{t.peopleLike}{" "}
						{people.map((id, index) => (
							<span key={id}>
								{index > 0 && ", "}
								<PersonName id={id} />
							</span>
						))}
					</h1>
				</div>
			}
			beginning={<Empty title={t.nobody} />}
		/>
	);
}

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { number } from "../../shell/format.ts";
import { Lint } from "../../shell/lint.tsx";
import type { Asked } from "../asked.ts";
import { MapPanel } from "../map/map-panel.tsx";
import { BlindSwitch } from "../search/blind-switch.tsx";
import { asksForPlace, Distance } from "../search/distance.tsx";
import { FilterChips } from "../search/filter-chips.tsx";
import { Tools } from "../search/tools.tsx";
import { UnderstoodChips } from "../search/understood.tsx";
import { recruiterTexts } from "../texts/index.ts";
import type { Answer } from "./people.ts";

interface SummaryProps {
	readonly answer: Answer;
	readonly asked: Asked;
	readonly onChange: (asked: Asked) => void;
	/** Asks after somebody who is not seen in the list; null where that cannot be asked. */
	readonly onMissing: (() => void) | null;
	readonly isSearch: boolean;
	/** The list is: on a phone, or beside somebody who is open. */
	readonly isNarrow: boolean;
	readonly parts: ((answer: Answer) => ComponentChildren) | undefined;
}

/** Whether the map was opened or closed last; null: it is there where a place is asked for, and room for it. */
let lastMap: boolean | null = null;

/** How many there are, what was understood, what is filtered by. */
export function Summary({ answer, asked, onChange, onMissing, isSearch, isNarrow, parts }: SummaryProps) {
	const t = recruiterTexts.value;
	const { total, totalFull, lint, didYouMean } = answer;
	const isAskedBelow = ({ code, span }: (typeof lint)[number]) =>
		code === "nobody-has" && didYouMean.some((one) => one.span.start === span.start && one.span.end === span.end);
	// Places in the query, and what would be written there, are those of the query that was answered: while another one is asked they are no use.
	const { query = asked.query } = answer;
	const isOld = query !== asked.query;
	const [wantsMap, setWantsMap] = useState(lastMap);
	const isMapOpen = isSearch && (wantsMap ?? (!isNarrow && asksForPlace(answer.understood)));
	const toggleMap = () => {
		lastMap = !isMapOpen;
		setWantsMap(lastMap);
	};
	return (
		<div class="summary">
			<div class="summary-head">
				<p id="total">
					<strong>{t.people(total, number(total))}</strong>
					{totalFull < total && <span class="muted">{t.fully(number(totalFull))}</span>}
				</p>
				{isSearch ? (
					<Tools asked={asked} onChange={onChange} isMapOpen={isMapOpen} onMap={toggleMap} onMissing={onMissing} />
				) : (
					<div class="tools">
						<BlindSwitch asked={asked} onChange={onChange} />
					</div>
				)}
			</div>
			{parts === undefined ? (
				<>
					<UnderstoodChips answer={answer} isOld={isOld} asked={asked} onChange={onChange} />
					<Lint query={query} entries={lint.filter((one) => !isAskedBelow(one))} />
					{didYouMean.map(({ clause, words, query }) => (
						<p key={clause} class="did-you-mean" inert={isOld}>
							{t.didYouMean(clause)}{" "}
							<button type="button" class="plain" onClick={() => onChange({ ...asked, query })}>
								{words.map(({ word }) => word).join(", ")}
							</button>
						</p>
					))}
					<Distance understood={answer.understood} isOld={isOld} asked={asked} onChange={onChange} />
					{isMapOpen && <MapPanel asked={asked} onChange={onChange} />}
				</>
			) : (
				parts(answer)
			)}
			<FilterChips asked={asked} facets={answer.facets} onChange={onChange} />
		</div>
	);
}

import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Hit } from "../../../domain/hit.ts";
import { announce } from "../../shell/announce.tsx";
import { number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { useKeys } from "../../shell/keyboard.ts";
import { language } from "../../shell/language.ts";
import { go } from "../../shell/router.ts";
import { type Asked, lastBlind } from "../asked.ts";
import type { Person } from "../desk/bulk.ts";
import { Failures } from "../desk/failures.tsx";
import { PeopleKeys } from "../desk/people-keys.tsx";
import { SelectionBar } from "../desk/selection-bar.tsx";
import { Compare } from "../person/compare.tsx";
import { FindPerson } from "../person/find-person.tsx";
import { openTab, PersonPanel } from "../person/person-panel.tsx";
import { keyOf, similarTo } from "../person-ref.ts";
import { wordsOfParts } from "../search/clauses.ts";
import { Facets } from "../search/facets.tsx";
import { recruiterTexts } from "../texts/index.ts";
import { labelOf, labelOfClause } from "../texts/say.ts";
import { PeopleList, toggle } from "./list.tsx";
import { focusedPerson, focusTab, useListKeys } from "./list-keys.ts";
import { type Answer, usePeople } from "./people.ts";
import { Summary } from "./summary.tsx";

/** Where the people come from: a search, a job, people to be like. */
export interface Source {
	/** What is asked besides what stands in {@link Asked}; null: nothing yet. */
	readonly key: string | null;
	/** The same list, for questions about it; null where the API takes none. */
	readonly lists: { readonly query: string; readonly disabled: readonly string[] } | null;
	ask(facetSize: number, cursor: string | undefined, signal: AbortSignal): Promise<Answer>;
}

interface Props {
	/** What is asked with: the box, a job. */
	readonly top: ComponentChildren;
	readonly asked: Asked;
	/** Key of whose record is open. */
	readonly person: string | null;
	readonly show: (asked: Asked, person: string | null) => void;
	readonly source: Source;
	/** What is shown of what was understood; of a search its clauses. */
	readonly parts?: (answer: Answer) => ComponentChildren;
	readonly beginning: ComponentChildren;
}

const FACETS_SHORT = 10;
const FACETS_LONG = 60;

/** Facets, the list, and beside it the person who is open. */
export function Workbench({ top, asked, person, show, source, parts, beginning }: Props) {
	const t = recruiterTexts.value;
	const [facetSize, setFacetSize] = useState(FACETS_SHORT);
	const [filtersOpen, setFiltersOpen] = useState(false);
	const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
	const [comparing, setComparing] = useState(false);
	const key = source.key === null ? null : JSON.stringify([source.key, asked, facetSize]);
	const people = usePeople(key, (cursor, signal) => source.ask(facetSize, cursor, signal), keyOf);
	const { first, hits } = people;
	const answer = source.key === null ? null : first.value;
	const words = useMemo(() => {
		const requirements = (answer?.requirements ?? []).map((one) => ({ ...one, label: labelOf(one) }));
		const { clauses = [], natural = false } = answer?.interpretation ?? {};
		return wordsOfParts(
			clauses.map((clause) => ({ ...clause, text: labelOfClause(clause, natural) })),
			requirements,
		);
	}, [answer?.interpretation, answer?.requirements, language.value]);
	const list = useRef<HTMLElement>(null);
	useEffect(() => {
		if (source.key !== null) lastBlind.value = asked.blind;
	}, [source.key, asked.blind]);
	// What was chosen was chosen of another list.
	useEffect(() => {
		setSelected(new Set());
		list.current?.scrollTo({ top: 0 });
	}, [key]);
	useEffect(() => {
		if (answer !== null && !first.busy) announce(t.people(answer.total, number(answer.total)));
	}, [answer?.total, first.busy]);
	const open = (hit: Hit | undefined) => hit !== undefined && show(asked, keyOf(hit));
	useListKeys({
		hits,
		person,
		open,
		close: () => show(asked, null),
		select: (hit) => setSelected(toggle(selected, keyOf(hit))),
	});
	// Who was looked at openly is not shown beside a list that is blind.
	const change = (next: Asked) => show(next, next.blind === asked.blind ? person : null);
	const chosen = hits.filter((hit) => selected.has(keyOf(hit)));
	const pair = comparing && chosen.length === 2 ? (chosen as [Hit, Hit]) : null;
	useKeys(t.groups.list, [
		{ key: "c", text: t.keys.compare, run: () => chosen.length === 2 && void setComparing(true) },
	]);
	const openHit = hits.find((hit) => keyOf(hit) === person) ?? null;
	// By a name nobody is found in a blind list.
	const canMiss = source.key !== null && source.lists !== null && !asked.blind;
	const [missing, setMissing] = useState(false);
	useKeys(t.groups.list, [{ key: "w", text: t.somebodyMissing, run: () => canMiss && void setMissing(true) }]);
	const onMissing = canMiss ? () => setMissing(true) : null;
	const toMissing = (found: string) => {
		openTab.value = "why";
		setMissing(false);
		show(asked, found);
		requestAnimationFrame(focusTab);
	};
	return (
		<div class={`workbench${person === null ? "" : " with-person"}`}>
			<div class="bench-top">{top}</div>
			{source.key === null ? (
				beginning
			) : (
				<>
					<aside class={`bench-facets${filtersOpen ? " is-open" : ""}`} aria-label={t.filters}>
						<h2 class="hidden">{t.filters}</h2>
						{answer !== null && (
							<Facets
								facets={answer.facets}
								asked={asked}
								onChange={change}
								isMore={facetSize > FACETS_SHORT}
								onMore={() => setFacetSize(FACETS_LONG)}
							/>
						)}
					</aside>
					<section
						class={`bench-list${first.busy ? " busy" : ""}`}
						id="results"
						ref={list}
						tabindex={-1}
						aria-label={t.results}
						aria-busy={first.busy}
					>
						<h2 class="hidden">{t.results}</h2>
						<button
							type="button"
							class="filters-button"
							aria-expanded={filtersOpen}
							onClick={() => setFiltersOpen(!filtersOpen)}
						>
							<Icon name="filter" />
							{t.filters}
						</button>
						{answer !== null && (
							<Summary
								answer={answer}
								asked={asked}
								onChange={change}
								onMissing={onMissing}
								isSearch={source.lists !== null}
								isNarrow={person !== null || matchMedia("(width < 720px)").matches}
								parts={parts}
							/>
						)}
						{chosen.length > 0 && (
							<SelectionBar
								people={chosen.map(personOf)}
								change={people.change}
								blind={asked.blind}
								hidden={chosen.every(({ marks }) => marks?.hidden === true)}
								contacted={chosen.every(({ marks }) => marks?.contacted != null)}
								onAll={() => setSelected(new Set(hits.map(keyOf)))}
								onNone={() => setSelected(new Set())}
								onCompare={() => setComparing(true)}
								onSimilar={() => go(["recruiter", "similar"], similarTo(chosen, asked))}
							/>
						)}
						<PeopleList
							people={people}
							answer={answer}
							words={words}
							asked={asked}
							person={person}
							open={open}
							selected={selected}
							setSelected={setSelected}
							onChange={change}
							onMissing={onMissing}
						/>
					</section>
					{person !== null && (
						<PersonPanel
							key={person}
							person={person}
							hit={openHit}
							isSearched={answer !== null && !first.busy}
							asked={asked}
							source={source}
							words={words}
							change={people.change}
							onClose={() => show(asked, null)}
						/>
					)}
					<PeopleKeys
						chosen={chosen}
						focused={() => focusedPerson(person)}
						hits={hits}
						change={people.change}
						blind={asked.blind}
					/>
					{pair !== null && (
						<Compare pair={pair} words={words} asked={asked} lists={source.lists} onClose={() => setComparing(false)} />
					)}
					{missing && <FindPerson onFound={toMissing} onClose={() => setMissing(false)} />}
					<Failures />
				</>
			)}
		</div>
	);
}

const personOf = ({ candidateId, profileId, name }: Hit): Person => ({ candidateId, profileId, name });

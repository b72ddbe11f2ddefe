import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Hit } from "../../../domain/hit.ts";
import { announce } from "../../shell/announce.tsx";
import { number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { useKeys } from "../../shell/keyboard.ts";
import { go } from "../../shell/router.ts";
import { Empty, Failure, Loading, messageOf, Partial } from "../../shell/states.tsx";
import type { Asked } from "../asked.ts";
import type { Person } from "../desk/bulk.ts";
import { Failures } from "../desk/failures.tsx";
import { SelectionBar } from "../desk/selection-bar.tsx";
import { Compare } from "../person/compare.tsx";
import { PersonPanel } from "../person/person-panel.tsx";
import { keyOf } from "../person-ref.ts";
import { wordsOfParts } from "../search/clauses.ts";
import { Distance } from "../search/distance.tsx";
import { Facets } from "../search/facets.tsx";
import { FilterChips } from "../search/filter-chips.tsx";
import { Lint } from "../search/lint.tsx";
import { Tools } from "../search/tools.tsx";
import { UnderstoodChips } from "../search/understood.tsx";
import { recruiterTexts } from "../texts/index.ts";
import { Card } from "./card.tsx";
import { type Answer, type People, usePeople } from "./people.ts";
import { VirtualList } from "./virtual-list.tsx";

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
	readonly show: (asked: Asked, person?: string | null) => void;
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
	const list = useRef<HTMLElement>(null);
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
	const change = (next: Asked) => show(next, null);
	const chosen = hits.filter((hit) => selected.has(keyOf(hit)));
	const pair = comparing && chosen.length === 2 ? (chosen as [Hit, Hit]) : null;
	useKeys(t.groups.list, [
		{ key: "c", text: t.keys.compare, run: () => chosen.length === 2 && void setComparing(true) },
	]);
	const openHit = hits.find((hit) => keyOf(hit) === person) ?? null;
	return (
		<div class={`workbench${person === null ? "" : " with-person"}`}>
			<div class="bench-top">{top}</div>
			{source.key === null ? (
				beginning
			) : (
				<>
					<aside class={`bench-facets${filtersOpen ? " is-open" : ""}`} aria-label={t.filters}>
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
								hits={hits}
								asked={asked}
								onChange={change}
								isSearch={source.lists !== null}
								parts={parts}
							/>
						)}
						{chosen.length > 0 && (
							<SelectionBar
								people={chosen.map(personOf)}
								change={people.change}
								onAll={() => setSelected(new Set(hits.map(keyOf)))}
								onNone={() => setSelected(new Set())}
								onCompare={() => setComparing(true)}
								onSimilar={() => go(["recruiter", "similar"], similarTo(chosen))}
							/>
						)}
						<List
							people={people}
							answer={answer}
							asked={asked}
							person={person}
							open={open}
							selected={selected}
							setSelected={setSelected}
							onChange={change}
						/>
					</section>
					{person !== null && (
						<PersonPanel
							key={person}
							person={person}
							hit={openHit}
							asked={asked}
							source={source}
							change={people.change}
							onClose={() => show(asked, null)}
						/>
					)}
					{pair !== null && (
						<Compare pair={pair} asked={asked} lists={source.lists} onClose={() => setComparing(false)} />
					)}
					<Failures />
				</>
			)}
		</div>
	);
}

const personOf = ({ candidateId, profileId, name }: Hit): Person => ({ candidateId, profileId, name });

const similarTo = (people: readonly Hit[]): URLSearchParams =>
	new URLSearchParams(people.map(({ candidateId, profileId }) => ["to", candidateId ?? profileId ?? ""]));

const toggle = (set: ReadonlySet<string>, key: string): ReadonlySet<string> => {
	const next = new Set(set);
	if (!next.delete(key)) next.add(key);
	return next;
};

interface SummaryProps {
	readonly answer: Answer;
	readonly hits: readonly Hit[];
	readonly asked: Asked;
	readonly onChange: (asked: Asked) => void;
	readonly isSearch: boolean;
	readonly parts: Props["parts"];
}

function Summary({ answer, hits, asked, onChange, isSearch, parts }: SummaryProps) {
	const t = recruiterTexts.value;
	const { total, totalFull } = answer;
	return (
		<div class="summary">
			<div class="summary-head">
				<p id="total">
					<strong>{t.people(total, number(total))}</strong>
					{totalFull < total && <span class="muted">{t.fully(number(totalFull))}</span>}
				</p>
				{isSearch && <Tools asked={asked} onChange={onChange} />}
			</div>
			{parts === undefined ? (
				<>
					<UnderstoodChips answer={answer} asked={asked} onChange={onChange} />
					<Lint query={asked.query} entries={answer.lint} />
					{answer.didYouMean.map(({ clause, words, query }) => (
						<p key={clause} class="did-you-mean">
							{t.didYouMean(clause)}{" "}
							<button type="button" class="plain" onClick={() => onChange({ ...asked, query })}>
								{words.map(({ word }) => word).join(", ")}
							</button>
						</p>
					))}
					<Distance understood={answer.understood} hits={hits} asked={asked} onChange={onChange} />
				</>
			) : (
				parts(answer)
			)}
			<FilterChips asked={asked} facets={answer.facets} onChange={onChange} />
		</div>
	);
}

interface ListProps {
	readonly people: People;
	readonly answer: Answer | null;
	readonly asked: Asked;
	readonly person: string | null;
	readonly open: (hit: Hit) => void;
	readonly selected: ReadonlySet<string>;
	readonly setSelected: (selected: ReadonlySet<string>) => void;
	readonly onChange: (asked: Asked) => void;
}

function List({ people, answer, asked, person, open, selected, setSelected, onChange }: ListProps) {
	const t = recruiterTexts.value;
	const { first, hits, more, fetchMore } = people;
	const lastPicked = useRef(0);
	const words = useMemo(
		() => wordsOfParts(answer?.interpretation.clauses ?? [], answer?.requirements ?? []),
		[answer?.interpretation, answer?.requirements],
	);
	if (first.error !== null && answer === null)
		return <Failure error={first.error} title={t.failed} onRetry={first.reload} />;
	if (answer === null) return <Loading rows={6} label={t.searching} />;
	const pick = (index: number, extend: boolean) => {
		const [from, to] = extend ? [lastPicked.current, index].toSorted((a, b) => a - b) : [index, index];
		lastPicked.current = index;
		if (!extend) return setSelected(toggle(selected, keyOf(hits[index] as Hit)));
		setSelected(new Set([...selected, ...hits.slice(from, (to ?? index) + 1).map(keyOf)]));
	};
	return (
		<>
			{first.error !== null && <Failure error={first.error} title={t.failed} onRetry={first.reload} />}
			{hits.length === 0 && !first.busy ? (
				<Nobody asked={asked} onChange={onChange} />
			) : (
				<VirtualList
					label={t.results}
					items={hits}
					total={answer.total}
					busy={more === "busy"}
					onEnd={() => !(more instanceof Error) && fetchMore()}
					render={(hit, index) => (
						<Card
							hit={hit}
							words={words}
							open={keyOf(hit) === person}
							selected={selected.has(keyOf(hit))}
							onOpen={() => open(hit)}
							onSelect={(extend) => pick(index, extend)}
						/>
					)}
				/>
			)}
			{more === "busy" && <Loading rows={2} label={t.moreComing} />}
			{more instanceof Error && (
				<Partial onRetry={fetchMore}>{`${t.notAll(number(hits.length))} ${messageOf(more)}`}</Partial>
			)}
			{more === "none" && hits.length > 0 && (
				<p class="list-foot muted small">
					{hits.length < answer.total ? t.endOfReach(number(hits.length)) : t.endOfList}
				</p>
			)}
		</>
	);
}

function Nobody({ asked, onChange }: { asked: Asked; onChange: (asked: Asked) => void }) {
	const t = recruiterTexts.value;
	const filtered = Object.keys(asked.filters).length > 0;
	const actions = filtered ? (
		<button type="button" onClick={() => onChange({ ...asked, filters: {} })}>
			{t.clearFilters}
		</button>
	) : undefined;
	return (
		<Empty title={t.nobody} actions={actions}>
			{t.nobodyHint}
		</Empty>
	);
}

interface KeyProps {
	readonly hits: readonly Hit[];
	readonly person: string | null;
	readonly open: (hit: Hit | undefined) => void;
	readonly close: () => void;
	readonly select: (hit: Hit) => void;
}

const cardAt = (index: number) => document.querySelector<HTMLElement>(`.hit[data-rank="${index + 1}"]`);

/** Arrows and `j`, `k` walk over the people; with a person open, that one changes with them. */
function useListKeys({ hits, person, open, close, select }: KeyProps): void {
	const t = recruiterTexts.value;
	const focused = () => {
		const key = document.activeElement?.closest<HTMLElement>(".hit")?.dataset.key ?? person;
		return hits.findIndex((hit) => keyOf(hit) === key);
	};
	const walk = (step: number) => () => {
		const at = Math.min(Math.max(focused() + step, 0), hits.length - 1);
		const card = cardAt(at);
		card?.focus();
		card?.scrollIntoView({ block: "nearest" });
		if (person !== null) open(hits[at]);
	};
	const onFocused = (act: (hit: Hit) => void) => () => {
		const hit = hits[focused()];
		if (hit === undefined) return false;
		act(hit);
		return true;
	};
	const isInList = () =>
		document.activeElement?.closest(".bench-list") !== null || document.activeElement === document.body;
	useKeys(t.groups.list, [
		{ key: "j", text: t.keys.next, run: walk(1) },
		{ key: "k", text: t.keys.previous, run: walk(-1) },
		{ key: "ArrowDown", text: t.keys.next, run: () => isInList() && void walk(1)() },
		{ key: "ArrowUp", text: t.keys.previous, run: () => isInList() && void walk(-1)() },
		{
			key: "Enter",
			text: t.keys.open,
			run: () => document.activeElement?.matches(".hit") === true && onFocused(open)(),
		},
		{ key: "x", text: t.keys.select, run: onFocused(select) },
		{ key: "Escape", text: t.keys.close, run: () => (person === null ? false : void close()) },
	]);
}

import { useRef } from "preact/hooks";
import type { Hit } from "../../../domain/hit.ts";
import { number } from "../../shell/format.ts";
import { Empty, Failure, Loading, messageOf, Partial } from "../../shell/states.tsx";
import type { Asked } from "../asked.ts";
import { keyOf } from "../person-ref.ts";
import type { WordsOfParts } from "../search/clauses.ts";
import { wider } from "../search/distance.tsx";
import { recruiterTexts } from "../texts/index.ts";
import { Card } from "./card.tsx";
import type { Answer, People } from "./people.ts";
import { VirtualList } from "./virtual-list.tsx";

/** The people, in whichever state the list is. */

export const toggle = (set: ReadonlySet<string>, key: string): ReadonlySet<string> => {
	const next = new Set(set);
	if (!next.delete(key)) next.add(key);
	return next;
};

interface ListProps {
	readonly people: People;
	readonly answer: Answer | null;
	/** Parts of the query in the words that were typed. */
	readonly words: WordsOfParts;
	readonly asked: Asked;
	readonly person: string | null;
	readonly open: (hit: Hit) => void;
	readonly selected: ReadonlySet<string>;
	readonly setSelected: (selected: ReadonlySet<string>) => void;
	readonly onChange: (asked: Asked) => void;
	/** Asks after somebody who is not seen in the list; null where that cannot be asked. */
	readonly onMissing: (() => void) | null;
}

export function PeopleList(props: ListProps) {
	const { people, answer, words, asked, person, open, selected, setSelected, onChange, onMissing } = props;
	const t = recruiterTexts.value;
	const { first, hits, more, fetchMore } = people;
	const lastPicked = useRef(0);
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
			{first.error !== null && (
				<>
					<Failure error={first.error} title={t.failed} onRetry={first.reload} />
					{hits.length > 0 && <p class="muted small">{t.listBefore}</p>}
				</>
			)}
			{hits.length === 0 && !first.busy && first.error === null ? (
				<Nobody answer={answer} asked={asked} onChange={onChange} onMissing={onMissing} />
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
							blind={asked.blind}
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
					{hits.length < answer.total ? t.endOfReach(number(hits.length)) : t.endOfList} <Missing ask={onMissing} />
				</p>
			)}
		</>
	);
}

const Missing = ({ ask }: { ask: (() => void) | null }) =>
	ask === null ? null : (
		<button type="button" class="plain" onClick={ask}>
			{recruiterTexts.value.somebodyMissing}
		</button>
	);

function Nobody({
	answer: { understood, interpretation },
	asked,
	onChange,
	onMissing,
}: Pick<ListProps, "asked" | "onChange" | "onMissing"> & { readonly answer: Answer }) {
	const t = recruiterTexts.value;
	const filtered = Object.keys(asked.filters).length > 0;
	const around = wider(understood);
	const places = interpretation.clauses.filter(
		({ kind, enabled, role }) => kind === "place" && enabled && role !== "excluded",
	);
	return (
		<Empty
			title={t.nobody}
			actions={
				<>
					{filtered && (
						<button type="button" onClick={() => onChange({ ...asked, filters: {} })}>
							{t.clearFilters}
						</button>
					)}
					{around !== null && (
						<button type="button" onClick={() => onChange({ ...asked, query: around.query, disabled: [] })}>
							{t.within(number(around.km), around.place)}
						</button>
					)}
					{places.length > 0 && (
						<button
							type="button"
							onClick={() => onChange({ ...asked, disabled: [...asked.disabled, ...places.map(({ id }) => id)] })}
						>
							{t.anywhere}
						</button>
					)}
					<Missing ask={onMissing} />
				</>
			}
		>
			{places.length > 0 ? t.nobodyThereHint : t.nobodyHint}
		</Empty>
	);
}

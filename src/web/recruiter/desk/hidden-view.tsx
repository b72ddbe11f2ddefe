import { useRef, useState } from "preact/hooks";
import type { HiddenPerson } from "../../../domain/desk.ts";
import { api } from "../../shell/api.ts";
import { date, number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { type Resource, useResource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { may } from "../../shell/session.ts";
import { Empty, Show } from "../../shell/states.tsx";
import { lastBlind } from "../asked.ts";
import { PersonName } from "../person/person-name.tsx";
import { keyOf } from "../person-ref.ts";
import { VirtualList } from "../results/virtual-list.tsx";
import { recruiterTexts } from "../texts/index.ts";
import { doWith, unhide } from "./bulk.ts";
import { Failures } from "./failures.tsx";
import { ToSearch } from "./to-search.tsx";
import { useChosen } from "./use-chosen.ts";

type HiddenPeople = Resource<{ items: HiddenPerson[] }>;

/** Whom one has hidden: they are in no list until they are shown again. */
export function HiddenView() {
	const t = recruiterTexts.value;
	const hidden = useResource("hidden", (signal) => api.get<{ items: HiddenPerson[] }>("/v1/people/hidden", { signal }));
	// Who looks for people without seeing who they are does not see it here, either.
	const [named, setNamed] = useState(!lastBlind.value);
	return (
		<div class="page">
			<div class="page-head">
				<h1>{t.views.hidden}</h1>
				{!named && (
					<button type="button" onClick={() => setNamed(true)}>
						<Icon name="eye" />
						{t.showNames}
					</button>
				)}
			</div>
			<Show of={hidden}>
				{({ items }) =>
					items.length === 0 ? (
						<Empty title={t.nobodyHidden} actions={<ToSearch />}>
							{t.nobodyHiddenHint}
						</Empty>
					) : (
						<People items={items} list={hidden} named={named} />
					)
				}
			</Show>
			<Failures />
		</div>
	);
}

function People({ items, list, named }: { items: readonly HiddenPerson[]; list: HiddenPeople; named: boolean }) {
	const t = recruiterTexts.value;
	const chosen = useChosen(items);
	const names = useRef(new Map<string, string>());
	const nameOf = (person: HiddenPerson) => (named ? (names.current.get(keyOf(person)) ?? null) : null);
	const there = items.filter(chosen.has);
	const show = async (people: readonly HiddenPerson[]) => {
		chosen.none();
		list.mutate((before) => ({ items: before.items.filter((one) => !people.includes(one)) }));
		let isDone = false;
		// Where it is taken back they are here again.
		const change = () => isDone && list.reload();
		await doWith(
			people.map((person) => ({ ...person, name: nameOf(person) })),
			unhide(),
			change,
		);
		isDone = true;
		list.reload();
	};
	return (
		<>
			{there.length > 0 && (
				<section class="selection-bar" aria-label={t.chosenPeople}>
					<strong>{t.chosen(number(there.length))}</strong>
					<button type="button" class="plain" onClick={chosen.all}>
						{t.everybody}
					</button>
					<button type="button" class="plain" onClick={chosen.none}>
						{t.chooseNone}
					</button>
					<button type="button" class="plain" onClick={() => show(there)}>
						<Icon name="eye" />
						{t.showAgain}
					</button>
				</section>
			)}
			<div class="rows panel">
				<VirtualList
					label={t.views.hidden}
					items={items}
					total={items.length}
					busy={false}
					onEnd={() => {}}
					render={(person, place) => (
						<Row
							key={keyOf(person)}
							person={person}
							named={named}
							isChosen={chosen.has(person)}
							onChoose={(extend) => chosen.choose(place, extend)}
							onName={(name) => names.current.set(keyOf(person), name)}
							onShow={() => show([person])}
						/>
					)}
				/>
			</div>
		</>
	);
}

interface RowProps {
	readonly person: HiddenPerson;
	readonly named: boolean;
	readonly isChosen: boolean;
	readonly onChoose: (extend: boolean) => void;
	readonly onName: (name: string) => void;
	readonly onShow: () => void;
}

function Row({ person, named, isChosen, onChoose, onName, onShow }: RowProps) {
	const t = recruiterTexts.value;
	const [name, setName] = useState<string | null>(null);
	const told = (known: string) => {
		setName(known);
		onName(known);
	};
	const id = person.candidateId ?? person.profileId ?? "";
	const record = href(["recruiter", "search"], {
		q: "",
		hidden: "1",
		...(named ? {} : { blind: "1" }),
		person: keyOf(person),
	});
	return (
		<div class="row">
			{may("desk:write") && (
				<label class="row-pick">
					<input
						type="checkbox"
						checked={isChosen}
						aria-label={t.select(named ? (name ?? t.noNameKnown) : t.noName)}
						onClick={(event) => onChoose(event.shiftKey)}
					/>
				</label>
			)}
			<div class="row-main">
				<a href={record}>
					{named ? <PersonName id={id} isProfile={person.candidateId === null} withRole onName={told} /> : t.noName}
				</a>
				<span class="muted small">{t.hiddenAt(date(person.hiddenAt))}</span>
			</div>
			{may("desk:write") && (
				<button type="button" onClick={onShow}>
					<Icon name="eye" />
					{t.showAgain}
				</button>
			)}
		</div>
	);
}

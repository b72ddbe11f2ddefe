import { number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { recruiterTexts } from "../texts/index.ts";
import type { ChangeShown, Person } from "./bulk.ts";
import { PeopleActions } from "./people-actions.tsx";

interface Props {
	readonly people: readonly Person[];
	readonly change: ChangeShown;
	/** Chosen without seeing who they are. */
	readonly blind: boolean;
	/** All of them are hidden now. */
	readonly hidden: boolean;
	/** All of them are marked as contacted. */
	readonly contacted: boolean;
	readonly onAll: () => void;
	readonly onNone: () => void;
	readonly onCompare: () => void;
	readonly onSimilar: () => void;
}

/** What can be done with those who are chosen. */
export function SelectionBar({ people, change, blind, hidden, contacted, onAll, onNone, onCompare, onSimilar }: Props) {
	const t = recruiterTexts.value;
	return (
		<section class="selection-bar" aria-label={t.chosenPeople}>
			<strong>{t.chosen(number(people.length))}</strong>
			<button type="button" class="plain" onClick={onAll}>
				{t.chooseAll}
			</button>
			<button type="button" class="plain" onClick={onNone}>
				{t.chooseNone}
			</button>
			<PeopleActions people={people} change={change} blind={blind} hidden={hidden} contacted={contacted} />
			{people.length === 2 && (
				<button type="button" class="plain" onClick={onCompare}>
					<Icon name="compare" />
					{t.compare}
				</button>
			)}
			{people.length <= 10 && (
				<button type="button" class="plain" onClick={onSimilar}>
					<Icon name="people" />
					{t.similar}
				</button>
			)}
		</section>
	);
}

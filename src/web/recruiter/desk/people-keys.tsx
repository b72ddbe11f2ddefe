import { useState } from "preact/hooks";
import type { Hit } from "../../../domain/hit.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { number } from "../../shell/format.ts";
import { useKeys } from "../../shell/keyboard.ts";
import { may } from "../../shell/session.ts";
import { idsOf, keyOf } from "../person-ref.ts";
import { recruiterTexts } from "../texts/index.ts";
import { addTo, type ChangeShown, contacted, doWith, hide, notContacted, type Person, tag, unhide } from "./bulk.ts";
import { ProjectPicker, TagForm } from "./people-actions.tsx";

interface Props {
	readonly chosen: readonly Hit[];
	/** Key of the one who is meant where nobody is chosen; null: nobody is. */
	readonly focused: () => string | null;
	readonly hits: readonly Hit[];
	readonly change: ChangeShown;
	/** Chosen without seeing who they are. */
	readonly blind: boolean;
}

interface Meant {
	readonly people: readonly Person[];
	readonly hits: readonly Hit[];
}

interface Asking extends Meant {
	readonly what: "list" | "tag";
}

/** What the buttons of the open person, and of those who are chosen, do, by keys: with the chosen, else with the one who is open or has the focus. */
export function PeopleKeys({ chosen, focused, hits, change, blind }: Props) {
	const t = recruiterTexts.value;
	const [asking, setAsking] = useState<Asking | null>(null);
	const meant = (): Meant | null => {
		const key = focused();
		const some = chosen.length > 0 ? chosen : hits.filter((hit) => keyOf(hit) === key);
		if (some.length > 0) return { people: some, hits: some };
		return key === null ? null : { people: [{ ...idsOf(key), name: null }], hits: [] };
	};
	const withThem = (act: (them: Meant) => void) => () => {
		const them = meant();
		return them !== null && void act(them);
	};
	const ask = (what: Asking["what"]) => withThem((them) => setAsking({ ...them, what }));
	const flip = (isSo: (hit: Hit) => boolean, yes: typeof hide, no: typeof hide) =>
		withThem(
			({ people, hits: some }) => void doWith(people, some.length > 0 && some.every(isSo) ? no() : yes(), change),
		);
	const keys = [
		{ key: "l", text: t.keys.shortList, run: ask("list") },
		{ key: "t", text: t.keys.tag, run: ask("tag") },
		{
			key: "e",
			text: t.keys.contacted,
			run: flip(({ marks }) => marks?.contacted != null, contacted, notContacted),
		},
		{ key: "h", text: t.keys.hide, run: flip(({ marks }) => marks?.hidden === true, hide, unhide) },
	];
	useKeys(t.groups.list, may("desk:write") ? keys : []);
	if (asking === null) return null;
	const { people, what } = asking;
	const only = people.length === 1 ? (people[0]?.name ?? (blind ? t.noName : t.noNameKnown)) : null;
	const act = (action: ReturnType<typeof tag>) => {
		setAsking(null);
		void doWith(people, action, change);
	};
	return (
		<Dialog
			title={`${what === "tag" ? t.tag : t.shortList}: ${only ?? t.people(people.length, number(people.length))}`}
			onClose={() => setAsking(null)}
		>
			{what === "tag" ? (
				<TagForm onTag={(word) => act(tag(word))} />
			) : (
				<ProjectPicker onPick={(project) => act(addTo(project, blind))} />
			)}
		</Dialog>
	);
}

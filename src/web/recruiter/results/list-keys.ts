import type { Hit } from "../../../domain/hit.ts";
import { useKeys } from "../../shell/keyboard.ts";
import { keyOf } from "../person-ref.ts";
import { recruiterTexts } from "../texts/index.ts";

interface KeyProps {
	readonly hits: readonly Hit[];
	readonly person: string | null;
	readonly open: (hit: Hit | undefined) => void;
	readonly close: () => void;
	readonly select: (hit: Hit) => void;
}

const cardAt = (index: number) => document.querySelector<HTMLElement>(`.hit[data-rank="${index + 1}"]`);

/** Into the person who is open, to the tab that is shown. */
export const focusTab = (): void =>
	document.querySelector<HTMLElement>("#person [role=tab][aria-selected=true]")?.focus();

/** Key of the person whose card has the focus, else of the one who is open. */
export const focusedPerson = (person: string | null): string | null =>
	document.activeElement?.closest<HTMLElement>(".hit")?.dataset.key ?? person;

/** Arrows and `j`, `k` walk over the people; with a person open, that one changes with them. */
export function useListKeys({ hits, person, open, close, select }: KeyProps): void {
	const t = recruiterTexts.value;
	const focused = () => {
		const key = focusedPerson(person);
		return hits.findIndex((hit) => keyOf(hit) === key);
	};
	const walk = (step: number) => () => {
		const at = Math.min(Math.max(focused() + step, 0), hits.length - 1);
		const card = cardAt(at);
		card?.focus();
		card?.scrollIntoView({ block: "nearest" });
		if (person !== null) open(hits[at]);
	};
	/** The one who is open is gone into. */
	const enter = (hit: Hit) => {
		if (keyOf(hit) !== person) return open(hit);
		focusTab();
	};
	const leave = () => {
		cardAt(hits.findIndex((hit) => keyOf(hit) === person))?.focus();
		close();
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
			run: () => document.activeElement?.matches(".hit") === true && onFocused(enter)(),
		},
		{ key: "x", text: t.keys.select, run: onFocused(select) },
		{ key: "Escape", text: t.keys.close, run: () => (person === null ? false : void leave()) },
	]);
}

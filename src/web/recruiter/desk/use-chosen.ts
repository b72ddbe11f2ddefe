import { useRef, useState } from "preact/hooks";
import { keyOf, type PersonIds } from "../person-ref.ts";
import { toggle } from "../results/list.tsx";

/** Who of some people is chosen. */
export interface Chosen {
	has(person: PersonIds): boolean;
	/** @param extend from the one before to this one */
	choose(place: number, extend: boolean): void;
	all(): void;
	none(): void;
}

export function useChosen(people: readonly PersonIds[]): Chosen {
	const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
	const last = useRef(0);
	return {
		has: (person) => chosen.has(keyOf(person)),
		choose: (place, extend) => {
			const [from = 0, to = 0] = extend ? [last.current, place].toSorted((a, b) => a - b) : [place, place];
			last.current = place;
			const some = people.slice(from, to + 1).map(keyOf);
			setChosen(extend ? new Set([...chosen, ...some]) : toggle(chosen, some[0] ?? ""));
		},
		all: () => setChosen(new Set(people.map(keyOf))),
		none: () => setChosen(new Set()),
	};
}

import { useEffect, useState } from "preact/hooks";
import { number } from "../../shell/format.ts";
import type { Asked } from "../asked.ts";
import { recruiterTexts } from "../texts/index.ts";

/** Distances in a query as it was understood: `near:Berlin~20km`, `near:"new york"~50km`. */
const NEAR = /near:("[^"]+"|[^\s~()"]+)~(\d+(?:\.\d+)?)km/g;

const MOST_KM = 200;
const STEP_KM = 5;

interface Props {
	/** The query as it was understood. */
	readonly understood: string;
	/** Another query is asked by now. */
	readonly isOld: boolean;
	readonly asked: Asked;
	readonly onChange: (asked: Asked) => void;
}

/** What is left out. */
const NOT = /NOT (?:\([^()]*\)|near:(?:"[^"]*"|\S+))/g;

/** The circles that a query asks for people in, not those that it leaves out. */
const circlesIn = (understood: string): readonly RegExpExecArray[] => [...understood.replace(NOT, "").matchAll(NEAR)];

/** Whether a query asks for people near to a place. */
export const asksForPlace = (understood: string): boolean => circlesIn(understood).length > 0;

/** A distance and the places that it is asked for around: "within 30 km of Berlin or Munich" is one. */
interface AskedDistance {
	readonly km: number;
	readonly places: string;
	/** The query with another distance in its place. */
	readonly at: (value: number) => string;
}

function distancesIn(understood: string): readonly AskedDistance[] {
	const byKm = Map.groupBy(circlesIn(understood), ([, , km]) => Number(km));
	return [...byKm].map(([km, circles]) => {
		const wheres = [...new Set(circles.map(([, where = ""]) => where))];
		return {
			km,
			places: wheres.map((where) => where.replaceAll('"', "")).join(", "),
			at: (value) =>
				circles.reduce((query, [written, where]) => query.replaceAll(written, `near:${where}~${value}km`), understood),
		};
	});
}

/** The query but for its distances. */
const withoutDistances = (query: string): string => query.replace(NEAR, "near:$1");

/** Kilometres to which a circle is widened in which nobody is. */
const WIDER_KM = [100, MOST_KM] as const;

/** The same query with the narrowest circles wider; null where it has none, or there are none wider. */
export function wider(
	understood: string,
): { readonly query: string; readonly place: string; readonly km: number } | null {
	const [found] = distancesIn(understood).toSorted((one, other) => one.km - other.km);
	const km = WIDER_KM.find((one) => found !== undefined && one > found.km);
	return found === undefined || km === undefined ? null : { query: found.at(km), place: found.places, km };
}

/** Where places are asked for: how far from them people may live. */
export function Distance({ understood, isOld, asked, onChange }: Props) {
	const found = distancesIn(understood);
	if (found.length === 0) return null;
	// Who goes on by the arrow keys does not wait for each answer.
	const isOwn = withoutDistances(asked.query) === withoutDistances(understood);
	const change = (query: string) => onChange({ ...asked, query, disabled: [] });
	return (
		<section class="distance" aria-label={recruiterTexts.value.distance} inert={isOld && !isOwn}>
			{found.map((distance) => (
				<Slider key={distance.places} distance={distance} onChange={change} />
			))}
		</section>
	);
}

function Slider({
	distance: { km: radius, places, at },
	onChange,
}: {
	readonly distance: AskedDistance;
	readonly onChange: (query: string) => void;
}) {
	const [km, setKm] = useState(radius);
	useEffect(() => setKm(radius), [radius]);
	return (
		<label class="distance-control">
			<span>{recruiterTexts.value.within(number(km), places)}</span>
			<input
				type="range"
				min={STEP_KM}
				max={MOST_KM}
				step={STEP_KM}
				value={km}
				onInput={(event) => setKm(Number(event.currentTarget.value))}
				onChange={(event) => onChange(at(Number(event.currentTarget.value)))}
			/>
		</label>
	);
}

import { useEffect, useState } from "preact/hooks";
import { number } from "../../shell/format.ts";
import type { Asked } from "../asked.ts";
import { recruiterTexts } from "../texts/index.ts";

/** A distance in a query as it was understood: `near:Berlin~20km`, `near:"new york"~50km`. */
const NEAR = /near:("[^"]+"|[^\s~()"]+)~(\d+(?:\.\d+)?)km/;

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

/** The distance that a query asks for; null where it asks for none, or only for people who are not there. */
const nearIn = (understood: string): RegExpExecArray | null => NEAR.exec(understood.replace(NOT, ""));

/** Whether a query asks for people near to a place. */
export const asksForPlace = (understood: string): boolean => nearIn(understood) !== null;

/** The distance that is asked for, and the query with another one in its place. */
function distanceIn(understood: string) {
	const found = nearIn(understood);
	if (found === null) return null;
	const [written, where = "", km] = found;
	return {
		place: where.replaceAll('"', ""),
		km: Number(km),
		at: (value: number) => understood.replaceAll(written, `near:${where}~${value}km`),
	};
}

/** Kilometres to which a circle is widened in which nobody is. */
const WIDER_KM = [100, MOST_KM] as const;

/** The same query with a wider circle; null where it has none, or there is none wider. */
export function wider(
	understood: string,
): { readonly query: string; readonly place: string; readonly km: number } | null {
	const found = distanceIn(understood);
	const km = WIDER_KM.find((one) => found !== null && one > found.km);
	return found === null || km === undefined ? null : { query: found.at(km), place: found.place, km };
}

/** Where a place is asked for: how far from it people may live. */
export function Distance({ understood, isOld, asked, onChange }: Props) {
	const t = recruiterTexts.value;
	const found = distanceIn(understood);
	const radius = found?.km ?? 0;
	const [km, setKm] = useState(radius);
	useEffect(() => setKm(radius), [radius]);
	if (found === null) return null;
	// Who goes on by the arrow keys does not wait for each answer.
	const isOwn = distanceIn(asked.query)?.at(0) === found.at(0);
	const change = (value: number) => onChange({ ...asked, query: found.at(value), disabled: [] });
	return (
		<section class="distance" aria-label={t.distance} inert={isOld && !isOwn}>
			<label class="distance-control">
				<span>{t.within(number(km), found.place)}</span>
				<input
					type="range"
					min={STEP_KM}
					max={MOST_KM}
					step={STEP_KM}
					value={km}
					onInput={(event) => setKm(Number(event.currentTarget.value))}
					onChange={(event) => change(Number(event.currentTarget.value))}
				/>
			</label>
		</section>
	);
}

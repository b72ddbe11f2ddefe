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
	readonly asked: Asked;
	readonly onChange: (asked: Asked) => void;
}

/** What is left out. */
const NOT = /NOT (?:\([^()]*\)|near:(?:"[^"]*"|\S+))/g;

/** The distance that a query asks for; null where it asks for none, or only for people who are not there. */
const nearIn = (understood: string): RegExpExecArray | null => NEAR.exec(understood.replace(NOT, ""));

/** Whether a query asks for people near to a place. */
export const asksForPlace = (understood: string): boolean => nearIn(understood) !== null;

/** Where a place is asked for: how far from it people may live. */
export function Distance({ understood, asked, onChange }: Props) {
	const t = recruiterTexts.value;
	const found = nearIn(understood);
	const place = found?.[1]?.replaceAll('"', "") ?? "";
	const radius = Number(found?.[2] ?? 0);
	const [km, setKm] = useState(radius);
	useEffect(() => setKm(radius), [radius]);
	if (found === null) return null;
	const change = (value: number) => {
		const [written = "", where = ""] = found;
		onChange({ ...asked, query: understood.replaceAll(written, `near:${where}~${value}km`), disabled: [] });
	};
	return (
		<section class="distance" aria-label={t.distance}>
			<label class="distance-control">
				<span>{t.within(number(km), place)}</span>
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

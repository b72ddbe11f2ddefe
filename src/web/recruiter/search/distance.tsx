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

/** Whether a query asks for people near to a place. */
export const asksForPlace = (understood: string): boolean => NEAR.test(understood);

/** Where a place is asked for: how far from it people may live. */
export function Distance({ understood, asked, onChange }: Props) {
	const t = recruiterTexts.value;
	const found = NEAR.exec(understood);
	const place = found?.[1]?.replaceAll('"', "") ?? "";
	const radius = Number(found?.[2] ?? 0);
	const [km, setKm] = useState(radius);
	useEffect(() => setKm(radius), [radius]);
	if (found === null) return null;
	const change = (value: number) =>
		onChange({ ...asked, query: understood.replace(NEAR, `near:$1~${value}km`), disabled: [] });
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

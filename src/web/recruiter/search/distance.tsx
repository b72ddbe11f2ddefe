import { useEffect, useState } from "preact/hooks";
import type { Hit } from "../../../domain/hit.ts";
import { number } from "../../shell/format.ts";
import type { Asked } from "../asked.ts";
import { keyOf } from "../person-ref.ts";
import { recruiterTexts } from "../texts/index.ts";

/** A distance in a query as it was understood: `near:Berlin~20km`, `near:"new york"~50km`. */
const NEAR = /near:("[^"]+"|[^\s~()"]+)~(\d+)km/;
/** Of an answer's reasons: how far somebody lives from the place. */
const FAR = /^(?:(less than 1)|([\d.,]+)) km from/;

const MOST_KM = 200;
const STEP_KM = 5;
const RINGS = [0.25, 0.5, 0.75, 1] as const;

interface Props {
	/** The query as it was understood. */
	readonly understood: string;
	readonly hits: readonly Hit[];
	readonly asked: Asked;
	readonly onChange: (asked: Asked) => void;
}

/** Where a place is asked for: how far from it people may live, and how far those who were found do. */
export function Distance({ understood, hits, asked, onChange }: Props) {
	const t = recruiterTexts.value;
	const found = NEAR.exec(understood);
	const place = found?.[1]?.replaceAll('"', "") ?? "";
	const radius = Number(found?.[2] ?? 0);
	const [km, setKm] = useState(radius);
	useEffect(() => setKm(radius), [radius]);
	if (found === null) return null;
	const change = (value: number) =>
		onChange({ ...asked, query: understood.replace(NEAR, `near:$1~${value}km`), disabled: [] });
	const people = hits.flatMap((hit) => {
		const far = kilometres(hit);
		return far === null ? [] : [{ hit, far }];
	});
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
			{people.length > 0 && <Rings people={people} km={Math.max(km, ...people.map(({ far }) => far))} place={place} />}
		</section>
	);
}

function kilometres({ explanation }: Hit): number | null {
	const text = explanation?.contributions.find(({ feature }) => feature === "distance")?.text ?? "";
	const [, less, exact] = FAR.exec(text) ?? [];
	if (less !== undefined) return 0;
	return exact === undefined ? null : Number(exact.replace(",", "."));
}

/** Half rings around the place, a dot for each person as far out as he lives. Which way is not known, so dots only keep out of each other's way. */
function Rings({ people, km, place }: { people: readonly { hit: Hit; far: number }[]; km: number; place: string }) {
	const t = recruiterTexts.value;
	const sorted = people.toSorted((a, b) => a.far - b.far);
	return (
		<svg
			class="rings"
			viewBox="-110 -110 220 122"
			role="img"
			aria-label={t.distanceOf(
				place,
				sorted.map(({ hit, far }) => `${hit.name ?? t.noName} ${number(Math.round(far))} km`).join(", "),
			)}
		>
			{RINGS.map((share) => (
				<g key={share}>
					<path d={`M ${-100 * share} 0 A ${100 * share} ${100 * share} 0 0 1 ${100 * share} 0`} class="ring" />
					<text x={100 * share} y={9} class="ring-label">
						{number(Math.round(km * share))}
					</text>
				</g>
			))}
			{sorted.map(({ hit, far }, index) => {
				// The golden angle spreads any number of dots evenly.
				const angle = Math.PI * (0.06 + 0.88 * ((index * 0.618) % 1));
				const out = 4 + 96 * Math.min(1, far / km);
				return (
					<circle
						key={keyOf(hit)}
						cx={-Math.cos(angle) * out}
						cy={-Math.sin(angle) * out}
						r={3.2}
						class={`dot ${hit.origin}`}
					/>
				);
			})}
			<circle r={2.5} class="centre" />
		</svg>
	);
}

import { geoPath } from "d3-geo";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { recruiterTexts } from "../texts/index.ts";
import { drawn, worldFor } from "./land.ts";
import type { Area, Place } from "./places.ts";
import { type Cluster, circleOf, clustersOf, HEIGHT, type Moved, projectionFor, STILL, WIDTH } from "./projection.ts";

export interface MapProps {
	readonly places: readonly Place[];
	readonly area: Area | null;
	/** Values of the facet that are filtered by. */
	readonly chosen: readonly string[];
	readonly onChoose: (values: readonly string[]) => void;
}

/** People by where they live, on outlines of land that this page brings along. */
export function PeopleMap({ places, area, chosen, onChoose }: MapProps) {
	const t = recruiterTexts.value;
	const [moved, setMoved] = useState<Moved>(STILL);
	const key = JSON.stringify([places, area]);
	useEffect(() => setMoved(STILL), [key]);
	const projection = useMemo(() => projectionFor(places, area, moved), [key, moved]);
	const clusters = useMemo(() => clustersOf(places, projection), [projection]);
	const ring = area === null ? null : geoPath(projection)(circleOf(area));
	const centre = area === null ? null : projection([area.longitude, area.latitude]);
	const drag = useDrag(setMoved);
	const zoom = (factor: number) =>
		setMoved(({ zoom: before, x, y }) => {
			const next = Math.min(64, Math.max(0.5, before * factor));
			return { zoom: next, x: (x * next) / before, y: (y * next) / before };
		});
	return (
		<div class="people-map">
			{/* biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a drawing */}
			<svg
				viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
				preserveAspectRatio="xMidYMid slice"
				role="group"
				aria-label={t.mapOf(number(places.length))}
				{...drag}
			>
				<rect class="sea" width={WIDTH} height={HEIGHT} />
				<Land projection={projection} />
				{ring !== null && <path class="map-radius" d={ring} />}
				{centre !== null && <circle class="map-centre" cx={centre[0]} cy={centre[1]} r={3} />}
				{clusters.map((cluster) => (
					<Bubble key={cluster.places[0]?.value} of={cluster} chosen={chosen} onChoose={onChoose} />
				))}
			</svg>
			<div class="map-buttons">
				<button type="button" class="icon" aria-label={t.zoomIn} onClick={() => zoom(2)}>
					<Icon name="plus" />
				</button>
				<button type="button" class="icon" aria-label={t.zoomOut} onClick={() => zoom(0.5)}>
					<Icon name="minus" />
				</button>
				{moved !== STILL && (
					<button type="button" onClick={() => setMoved(STILL)}>
						{t.wholeMap}
					</button>
				)}
			</div>
			<p class="map-source small muted">{t.mapSource}</p>
		</div>
	);
}

function Land({ projection }: { projection: ReturnType<typeof projectionFor> }) {
	const [paths, setPaths] = useState<ReturnType<typeof drawn> | null>(null);
	useEffect(() => {
		let gone = false;
		// Without outlines the circles are right all the same.
		worldFor(projection).then(
			(world) => gone || setPaths(drawn(world, projection)),
			() => {},
		);
		return () => {
			gone = true;
		};
	}, [projection]);
	if (paths === null) return null;
	return (
		<>
			<path class="land" d={paths.land} />
			<path class="borders" d={paths.borders} />
		</>
	);
}

/** Places named in one line; the others are counted. */
const NAMED = 3;

interface BubbleProps extends Pick<MapProps, "chosen" | "onChoose"> {
	readonly of: Cluster;
}

function Bubble({ of: { places, count, x, y, radius }, chosen, onChoose }: BubbleProps) {
	const t = recruiterTexts.value;
	const values = places.map(({ value }) => value);
	const isChosen = values.every((value) => chosen.includes(value));
	// What is read aloud begins with what is seen.
	const shown = places.length > 1 ? `${places[0]?.label} +${number(places.length - 1)}` : (places[0]?.label ?? "");
	const others = places.slice(1, NAMED).map(({ label }) => label);
	const people = t.people(count, number(count));
	const choose = () =>
		onChoose(isChosen ? chosen.filter((value) => !values.includes(value)) : [...new Set([...chosen, ...values])]);
	return (
		// biome-ignore lint/a11y/useSemanticElements: there is no button in a drawing
		<g
			class={`bubble${isChosen ? " chosen" : ""}`}
			role="button"
			tabindex={0}
			aria-pressed={isChosen}
			aria-label={[`${shown} ${people}`, ...others].join(", ")}
			transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
			onClick={choose}
			onKeyDown={(event) => {
				if (event.key !== "Enter" && event.key !== " ") return;
				event.preventDefault();
				event.stopPropagation();
				choose();
			}}
		>
			<circle r={radius} />
			<text class="bubble-name" y={radius + 12}>
				{shown}
			</text>{" "}
			<text class="bubble-count" dy="0.35em">
				{number(count)}
			</text>
		</g>
	);
}

/** Movement of the pointer that is no press. Pixels. */
const STEADY = 4;

function useDrag(setMoved: (change: (before: Moved) => Moved) => void) {
	const from = useRef<{ x: number; y: number; isDrag: boolean } | null>(null);
	return {
		onPointerDown: (event: PointerEvent) => {
			from.current = { x: event.clientX, y: event.clientY, isDrag: false };
		},
		onPointerMove: (event: PointerEvent) => {
			const start = from.current;
			if (start === null) return;
			const svg = event.currentTarget as SVGSVGElement;
			const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
			if (!start.isDrag && Math.hypot(dx, dy) < STEADY) return;
			if (!start.isDrag) svg.setPointerCapture(event.pointerId);
			from.current = { x: event.clientX, y: event.clientY, isDrag: true };
			const scale = WIDTH / svg.clientWidth;
			setMoved(({ zoom, x, y }) => ({ zoom, x: x + dx * scale, y: y + dy * scale }));
		},
		onPointerUp: () => {
			from.current = null;
		},
		onPointerCancel: () => {
			from.current = null;
		},
	};
}

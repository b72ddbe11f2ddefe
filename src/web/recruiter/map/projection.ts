import { type GeoProjection, geoCircle, geoMercator } from "d3-geo";
import { type Area, DEGREE, kilometresFrom, type Place } from "./places.ts";

/** Of the drawing, in its own units; it is as wide as there is room. */
export const WIDTH = 720;
export const HEIGHT = 150;
const MARGIN = 16;
/** One place alone is shown with so much around it, in kilometres. */
const AROUND = 60;
/** People who live this far from the circle that is asked for do not make the map smaller; in its radii. */
const NEAR_AREA = 3;

const circle = ({ latitude, longitude }: Pick<Place, "latitude" | "longitude">, kilometres: number) =>
	geoCircle()
		.center([longitude, latitude])
		.radius(kilometres / DEGREE)();

export const circleOf = (area: Area) => circle(area, area.kilometres);

/** How the map was moved by hand. */
export interface Moved {
	/** 1: all of it is seen. */
	readonly zoom: number;
	/** In units of the drawing. */
	readonly x: number;
	readonly y: number;
}
export const STILL: Moved = { zoom: 1, x: 0, y: 0 };

/** All that is asked for and where people live, as large as it goes. */
export function projectionFor(places: readonly Place[], area: Area | null, { zoom, x, y }: Moved): GeoProjection {
	const shown =
		area === null
			? places.map((place) => circle(place, AROUND))
			: [
					circle(area, Math.max(AROUND / 2, area.kilometres * 1.1)),
					...places.filter(nearTo(area)).map((place) => circle(place, 1)),
				];
	const collection = { type: "GeometryCollection" as const, geometries: shown };
	const fitted = geoMercator().fitExtent(
		[
			[MARGIN, MARGIN],
			[WIDTH - MARGIN, HEIGHT - MARGIN],
		],
		collection,
	);
	const [left, top] = fitted.translate();
	const [middle, centre] = [WIDTH / 2, HEIGHT / 2];
	return fitted
		.scale(fitted.scale() * zoom)
		.translate([middle + (left - middle) * zoom + x, centre + (top - centre) * zoom + y])
		.clipExtent([
			[-2, -2],
			[WIDTH + 2, HEIGHT + 2],
		]);
}

const nearTo = (area: Area) => (place: Place) => kilometresFrom(area, place) <= area.kilometres * NEAR_AREA;

/** People of places that would stand over one another. */
export interface Cluster {
	readonly places: readonly Place[];
	readonly count: number;
	/** Units of the drawing. */
	readonly x: number;
	readonly y: number;
	readonly radius: number;
}

const SMALLEST = 12;
const LARGEST = 24;

/** The largest place takes in those whose circles it would touch. */
export function clustersOf(places: readonly Place[], projection: GeoProjection): readonly Cluster[] {
	const most = Math.max(1, ...places.map(({ count }) => count));
	const radiusOf = (count: number) => SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(Math.min(1, count / most));
	const clusters: { places: Place[]; count: number; x: number; y: number; radius: number }[] = [];
	for (const place of places) {
		const at = projection([place.longitude, place.latitude]);
		if (at === null) continue;
		const [x, y] = at;
		const radius = radiusOf(place.count);
		const near = clusters.find((one) => Math.hypot(one.x - x, one.y - y) < one.radius + radius * 0.6);
		if (near === undefined) clusters.push({ places: [place], count: place.count, x, y, radius });
		else {
			near.places.push(place);
			near.count += place.count;
			near.radius = radiusOf(near.count);
		}
	}
	return clusters.filter(({ x, y }) => x > -LARGEST && y > -LARGEST && x < WIDTH + LARGEST && y < HEIGHT + LARGEST);
}

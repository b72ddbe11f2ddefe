import type { MapAnswer } from "../../../domain/people-map.ts";

export type Place = MapAnswer["places"][number];
export type Area = NonNullable<MapAnswer["area"]>;

/** Kilometres of a degree of a great circle. */
export const DEGREE = 111.195;

/** Along a great circle. */
export function kilometresFrom(area: Area, { latitude, longitude }: Place): number {
	const rad = Math.PI / 180;
	const [a, b] = [area.latitude * rad, latitude * rad];
	const half =
		Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(((longitude - area.longitude) * rad) / 2) ** 2;
	return (2 * Math.asin(Math.min(1, Math.sqrt(half))) * DEGREE) / rad;
}

/** A point on earth, degrees. */
export interface Point {
	readonly latitude: number;
	readonly longitude: number;
}

/** Mean radius, kilometres. */
const EARTH = 6371.0088;
const RADIANS = Math.PI / 180;

/** Great-circle distance in kilometres, by the haversine formula; NaN where a coordinate is. */
export function kilometresBetween(one: Point, other: Point): number {
	const halfLatitude = ((other.latitude - one.latitude) * RADIANS) / 2;
	const halfLongitude = ((other.longitude - one.longitude) * RADIANS) / 2;
	const haversine =
		Math.sin(halfLatitude) ** 2 +
		Math.cos(one.latitude * RADIANS) * Math.cos(other.latitude * RADIANS) * Math.sin(halfLongitude) ** 2;
	return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

/** Degrees of latitude that hold everything within so many kilometres: what is outside need not be measured. */
export const latitudesWithin = (kilometres: number): number => kilometres / (EARTH * RADIANS) + 1e-9;

import type { GeoProjection } from "d3-geo";
import { geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

/** Outlines of land and borders between countries (Natural Earth, public domain, by world-atlas), from here and no other host. */

type World = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

/** From this scale on, at which some 45 degrees are seen, the finer outlines are fetched. */
const FINE = 900;

const loaded: { coarse?: Promise<World>; fine?: Promise<World> } = {};

const load = {
	coarse: () => import("world-atlas/countries-110m.json"),
	fine: () => import("world-atlas/countries-50m.json"),
} as const;

/** The outlines that fit a projection; each is fetched once. */
export function worldFor(projection: GeoProjection): Promise<World> {
	const kind = projection.scale() > FINE ? "fine" : "coarse";
	loaded[kind] ??= load[kind]().then((module) => module.default as unknown as World);
	return loaded[kind];
}

/** Paths of SVG. */
export function drawn(world: World, projection: GeoProjection): { readonly land: string; readonly borders: string } {
	const path = geoPath(projection).digits(1);
	return {
		land: path(feature(world, world.objects.land)) ?? "",
		borders: path(mesh(world, world.objects.countries, (one, other) => one !== other)) ?? "",
	};
}

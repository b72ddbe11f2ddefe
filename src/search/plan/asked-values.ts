import { type EducationWord, iscedOf } from "../../analysis/education-level.ts";
import { cityOfPlace } from "../../analysis/gazetteer/city-of-place.ts";
import type { QueryNode } from "../../domain/query.ts";
import type { AskedArea } from "../../rank/pool.ts";
import { readArea } from "../query/area.ts";

/** Values of a query that people fit more or less, whether they are demanded or wished for. */

/** The first distance: of a city, or one way in which a place may be meant. What is left out is no place to be near to. */
export function nearOf(root: QueryNode | null): AskedArea | null {
	const text = wordsBehind(root, "near");
	const area = text === null ? null : readArea(text);
	const city = area === null ? null : cityOfPlace(area.place);
	if (area === null || city === null) return null;
	return { place: area.place, latitude: city.latitude, longitude: city.longitude, kilometres: area.kilometres };
}

export function educationOf(root: QueryNode | null): number | null {
	const text = wordsBehind(root, "education");
	return text === null ? null : iscedOf(text as EducationWord);
}

function wordsBehind(node: QueryNode | null, scope: "near" | "education"): string | null {
	if (node === null || node.kind === "not") return null;
	if (node.kind === "value") return node.scope === scope ? node.text : null;
	if (node.kind !== "and" && node.kind !== "or") return null;
	return node.of.map((child) => wordsBehind(child, scope)).find((text) => text !== null) ?? null;
}

import { editsBetween } from "../../analysis/edit-distance.ts";
import {
	RANGE_SCOPES,
	type RangeScope,
	SCOPES,
	type ScopeName,
	VALUE_SCOPES,
	type ValueScope,
} from "../../domain/query.ts";

/** Everything that a colon may stand behind. */
export type AnyScope = ScopeName | ValueScope | RangeScope;

const NAMES: readonly AnyScope[] = [
	...new Set<AnyScope>([...(Object.keys(SCOPES) as ScopeName[]), ...VALUE_SCOPES, ...RANGE_SCOPES]),
];
/** Current title, current_title and currentTitle are one name. */
const keyOf = (text: string) => text.toLowerCase().replace(/[-_ ]/g, "");
const KNOWN: ReadonlyMap<string, AnyScope> = new Map(NAMES.map((name) => [keyOf(name), name]));
/** What networks, job boards and search engines of the web call the same, in strings that recruiters bring along. */
const ELSEWHERE: ReadonlyMap<string, AnyScope> = new Map([
	["firstname", "name"],
	["lastname", "name"],
	["jobtitle", "title"],
	["intitle", "title"],
	["employer", "company"],
]);

/** Every scope a query may name, for messages. */
export const SCOPE_LIST = NAMES.map((name) => `${name}:`).join(" ");

/** The scope of this name in any case and with any joint, or null. */
export const scopeNamed = (text: string): AnyScope | null => KNOWN.get(keyOf(text)) ?? null;
/** The scope that is called so elsewhere, or null. */
export const scopeElsewhere = (text: string): AnyScope | null => ELSEWHERE.get(keyOf(text)) ?? null;

export const isTextScope = (name: AnyScope): name is ScopeName => Object.hasOwn(SCOPES, name);
export const isRangeScope = (name: AnyScope | null): name is RangeScope =>
	(RANGE_SCOPES as readonly (AnyScope | null)[]).includes(name);

/** The scope that was probably meant: at most two letters changed, added, left out or swapped. Ties: the first of the table, ours before names from elsewhere. */
export function nearestScope(text: string): AnyScope | null {
	const nearest = nearestOf([...NAMES, ...ELSEWHERE.keys()], text);
	return nearest === null ? null : (scopeElsewhere(nearest) ?? (nearest as AnyScope));
}

/** The name that a misspelt one is nearest to: within one edit up to four letters, two beyond; null where none is. */
export function nearestOf<Name extends string>(names: readonly Name[], text: string): Name | null {
	const written = text.toLowerCase();
	const tolerance = written.length <= 4 ? 1 : 2;
	let best: Name | null = null;
	let least = tolerance + 1;
	for (const name of names) {
		const distance = editsBetween(written, name, tolerance);
		if (distance !== null && distance < least) [best, least] = [name, distance];
	}
	return best;
}

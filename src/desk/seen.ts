import type { PersonKey } from "../domain/desk.ts";
import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";

/** Who of the people of a desk is there for whoever asks. */

/** Who is not there: neither among the tenant's candidates nor in the network. */
export async function missingOf(
	{ store, network }: Scope,
	keys: readonly PersonKey[],
): Promise<ReadonlyMap<PersonKey, TributaryError>> {
	const of = (kind: "c:" | "p:") => keys.filter((key) => key.startsWith(kind));
	const [candidates, profiles] = [of("c:"), of("p:")];
	const ids = (some: readonly PersonKey[]) => some.map((key) => key.slice(2));
	const [own, others] = await Promise.all([
		candidates.length === 0 ? [] : store.read("person", { ids: ids(candidates) }),
		profiles.length === 0 || network === null ? [] : network.read("person", { ids: ids(profiles) }),
	]);
	const gone = [
		...candidates.filter((_, place) => own[place] == null),
		...profiles.filter((_, place) => others[place] == null),
	];
	return new Map(gone.map((key) => [key, new TributaryError("not-found")]));
}

/**
 * What was noted of people whom a seat may not see (any more) is not there for it, in lists that it or others made. Without a seat
 * everything is, records that are gone included.
 */
export async function seenOf(scope: Scope, keys: readonly PersonKey[]): Promise<ReadonlySet<PersonKey>> {
	if (scope.seat === null || keys.length === 0) return new Set(keys);
	const missing = await missingOf(scope, keys);
	return new Set(keys.filter((key) => !missing.has(key)));
}

import { Profile, type ShownProfile } from "../domain/candidate.ts";
import { TributaryError } from "../errors.ts";
import { shownProfile } from "../identity/shown-profile.ts";
import type { Scope } from "../tenancy/scope.ts";

/**
 * A person of the shared network.
 * @throws TributaryError `not-found` also where the tenant does not search the network
 */
export function readProfile(scope: Scope, id: string): Promise<ShownProfile> {
	return scope.record("profile.read", { profileId: id }, async () => {
		const [found] = (await scope.network?.read("person", { ids: [id] })) ?? [];
		if (found == null) throw new TributaryError("not-found");
		return { value: shownProfile(Profile.parse(JSON.parse(found.record))), result: { outcome: "ok", count: 1 } };
	});
}

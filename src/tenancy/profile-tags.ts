import * as z from "zod";
import { TAGGED_PROFILES } from "../domain/desk.ts";
import type { Store } from "../engine/port.ts";

/** A tenant's words on a profile of the network, which lie in the tenant's own store. */
const TagRecord = z.object({ tags: z.array(z.string()) });

export const taggedPlace = (profileId: string): string => TAGGED_PROFILES + profileId;

export const tagsIn = (record: string): readonly string[] => TagRecord.parse(JSON.parse(record)).tags;

/** Tags of profiles by their ids. */
export async function profileTags(
	store: Pick<Store, "read">,
	profileIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
	if (profileIds.length === 0) return new Map();
	const found = await store.read("desk", { ids: profileIds.map(taggedPlace) });
	return new Map(profileIds.flatMap((id, place) => (found[place] ? [[id, tagsIn(found[place].record)]] : [])));
}

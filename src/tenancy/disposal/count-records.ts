import type { Collection, Store } from "../../engine/port.ts";
import { countingPlan } from "../../engine/port.ts";
import { eachPage } from "../listing.ts";
import { TENANT_COLLECTIONS } from "../scope.ts";

const PAGE = 1000;

/** How many records of each collection a tenant's store holds; collections without any are left out. */
export async function countRecords(store: Store): Promise<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const collection of TENANT_COLLECTIONS) {
		const count = collection === "person" ? await countPeople(store) : await countListed(store, collection);
		if (count > 0) counts[collection] = count;
	}
	return counts;
}

/** People are many and their records long: the index knows their number. */
const countPeople = async (store: Store): Promise<number> =>
	(await store.retrieve(countingPlan({ op: "all" }))).population;

async function countListed(store: Store, collection: Collection): Promise<number> {
	let count = 0;
	for await (const page of eachPage(store, collection, { size: PAGE })) count += page.length;
	return count;
}

import { PROVIDER_ID } from "../domain/account.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { SUBSCRIPTIONS_ID } from "../export/subscriptions.ts";
import { isSecondPerson } from "../tenancy/accounts/second-person.ts";
import { isKeptAnswer } from "../tenancy/kept-answers.ts";
import { eachRecord } from "../tenancy/listing.ts";

/**
 * What of a tenant's store decides who gets in and where data go stays as it is today, when its data are put back from before: an identity
 * provider that was left, a receiver that was taken away, a request that was refused do not come back. Answers that were kept for
 * repetitions are of a state that is gone.
 */

const PAGE = 500;
const isToday = (id: string): boolean => id === PROVIDER_ID || id === SUBSCRIPTIONS_ID || isSecondPerson(id);

/** @returns what is to stay; null: the store does not open, so nobody knows */
export async function settingsOfToday(open: () => Promise<Pick<Store, "list">>): Promise<readonly Change[] | null> {
	try {
		const puts: Change[] = [];
		for await (const { id, record, keys } of eachRecord(await open(), "setting", { keys: true }))
			if (isToday(id)) puts.push({ op: "put", collection: "setting", id, record, ...(keys && { keys }) });
		return puts;
	} catch (error) {
		// Also one that was rolled back: what it says of today is of before, too.
		if (error instanceof TributaryError && error.code !== "store-unavailable") return null;
		throw error;
	}
}

/** @param today null: what the backup holds stays, and somebody has to look at it before the tenant is served */
export async function keepSettings(store: Store, today: readonly Change[] | null): Promise<void> {
	const gone: Change[] = [];
	for await (const { id } of eachRecord(store, "setting"))
		if (isKeptAnswer(id) || (today !== null && isToday(id))) gone.push({ op: "delete", collection: "setting", id });
	for (let start = 0; start < gone.length; start += PAGE) await store.write(gone.slice(start, start + PAGE));
	if (today !== null && today.length > 0) await store.write(today);
}

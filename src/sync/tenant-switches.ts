import * as z from "zod";
import type { Store } from "../engine/port.ts";

/** What the tenant's integrations and their configurations say of who sees what. */

const EVERYBODY = "ALL_PRODUCT_USERS";
const ID = "integrations";

const value = z.object({ value: z.string() }).optional();

const Record = z.object({
	integrations: z.object({ CSA_API: z.object({ enabled: z.boolean().nullish() }).optional() }).default({}),
	configurations: z.object({ JOB_POSTING_VIEWERS: value, APPLICATION_VIEWERS: value }).default({}),
});

async function read(store: Pick<Store, "read">): Promise<z.output<typeof Record>> {
	const [found] = await store.read("setting", { ids: [ID] });
	return Record.parse(found == null ? {} : JSON.parse(found.record));
}

/** What is opened to all users of the product, of that which no access list protects. */
export interface Viewers {
	readonly jobs: boolean;
	readonly applications: boolean;
}

export async function viewers(store: Pick<Store, "read">): Promise<Viewers> {
	const { configurations } = await read(store);
	return {
		jobs: configurations.JOB_POSTING_VIEWERS?.value === EVERYBODY,
		applications: configurations.APPLICATION_VIEWERS?.value === EVERYBODY,
	};
}

/** Whether the tenant's admin lets the ATS fetch what recruiters did. */
export async function isActivityOpen(store: Pick<Store, "read">): Promise<boolean> {
	return (await read(store)).integrations.CSA_API?.enabled === true;
}

import { ALL_PRODUCT_USERS } from "../domain/integration.ts";
import type { Store } from "../engine/port.ts";
import { readIntegrationRecord } from "../export/integration-record.ts";

/** What the tenant's integrations and their configurations say of who sees what. */

/** What is opened to all users of the product, of that which no access list protects. */
export interface Viewers {
	readonly jobs: boolean;
	readonly applications: boolean;
}

export async function viewers(store: Pick<Store, "read">): Promise<Viewers> {
	const { configurations } = (await readIntegrationRecord(store)).record;
	return {
		jobs: configurations.JOB_POSTING_VIEWERS?.value === ALL_PRODUCT_USERS,
		applications: configurations.APPLICATION_VIEWERS?.value === ALL_PRODUCT_USERS,
	};
}

/** Whether the tenant's admin lets the ATS fetch what recruiters did. */
export async function isActivityOpen(store: Pick<Store, "read">): Promise<boolean> {
	return (await readIntegrationRecord(store)).record.integrations.CSA_API?.enabled === true;
}

import { setTimeout as pause } from "node:timers/promises";
import type { Alerts } from "../desk/alerts.ts";
import type { Deliveries } from "../export/deliveries.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";

/** Between two looks. */
const INTERVAL = 30_000;
/** What nobody has touched for so long nobody works on: longer than one try to deliver. */
const STILL = 60_000;

export interface LookAgainDeps {
	readonly tenancy: Pick<Tenancy, "tenants">;
	readonly alerts: Pick<Alerts, "wake">;
	readonly deliveries: Pick<Deliveries, "wake" | "takeOver">;
}

/**
 * Looks in every tenant for what another process wrote, which wakes nobody here: a saved search with an alert, or an event for
 * subscribers, as the command line makes them. One look reads the first entry of each.
 * @param isAlone whether no other process serves; else events are left to whoever works on them
 */
export function lookAgain(
	{ tenancy, alerts, deliveries }: LookAgainDeps,
	isAlone: boolean,
	onError: (error: unknown) => void,
	{ interval = INTERVAL, still = STILL }: { readonly interval?: number; readonly still?: number } = {},
) {
	const closing = new AbortController();
	const { signal } = closing;
	const wait = (milliseconds: number) => pause(milliseconds, undefined, { signal, ref: false });
	const look = async () => {
		const tenants = (await tenancy.tenants.list()).flatMap(({ id, status }) => (status === "active" ? [id] : []));
		for (const tenant of tenants) alerts.wake(tenant);
		if (isAlone) for (const tenant of tenants) deliveries.wake(tenant);
		else await deliveries.takeOver(tenants, () => wait(still));
	};
	const goOn = async () => {
		while (!signal.aborted) {
			try {
				await wait(interval);
				await look();
			} catch (error) {
				if (!signal.aborted) onError(error);
			}
		}
	};
	const work = goOn();
	return {
		close: () => {
			closing.abort();
			return work;
		},
	};
}

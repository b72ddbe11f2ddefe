import { setTimeout as pause } from "node:timers/promises";
import type { TenantId } from "../domain/tenant.ts";
import type { Deliveries } from "../export/deliveries.ts";
import type { ResumeTasks } from "../ingest/tasks.ts";
import type { Watch } from "../tenancy/serving.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";

/** What nobody has touched for so long nobody works on, milliseconds: longer than one try to deliver and the progress of a task. */
const STILL = 60_000;

export interface TakeOverDeps {
	readonly tenancy: Pick<Tenancy, "serving" | "tenants">;
	readonly tasks: Pick<ResumeTasks, "takeOver">;
	readonly deliveries: Pick<Deliveries, "takeOver">;
	readonly resumeRemoving: (tenants: readonly TenantId[]) => Promise<void>;
}

/** Of several processes that serve, one goes on with what another had begun beside answering and left, within some three minutes. */
export function goOnForOthers(
	{ tenancy, tasks, deliveries, resumeRemoving }: TakeOverDeps,
	onError: (error: unknown) => void,
	{ beat, still = STILL }: { readonly beat?: number; readonly still?: number } = {},
): Watch {
	return tenancy.serving.watch({
		onGone: async (signal) => {
			const tenants = (await tenancy.tenants.list()).map(({ id }) => id);
			const wait = () => pause(still, undefined, { signal, ref: false });
			await Promise.all([
				tasks.takeOver(tenants, wait),
				deliveries.takeOver(tenants, wait),
				wait().then(() => resumeRemoving(tenants)),
			]);
		},
		onError,
		...(beat === undefined ? {} : { beat }),
	});
}

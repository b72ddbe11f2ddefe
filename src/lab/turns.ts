import type { TenantId } from "../domain/tenant.ts";

/** Work of one tenant one after the other, in the order it came; tenants do not wait for each other. */
export type InTurn = <T>(tenant: TenantId, work: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
	const last = new Map<TenantId, Promise<unknown>>();
	return (tenant, work) => {
		const mine = (last.get(tenant) ?? Promise.resolve()).then(work, work);
		last.set(tenant, mine);
		const leave = () => {
			if (last.get(tenant) === mine) last.delete(tenant);
		};
		void mine.then(leave, leave);
		return mine;
	};
}

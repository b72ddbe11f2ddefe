import { Seat, type SeatInput } from "../domain/seat.ts";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { demandNoHold } from "../tenancy/legal-hold.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Viewer } from "./visibility.ts";

/** The tenant's recruiters. Access lists and the wire know each as the person of the same id. */

const PREFIX = "seat/";
const idOf = (id: string): string => `${PREFIX}${id}`;
const ABOUT = "seat";

const parse = (record: string): Seat => Seat.parse(JSON.parse(record));

/** @throws TributaryError `not-found` */
export function readSeat(scope: Scope, id: string): Promise<Seat> {
	return scope.record("activity.read", { about: ABOUT, seatId: id }, async () => {
		const [found] = await scope.store.read("activity", { ids: [idOf(id)] });
		if (found == null) throw new TributaryError("not-found");
		return { value: parse(found.record), result: { outcome: "ok", count: 1 } };
	});
}

/** A page of seats by id, after `after`. */
export function listSeats(
	scope: Scope,
	{ after = "", limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly Seat[]> {
	return scope.record("activity.read", { about: ABOUT }, async () => {
		const value = await seatsAfter(scope.store, after, limit);
		return { value, result: { outcome: "ok", count: value.length } };
	});
}

/** The first `most` seats that are as wanted, by id, without those passed over. */
export function findSeats(
	scope: Scope,
	wanted: (seat: Seat) => boolean,
	{ start, most }: { readonly start: number; readonly most: number },
): Promise<readonly Seat[]> {
	return scope.record("activity.read", { about: ABOUT }, async () => {
		const value: Seat[] = [];
		let passed = 0;
		for (let after = ""; value.length < most; ) {
			const page = await seatsAfter(scope.store, after, PAGE);
			for (const seat of page.filter(wanted)) if (passed++ >= start && value.length < most) value.push(seat);
			if (page.length < PAGE) break;
			after = page.at(-1)?.id ?? after;
		}
		return { value, result: { outcome: "ok", count: value.length } };
	});
}

const PAGE = 500;

async function seatsAfter(store: Pick<Store, "list">, after: string, limit: number): Promise<readonly Seat[]> {
	const page = await store.list("activity", { after: idOf(after), limit });
	return page.filter(({ id }) => id.startsWith(PREFIX)).map(({ record }) => parse(record));
}

/** Writes a seat, whole. */
export function writeSeat(scope: Scope, id: string, input: SeatInput, at: Date): Promise<Seat> {
	return scope.record("activity.write", { about: ABOUT, seatId: id }, () =>
		retryOnConflict(async () => {
			const [found] = await scope.store.read("activity", { ids: [idOf(id)] });
			const updatedAt = at.toISOString();
			const seat: Seat = {
				id,
				...input,
				createdAt: found == null ? updatedAt : parse(found.record).createdAt,
				updatedAt,
			};
			const [version = 0] = await scope.store.write([
				{
					op: "put",
					collection: "activity",
					id: idOf(id),
					record: JSON.stringify(seat),
					ifVersion: found?.version ?? 0,
				},
			]);
			return { value: seat, result: { outcome: "ok", version } };
		}),
	);
}

/** Removes a seat; what it did stays. @throws TributaryError `not-found` · `legal-hold` */
export function removeSeat(scope: Scope, id: string): Promise<void> {
	return scope.record("activity.write", { about: ABOUT, seatId: id }, async () => {
		demandNoHold(scope.tenant);
		const [found] = await scope.store.read("activity", { ids: [idOf(id)] });
		if (found == null) throw new TributaryError("not-found");
		await scope.store.write([{ op: "delete", collection: "activity", id: idOf(id) }]);
		return { value: undefined, result: { outcome: "ok" } };
	});
}

/** Who looks, for a request on behalf of a seat. @throws TributaryError `seat-unavailable` */
export async function viewerOf(store: Pick<Store, "read">, seat: string | undefined): Promise<Viewer> {
	if (seat === undefined) return null;
	const [found] = await store.read("activity", { ids: [idOf(seat)] });
	if (found == null || !parse(found.record).active) throw new TributaryError("seat-unavailable");
	return seat;
}

/** @returns whether there is such a seat, active or not */
export async function isSeat(store: Pick<Store, "read">, id: string): Promise<boolean> {
	const [found] = await store.read("activity", { ids: [idOf(id)] });
	return found != null;
}

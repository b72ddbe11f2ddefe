import * as z from "zod";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { DeskDeps } from "./deps.ts";
import type { Owner } from "./owner.ts";
import { pathOf, putKept, readKept } from "./records.ts";

/** The brake: rows that an owner has taken today, of searches and short lists together. */
const Taken = z.strictObject({ day: z.iso.date(), rows: z.int().nonnegative() });

const DAY = 86_400_000;
type Brake = Pick<DeskDeps, "clock" | "exportRowsPerDay">;

/** @throws TributaryError `quota-exceeded` when there is no room for so many more */
export async function demandRows(
	store: Pick<Store, "read">,
	{ clock, exportRowsPerDay }: Brake,
	owner: Owner,
	more: number,
) {
	const now = clock();
	const day = now.toISOString().slice(0, 10);
	const { value, version } = await readKept(store, placeOf(owner), (json) => Taken.parse(json), null);
	const rows = value?.day === day ? value.rows : 0;
	if (rows + more <= exportRowsPerDay) return { day, rows, version };
	const left = exportRowsPerDay - rows;
	throw new TributaryError("quota-exceeded", {
		detail: `${exportRowsPerDay} rows may be exported in a day (UTC); ${left} are left, and this has ${more} or more.`,
		retryAfter: Math.ceil((DAY - (now.getTime() % DAY)) / 1000),
	});
}

/** Counts rows before they are given. @throws TributaryError `quota-exceeded` */
export async function takeRows(store: Store, brake: Brake, owner: Owner, more: number): Promise<void> {
	await retryOnConflict(async () => {
		const { day, rows, version } = await demandRows(store, brake, owner, more);
		await store.write([putKept(placeOf(owner), { day, rows: rows + more }, version)]);
	});
}

const placeOf = (owner: Owner) => pathOf("exported", owner);

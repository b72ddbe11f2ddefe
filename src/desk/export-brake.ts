import * as z from "zod";
import type { Actor } from "../domain/actor.ts";
import { TributaryError } from "../errors.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { DeskDeps } from "./deps.ts";
import { pathOf, putKept, readKept } from "./records.ts";

/**
 * The brake: rows that whoever calls has taken today, of searches and short lists together. Whose desk he names does not count: he
 * could name another whenever the brake holds him.
 */
const Taken = z.strictObject({ day: z.iso.date(), rows: z.int().nonnegative() });

const DAY = 86_400_000;
type Brake = Pick<DeskDeps, "clock" | "exportRowsPerDay">;

/** @throws TributaryError `quota-exceeded` when there is no room for so many more */
export async function demandRows(
	{ store, actor }: Pick<Scope, "store" | "actor">,
	{ clock, exportRowsPerDay }: Brake,
	more: number,
) {
	const now = clock();
	const day = now.toISOString().slice(0, 10);
	const { value, version } = await readKept(store, placeOf(actor), (json) => Taken.parse(json), null);
	const rows = value?.day === day ? value.rows : 0;
	if (rows + more <= exportRowsPerDay) return { day, rows, version };
	const left = Math.max(0, exportRowsPerDay - rows);
	throw new TributaryError("quota-exceeded", {
		detail: `${exportRowsPerDay} rows may be exported in a day (UTC); ${left} are left, and this has ${more} or more.`,
		retryAfter: Math.ceil((DAY - (now.getTime() % DAY)) / 1000),
	});
}

/** Counts rows before they are given. @throws TributaryError `quota-exceeded` */
export async function takeRows(scope: Pick<Scope, "store" | "actor">, brake: Brake, more: number): Promise<void> {
	await retryOnConflict(async () => {
		const { day, rows, version } = await demandRows(scope, brake, more);
		await scope.store.write([putKept(placeOf(scope.actor), { day, rows: rows + more }, version)]);
	});
}

const placeOf = ({ kind, id }: Actor) => pathOf("exported", `${kind}:${id}`);

import * as z from "zod";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";

declare const brand: unique symbol;

/** Whose working state it is: `seat:ID`, `client:ID`, `account:ID`, or `operator:ID`. Only {@link ownerOf} and {@link parseOwner} make one. */
export type Owner = string & { readonly [brand]: "Owner" };

/** What is read of a seat here. */
const SeatState = z.looseObject({ active: z.boolean() });

/**
 * The one place that decides for whom somebody works: the recruiter whose seat is named, else the actor itself. A seat has to be
 * there, or anybody could have as many desks (and as many brakes on exports) as he can think of names.
 * @throws TributaryError `seat-unavailable`
 */
export async function ownerOf(scope: Pick<Scope, "actor" | "store">, seat: string | undefined): Promise<Owner> {
	if (seat === undefined) return `${scope.actor.kind}:${scope.actor.id}` as Owner;
	if (!(await isActiveSeat(scope.store, seat))) throw new TributaryError("seat-unavailable");
	return `seat:${seat}` as Owner;
}

/** Whether whoever owns something still works here. What a client or the operator owns stays until it is removed. */
export async function isAtWork(
	store: Pick<Store, "read">,
	owner: Owner,
	isActiveAccount: (id: string) => Promise<boolean> = async () => true,
): Promise<boolean> {
	if (owner.startsWith("account:")) return isActiveAccount(owner.slice("account:".length));
	return !owner.startsWith("seat:") || (await isActiveSeat(store, owner.slice("seat:".length)));
}

/** For whoever may look at all desks, also those of who left. @throws TributaryError `seat-unavailable` there never was such a seat */
export async function demandSeat(store: Pick<Store, "read">, owner: Owner): Promise<void> {
	const { seatId } = seatOf(owner);
	if (seatId === undefined) return;
	const [found] = await store.read("activity", { ids: [`seat/${seatId}`] });
	if (found == null) throw new TributaryError("seat-unavailable");
}

async function isActiveSeat(store: Pick<Store, "read">, id: string): Promise<boolean> {
	const [found] = await store.read("activity", { ids: [`seat/${id}`] });
	return found != null && SeatState.parse(JSON.parse(found.record)).active;
}

/** An owner as it is written down. @throws TributaryError `invalid-field` */
export function parseOwner(text: string): Owner {
	if (/^(?:seat|client|account|operator):[A-Za-z0-9._:@-]{1,200}$/.test(text)) return text as Owner;
	const detail = "Use seat:ID, account:ID or client:ID.";
	throw new TributaryError("invalid-field", { detail, errors: [{ pointer: "/owner", detail }] });
}

/** For the audit log: the seat, where it is one. */
export const seatOf = (owner: Owner): { readonly seatId?: string } =>
	owner.startsWith("seat:") ? { seatId: owner.slice("seat:".length) } : {};

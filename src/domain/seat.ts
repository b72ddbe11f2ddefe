import * as z from "zod";
import { RecordId } from "./candidate.ts";
import { EMAIL } from "./email.ts";

const text = (max: number) => z.string().trim().min(1).max(max);

const fields = {
	firstName: text(200),
	lastName: text(200),
	email: z.string().trim().max(320).regex(EMAIL, "Use an address of the form name@host.example"),
	/** One who is not active can do nothing any more; what he did stays his. */
	active: z.boolean().default(true),
	admin: z.boolean().default(false),
	/** In the tenant's own words. */
	roles: z.array(text(100)).max(20).default([]),
};

/** What is written of a seat; its id stands in the URL. */
export const SeatInput = z.strictObject(fields);

/** A recruiter of the tenant. */
export const Seat = z.strictObject({
	id: RecordId,
	...fields,
	createdAt: z.iso.datetime(),
	updatedAt: z.iso.datetime(),
});

export type SeatInput = z.output<typeof SeatInput>;
export type Seat = z.output<typeof Seat>;

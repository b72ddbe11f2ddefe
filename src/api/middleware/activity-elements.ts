import type { Message, ProspectNote, Stub } from "../../domain/activity.ts";
import type { Seat } from "../../domain/seat.ts";
import type { Kept } from "../../sync/activity.ts";
import { atsIdOf } from "../../sync/kinds.ts";
import { contractUrn, organizationUrn, personUrn, type WireCall } from "./resource.ts";

/** What recruiters are and did, in the members that the wire names. Where the protocol names none, the names are ours. */

type Element = Readonly<Record<string, unknown>>;

const SEAT = "urn:li:seat:";
export const seatUrn = (id: string): string => `${SEAT}${id}`;

/** null for what names no seat. */
export const seatIdOf = (urn: string): string | null =>
	urn.startsWith(SEAT) && /^[A-Za-z0-9._:@-]{1,128}$/.test(urn.slice(SEAT.length)) ? urn.slice(SEAT.length) : null;

/** The vendor's ids are numbers: where ours are too, clients that expect a number get one. */
const wireId = (id: string): string | number => (/^[1-9]\d{0,14}$/.test(id) ? Number(id) : id);

const millis = (at: string): number => Date.parse(at);

export const seatElement = ({ scope }: WireCall, { id, firstName, lastName, email, active, admin }: Seat): Element => ({
	id: wireId(id),
	firstName,
	lastName,
	email,
	active,
	admin,
	contractId: scope.tenant.organization,
	member: personUrn(id),
});

export const seatState = ({ active }: Seat): "ACTIVE" | "INACTIVE" => (active ? "ACTIVE" : "INACTIVE");

export function seatV2Element({ scope, generation }: WireCall, seat: Seat): Element {
	const { id, firstName, lastName, email, roles, createdAt } = seat;
	const created = { actor: organizationUrn(scope), time: millis(createdAt) };
	return {
		[generation === 1 ? "id" : "seatId"]: wireId(id),
		firstName,
		lastName,
		email,
		contract: contractUrn(scope),
		member: personUrn(id),
		state: seatState(seat),
		seatRoles: roles,
		[generation === 1 ? "created" : "createdAt"]: created,
	};
}

/** Whom it is about: on the network, and in the ATS under its own id. */
function prospect(
	{ generation }: WireCall,
	about: { profileId?: string | undefined; candidateId?: string | undefined },
) {
	const { profileId, candidateId } = about;
	const name = generation === 1 ? "atsCandidateId" : "externalCandidateId";
	return {
		...(profileId === undefined ? {} : { member: personUrn(profileId) }),
		...(candidateId === undefined ? {} : { [name]: atsIdOf(candidateId) }),
	};
}

export function messageElement(call: WireCall, { id, entry }: Kept<"message"> & { readonly entry: Message }): Element {
	const { seat, direction, kind, subject, body, at, profileId } = entry;
	const own = seatUrn(seat);
	const other = profileId === undefined ? [] : [personUrn(profileId)];
	const isSent = direction === "sent";
	const [author] = isSent ? [own] : other;
	return {
		id,
		type: kind,
		direction: direction.toUpperCase(),
		viewer: own,
		...(author === undefined ? {} : { author }),
		recipients: isSent ? other : [own],
		...prospect(call, entry),
		...(subject === undefined ? {} : { subject }),
		body,
		created: { ...(author === undefined ? {} : { actor: author }), time: millis(at) },
	};
}

export function stubElement(call: WireCall, { id, entry }: Kept<"stub"> & { readonly entry: Stub }): Element {
	const { seat, firstName, lastName, email, phone, headline, title, company, location, consentedAt, at } = entry;
	const known = {
		emailAddress: email,
		phoneNumber: phone,
		headline,
		currentJobTitle: title,
		currentCompanyName: company,
		location,
	};
	return {
		id,
		contract: contractUrn(call.scope),
		owner: seatUrn(seat),
		...prospect(call, entry),
		firstName,
		lastName,
		...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
		consentedAt: millis(consentedAt),
		created: { actor: seatUrn(seat), time: millis(at) },
	};
}

export function noteElement(
	call: WireCall,
	{ id, entry }: Kept<"prospect-note"> & { readonly entry: ProspectNote },
): Element {
	const { seat, text, active, at, changedAt = at } = entry;
	const actor = seatUrn(seat);
	return {
		id,
		active,
		contract: contractUrn(call.scope),
		owner: actor,
		...prospect(call, entry),
		// Of a deleted one only that it is gone.
		...(active ? { note: text } : {}),
		created: { actor, time: millis(at) },
		lastModified: { actor, time: millis(changedAt) },
	};
}

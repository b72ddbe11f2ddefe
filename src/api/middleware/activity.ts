import type { Seat } from "../../domain/seat.ts";
import { TributaryError } from "../../errors.ts";
import { readEntries } from "../../sync/activity.ts";
import { findSeats } from "../../sync/seats.ts";
import { isActivityOpen } from "../../sync/tenant-switches.ts";
import {
	messageElement,
	noteElement,
	seatElement,
	seatIdOf,
	seatState,
	seatV2Element,
	stubElement,
} from "./activity-elements.ts";
import { contractUrn, fault, type Generation, type Resource, type WireAnswer, type WireCall } from "./resource.ts";
import { instantOf, rangeOf, valuesOf } from "./restli/arguments.ts";
import { elementsEnvelope } from "./restli/envelope.ts";
import { pageOf, required, single } from "./restli/query.ts";

/**
 * What recruiters did, for the ATS to fetch: finders only, each of the tenant's own contract, where its admin has switched CSA_API on.
 */

/** Elements on one page, and the last that a finder leads to (documented for stubs). */
const MOST_ON_PAGE = 500;
const MOST_RESULTS = 20_000;
/** Longest window of messages, milliseconds. */
const HALF_DAY = 43_200_000;
/** Later than any time. */
const NEVER = 8_640_000_000_000_001;

type Find = (call: WireCall) => Promise<WireAnswer>;

const finder = (url: string, generation: Generation, summary: string, find: Find): Resource => ({
	url,
	generation,
	permission: "ats:activity",
	summary,
	shape: "plain",
	methods: { finder: find },
});

const both = (name: string, summary: string, find: Find): Resource[] => [
	finder(`/v2/${name}`, 1, summary, find),
	finder(`/rest/${name}`, 2, summary, find),
];

export const ACTIVITY_RESOURCES: readonly Resource[] = [
	...both("seats", "Recruiters", seats),
	...both("seatsV2", "Recruiters, by state", seatsV2),
	...both("conversationEvents", "Messages of a recruiter", conversationEvents),
	...both("mailStubs", "Prospects who shared their contact data", mailStubs),
	...both("prospectNotes", "Notes on prospects", prospectNotes),
];

/** `q=seatsByAttributes&contracts&active` */
async function seats(call: WireCall): Promise<WireAnswer> {
	demandFinder(call, "seatsByAttributes");
	await demandContract(call, "contracts");
	const active = oneOf(call, "active", ["true", "false"]);
	const wanted = (seat: Seat) => active === null || seat.active === (active === "true");
	return pageOfSeats(call, wanted, (seat) => seatElement(call, seat));
}

const STATES = ["ACTIVE", "INACTIVE", "INVITED", "PARKED"];

/** `q=attributes&contracts&states&start`, start mandatory. A seat of ours is never invited or parked. */
async function seatsV2(call: WireCall): Promise<WireAnswer> {
	const { parameters } = call.request;
	demandFinder(call, "attributes");
	await demandContract(call, "contracts");
	required(parameters, ["start"]);
	const states = new Set(valuesOf(parameters, "states"));
	const unknown = [...states].find((state) => !STATES.includes(state));
	if (unknown !== undefined) throw fault(`states are ${STATES.join(", ")}.`);
	const wanted = (seat: Seat) => states.size === 0 || states.has(seatState(seat));
	return pageOfSeats(call, wanted, (seat) => seatV2Element(call, seat));
}

async function pageOfSeats(
	call: WireCall,
	wanted: (seat: Seat) => boolean,
	elementOf: (seat: Seat) => Readonly<Record<string, unknown>>,
): Promise<WireAnswer> {
	const page = pageWithin(call);
	const found = await findSeats(call.scope, wanted, { start: page.start, most: page.given });
	return answer(call, page, found.map(elementOf));
}

/** `q=criteria&viewer&timeRange.start&timeRange.end`: a window of half a day at most; an end that is missing is half a day off. */
async function conversationEvents(call: WireCall): Promise<WireAnswer> {
	const { parameters } = call.request;
	demandFinder(call, "criteria");
	const viewer = seatIdOf(required(parameters, ["viewer"]));
	if (viewer === null) throw fault("viewer is a urn:li:seat:{id}.");
	await demandOpen(call);
	const range = rangeOf(parameters, "timeRange");
	const before = range.end ?? (range.start === null ? call.deps.ingest.clock().getTime() + 1 : range.start + HALF_DAY);
	const from = range.start ?? Math.max(0, before - HALF_DAY);
	if (before < from) throw fault("timeRange ends before it starts.");
	if (before - from > HALF_DAY) throw fault("timeRange is at most 12 hours.");
	call.limits.admitMember(`${call.scope.tenant.id} ${viewer}`);
	const page = pageWithin(call);
	const window = { seats: [viewer], from, before, start: page.start, count: page.given };
	const found = await readEntries(call.scope, "message", window);
	return answer(
		call,
		page,
		found.map((kept) => messageElement(call, kept)),
	);
}

/** `q=contract&contract&owners&createdDateStart&createdDateEnd`: from the start on, before the end. */
async function mailStubs(call: WireCall): Promise<WireAnswer> {
	const { parameters } = call.request;
	demandFinder(call, "contract");
	await demandContract(call, "contract");
	const page = pageWithin(call);
	const found = await readEntries(call.scope, "stub", {
		seats: ownersOf(call),
		from: instantOf(parameters, "createdDateStart") ?? 0,
		before: instantOf(parameters, "createdDateEnd") ?? NEVER,
		start: page.start,
		count: page.given,
	});
	return answer(
		call,
		page,
		found.map((kept) => stubElement(call, kept)),
	);
}

/** `q=criteria&contract&owners&cutoffDate&beforeDate`: after the one, up to and with the other, by their latest change. */
async function prospectNotes(call: WireCall): Promise<WireAnswer> {
	const { parameters } = call.request;
	demandFinder(call, "criteria");
	await demandContract(call, "contract");
	const page = pageWithin(call);
	const found = await readEntries(call.scope, "prospect-note", {
		seats: ownersOf(call),
		from: (instantOf(parameters, "cutoffDate") ?? -1) + 1,
		before: (instantOf(parameters, "beforeDate") ?? NEVER - 1) + 1,
		start: page.start,
		count: page.given,
	});
	return answer(
		call,
		page,
		found.map((kept) => noteElement(call, kept)),
	);
}

function demandFinder({ request: { parameters } }: WireCall, name: string): void {
	if (required(parameters, ["q"]) !== name) throw fault(`The finder offered here is q=${name}.`);
}

/** Another contract is answered alike, whosever it is. @throws TributaryError `foreign-context` · `integration-disabled` */
async function demandContract(call: WireCall, name: "contract" | "contracts"): Promise<void> {
	const named = valuesOf(call.request.parameters, name);
	if (named.length === 0) throw fault(`The parameter ${name} is missing.`);
	const own = contractUrn(call.scope);
	if (named.some((contract) => contract !== own)) throw new TributaryError("foreign-context");
	await demandOpen(call);
}

async function demandOpen({ scope }: WireCall): Promise<void> {
	if (await isActivityOpen(scope.store)) return;
	throw new TributaryError("integration-disabled", { detail: "CSA_API is not switched on for this tenant." });
}

/** Seats that are asked for; null: all. */
function ownersOf({ request: { parameters } }: WireCall): readonly string[] | null {
	const owners = valuesOf(parameters, "owners");
	if (owners.length === 0) return null;
	return owners.map((owner) => {
		const id = seatIdOf(owner);
		if (id === null) throw fault("owners are urn:li:seat:{id}.");
		return id;
	});
}

function oneOf({ request: { parameters } }: WireCall, name: string, values: readonly string[]): string | null {
	const value = single(parameters, name);
	if (value === null || values.includes(value)) return value;
	throw fault(`${name} is ${values.join(" or ")}.`);
}

interface Page {
	readonly start: number;
	/** As asked for, and how many of these may be given. */
	readonly count: number;
	readonly given: number;
}

function pageWithin({ request: { parameters } }: WireCall): Page {
	const { start, count } = pageOf(parameters, { most: MOST_ON_PAGE });
	return { start, count, given: Math.max(0, Math.min(count, MOST_RESULTS - start)) };
}

/** `fields=a,b`: only these members. A page with fewer elements than `count` is the last one. */
function answer(
	{ request: { parameters } }: WireCall,
	{ start, count }: Page,
	elements: readonly Readonly<Record<string, unknown>>[],
): WireAnswer {
	const fields = single(parameters, "fields");
	const wanted = fields === null ? null : new Set(fields.split(","));
	const shown = elements.map((element) =>
		wanted === null ? element : Object.fromEntries(Object.entries(element).filter(([name]) => wanted.has(name))),
	);
	return { body: elementsEnvelope(shown, { start, count }) };
}

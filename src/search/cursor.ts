import { timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { CURSOR_WINDOW, type SearchRequest } from "../domain/query.ts";
import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { RankedList } from "./list.ts";
import type { Hidden } from "./view.ts";

/**
 * A cursor leads from a page to the one behind it, further down than pages are numbered. It is signed with a key of the tenant, so
 * that another tenant's leads nowhere, and holds the day that the list is of, so that the list does not change at midnight.
 * It remembers who stood last on the page, and some before him: when people came or went before them, or they went themselves, the
 * next page still begins behind them.
 */
const Person = z.strictObject({ pool: z.enum(["ats", "network"]), id: z.string() });
const Cursor = z.strictObject({
	/** Of the next page, from 0. */
	place: z.int().min(1).max(CURSOR_WINDOW),
	/** Milliseconds since 1970: of the list, and of the cursor's end. */
	asOf: z.int(),
	until: z.int(),
	last: Person,
	/** Who stood before the last one, from below; absent: nobody is remembered. */
	earlier: z.array(Person).optional(),
	/** The experiment that the list is of; absent: none. */
	experiment: z.string().optional(),
	/** Digest of what was asked. */
	asked: z.string(),
});
export type Cursor = z.output<typeof Cursor>;
type Person = Cursor["last"];

/** Milliseconds that somebody may look at one page. */
const LIFETIME = 30 * 60_000;
/** Places that people may have come or gone before the last one, and he is still found. */
const DRIFT = 500;
/** People who are remembered beside the last one. */
const REMEMBERED = 5;

/** @throws TributaryError `invalid-cursor` forged, of another tenant, of another search, or too old */
export function readCursor(scope: Scope, request: SearchRequest, now: Date): Cursor | null {
	if (request.cursor === undefined) return null;
	if (request.page !== 1) {
		const detail = "A cursor stands for the page: leave page out.";
		throw new TributaryError("invalid-field", { detail, errors: [{ pointer: "/page", detail }] });
	}
	const [payload = "", signature = "", ...rest] = request.cursor.split(".");
	if (rest.length > 0 || !isSame(signature, scope.digest(payload, "cursor"))) throw refused("It was not given to you.");
	const { data: cursor } = Cursor.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
	if (cursor === undefined) throw refused("It is of another version of the server.");
	if (cursor.until < now.getTime()) throw refused("It has expired: cursors last for half an hour.");
	if (cursor.asked !== askedDigest(scope, request))
		throw refused("It belongs to another query, other filters or another profile.");
	return cursor;
}

/** @param next where the next page begins, and who stands before it, from above; at least one */
export function writeCursor(
	scope: Scope,
	request: SearchRequest,
	{
		shown,
		...next
	}: Pick<Cursor, "place" | "asOf" | "experiment"> & { readonly shown: readonly { readonly person: Person }[] },
	now: Date,
): string {
	const remembered = shown.slice(-1 - REMEMBERED).map(({ person: { pool, id } }) => ({ pool, id }));
	const [last, ...earlier] = remembered.toReversed();
	if (last === undefined) throw new RangeError("A cursor leads on from somebody.");
	const until = now.getTime() + LIFETIME;
	const cursor: Cursor = { ...next, last, earlier, until, asked: askedDigest(scope, request) };
	const payload = Buffer.from(JSON.stringify(cursor)).toString("base64url");
	return `${payload}.${scope.digest(payload, "cursor")}`;
}

/**
 * Where the page behind a cursor begins, from 0.
 * @param hidden who is left out of the list
 * @param listBeside the list where these are left out
 */
export async function placeBehind(
	{ place, last, earlier = [] }: Cursor,
	list: RankedList,
	hidden: Hidden,
	listBeside: (hidden: Hidden) => Promise<RankedList>,
): Promise<number> {
	const placeIn = (within: RankedList, { pool, id }: Person) =>
		within.placeOf(pool, id, Math.max(0, place - 1 - DRIFT), place + DRIFT);
	const found = await placeIn(list, last);
	if (found !== null) return found + 1;
	const others = withoutPerson(hidden, last);
	// The lists differ in him alone: as many stand before him in either.
	const stood = others === null ? null : await placeIn(await listBeside(others), last);
	if (stood !== null) return stood;
	for (const person of earlier) {
		const above = await placeIn(list, person);
		if (above !== null) return above + 1;
	}
	return Math.max(0, place - 1 - earlier.length);
}

/** Null where he is not hidden. */
function withoutPerson(hidden: Hidden, { pool, id }: Person): Hidden | null {
	const kind = pool === "ats" ? "candidates" : "profiles";
	return hidden[kind].includes(id) ? { ...hidden, [kind]: hidden[kind].filter((other) => other !== id) } : null;
}

/** What does not change who is in the list, and in which order. */
const SHOWN: ReadonlySet<string> = new Set([
	"page",
	"pageSize",
	"cursor",
	"facets",
	"facetSize",
	"explain",
	"highlight",
] satisfies (keyof SearchRequest)[]);

function askedDigest(scope: Scope, request: SearchRequest): string {
	const asked = Object.fromEntries(Object.entries(request).filter(([name]) => !SHOWN.has(name)));
	return scope.digest(JSON.stringify(asked, inOrder), "cursor").slice(0, 32);
}

/** Objects with their fields in one order, however they were written. */
const inOrder = (_key: string, value: unknown): unknown =>
	typeof value === "object" && value !== null && !Array.isArray(value)
		? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
		: value;

function isSame(one: string, other: string): boolean {
	const [left, right] = [Buffer.from(one), Buffer.from(other)];
	return left.length === right.length && timingSafeEqual(left, right);
}

const refused = (detail: string) =>
	new TributaryError("invalid-cursor", { detail, errors: [{ pointer: "/cursor", detail }] });

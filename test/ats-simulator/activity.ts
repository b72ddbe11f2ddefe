/** What recruiters did, as an ATS asks for it with the contract that was named to it: who has a seat, and what they wrote. */
import { find } from "./ask.ts";
import type { Fields } from "./entries.ts";
import type { Session } from "./session.ts";

const HOUR = 3_600_000;
/** Longest window of events that may be asked for. */
const WINDOW = 12 * HOUR;

export async function checkActivity(session: Session): Promise<void> {
	const { contract: number } = session.settings;
	if (number === undefined) return;
	const contract = `urn:li:contract:${number}`;
	const seats = await paged(session, "seatsV2", { q: "attributes", contracts: contract, states: "ACTIVE" });
	demand(session, "seat", seats, ["firstName", "lastName", "member", "state"]);
	if (session.client.generation === 1) {
		const older = await paged(session, "seats", { q: "seatsByAttributes", contracts: contract });
		demand(session, "older seat", older, ["firstName", "lastName", "member", "active"]);
		demand(session, "prospect note", await paged(session, "prospectNotes", { q: "criteria", contract }), ["created"]);
	}
	await paged(session, "mailStubs", { q: "contract", contract });
	const [seat] = seats;
	if (seat === undefined || session.client.generation === 2) return;
	const until = Date.now();
	const range = { "timeRange.start": String(until - WINDOW), "timeRange.end": String(until) };
	await paged(session, "conversationEvents", { q: "criteria", viewer: `urn:li:seat:${seat.id}`, ...range });
}

const PAGE = 10;
const MOST_PAGES = 100;

/** All pages of a finder. */
async function paged(session: Session, name: string, pairs: Readonly<Record<string, string>>): Promise<Fields[]> {
	const path = `${session.client.generation === 1 ? "/v2" : "/rest"}/${name}`;
	const all: Fields[] = [];
	for (let page = 0; page < MOST_PAGES; page++) {
		const found = await find(session, path, { ...pairs, start: String(page * PAGE), count: String(PAGE) });
		all.push(...(found ?? []));
		if (found === null || found.length < PAGE) break;
	}
	session.tally.row(`activity ${name}`).accepted += all.length;
	return all;
}

function demand({ tally }: Session, what: string, found: readonly Fields[], names: readonly string[]): void {
	for (const one of found) {
		const missing = names.filter((name) => one[name] === undefined || one[name] === null);
		if (missing.length > 0) tally.fault(`${what}: no ${missing.join(", ")} in ${JSON.stringify(one)}`);
	}
}

import type { Candidate } from "../domain/candidate.ts";
import type { ExportRequest, ExportRow } from "../domain/desk.ts";
import type { Hit } from "../domain/hit.ts";
import { SearchRequest } from "../domain/query.ts";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { DeskDeps } from "./deps.ts";
import { demandRows, takeRows } from "./export-brake.ts";
import { type Owner, seatOf } from "./owner.ts";
import { viewOf } from "./view.ts";

/** Search results to take away, as many in a day as the brake lets through. */

/** People of one page of the search. */
const PAGE = 100;

/**
 * The best of a search as rows. They are counted before they are given: who is at the limit gets nothing.
 * @throws TributaryError `quota-exceeded` with the seconds until the next day (UTC) · `invalid-field` contact data of a blind search
 */
export function exportPeople(
	scope: Scope,
	deps: DeskDeps,
	owner: Owner,
	request: ExportRequest,
): Promise<readonly ExportRow[]> {
	if (request.blind && request.contact) {
		const detail = "A blind search gives no addresses: leave out one of the two.";
		throw new TributaryError("invalid-field", { errors: [{ pointer: "/contact", detail }] });
	}
	const subject = { queryDigest: scope.digest(request.query), ...seatOf(owner) };
	return scope.record("people.export", subject, async () => {
		await demandRows(scope, deps, 1);
		const hits = await hitsOf(scope, deps, owner, request);
		await takeRows(scope, deps, hits.length);
		const contacts = request.contact ? await contactsOf(scope.store, hits) : null;
		const value = hits.map((hit) => rowOf(hit, contacts));
		const ids = [...new Set(hits.map(({ candidateId, profileId }) => candidateId ?? profileId ?? ""))];
		return { value, result: { outcome: "ok", count: value.length, ids } };
	});
}

async function hitsOf(scope: Scope, deps: DeskDeps, owner: Owner, request: ExportRequest): Promise<Hit[]> {
	const { query, disabled, filters, expansion, includeHidden, blind, limit } = request;
	const wanted = { query, disabled, filters, expansion, includeHidden, blind };
	const hits: Hit[] = [];
	for (let page = 1; hits.length < limit; page++) {
		const shown = { facets: [], explain: false, highlight: false, page, pageSize: PAGE };
		const asked = SearchRequest.parse({ ...wanted, ...shown });
		const answer = await deps.search.search(scope, asked, viewOf(owner, deps.clock));
		hits.push(...answer.hits);
		if (page * PAGE >= Math.min(answer.total, limit)) break;
	}
	return hits.slice(0, limit);
}

interface Contact {
	readonly email: string | null;
	readonly phone: string | null;
}

/** Null: of nobody who is known. */
export function contactOf(candidate: Pick<Candidate, "resume"> | null): Contact {
	const { email = null, phone = null } = candidate?.resume.basics ?? {};
	return { email, phone };
}

/** By candidate. What the network knows of a person's addresses is never given. */
async function contactsOf(store: Pick<Store, "read">, hits: readonly Hit[]): Promise<ReadonlyMap<string, Contact>> {
	const ids = hits.flatMap(({ candidateId }) => candidateId ?? []);
	if (ids.length === 0) return new Map();
	const found = await store.read("person", { ids });
	return new Map(
		found.flatMap((stored) => (stored === null ? [] : [[stored.id, contactOf(JSON.parse(stored.record))] as const])),
	);
}

function rowOf(hit: Hit, contacts: ReadonlyMap<string, Contact> | null): ExportRow {
	const { rank, origin, candidateId, profileId, name, headline, currentTitle, currentCompany, location } = hit;
	const person = { rank, origin, candidateId, profileId, name, headline, currentTitle, currentCompany, location };
	const rest = { years: hit.years, skills: hit.skills, tags: hit.marks?.tags ?? [], score: hit.score };
	const contact = contacts === null ? {} : (contacts.get(candidateId ?? "") ?? contactOf(null));
	return { ...person, ...rest, ...contact };
}

/** Reads records back and compares them with what is believed of them. */
import { batchOf, messageOf } from "./batch-answer.ts";
import { MOST } from "./deliver.ts";
import type { Entry, Fields, Kind, Reference } from "./entries.ts";
import { canonical, canonicalKey, idsQuery } from "./keys.ts";
import { callsOf } from "./resources.ts";
import type { Session } from "./session.ts";

/** Fields that a record need not have: what is left out of a PUT must be gone afterwards. */
const OPTIONAL: Partial<Record<Kind, readonly string[]>> = {
	candidate: [
		"currentCompanyName",
		"currentJobTitle",
		"linkedInProfileUrl",
		"doNotContact",
		"middleInitial",
		"prefix",
		"suffix",
	],
	application: ["candidateEmail", "source", "dispositionReason"],
};

/** Records of one kind. What hangs on others is read like they are, though the protocol shows only its writing and deleting. */
export async function readBack(session: Session, references: readonly Reference[]): Promise<void> {
	const [first] = references;
	if (first === undefined) return;
	const resource = session.resources[first.kind];
	for (const batch of callsOf(resource, references, MOST)) {
		const keys = batch.map((reference) => resource.key(reference));
		const query = idsQuery(session.client.generation, keys, resource.params);
		const path = resource.path(batch[0] as Reference);
		const answer = await session.client.send({ verb: "GET", path, query });
		if (answer.status !== 200) session.tally.fault(`GET ${path}: ${answer.status} ${messageOf(answer.body)}`);
		else for (const reference of batch) compare(session, reference, answer.body);
		session.tally.checked(batch.length);
	}
}

function compare(session: Session, reference: Reference, body: unknown): void {
	const { kind, id } = reference;
	const { results, errors } = batchOf(body);
	const { statuses } = body as { readonly statuses?: Readonly<Record<string, unknown>> };
	const key = canonicalKey(session.resources[kind].key(reference));
	const find = (from: object | null | undefined) =>
		Object.entries(from ?? {}).find(([written]) => canonical(written) === key)?.[1];
	const [got, error, status] = [find(results), find(errors), find(statuses)];
	const believed = session.belief.find(reference);
	if (believed === undefined) {
		if (got !== undefined) session.tally.fault(`${kind} ${id}: deleted, or never taken, but it is there`);
		else if ((error as { status?: unknown } | undefined)?.status !== 404 && status !== 404)
			session.tally.fault(`${kind} ${id}: not there, but no 404 in errors or statuses says so`);
		return;
	}
	const differences =
		got === undefined
			? [`taken, but not there: ${messageOf(error)}`]
			: differencesOf(believed, session.resources[kind].read(got as Fields));
	if (differences.length > 0) session.tally.fault(`${kind} ${id}: ${differences.join("; ")}`);
}

export function differencesOf({ kind, fields }: Entry, got: Fields): string[] {
	const missing = (OPTIONAL[kind] ?? []).filter((name) => !(name in fields) && !isEmpty(got[name]));
	return [
		...missing.map((name) => `${name} was left out of the last PUT and is ${JSON.stringify(got[name])}`),
		...Object.entries(fields)
			.filter(([name, value]) => !isSame(value, got[name]))
			.map(([name, value]) => `${name} is ${JSON.stringify(got[name])}, not ${JSON.stringify(value)}`),
	];
}

const isEmpty = (value: unknown) =>
	value === undefined ||
	value === null ||
	value === "" ||
	value === false ||
	(Array.isArray(value) && value.length === 0);

/** Equal, whatever the order of the names; what is empty may be absent. */
function isSame(sent: unknown, got: unknown): boolean {
	if (isEmpty(sent) && isEmpty(got)) return true;
	if (typeof sent !== "object" || sent === null || typeof got !== "object" || got === null) return sent === got;
	const names = new Set([...Object.keys(sent), ...Object.keys(got)]);
	return [...names].every((name) => isSame((sent as Fields)[name], (got as Fields)[name]));
}

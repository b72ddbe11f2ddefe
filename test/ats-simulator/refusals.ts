/** Calls that are refused as a whole, whatever they carry: without a token, to nowhere, too long, without a version. */
import { isErrorEnvelope, messageOf } from "./batch-answer.ts";
import { idsQuery } from "./keys.ts";
import { type HttpRequest, toHttp } from "./request.ts";
import type { Session } from "./session.ts";

interface Refusal {
	readonly name: string;
	readonly request: HttpRequest;
	readonly statuses: readonly number[];
	/** Words that the protocol shows. */
	readonly message?: string;
}

export async function checkRefusals(session: Session): Promise<void> {
	const row = session.tally.row("refusal call");
	for (const { name, request, statuses, message } of await refusalsOf(session)) {
		row.requests++;
		row.refused++;
		const answer = await session.client.exchange(request);
		const said = `${name}: ${answer.status} ${messageOf(answer.body)}`;
		session.tally.refuse(said, statuses.includes(answer.status));
		if (!isErrorEnvelope(answer.body, answer.status))
			session.tally.fault(`${name}: ${answer.status} with no error envelope: ${JSON.stringify(answer.body)}`);
		else if (message !== undefined && messageOf(answer.body) !== message)
			session.tally.fault(`${said}, not ${message}`);
	}
}

async function refusalsOf({ client, resources }: Session): Promise<Refusal[]> {
	const { generation } = client;
	const reference = { kind: "candidate", id: "never-sent", parent: "" } as const;
	const path = resources.candidate.path(reference);
	const key = resources.candidate.key(reference);
	const token = await client.token();
	const get = toHttp(generation, { verb: "GET", path, query: idsQuery(generation, [key]) });
	const as = (request: HttpRequest, bearer: string): HttpRequest => {
		return { ...request, headers: { ...request.headers, Authorization: `Bearer ${bearer}` } };
	};
	// What a client sends that does not know that it should tunnel.
	const query = idsQuery(
		generation,
		Array.from({ length: 60 }, () => key),
	);
	const long = { ...get, target: `${path}?${query}` };
	const nowhere = toHttp(generation, { verb: "GET", path: `${path}Nowhere`, query: "ids=1" });
	const refusals: Refusal[] = [
		{ name: "no token", request: get, statuses: [401], message: "Empty oauth2_access_token" },
		{ name: "a forged token", request: as(get, `${token.slice(0, -4)}AAAA`), statuses: [401] },
		{ name: "a query that is too long", request: as(long, token), statuses: [414] },
		{ name: "no such resource", request: as(nowhere, token), statuses: [404] },
	];
	if (generation === 1) return refusals;
	const { "LinkedIn-Version": _, ...others } = get.headers;
	const unversioned = as({ ...get, headers: others }, token);
	const ancient = as({ ...get, headers: { ...get.headers, "LinkedIn-Version": "201901" } }, token);
	return [
		...refusals,
		{ name: "no version", request: unversioned, statuses: [400, 426] },
		{ name: "a version that is gone", request: ancient, statuses: [426] },
	];
}

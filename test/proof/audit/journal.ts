import { setTimeout as delay } from "node:timers/promises";
import type { Permission } from "../../../src/domain/actor.ts";
import type { AuditEntry } from "../../../src/tenancy/audit-entry.ts";
import type { fillTenant } from "../boundary/fill.ts";
import { exampleRequest } from "../served/example-request.ts";
import { type Answer, jsonOf, type Served } from "../served/served.ts";
import { aboutOf, guardedRoutes, type Route, UNLOGGED } from "./routes.ts";

/** Clients note what they ask, and the log has to say of each request who asked, why, and about whom. */

/** Seconds that a machine with much else to do may be late with what nobody waits for. */
const LATE = 10;
const form = { "content-type": "application/x-www-form-urlencoded" };

export interface Client {
	readonly clientId: string;
	readonly clientSecret: string;
}

/** Asks for a token, also with a wrong secret. */
export const login = (served: Served, { clientId, clientSecret }: Client): Promise<Answer> =>
	served.ask({
		method: "POST",
		url: "/oauth/v2/accessToken",
		headers: form,
		body: new URLSearchParams({
			grant_type: "client_credentials",
			client_id: clientId,
			client_secret: clientSecret,
		}).toString(),
	});

/** The one scope of a client that may not use a route. */
export const otherScope = ({ scope }: Route): Permission => (scope === "search" ? "jobs:read" : "search");

export interface Journal {
	readonly served: Served;
	readonly tenant: string;
	readonly filled: Awaited<ReturnType<typeof fillTenant>>;
}

export interface Noted {
	asked: number;
	/** Routes that gave an answer of which the log tells. */
	readonly answered: Set<string>;
	readonly faults: string[];
}

/** Every route by each of two clients and by one who may not, and logins that succeed and fail. */
export async function keepJournal({ served, tenant, filled: { ids } }: Journal): Promise<Noted> {
	const two = await Promise.all([served.order("client", tenant), served.order("client", tenant)]);
	const weak = {
		search: await served.order("client", tenant, ["search"]),
		"jobs:read": await served.order("client", tenant, ["jobs:read"]),
	};
	const noted: Noted = { asked: 0, answered: new Set(), faults: [] };
	/** Who asked for what goes on after the answer, by what he asked: the log tells of its end when it ends. */
	const goesOn = new Set<string>();
	let seq = Number((await served.order("entries", tenant, 0)).at(-1)?.seq ?? 0);
	/** Asks, and holds what was written meanwhile against it. */
	const note = async (what: Expected, ask: () => Promise<Answer>): Promise<Answer> => {
		const answer = await ask();
		noted.asked++;
		if (answer.status === 202) goesOn.add(`${what.client} ${what.purpose}`);
		const written = async () =>
			(await served.order("entries", tenant, seq)).filter(
				({ actor, purpose }) => actor.id === what.client || !goesOn.has(`${actor.id} ${purpose}`),
			);
		let [entries, wrong] = [await written(), [] as string[]];
		for (let tries = 0; tries <= LATE; tries++) {
			wrong = wrongIn(entries, what, answer);
			// A login that fails is answered at a moment that does not tell whether its entry is written.
			if (wrong.length === 0 || answer.status !== 401) break;
			await delay(1000);
			entries = await written();
		}
		seq = entries.at(-1)?.seq ?? seq;
		for (const fault of wrong) noted.faults.push(`${what.purpose}, answered with ${answer.status}: ${fault}`);
		return answer;
	};
	const signIn = (client: Client) =>
		note({ client: client.clientId, purpose: "sign in", about: null }, () => login(served, client));
	const tokens = new Map<string, string>();
	const ask = async (client: Client, route: Route): Promise<void> => {
		const { clientId } = client;
		const what = { client: clientId, purpose: `api ${route.name}`, about: aboutOf(route, ids) };
		for (;;) {
			const token = tokens.get(clientId) ?? null;
			const request = { ...exampleRequest(route.name, ids), token };
			const answer = token === null ? null : await note(what, () => served.ask(request));
			if (answer !== null && answer.status < 300) noted.answered.add(route.name);
			if (answer !== null && answer.status !== 401) return;
			// Some routes end what they were asked with, one the whole tenant.
			await served.order("enableTenant", tenant);
			tokens.set(clientId, jsonOf(await signIn(client)).access_token);
		}
	};
	for (const [at, route] of (await guardedRoutes(served)).entries()) {
		if (UNLOGGED.has(route.name)) continue;
		for (const client of at % 2 === 0 ? two : two.toReversed()) await ask(client, route);
		await ask(weak[otherScope(route) as keyof typeof weak], route);
	}
	for (const { clientId } of two) await signIn({ clientId, clientSecret: "wrong" });
	return noted;
}

interface Expected {
	readonly client: string;
	readonly purpose: string;
	/** The record that is named, where the log names it; null: none is. */
	readonly about: string | null;
}

/** What is done to accounts, clients and the tenant itself says this for the route. */
const ADMINISTRATION = "administration";

function wrongIn(entries: readonly AuditEntry[], expected: Expected, answer: Answer): string[] {
	const { client, purpose, about } = expected;
	const faults = entries
		.filter(({ actor }) => actor.kind === "client" && actor.id !== client)
		.map(({ actor, action }) => `${action} is said to be by ${actor.id}, and ${client} asked`);
	const own = entries.filter((entry) => entry.actor.id === client && [purpose, ADMINISTRATION].includes(entry.purpose));
	const outcomes = own.map(({ result }) => result.outcome);
	if (mustBeLogged(expected, answer) && !outcomes.some((outcome) => outcome !== "begun" || answer.status === 202))
		faults.push(own.length === 0 ? "the log says nothing of it" : "the log does not say how it ended");
	const isDenied = answer.status === 401 || isForScope(answer);
	if (isDenied && outcomes.some((outcome) => outcome !== "denied")) faults.push(`the log says ${outcomes}`);
	const told = JSON.stringify(own.map(({ subject, result }) => [subject, result]));
	if (about !== null && answer.status < 300 && !told.includes(`"${about}"`))
		faults.push(`the log does not name ${about}: ${told}`);
	return faults;
}

/** What was answered, who was refused for what he may not, and every login. What is refused for its form or is not there touched nothing. */
const mustBeLogged = ({ purpose }: Expected, answer: Answer) =>
	answer.status < 300 || isForScope(answer) || purpose === "sign in";

export const isForScope = ({ status, body }: Answer) => status === 403 && body.includes('"insufficient-scope"');

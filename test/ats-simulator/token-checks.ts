/** The token endpoint as its clients use it: forms that are called text, wrong secrets, and the question whether a token holds. */
import { isRecord } from "./batch-answer.ts";
import { tokenRequest } from "./client.ts";
import type { HttpRequest } from "./request.ts";
import type { Session } from "./session.ts";

const LIFETIME = 1800;

export async function checkTokens(session: Session): Promise<void> {
	const { settings, tally } = session;
	const usual = tokenRequest(settings);
	await checkToken(session, "a form", usual);
	await checkToken(session, "a form called text", { ...usual, headers: { "Content-Type": "text/plain" } });
	await checkToken(session, "a form called nothing", { ...usual, headers: {} });
	const answer = await session.client.exchange(tokenRequest({ ...settings, clientSecret: "guess" }));
	const { error } = isRecord(answer.body) ? answer.body : {};
	tally.refuse(`a wrong secret: ${answer.status} ${error}`, answer.status === 401 && error === "invalid_client");
	await checkIntrospection(session);
}

async function checkToken(session: Session, name: string, request: HttpRequest): Promise<void> {
	const row = session.tally.row("token");
	row.requests++;
	const { status, body } = await session.client.exchange(request);
	const { access_token: token, expires_in: lifetime } = isRecord(body) ? body : {};
	const taken = status === 200 && typeof token === "string" && Number(lifetime) === LIFETIME;
	row[taken ? "accepted" : "refused"]++;
	if (!taken) session.tally.fault(`token by ${name}: ${status} ${JSON.stringify(body)}`);
}

async function checkIntrospection(session: Session): Promise<void> {
	const { clientId, clientSecret } = session.settings;
	const ask = async (token: string): Promise<Record<string, unknown>> => {
		const form = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, token });
		const headers = { "Content-Type": "application/x-www-form-urlencoded" };
		const request = { verb: "POST", target: "/oauth/v2/introspectToken", headers, body: form.toString() } as const;
		const { status, body } = await session.client.exchange(request);
		return isRecord(body) && status === 200 ? body : { status, body };
	};
	const held = await ask(await session.client.token());
	if (held.active !== true || held.client_id !== clientId || held.auth_type !== "2L")
		session.tally.fault(`introspection of a token that holds: ${JSON.stringify(held)}`);
	const forged = await ask("forged");
	if (forged.active !== false) session.tally.fault(`introspection of a forged token: ${JSON.stringify(forged)}`);
}

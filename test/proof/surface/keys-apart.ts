import { type Answer, jsonOf, login, type Request, type Served } from "../served/served.ts";

/**
 * One key in the hands of three clients, two of one tenant and one of another: to each it is his own. What it was answered with is answered
 * again as long as is promised, with all that was said the first time.
 */

const HOUR = 3_600_000;
/** What the API promises, a minute less. */
const KEPT = 24 * HOUR - 60_000;
/** Of the moment, not of what was done. */
const OF_THE_MOMENT = /^(?:date|x-request-id|idempotency-replayed|(?:x-)?ratelimit.*|connection|keep-alive)$/;

interface Caller {
	readonly tenant: string;
	readonly clientId: string;
	readonly clientSecret: string;
}

/** @returns what is wrong; of `names` each is a key and the client that is made with it */
export async function apart(served: Served, names: readonly string[]): Promise<string[]> {
	const callers: Caller[] = [];
	for (const tenant of ["acme-apart", "other-apart"]) await served.order("tenant", tenant);
	for (const tenant of ["acme-apart", "acme-apart", "other-apart"])
		callers.push({ tenant, ...(await served.order("client", tenant)) });
	const first = await sendAll(served, callers, names);
	const again = await sendAll(served, callers, names);
	await served.order("clock", Date.now() + KEPT);
	const late = await sendAll(served, callers, names);
	await served.order("clock", null);
	const ids = new Set(first.map(({ answer }) => jsonOf(answer).id));
	const made = first.filter(({ answer }) => answer.status === 201 && !isReplayed(answer));
	const faults = made.length === first.length && ids.size === first.length ? [] : [sharedFault(first)];
	for (const [when, answers] of [
		["at once", again],
		["a day later", late],
	] as const)
		faults.push(
			...answers.flatMap(({ who, answer }, at) => {
				const before = first[at]?.answer as Answer;
				const isSame = isReplayed(answer) && telling(answer) === telling(before);
				return isSame ? [] : [`${who} sent again ${when}: ${telling(answer)} instead of ${telling(before)}`];
			}),
		);
	return faults;
}

interface Sent {
	readonly who: string;
	readonly answer: Answer;
}

async function sendAll(served: Served, callers: readonly Caller[], names: readonly string[]): Promise<Sent[]> {
	const sent: Sent[] = [];
	for (const [number, { clientId, clientSecret, tenant }] of callers.entries()) {
		const { access_token: token } = jsonOf(await login(served, clientId, clientSecret));
		for (const name of names)
			sent.push({ who: `client ${number} of ${tenant}`, answer: await served.ask({ ...keyed(name), token }) });
	}
	return sent;
}

/** Makes a client. */
export const keyed = (name: string, permission = "search"): Request => ({
	method: "POST",
	url: "/v1/clients",
	headers: { "idempotency-key": `"key-of-${name}"` },
	body: { name, permissions: [permission] },
});

const isReplayed = ({ headers }: Answer) => headers.some(([name]) => name === "idempotency-replayed");

const telling = ({ status, headers, body }: Answer) =>
	`${status} ${JSON.stringify(headers.filter(([name]) => !OF_THE_MOMENT.test(name)).toSorted())} ${body}`;

function sharedFault(sent: readonly Sent[]): string {
	const all = sent.map(({ who, answer }) => `${who} ${answer.status}${isReplayed(answer) ? " of another's" : ""}`);
	return `one key is not each client's own: ${[...new Set(all)].join(", ")}`;
}

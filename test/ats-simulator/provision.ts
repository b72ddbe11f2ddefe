/** How a vendor opens an application for one customer, with the vendor's own credentials. */
import { find } from "./ask.ts";
import { isRecord, messageOf } from "./batch-answer.ts";
import { type Credentials, openClient } from "./client.ts";
import type { Session } from "./session.ts";

const PATH = "/v2/provisionedApplications";

/** One for each run: an id may be used once. */
const foreignId = (session: Session) => `simulated-${session.settings.seed}-${Date.now()}`;

export async function checkProvisioning(session: Session): Promise<void> {
	const { parentId, parentSecret } = session.settings;
	if (parentId === undefined || parentSecret === undefined || session.client.generation === 2) return;
	const parent = openParent(session, { clientId: parentId, clientSecret: parentSecret });
	try {
		await provision(session, parent);
	} finally {
		parent.client.close();
	}
}

/** The same session with the vendor's token. */
function openParent(session: Session, credentials: Credentials): Session {
	return { ...session, client: openClient({ ...session.settings, ...credentials }) };
}

async function provision(session: Session, parent: Session): Promise<void> {
	const uniqueForeignId = foreignId(session);
	const body = { uniqueForeignId, name: "Simulated ATS - Customer", validJsSdkDomains: ["https://ats.example"] };
	const row = session.tally.row("provision application");
	row.requests++;
	const made = await parent.client.send({ verb: "POST", path: PATH, body });
	const { key } = isRecord(made.body) ? made.body : {};
	if (made.status > 201 || typeof key !== "string")
		return session.tally.fault(`POST ${PATH}: ${made.status} ${messageOf(made.body)}`);
	row.accepted++;
	await refused(parent, "the same id again", body, [409]);
	await refused(
		parent,
		"a name with LinkedIn in it",
		{ ...body, uniqueForeignId: `${uniqueForeignId}-2`, name: "LinkedIn - X" },
		[400, 422],
	);
	const patch = { patch: { $set: { validJsSdkDomains: ["https://other.example"] } } };
	const patched = await parent.client.send({ verb: "POST", path: `${PATH}/${key}`, body: patch });
	if (patched.status >= 300) session.tally.fault(`POST ${PATH}/${key}: ${patched.status} ${messageOf(patched.body)}`);
	await signIn(session, parent, uniqueForeignId);
}

async function refused(parent: Session, name: string, body: unknown, statuses: readonly number[]): Promise<void> {
	const { status, body: said } = await parent.client.send({ verb: "POST", path: PATH, body });
	parent.tally.refuse(`provision, ${name}: ${status} ${messageOf(said)}`, statuses.includes(status));
}

/** What was made can sign in, and may not make others. */
async function signIn(session: Session, parent: Session, uniqueForeignId: string): Promise<void> {
	const found = await find(parent, PATH, { q: "credentialsByUniqueForeignId", uniqueForeignId });
	const { clientId, clientSecret } = found?.[0] ?? {};
	if (typeof clientId !== "string" || typeof clientSecret !== "string")
		return session.tally.fault(`credentials of ${uniqueForeignId}: ${JSON.stringify(found)}`);
	const child = openParent(session, { clientId, clientSecret });
	await child.client.token();
	await refused(
		child,
		"by a customer's application",
		{ uniqueForeignId: `${uniqueForeignId}-3`, name: "Simulated ATS - X" },
		[403],
	);
	child.client.close();
}

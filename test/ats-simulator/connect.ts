/** What an ATS does first: name its integrations, and say where it is told of exports. */
import { find, get, write } from "./ask.ts";
import { type Key, pathKey } from "./keys.ts";
import type { Session } from "./session.ts";

const INTEGRATIONS = ["ONE_CLICK_EXPORT", "IN_ATS_INDICATOR"] as const;
type Integration = (typeof INTEGRATIONS)[number];

const NAME = "Simulated ATS";

/** Without access lists everybody sees everything only where this is set. */
const VIEWERS: readonly (readonly [Integration, string])[] = [
	["ONE_CLICK_EXPORT", "JOB_POSTING_VIEWERS"],
	["IN_ATS_INDICATOR", "APPLICATION_VIEWERS"],
];

export async function connect(session: Session): Promise<void> {
	const path = session.client.generation === 1 ? "/v2/atsIntegrations" : "/rest/integrations";
	for (const type of INTEGRATIONS) {
		const key = integrationKey(session, type);
		await write(session, path, key, { set: { integrationName: NAME } });
		const read = await get(session, path, key);
		if (read?.integrationName !== NAME)
			session.tally.fault(`integration ${type}: ${JSON.stringify(read)}, named ${NAME}`);
	}
	for (const [type, name] of VIEWERS) await configure(session, type, name, "ALL_PRODUCT_USERS");
}

/** Writes one configuration, and reads it back. */
export async function configure(session: Session, type: Integration, name: string, value: string): Promise<void> {
	const { path, key } = configurationOf(session, type, name);
	const whole = { configurationValue: { string: value } };
	if (!(await write(session, path, key, { whole }))) return;
	const read = await get(session, path, key);
	const stored = (read?.configurationValue as { readonly string?: unknown } | undefined)?.string;
	if (stored !== value) session.tally.fault(`configuration ${name}: ${JSON.stringify(read)}, not ${value}`);
}

function configurationOf(
	session: Session,
	type: Integration,
	name: string,
): { readonly path: string; readonly key: Key } {
	const integration = integrationKey(session, type);
	if (session.client.generation === 1)
		return { path: `/v2/atsIntegrations/${pathKey(integration)}/configurations`, key: name };
	return { path: "/rest/integrationConfigurations", key: [...integration, ["configurationKey", name]] };
}

function integrationKey({ context, client }: Session, type: Integration) {
	const key = [
		["integrationContext", context],
		["integrationType", type],
		["tenantType", "RECRUITER"],
	] as const;
	return client.generation === 1 ? ([...key, ["dataProvider", "ATS"]] as const) : key;
}

/** The lists that a job is behind are those that were sent. */
export async function checkAccessLists(session: Session): Promise<void> {
	const { belief, client, resources, tally } = session;
	for (const [job, lists] of Map.groupBy(belief.of("acl"), ({ parent }) => parent)) {
		const [sample] = lists;
		if (sample === undefined) continue;
		const elements = await find(session, resources.acl.path(sample), { q: "criteria", ...criteriaOf(session, job) });
		tally.checked(1);
		const names = (elements ?? []).map((element) =>
			String(element[client.generation === 1 ? "atsEntityAclId" : "entityAclId"]),
		);
		const sent = lists.map(({ id }) => id);
		if (elements !== null && names.toSorted().join() !== sent.toSorted().join())
			tally.fault(`job ${job}: behind ${sent.join()}, but the finder says ${JSON.stringify(elements)}`);
	}
}

function criteriaOf({ client, context }: Session, job: string): Record<string, string> {
	if (client.generation === 2) return { entityId: job, entityType: "JOB_REQUISITION", integrationContext: context };
	return { atsEntityId: job, atsEntityType: "JOB_POSTING", dataProvider: "ATS", integrationContext: context };
}

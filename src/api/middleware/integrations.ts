import {
	CONFIGURATION_KEYS,
	ConfigurationKey,
	contextOf,
	type Integration,
	IntegrationType,
} from "../../domain/integration.ts";
import { TributaryError } from "../../errors.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { idsOf } from "./records.ts";
import {
	checkContext,
	contractUrn,
	fault,
	type Generation,
	organizationUrn,
	partOf,
	type Resource,
	type WireAnswer,
	type WireCall,
} from "./resource.ts";
import { batchEnvelope, elementsEnvelope, type KeyOutcome } from "./restli/envelope.ts";
import { type Key, PLAIN, readKey } from "./restli/key.ts";
import { single } from "./restli/query.ts";
import { entitiesOf } from "./restli/request.ts";

/** What a customer's ATS is connected to, and how: named and configured here, switched on by the tenant's admin. */

const invalid = (pointer: string, detail: string) =>
	new TributaryError("invalid-field", { errors: [{ pointer, detail }] });

const urnOf = (scope: Scope, type: IntegrationType): string =>
	contextOf(type) === "contract" ? contractUrn(scope) : organizationUrn(scope);

/** A foreign context fails the whole call; a type that is none, or has the other kind of context, fails its key. */
function typeOf({ scope, generation }: WireCall, key: Key): IntegrationType | TributaryError {
	checkContext(scope, key, generation);
	const { data: type } = IntegrationType.safeParse(partOf(key, ["integrationType"]));
	if (type === undefined)
		return invalid("/integrationType", `value is not one of ${IntegrationType.options.join(", ")}`);
	const tenantType = key.values.get("tenantType");
	if (tenantType !== undefined && tenantType !== "RECRUITER") return invalid("/tenantType", "value is not RECRUITER");
	if (key.values.get("integrationContext") === urnOf(scope, type)) return type;
	return invalid("/integrationContext", `value is not a urn:li:${contextOf(type)}:{id}`);
}

function shown({ scope, generation }: WireCall, { type, name, status, enabled }: Integration) {
	return {
		integrationType: type,
		integrationContext: urnOf(scope, type),
		tenantType: "RECRUITER",
		...(generation === 1 ? { dataProvider: "ATS" } : {}),
		...(name === null ? {} : { integrationName: name }),
		onboardingStatus: status,
		enabled,
	};
}

/** Does each key by itself: the error of one is its answer. */
async function each<T>(
	keys: readonly (readonly [Key, T | TributaryError])[],
	work: (value: T) => Promise<KeyOutcome>,
): Promise<(readonly [Key, KeyOutcome])[]> {
	const outcomes: (readonly [Key, KeyOutcome])[] = [];
	for (const [key, value] of keys) {
		try {
			if (value instanceof TributaryError) throw value;
			outcomes.push([key, await work(value)]);
		} catch (error) {
			if (!(error instanceof TributaryError)) throw error;
			outcomes.push([key, { ok: false, error }]);
		}
	}
	return outcomes;
}

const DONE: KeyOutcome = { ok: true, status: 204 };

async function nameThem(call: WireCall): Promise<WireAnswer> {
	const given = entitiesOf(call.request, "complex").map(
		([key, entity]) => [key, { type: typeOf(call, key), entity }] as const,
	);
	const outcomes = await each(given, async ({ type, entity }) => {
		if (type instanceof TributaryError) throw type;
		const set = (entity as { readonly patch?: { readonly $set?: object } } | null)?.patch?.$set ?? {};
		const other = Object.keys(set).find((name) => name !== "integrationName");
		if (other !== undefined) throw invalid(`/patch/$set/${other}`, "field cannot be changed by the integration");
		await call.deps.integrations.name(call.scope, type, (set as { integrationName?: unknown }).integrationName);
		return DONE;
	});
	return { body: batchEnvelope(outcomes, false) };
}

async function getThem(call: WireCall): Promise<WireAnswer> {
	const keys = idsOf(call).map((key) => [key, typeOf(call, key)] as const);
	const known = await call.deps.integrations.list(call.scope);
	const outcomes = await each(keys, async (type) => {
		const integration = known.find((one) => one.type === type);
		if (integration === undefined) throw new TributaryError("not-found");
		return { ok: true, status: 200, entity: shown(call, integration) };
	});
	return { body: batchEnvelope(outcomes, true) };
}

async function findThem(call: WireCall): Promise<WireAnswer> {
	const { parameters } = call.request;
	if (single(parameters, "q") !== "request") throw fault("The finder here is request.");
	const requestId = single(parameters, "requestId");
	if (requestId === null || requestId === "") throw fault("The finder needs requestId.");
	const found = await call.deps.integrations.byRequest(call.scope, requestId);
	const elements = found === null ? [] : [shown(call, found)];
	return { body: elementsEnvelope(elements, { start: 0, count: 10, total: elements.length }) };
}

/** Names that the key of a configuration may have in a key of the second generation: no page shows it. */
const KEY_NAMES = [PLAIN, "configurationKey", "integrationConfigurationKey", "configurationType", "key"];

/** The first generation names the integration in the path, the second in each key. */
function configurationOf(call: WireCall, key: Key): ConfigurationKey | TributaryError {
	const integration = call.generation === 1 ? readKey(call.segments[0] ?? "", "complex") : key;
	const type = typeOf(call, integration);
	const { data: name } = ConfigurationKey.safeParse(partOf(key, call.generation === 1 ? [PLAIN] : KEY_NAMES.slice(1)));
	if (name === undefined)
		return invalid("/configurationKey", `value is not one of ${ConfigurationKey.options.join(", ")}`);
	if (type instanceof TributaryError) return type;
	return CONFIGURATION_KEYS[name] === type
		? name
		: invalid("/configurationKey", `${name} belongs to ${CONFIGURATION_KEYS[name]}`);
}

/** `{"configurationValue":{"string":"..."}}`, or the text without its union. */
function textOf(entity: unknown): unknown {
	const value = (entity as { readonly configurationValue?: unknown } | null)?.configurationValue;
	return typeof value === "object" && value !== null ? (value as { string?: unknown }).string : value;
}

const configurationShape = (generation: Generation) => (generation === 1 ? "plain" : "complex");

async function configure(call: WireCall): Promise<WireAnswer> {
	const entities = entitiesOf(call.request, configurationShape(call.generation));
	const keys = entities.map(([key, entity]) => [key, { name: configurationOf(call, key), entity }] as const);
	const outcomes = await each(keys, async ({ name, entity }) => {
		if (name instanceof TributaryError) throw name;
		await call.deps.integrations.configure(call.scope, name, textOf(entity), call.clientId);
		call.deps.deliveries.wake(call.scope.tenant.id);
		return DONE;
	});
	return { body: batchEnvelope(outcomes, false) };
}

async function configurations(call: WireCall): Promise<WireAnswer> {
	const keys = idsOf(call).map((key) => [key, configurationOf(call, key)] as const);
	const known = await call.deps.integrations.configurations(call.scope);
	const outcomes = await each(keys, async (name) => {
		const string = known.get(name);
		if (string === undefined) throw new TributaryError("not-found");
		return { ok: true, status: 200, entity: { configurationValue: { string } } };
	});
	return { body: batchEnvelope(outcomes, true) };
}

async function unconfigure(call: WireCall): Promise<WireAnswer> {
	const keys = idsOf(call).map((key) => [key, configurationOf(call, key)] as const);
	const outcomes = await each(keys, async (name) => {
		await call.deps.integrations.unconfigure(call.scope, name);
		return DONE;
	});
	return { body: batchEnvelope(outcomes, false) };
}

const integrations = (url: string, generation: Generation): Resource => ({
	url,
	generation,
	permission: "ats:sync",
	summary: "Integrations of a customer",
	shape: "complex",
	methods: { batch_partial_update: nameThem, batch_get: getThem, finder: findThem },
});

const configurationsAt = (url: string, generation: Generation): Resource => ({
	url,
	generation,
	permission: "ats:sync",
	summary: "Configurations of an integration",
	shape: configurationShape(generation),
	methods: { batch_update: configure, batch_get: configurations, batch_delete: unconfigure },
});

export const INTEGRATIONS: readonly Resource[] = [
	integrations("/v2/atsIntegrations", 1),
	integrations("/rest/integrations", 2),
	configurationsAt("/v2/atsIntegrations/:integration/configurations", 1),
	configurationsAt("/rest/integrationConfigurations", 2),
];

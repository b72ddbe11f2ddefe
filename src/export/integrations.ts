import { randomUUID } from "node:crypto";
import * as z from "zod";
import {
	ALL_PRODUCT_USERS,
	type ConfigurationKey,
	contextOf,
	INTEGRATION_TYPES,
	type Integration,
	IntegrationName,
	type IntegrationType,
	type OnboardingStatus,
} from "../domain/integration.ts";
import type { Change } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Callbacks } from "../tenancy/callbacks.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Scope } from "../tenancy/scope.ts";
import {
	changeIntegrationRecord,
	type IntegrationRecord,
	MOST_NOTICES,
	readIntegrationRecord,
} from "./integration-record.ts";
import { callbackPush, hurryCallbacks } from "./outbox.ts";
import { CALLBACK_PORTS } from "./public-address.ts";
import type { Transport } from "./transport.ts";

/** What a tenant's ATS is connected to: named and configured by the ATS, switched on and off by the tenant's admin. */
export interface Integrations {
	/** All of them, whether or not anybody has asked for one. */
	list(scope: Scope): Promise<readonly Integration[]>;
	/**
	 * The admin's switch. The ATS is told at its callback.
	 * Of UNIFIED_SEARCH the tenant's setting is changed, and the candidates are indexed anew.
	 */
	switch(scope: Scope, type: IntegrationType, enabled: boolean): Promise<Integration>;
	/** The ATS says what it calls one, and so asks for it. @throws TributaryError `invalid-field` */
	name(scope: Scope, type: IntegrationType, name: unknown): Promise<void>;
	/** The integration that a push of INTEGRATION_STATUS_CHANGE was about, as it is now; null for an unknown id. */
	byRequest(scope: Scope, requestId: string): Promise<Integration | null>;
	/** Values by key. */
	configurations(scope: Scope): Promise<ReadonlyMap<ConfigurationKey, string>>;
	/**
	 * What waits for a callback goes to the new one, and is due at once: wake the tenant's deliveries after.
	 * @param application id of the client that sets it
	 * @throws TributaryError `invalid-field` · `address-not-allowed` · `already-exists` the callback is another customer's
	 */
	configure(scope: Scope, key: ConfigurationKey, value: unknown, application: string): Promise<void>;
	/** @throws TributaryError `not-found` */
	unconfigure(scope: Scope, key: ConfigurationKey): Promise<void>;
}

export interface IntegrationsDeps {
	readonly transport: Pick<Transport, "check">;
	readonly callbacks: Callbacks;
	readonly clock: Clock;
	/** Switches unified search for the scope's tenant, and has its candidates follow. */
	readonly switchUnifiedSearch: (scope: Scope, enabled: boolean) => Promise<void>;
}

export function createIntegrations(deps: IntegrationsDeps): Integrations {
	return {
		list: (scope) =>
			scope.record("integration.read", {}, async () => {
				const value = await listed(scope);
				return { value, result: { outcome: "ok", count: value.length } };
			}),
		switch: (scope, type, enabled) => switchOne(deps, scope, type, enabled),
		name: (scope, type, name) => nameOne(deps, scope, type, name),
		byRequest: (scope, requestId) =>
			scope.record("integration.read", {}, async () => {
				const { record } = await readIntegrationRecord(scope.store);
				const notice = record.notices.find((one) => one.requestId === requestId);
				const value = notice === undefined ? null : shown(scope, record, notice.type);
				return { value, result: { outcome: "ok", count: value === null ? 0 : 1 } };
			}),
		configurations: (scope) =>
			scope.record("integration.read", { about: "configurations" }, async () => {
				const { configurations } = (await readIntegrationRecord(scope.store)).record;
				const pairs = Object.entries(configurations).map(
					([key, { value }]) => [key as ConfigurationKey, value] as const,
				);
				return { value: new Map(pairs), result: { outcome: "ok", count: pairs.length } };
			}),
		configure: (scope, key, value, application) => configure(deps, scope, { key, value, application }),
		unconfigure: (scope, key) => unconfigure(deps, scope, key),
	};
}

async function listed(scope: Scope): Promise<readonly Integration[]> {
	const { record } = await readIntegrationRecord(scope.store);
	return INTEGRATION_TYPES.map((type) => shown(scope, record, type));
}

function shown({ tenant }: Scope, record: IntegrationRecord, type: IntegrationType): Integration {
	const known = record.integrations[type];
	const enabled = type === "UNIFIED_SEARCH" ? tenant.settings.unifiedSearch : known?.enabled === true;
	const asked = known !== undefined && known.name !== null && known.enabled === null;
	const status: OnboardingStatus = enabled ? "ENABLED" : asked ? "REQUESTED" : "DISABLED";
	const { name = null, updatedAt = null } = known ?? {};
	return { type, name, context: contextOf(type), status, enabled, updatedAt };
}

/** Whether the tenant's admin has switched an integration on. */
export async function isEnabled(scope: Scope, type: IntegrationType): Promise<boolean> {
	return shown(scope, (await readIntegrationRecord(scope.store)).record, type).enabled;
}

/** @throws TributaryError `integration-disabled` */
export async function demandEnabled(scope: Scope, type: IntegrationType): Promise<void> {
	if (await isEnabled(scope, type)) return;
	throw new TributaryError("integration-disabled", { detail: `${type} is not switched on for this tenant.` });
}

/** Where a tenant's pushes go, and whose secret signs them; null where the ATS has not said so. */
export async function callbackOf(scope: Scope): Promise<{ readonly url: string; readonly application: string } | null> {
	const callback = (await readIntegrationRecord(scope.store)).record.configurations.CALLBACK_URL;
	return callback === undefined ? null : { url: callback.value, application: callback.application };
}

/** Why profiles that are sent to the ATS now would not reach it: nobody switched it on, or the ATS has named no callback. */
export const ExportBarrier = z.enum(["switched-off", "no-callback"]);
export type ExportBarrier = z.output<typeof ExportBarrier>;

/** @returns null where they would */
export async function exportBarrier(scope: Scope): Promise<ExportBarrier | null> {
	if (!(await isEnabled(scope, "ONE_CLICK_EXPORT"))) return "switched-off";
	return (await callbackOf(scope)) === null ? "no-callback" : null;
}

async function switchOne(
	deps: IntegrationsDeps,
	scope: Scope,
	type: IntegrationType,
	enabled: boolean,
): Promise<Integration> {
	return scope.record("integration.change", { about: type }, async () => {
		// Also where the setting is so already: a process that died over it may have left candidates that are indexed the other way.
		if (type === "UNIFIED_SEARCH") await deps.switchUnifiedSearch(scope, enabled);
		const at = deps.clock();
		let value: Integration | undefined;
		const version = await changeIntegrationRecord(scope.store, (before) => {
			const known = { name: null, ...before.integrations[type], enabled, updatedAt: at.toISOString() };
			const record = { ...before, integrations: { ...before.integrations, [type]: known } };
			const status = enabled ? "ENABLED" : "DISABLED";
			value = { ...shown(scope, record, type), enabled, status };
			// The scope was opened before: it still has the tenant's old setting.
			return shown(scope, before, type).status === status
				? { record }
				: withNotice(scope, record, { type, status, at });
		});
		return { value: value as Integration, result: { outcome: "ok", version } };
	});
}

/** The change, and where there is a callback the push that tells of it, in one write. */
function withNotice(
	scope: Scope,
	record: IntegrationRecord,
	{ type, status, at }: { readonly type: IntegrationType; readonly status: OnboardingStatus; readonly at: Date },
): { readonly record: IntegrationRecord; readonly also?: readonly Change[] } {
	const callback = record.configurations.CALLBACK_URL;
	if (callback === undefined) return { record };
	const requestId = `chg-${randomUUID()}`;
	const integrationContext = `urn:li:${contextOf(type)}:${scope.tenant.organization}`;
	const eventType = "INTEGRATION_STATUS_CHANGE";
	const body = JSON.stringify({ eventType, requestId, id: requestId, integrationContext, integrationType: type });
	const notices = [{ requestId, type, status, at: at.toISOString() }, ...record.notices].slice(0, MOST_NOTICES);
	const { application } = callback;
	return { record: { ...record, notices }, also: [callbackPush({ application, type: eventType, body }, at)] };
}

async function nameOne(
	{ clock }: IntegrationsDeps,
	scope: Scope,
	type: IntegrationType,
	given: unknown,
): Promise<void> {
	const name = IntegrationName.safeParse(given);
	if (!name.success) throw fault("/integrationName", name.error.issues[0]?.message ?? "");
	await scope.record("integration.change", { about: type }, async () => {
		const version = await changeIntegrationRecord(scope.store, (before) => {
			const known = { enabled: null, ...before.integrations[type], name: name.data, updatedAt: clock().toISOString() };
			return { record: { ...before, integrations: { ...before.integrations, [type]: known } } };
		});
		return { value: undefined, result: { outcome: "ok", version } };
	});
}

const fault = (pointer: string, detail: string) =>
	new TributaryError("invalid-field", { errors: [{ pointer, detail }] });

async function configure(
	{ transport, callbacks, clock }: IntegrationsDeps,
	scope: Scope,
	given: { readonly key: ConfigurationKey; readonly value: unknown; readonly application: string },
): Promise<void> {
	const { key, value, application } = given;
	if (typeof value !== "string") throw fault("/configurationValue", "value cannot be coerced to String");
	if (key !== "CALLBACK_URL" && value !== ALL_PRODUCT_USERS)
		throw fault("/configurationValue", `value is not ${ALL_PRODUCT_USERS}`);
	await scope.record("integration.change", { about: key }, async () => {
		const isCallback = key === "CALLBACK_URL";
		if (isCallback) {
			await transport.check(value, CALLBACK_PORTS);
			await callbacks.reserve(scope.tenant.id, value);
		}
		const version = await changeIntegrationRecord(scope.store, (before) => {
			const configuration = { value, application, updatedAt: clock().toISOString() };
			return { record: { ...before, configurations: { ...before.configurations, [key]: configuration } } };
		});
		if (isCallback) {
			await callbacks.keepOnly(scope.tenant.id, value);
			await hurryCallbacks(scope.store, clock());
		}
		return { value: undefined, result: { outcome: "ok", version } };
	});
}

async function unconfigure({ callbacks }: IntegrationsDeps, scope: Scope, key: ConfigurationKey): Promise<void> {
	await scope.record("integration.change", { about: key }, async () => {
		const version = await changeIntegrationRecord(scope.store, (before) => {
			const { [key]: gone, ...configurations } = before.configurations;
			if (gone === undefined) throw new TributaryError("not-found");
			return { record: { ...before, configurations } };
		});
		if (key === "CALLBACK_URL") await callbacks.keepOnly(scope.tenant.id, null);
		return { value: undefined, result: { outcome: "ok", version } };
	});
}

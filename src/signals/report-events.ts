import { randomUUID } from "node:crypto";
import { personKey } from "../domain/desk.ts";
import type { SignalEvent, SignalInput } from "../domain/signal.ts";
import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
import { forgetGone } from "./forget-gone.ts";
import { askerDigest } from "./observer.ts";
import { demandSignals, keptFrom, putEvent, readSeen } from "./records.ts";

/** Clocks of clients may be ahead by so much, milliseconds. */
const AHEAD = 5 * 60_000;

/**
 * Keeps what a client says was done with people of its searches.
 * @returns for each in its order null, or why it is not kept
 * @throws TributaryError `signals-off`
 */
export function reportEvents(
	scope: Scope,
	asker: string,
	events: readonly SignalInput[],
	now: Date,
): Promise<readonly (TributaryError | null)[]> {
	demandSignals(scope);
	return scope.record("signal.write", { count: events.length }, async () => {
		const checked = await Promise.all(events.map((event) => check(scope, asker, event, now)));
		const kept = checked.flatMap((one) => (one instanceof TributaryError ? [] : [one]));
		if (kept.length > 0) await scope.store.write(kept.map((event) => putEvent(event, randomUUID())));
		await forgetGone(
			scope,
			kept.map(({ key }) => key),
		);
		const value = checked.map((one) => (one instanceof TributaryError ? one : null));
		const outcome = kept.length === events.length ? "ok" : "partial";
		return { value, result: { outcome, count: kept.length } };
	});
}

async function check(
	scope: Scope,
	asker: string,
	input: SignalInput,
	now: Date,
): Promise<SignalEvent | TributaryError> {
	const { kind, searchId, at = now.toISOString() } = input;
	const time = Date.parse(at);
	if (time > now.getTime() + AHEAD || time < keptFrom(scope, now)) {
		return refused("/at", "This is in the future, or longer ago than signals are kept.");
	}
	const key = personKey(input);
	if (searchId !== undefined) {
		const page = await readSeen(scope.store, searchId);
		const isOwn = page?.asker === askerDigest(scope, asker);
		if (!isOwn || page?.people.some((one) => one.key === key) !== true) {
			return refused("/searchId", "There is no such search of yours that showed this person.");
		}
	} else if (!(await isThere(scope, input))) return refused("/candidateId", "There is no such person.");
	return { at: new Date(time).toISOString(), kind, key, asker: askerDigest(scope, asker), searchId: searchId ?? null };
}

async function isThere({ store, network }: Scope, { candidateId, profileId }: SignalInput): Promise<boolean> {
	const [found] =
		candidateId == null
			? ((await network?.read("person", { ids: [profileId ?? ""] })) ?? [])
			: await store.read("person", { ids: [candidateId] });
	return found != null;
}

const refused = (pointer: string, detail: string) =>
	new TributaryError("invalid-field", { detail, errors: [{ pointer, detail }] });

/** A record was opened: kept where the tenant wants it, and never a reason not to open it. */
export async function noteOpened(scope: Scope, asker: string, candidateId: string, now: Date): Promise<void> {
	if (!scope.tenant.settings.signals) return;
	const event = { at: now.toISOString(), kind: "opened", key: `c:${candidateId}`, searchId: null } as const;
	await scope.store.write([putEvent({ ...event, asker: askerDigest(scope, asker) }, randomUUID())]);
	await forgetGone(scope, [event.key]);
}

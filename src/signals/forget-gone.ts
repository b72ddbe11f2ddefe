import { type PersonKey, refOfKey } from "../domain/desk.ts";
import { signalsToForget } from "../ingest/forget-notes.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";

/**
 * To be called after signals were written: whoever was erased between being read and being written down is taken out again. Who is erased
 * later is found by that erasure. A recruiter's scope does not tell who is gone from who is kept from him: only signals are taken out.
 */
export async function forgetGone(scope: Scope, keys: readonly PersonKey[]): Promise<void> {
	const candidates = keys.filter((key) => key.startsWith("c:"));
	const profiles = keys.filter((key) => key.startsWith("p:"));
	const idsOf = (some: readonly PersonKey[]) => some.map((key) => key.slice(2));
	const [own, others] = await Promise.all([
		candidates.length === 0 ? [] : scope.store.read("person", { ids: idsOf(candidates) }),
		profiles.length === 0 ? [] : (scope.network?.read("person", { ids: idsOf(profiles) }) ?? []),
	]);
	const gone = [
		...candidates.filter((_key, index) => own[index] === null),
		...profiles.filter((_key, index) => others[index] === null),
	];
	if (gone.length === 0) return;
	await retryOnConflict(async () => scope.store.write(await signalsToForget(scope.store, gone.map(refOfKey))));
}

import { BoundedCache } from "../../../analysis/bounded-cache.ts";
import type { Tenant } from "../../../domain/tenant.ts";
import type { Scope } from "../../../tenancy/scope.ts";
import { type Meaning, NO_MEANING } from "../concept.ts";
import { readMark, readModel } from "./model.ts";

/** What was learned from each tenant's resumes, for searches: read once, and looked after again from time to time. */
export interface LearnedModels {
	/** Of the scope's own tenant, and of nobody else. Nothing where it has switched that off. */
	of(scope: Scope): Promise<Meaning>;
	/** The next search reads anew. */
	forget(tenant: Tenant): void;
}

interface Held {
	readonly meaning: Meaning;
	readonly builtAt: string | null;
	/** Milliseconds since 1970. */
	readonly checkedAt: number;
}

/** Tenants whose model is held, about 2 MB each for the largest. */
const HELD = 32;
/** Milliseconds after which is looked for a newer one, that another process may have written. */
const CHECKED_EVERY = 30_000;

export function createLearnedModels(now: () => number = Date.now): LearnedModels {
	let held = new BoundedCache<Held>(HELD);
	const read = async ({ store }: Scope, before: Held | undefined): Promise<Held> => {
		const builtAt = (await readMark(store)).mark?.builtAt ?? null;
		const checkedAt = now();
		if (before !== undefined && before.builtAt === builtAt) return { ...before, checkedAt };
		return { meaning: builtAt === null ? NO_MEANING : await readModel(store), builtAt, checkedAt };
	};
	return {
		async of(scope) {
			if (!scope.tenant.settings.learnedRelatedness) return NO_MEANING;
			const key = keyOf(scope.tenant);
			const known = held.get(key);
			if (known !== undefined && now() - known.checkedAt < CHECKED_EVERY) return known.meaning;
			const found = await read(scope, known);
			held.set(key, found);
			return found.meaning;
		},
		forget() {
			// Runs are rare: the few others are read again, too.
			held = new BoundedCache<Held>(HELD);
		},
	};
}

/** A tenant that is made anew under the name of one that was wiped is another one. */
const keyOf = ({ id, createdAt }: Tenant) => `${id} ${createdAt}`;

import { BoundedCache } from "../../analysis/bounded-cache.ts";
import type { Tenant } from "../../domain/tenant.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { readMark } from "./learned/model.ts";

/** Something that was built for each tenant and lies in its store: read once, and looked after again from time to time. */
export interface HeldPerTenant<T> {
	/** Of the scope's own tenant, and of nobody else. */
	of(scope: Scope): Promise<T>;
	/** The next search reads anew. */
	forget(): void;
}

interface Held<T> {
	readonly value: T;
	readonly builtAt: string | null;
	/** Milliseconds since 1970. */
	readonly checkedAt: number;
}

/** Tenants of whom it is held: a few MB each for the largest. */
const HELD = 32;
/** Milliseconds after which is looked for a newer one, that another process may have written. */
const CHECKED_EVERY = 30_000;

/**
 * @param nothing what there is where nothing was built, or the tenant has switched it off
 * @param now milliseconds since 1970
 */
export function holdPerTenant<T>(
	read: (scope: Scope) => Promise<T>,
	nothing: T,
	now: () => number = Date.now,
): HeldPerTenant<T> {
	let held = new BoundedCache<Held<T>>(HELD);
	const fresh = async (scope: Scope, before: Held<T> | undefined): Promise<Held<T>> => {
		const builtAt = (await readMark(scope.store)).mark?.builtAt ?? null;
		const checkedAt = now();
		if (before !== undefined && before.builtAt === builtAt) return { ...before, checkedAt };
		return { value: builtAt === null ? nothing : await read(scope), builtAt, checkedAt };
	};
	return {
		async of(scope) {
			if (!scope.tenant.settings.learnedRelatedness) return nothing;
			const key = tenantKey(scope.tenant);
			const known = held.get(key);
			if (known !== undefined && now() - known.checkedAt < CHECKED_EVERY) return known.value;
			const found = await fresh(scope, known);
			held.set(key, found);
			return found.value;
		},
		forget() {
			// It is rarely built: the few others are read again, too.
			held = new BoundedCache<Held<T>>(HELD);
		},
	};
}

/** A tenant that is made anew under the name of one that was wiped is another one. */
export const tenantKey = ({ id, createdAt }: Tenant): string => `${id} ${createdAt}`;

import { parseTenantId, Tenant } from "../../../src/domain/tenant.ts";
import type { Engine, Store } from "../../../src/engine/port.ts";
import { madeOf } from "../../../src/tenancy/recording.ts";
import type { Scope } from "../../../src/tenancy/scope.ts";

/** Names that no vocabulary knows, so that the tests do not move with it. */
const FLOW = ["Zorptran", "Quellix", "Brenolab", "Murvex"];
const BAKE = ["Ofenpult", "Teigomat", "Krustex", "Garlinn"];

export interface PersonRecord {
	readonly id: string;
	readonly resume: object;
}

/** Two trades, `size` people each, whose skills never meet. */
export function twoTrades(size: number): PersonRecord[] {
	return [FLOW, BAKE].flatMap((skills, trade) =>
		Array.from({ length: size }, (_, index) => ({
			id: `p-${trade}-${String(index).padStart(4, "0")}`,
			resume: {
				work: [{ position: trade === 0 ? "Flow wrangler" : "Crumb keeper" }],
				// Each has three of the four.
				skills: skills.filter((_, at) => at !== index % skills.length).map((name) => ({ name })),
			},
		})),
	);
}

export const putAll = (store: Store, people: readonly PersonRecord[]): Promise<readonly number[]> =>
	store.write(
		people.map((person) => ({
			op: "put",
			collection: "person",
			id: person.id,
			record: JSON.stringify(person),
			document: { language: null, fields: {}, facets: {}, columns: {}, keys: [], link: null },
		})),
	);

export interface LearningTenant {
	readonly store: Store;
	/** A scope that takes notes instead of an audit log. @param settings changed ones */
	scope(settings?: object): Scope;
	readonly audit: { readonly action: string; readonly result: object }[];
}

export async function openTenant(engine: Engine, id: string): Promise<LearningTenant> {
	const tenantId = parseTenantId(id);
	const store = await engine.open({ kind: "tenant", tenant: tenantId }, new Uint8Array(32), { create: true });
	const audit: { action: string; result: object }[] = [];
	const scope = (settings: object = {}): Scope => ({
		tenant: Tenant.parse({
			id,
			name: id,
			organization: 1,
			status: "active",
			settings,
			createdAt: "2026-01-01T00:00:00.000Z",
		}),
		actor: { kind: "system", id: "test" },
		purpose: "test",
		seat: null,
		store,
		network: null,
		digest: (text) => text.padEnd(64, "0").slice(0, 64),
		currentTenant: () => Promise.reject(new Error("Nothing takes long here.")),
		gone: async () => new Set(),
		async record(action, _subject, run) {
			const done = await run();
			audit.push({ action, result: done.result });
			return madeOf(done);
		},
	});
	return { store, scope, audit };
}

/** Everything that was learned for a tenant, as it is stored. */
export async function storedModel(store: Store): Promise<string | null> {
	const [model] = await store.read("setting", { ids: ["learned-relatedness"] });
	return model?.record ?? null;
}

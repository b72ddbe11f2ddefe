import type { StoreName } from "../port.ts";

/** Version of mappings/candidate.vN.json that new indices are made with. */
export const MAPPING_VERSION = 3;
/** From this one on an index holds what each source says of a person: see Audience in the port. */
export const SECTIONS_VERSION = 2;
/** From this one on people are sealed in the form of person.ts; before, and where a process had not seen it yet, as JSON. */
export const PACKED_VERSION = 3;

/**
 * What a store is called on the cluster. Readers and writers use the alias; the index behind it carries the version of its mapping.
 * A dot parts the pieces because no tenant id holds one: the pattern of one tenant can never fit another's index.
 */
export interface StoreIndex {
	readonly alias: string;
	readonly index: string;
	/** All indices of this store, whatever their version; no other store's. */
	readonly pattern: string;
}

/** @param prefix what all indices of this installation begin with: `tributary` */
export function storeIndex(prefix: string, name: StoreName): StoreIndex {
	const alias = "tenant" in name ? `${prefix}.${name.kind}.${name.tenant}` : `${prefix}.${name.kind}`;
	return { alias, index: `${alias}.v${MAPPING_VERSION}`, pattern: `${alias}.v*` };
}

/** Version of the mapping of an index, which its name carries. */
export const versionOf = ({ alias }: Pick<StoreIndex, "alias">, index: string): number =>
	Number(/^\.v(\d+)/.exec(index.slice(alias.length))?.[1] ?? 0);

/** Name of the index that a store is copied into: another than the one it lies in, and for each data key another. */
export function nextIndex(
	{ alias }: StoreIndex,
	{ version, current, key }: { readonly version: number; readonly current: string; readonly key?: string },
): string {
	const base = `${alias}.v${version}`;
	const isOfVersion = current === base || current.startsWith(`${base}-`);
	const count = isOfVersion ? `-${(Number.parseInt(current.slice(base.length + 1), 10) || 1) + 1}` : "";
	return `${base}${count}${key === undefined ? "" : `-k${key}`}`;
}

/** Where the keys of the stores' own accounts lie, each sealed with the data key of its store. Only the operator's account reads it. */
export const credentialsIndex = (prefix: string): string => `${prefix}-credentials`;

/** Without these no tenant is answered. */
export const neededByAll = (prefix: string): string[] => [
	`${prefix}.platform*`,
	`${prefix}.network*`,
	credentialsIndex(prefix),
];

/** Where it is kept who was erased; outside of all names that stores have, so that no snapshot of those holds it. */
export const erasuresIndex = (prefix: string): string => `${prefix}-erasures`;

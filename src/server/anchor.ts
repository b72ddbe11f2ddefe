import type { FastifyBaseLogger } from "fastify";
import type { Config } from "../config.ts";
import { type Anchor, createAnchor } from "../tenancy/anchor.ts";
import type { Vault } from "../tenancy/vault.ts";

/** Where it is kept how new the stores are. */
export const anchorFolder = ({ anchor, dataDir }: Pick<Config, "anchor" | "dataDir">): string =>
	anchor ?? `${dataDir}.anchor`;

export interface AnchorParts {
	readonly vault: Vault;
	/** Take the stores as they are. */
	readonly accept: boolean;
	readonly log: FastifyBaseLogger | undefined;
}

/** Of the stores on this machine. A cluster has copies of its own, and snapshots that are put back there. */
export function anchorOf(config: Config, { vault, accept, log }: AnchorParts): Anchor | undefined {
	if (config.engine !== "embedded") return undefined;
	const onError = (err: unknown) => log?.error({ event: "anchor", err });
	return createAnchor({ folder: anchorFolder(config), vault, accept, onError });
}

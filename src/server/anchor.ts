import type { FastifyBaseLogger } from "fastify";
import type { Config } from "../config.ts";
import { type Anchor, copyAnchor, createAnchor } from "../tenancy/anchor/anchor.ts";
import { anchorFolderPlace } from "../tenancy/anchor/anchor-folder.ts";
import { anchorProgramPlace } from "../tenancy/anchor/anchor-program.ts";
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
	const { anchorProgram } = config;
	const places = [
		anchorFolderPlace(anchorFolder(config)),
		...(anchorProgram === null ? [] : [anchorProgramPlace(anchorProgram)]),
	];
	return createAnchor({ places, vault, accept, onError });
}

/** A restore has put what it keeps into the folder: the program is told the same. */
export async function tellAnchorProgram(config: Config): Promise<void> {
	if (config.anchorProgram === null) return;
	const program = anchorProgramPlace(config.anchorProgram);
	try {
		await copyAnchor(anchorFolderPlace(anchorFolder(config)), program);
	} finally {
		await program.close();
	}
}

/** Where it is kept how new stores are: a name each, which tells nothing, with a text that we have authenticated. */
export interface AnchorPlace {
	/** null: nothing is kept under that name. */
	read(name: string): Promise<string | null>;
	/** Durable when it resolves, and whole at every moment. */
	keep(name: string, kept: KeptText): Promise<void>;
	remove(name: string): Promise<void>;
	/** All names under which something is kept. */
	names(): Promise<readonly string[]>;
	close(): Promise<void>;
}

export interface KeptText {
	readonly text: string;
	/** What is in the text. */
	readonly count: number;
	/** An older state takes the place of a newer one, on the operator's word; else no count ever becomes less. */
	readonly replaces: boolean;
}

/** SHA-256 of what a store is called, cut: no name of a tenant, and no path. */
export const ANCHOR_NAME = /^[0-9a-f]{32}$/;

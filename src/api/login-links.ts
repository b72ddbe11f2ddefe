import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import path from "node:path";

/**
 * Links that sign somebody in once, from this machine: for a demo, whose people have no identity provider. Each is a file of a folder of the
 * demo's own, named by the digest of its token, so that the command line makes links for the process that serves; the tokens are kept nowhere.
 */
export interface LoginLinks {
	/** A new link's token for an account. */
	issue(account: string): string;
	/**
	 * Lets the account of a token in, once: meanwhile the token is worth nothing to anybody else, and it is used up when `enter` says that he
	 * is in. Where nobody was let in, or `enter` throws, the link is as good as before.
	 * @param enter false: nobody was let in
	 * @returns whether somebody was; false also where there is no such link, or it was used
	 */
	redeem(token: string, enter: (account: string) => Promise<boolean>): Promise<boolean>;
}

const TOKEN_BYTES = 32;
const idOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** @param folder made when the first link is, for its owner's eyes only */
export function createLoginLinks(folder: string): LoginLinks {
	const fileOf = (token: string) => path.join(folder, idOf(token));
	return {
		issue: (account) => {
			const token = randomBytes(TOKEN_BYTES).toString("base64url");
			mkdirSync(folder, { recursive: true, mode: 0o700 });
			writeFileSync(fileOf(token), account, { flag: "wx", mode: 0o600 });
			return token;
		},
		redeem: async (token, enter) => {
			const file = fileOf(token);
			const taken = `${file}.taken`;
			// Of two who come at once the file system lets one have it.
			if (!(await isMoved(file, taken))) return false;
			let isIn = false;
			try {
				isIn = await enter(await readFile(taken, "utf8"));
			} finally {
				await (isIn ? rm(taken, { force: true }) : rename(taken, file));
			}
			return isIn;
		},
	};
}

async function isMoved(from: string, to: string): Promise<boolean> {
	try {
		await rename(from, to);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
		throw error;
	}
}

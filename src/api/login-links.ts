import { createHash, randomBytes } from "node:crypto";

/** Links that sign somebody in once, from this machine: for a demo, whose people have no identity provider. Kept in this process only. */
export interface LoginLinks {
	/** A new link's token for an account. */
	issue(account: string): string;
	/**
	 * Lets the account of a token in. Once: meanwhile the token is worth nothing to anybody else, and it is used up when `enter` resolves.
	 * Where that throws, or says that nobody was let in, the link is as good as before.
	 * @param enter false: nobody was let in
	 * @returns false: there is no such link, it was used, or nobody was let in
	 */
	redeem(token: string, enter: (account: string) => Promise<boolean>): Promise<boolean>;
}

const TOKEN_BYTES = 32;
const idOf = (token: string): string => createHash("sha256").update(token).digest("hex");

export function createLoginLinks(): LoginLinks {
	const open = new Map<string, string>();
	return {
		issue: (account) => {
			const token = randomBytes(TOKEN_BYTES).toString("base64url");
			open.set(idOf(token), account);
			return token;
		},
		redeem: async (token, enter) => {
			const id = idOf(token);
			const account = open.get(id);
			if (account === undefined) return false;
			open.delete(id);
			let isIn = false;
			try {
				isIn = await enter(account);
			} finally {
				if (!isIn) open.set(id, account);
			}
			return isIn;
		},
	};
}

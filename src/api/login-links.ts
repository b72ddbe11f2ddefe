import { createHash, randomBytes } from "node:crypto";

/** Links that sign somebody in once, from this machine: for a demo, whose people have no identity provider. Kept in this process only. */
export interface LoginLinks {
	/** A new link's token for an account. */
	issue(account: string): string;
	/** The account of a token, which is worth nothing from then on; null where there is none, or it was used. */
	redeem(token: string): string | null;
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
		redeem: (token) => {
			const id = idOf(token);
			const account = open.get(id) ?? null;
			open.delete(id);
			return account;
		},
	};
}

/** What the admin's routes answer, as OpenAPI has it. */

export interface Client {
	readonly id: string;
	readonly name: string;
	readonly permissions: readonly string[];
	readonly status: "active" | "disabled" | "locked";
	readonly lock?: { readonly reason: string; readonly since: string; readonly by?: "tenant" };
	readonly createdAt: string;
	readonly binding: Binding;
}

/** Whether a client's tokens have to be bound to a key of its own. */
export type Binding = "none" | "dpop" | "dpop-nonce" | "mtls";

export interface Credential {
	readonly id: string;
	readonly kind: "secret" | "key" | "certificate";
	readonly createdAt: string;
	readonly endsAt: string | null;
	/** Of a certificate: the name that is in it. */
	readonly name?: string;
}

export interface Integration {
	readonly type: string;
	readonly name: string | null;
	readonly status: string;
	readonly enabled: boolean;
}

export interface KindHealth {
	readonly stored: number;
	readonly created: number;
	readonly updated: number;
	readonly deleted: number;
	readonly refused: number;
	readonly stale: number;
	readonly withheld: number;
	readonly lastAt: string | null;
	/** In the ATS. */
	readonly newestChangeAt: string | null;
}

export interface JobRule {
	readonly field: string;
	readonly contains: string;
}

export interface SyncSettings {
	readonly notes: boolean;
	readonly interviewFeedback: boolean;
	readonly resumes: boolean;
	readonly withheldJobs: { readonly ids: readonly string[]; readonly rules: readonly JobRule[] };
}

export interface SyncStatus {
	readonly kinds: Readonly<Record<string, KindHealth>>;
	readonly failures: readonly {
		readonly at: string;
		readonly kind: string;
		readonly path: readonly string[];
		readonly code: string;
		readonly detail: string;
	}[];
	readonly settings: SyncSettings;
}

/** Ed25519 public key. */
export interface PublicJwk {
	readonly kty: string;
	readonly crv: string;
	readonly x: string;
}

export interface AuditEntry {
	readonly seq: number;
	readonly at: string;
	readonly actor: { readonly kind: string; readonly id: string };
	readonly action: string;
	readonly purpose: string;
	readonly subject: Readonly<Record<string, unknown>>;
	readonly result: { readonly outcome: string; readonly code?: string; readonly count?: number };
	readonly previous: string;
	readonly hash: string;
}

export interface SignedHead {
	readonly head: { readonly tenant: string; readonly size: number; readonly root: string; readonly at: string };
	readonly publicKey: PublicJwk;
	readonly fingerprint: string;
	readonly signature: string;
}

export const recordsIn = ({ kinds }: SyncStatus): number =>
	Object.values(kinds).reduce((sum, { stored }) => sum + stored, 0);

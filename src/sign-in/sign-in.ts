import {
	allowInsecureRequests,
	authorizationCodeGrant,
	buildAuthorizationUrl,
	type ClientAuth,
	ClientSecretBasic,
	ClientSecretPost,
	type Configuration,
	calculatePKCECodeChallenge,
	clockTolerance,
	customFetch,
	discovery,
	enableNonRepudiationChecks,
	fetchUserInfo,
	type IDToken,
	randomNonce,
	randomPKCECodeVerifier,
	randomState,
} from "openid-client";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import { type ErrorCode, TributaryError } from "../errors.ts";
import type { AskingTransport } from "../export/transport.ts";
import type { AccountRecord } from "../tenancy/accounts/account-record.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import { readProvider, type StoredProvider } from "./provider.ts";
import { providerFetch } from "./provider-fetch.ts";
import { openTransaction, sealTransaction, type Transaction } from "./transaction.ts";

/** Signing in by the tenant's identity provider: OpenID Connect, code flow with PKCE, state and nonce. */
export interface SignIn {
	/**
	 * @param returnTo path of this site
	 * @returns where the browser goes, and what it has to bring back
	 * @throws TributaryError `sign-in-unavailable`, the same for no such tenant and one without a provider
	 */
	begin(tenant: string, returnTo: string): Promise<{ readonly location: string; readonly transaction: string }>;
	/**
	 * @param search the query that the provider sent the browser back with
	 * @param transaction what the browser brings back
	 * @param noteAs counts that it was refused, and says as what that is written down; null: as nothing. Absent: as what it is
	 * @throws TributaryError `sign-in-failed` · `sign-in-refused` · `mfa-required` · `sign-in-unavailable`
	 */
	complete(
		tenant: string,
		search: string,
		transaction: string | null,
		noteAs?: (code: ErrorCode) => Promise<ErrorCode | null>,
	): Promise<{ readonly account: AccountRecord; readonly returnTo: string }>;
	/** Whether a provider answers as one. @throws TributaryError `invalid-field` */
	check(provider: Pick<StoredProvider, "issuer" | "clientId">): Promise<void>;
	/** To be registered with the tenant's provider, to the letter: each has its own, so that no provider can pass for another's. */
	redirectUri(tenant: TenantId): string;
}

export interface SignInDeps {
	readonly tenancy: Pick<Tenancy, "openScope" | "accounts" | "signInKey" | "refusals">;
	readonly transport: Pick<AskingTransport, "ask">;
	readonly clock: Clock;
	/** Where browsers reach us. */
	readonly publicUrl: string;
	/** Providers on this machine, over plain http: for tests and demos. */
	readonly allowLoopback: boolean;
}

const SCOPE = "openid email profile";

export function createSignIn(deps: SignInDeps): SignIn {
	const { tenancy, clock, publicUrl } = deps;
	const redirectUri = (tenant: TenantId) => `${publicUrl.replace(/\/$/, "")}/login/${tenant}/callback`;
	const configurationOf = createConfigurations(deps);
	const providerOf = async (text: string) => {
		const tenant = tenantOf(text);
		const found = tenant === null ? null : await providerOfTenant(deps, tenant);
		if (tenant === null || found === null) throw new TributaryError("sign-in-unavailable", { detail: "no provider" });
		return { tenant, provider: found };
	};
	return {
		redirectUri,
		check: async (provider) => {
			try {
				// What it says of itself needs no secret.
				await configurationOf({ ...provider, clientSecret: "none" }, { fresh: true });
			} catch (cause) {
				const detail = "No OpenID provider answers there under exactly this issuer.";
				throw new TributaryError("invalid-field", { errors: [{ pointer: "/issuer", detail }], cause });
			}
		},
		begin: async (text, returnTo) => {
			const { tenant, provider } = await providerOf(text);
			const configuration = await reached(configurationOf(provider));
			const made = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
			const location = buildAuthorizationUrl(configuration, {
				redirect_uri: redirectUri(tenant),
				scope: SCOPE,
				state: made.state,
				nonce: made.nonce,
				code_challenge: await calculatePKCECodeChallenge(made.verifier),
				code_challenge_method: "S256",
				...(provider.acr.length === 0 ? {} : { acr_values: provider.acr.join(" ") }),
			});
			const transaction = { tenant, issuer: provider.issuer, ...made, returnTo: ownPath(returnTo, publicUrl) };
			const key = await tenancy.signInKey();
			return { location: location.href, transaction: await sealTransaction(transaction, key, clock()) };
		},
		complete: async (text, search, sealed, noteAs = async (code) => code) => {
			// Nobody began here: whoever knows a tenant's name could fill its log.
			if (sealed === null) throw new TributaryError("sign-in-failed");
			const { tenant, provider } = await providerOf(text);
			const transaction = await openTransaction(sealed, await tenancy.signInKey(), clock());
			try {
				const isSame = transaction.tenant === tenant && transaction.issuer === provider.issuer;
				if (!isSame) throw new TributaryError("sign-in-failed");
				const configuration = await reached(configurationOf(provider));
				const person = await asked(() =>
					vouchedFor(configuration, `${redirectUri(tenant)}${search}`, { provider, transaction }),
				);
				return { account: await tenancy.accounts.admit(tenant, person), returnTo: transaction.returnTo };
			} catch (error) {
				const code = error instanceof TributaryError ? await noteAs(error.code) : null;
				if (code !== null) await tenancy.refusals.signIn(tenant, code);
				throw error;
			}
		},
	};
}

function tenantOf(text: string): TenantId | null {
	try {
		return parseTenantId(text);
	} catch {
		return null;
	}
}

async function providerOfTenant({ tenancy }: SignInDeps, tenant: TenantId): Promise<StoredProvider | null> {
	try {
		const actor = { kind: "system", id: "sign-in" } as const;
		return await readProvider((await tenancy.openScope({ tenant, actor, purpose: "sign in" })).store);
	} catch (error) {
		const isAway = error instanceof TributaryError && error.code.startsWith("tenant-");
		if (isAway) return null;
		throw error;
	}
}

/** A path of this site, whatever is asked for: nobody is sent elsewhere by an address of ours. */
function ownPath(wanted: string, publicUrl: string): string {
	if (!wanted.startsWith("/") || !URL.canParse(wanted, publicUrl)) return "/";
	const url = new URL(wanted, publicUrl);
	const path = `${url.pathname}${url.search}${url.hash}`;
	return url.origin === new URL(publicUrl).origin && !/^\/[/\\]/.test(path) ? path : "/";
}

/** Milliseconds that what a provider says of itself is believed. */
const DISCOVERED = 600_000;
/** Milliseconds in which one that did not answer is not asked again: whoever tries to sign in there would keep us waiting for it. */
const FAILED = 30_000;
const MOST_DISCOVERED = 1000;
/** Seconds that a provider's clock may be off by. */
const TOLERANCE = 30;

function createConfigurations({ transport, clock, allowLoopback }: SignInDeps) {
	const known = new Map<string, { until: number; readonly configuration: Promise<Configuration> }>();
	return async (
		provider: Pick<StoredProvider, "issuer" | "clientId" | "clientSecret">,
		{ fresh = false }: { readonly fresh?: boolean } = {},
	): Promise<Configuration> => {
		const key = JSON.stringify([provider.issuer, provider.clientId, provider.clientSecret]);
		const found = known.get(key);
		const now = clock().getTime();
		if (!fresh && found !== undefined && now < found.until) return found.configuration;
		const made = { until: now + DISCOVERED, configuration: discover(provider) };
		if (known.size >= MOST_DISCOVERED) known.clear();
		known.set(key, made);
		try {
			return await made.configuration;
		} catch (error) {
			made.until = clock().getTime() + FAILED;
			throw error;
		}
	};

	function discover({ issuer, clientId, clientSecret }: Pick<StoredProvider, "issuer" | "clientId" | "clientSecret">) {
		const isLocal = allowLoopback && issuer.startsWith("http:");
		return discovery(new URL(issuer), clientId, { [clockTolerance]: TOLERANCE }, authenticationBy(clientSecret), {
			[customFetch]: providerFetch(transport),
			execute: [enableNonRepudiationChecks, ...(isLocal ? [allowInsecureRequests] : [])],
			timeout: 10,
		});
	}
}

/** In the way that the provider takes; what says nothing takes HTTP Basic (OpenID Connect Discovery 1.0, 3). */
function authenticationBy(secret: string): ClientAuth {
	const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
	return (server, client, body, headers) => {
		const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
		return (methods.includes("client_secret_basic") ? basic : post)(server, client, body, headers);
	};
}

/** Exchanges the code and checks what comes of it: signature, issuer, audience, times, nonce, and how he showed who he is. */
async function vouchedFor(
	configuration: Configuration,
	url: string,
	{ provider, transaction }: { readonly provider: StoredProvider; readonly transaction: Transaction },
) {
	const tokens = await authorizationCodeGrant(configuration, new URL(url), {
		pkceCodeVerifier: transaction.verifier,
		expectedState: transaction.state,
		expectedNonce: transaction.nonce,
		idTokenExpected: true,
	});
	const claims = tokens.claims();
	if (claims === undefined) throw new TributaryError("sign-in-failed");
	demandFactors(claims, provider);
	const about =
		claims.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
			? await fetchUserInfo(configuration, tokens.access_token, claims.sub)
			: claims;
	const isVerified = about.email_verified === true && typeof about.email === "string";
	return { issuer: claims.iss, subject: claims.sub, verifiedEmail: isVerified ? `${about.email}` : null };
}

/** @throws TributaryError `mfa-required` */
function demandFactors({ acr, amr }: IDToken, provider: StoredProvider): void {
	const used: readonly unknown[] = Array.isArray(amr) ? amr : [];
	const hasClass = provider.acr.length === 0 || (typeof acr === "string" && provider.acr.includes(acr));
	const hasMethod = provider.amr.length === 0 || provider.amr.some((method) => used.includes(method));
	if (!hasClass || !hasMethod) throw new TributaryError("mfa-required");
}

/** It does not answer, or not as a provider: that is nothing that whoever signs in could mend. */
async function reached<T>(work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (cause) {
		throw new TributaryError("sign-in-unavailable", { cause });
	}
}

/** What the provider's part of it ended in. What it said is not repeated: it can hold anything. */
async function asked<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
			if (cause instanceof TributaryError) throw cause;
		throw new TributaryError("sign-in-failed", { cause: error });
	}
}

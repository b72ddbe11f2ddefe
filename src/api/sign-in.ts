import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { ACCOUNT_ERRORS } from "../errors/accounts.ts";
import { type ErrorCode, TributaryError } from "../errors.ts";
import type { AccountRecord } from "../tenancy/accounts/account-record.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import { scopeOf } from "./access.ts";
import type { ApiDeps } from "./deps.ts";
import { asTributaryError } from "./failures.ts";
import type { LoginLinks } from "./login-links.ts";
import { FAILURES } from "./openapi.ts";
import { demandOwnSite } from "./own-page.ts";
import type { RateLimits } from "./rate-limits.ts";
import { dropCookie, loginCookie, readCookie, sessionCookie, setCookie } from "./session-cookie.ts";

interface SignInDeps extends ApiDeps {
	readonly limits: Pick<RateLimits, "countFailedSignIn">;
}

const Nothing = z.null().describe("Nothing.");

/** How a person's session begins and ends in the browser. */
export async function signInRoutes(instance: FastifyInstance, deps: SignInDeps): Promise<void> {
	signOut(instance, deps);
	providerRoutes(instance, deps);
	if (deps.links !== undefined) localLinks(instance, deps, deps.links);
}

/**
 * Opens a session for somebody who was vouched for, and gives the browser its cookie: always a new one, so that nobody works on in a
 * session whose token somebody else has put there.
 */
export async function openSession(
	{ tenancy, settings }: Pick<ApiDeps, "tenancy" | "settings">,
	{ request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
	account: Pick<AccountRecord, "id" | "tenant">,
): Promise<void> {
	const name = sessionCookie(settings.publicUrl);
	const before = readCookie(request, name);
	const scope = await scopeForSignIn(tenancy, account);
	const { token } = await scope.record("session.open", { accountId: account.id }, async () => {
		return { value: await tenancy.sessions.open(account.id), result: { outcome: "ok" } };
	});
	if (before !== null) await tenancy.sessions.close(before);
	setCookie(reply, settings.publicUrl, name, token);
}

const scopeForSignIn = (tenancy: Tenancy, { id, tenant }: Pick<AccountRecord, "id" | "tenant">) =>
	tenancy.openScope({ tenant, actor: { kind: "account", id }, purpose: "sign in" });

/**
 * What the browser forgets with a session. Not "storage": that holds the page's own files for when there is no network, and the language,
 * colours and keys that were chosen on this machine, and nothing of people (src/web/service-worker.js).
 */
const LEFT_BEHIND = '"cache"';

function signOut(instance: FastifyInstance, { tenancy, settings }: ApiDeps): void {
	const name = sessionCookie(settings.publicUrl);
	instance.withTypeProvider<ZodTypeProvider>().post("/logout", {
		config: { access: "known" },
		schema: { tags: ["access"], summary: "Sign out, here", response: { 204: Nothing, ...FAILURES } },
		handler: async (request, reply) => {
			if (request.person === null) throw new TributaryError("account-required");
			const { accountId } = request.person;
			const token = readCookie(request, name);
			await scopeOf(request).record("session.close", { accountId }, async () => {
				if (token !== null) await tenancy.sessions.close(token);
				return { value: null, result: { outcome: "ok" } };
			});
			dropCookie(reply, settings.publicUrl, name);
			reply.header("clear-site-data", LEFT_BEHIND);
			return reply.status(204).send(null);
		},
	});
}

const Tenant = z.strictObject({ tenant: z.string().max(100) });
const ToProvider = z.looseObject({ return: z.string().max(2000).default("/").describe("Path of this site.") });
/** Whatever a provider adds. */
const FromProvider = z.looseObject({});

/** To the tenant's identity provider, and back from there. The browser is always sent on: nobody signs in by an API. */
function providerRoutes(instance: FastifyInstance, deps: SignInDeps): void {
	const { signIn, settings, limits } = deps;
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const name = loginCookie(settings.publicUrl);
	app.get("/login/:tenant", {
		exposeHeadRoute: false,
		config: { access: "public" },
		schema: {
			tags: ["access"],
			summary: "Sign in, by the tenant's identity provider",
			description:
				"For a browser. Ends at the path in `return`, or at `/?sign-in=CODE` with a code of the table of errors.",
			params: Tenant,
			querystring: ToProvider,
			response: { 303: Nothing, ...FAILURES },
		},
		handler: async (request, reply) => {
			const to = await orTold(request, async () => {
				const { location, transaction } = await signIn.begin(request.params.tenant, request.query.return);
				setCookie(reply, settings.publicUrl, name, transaction);
				return location;
			});
			// The people of a demo have no identity provider.
			const isByLink = deps.links !== undefined && to === toldAs("sign-in-unavailable");
			return reply.redirect(isByLink ? toldAs("by-link") : to, 303);
		},
	});
	app.get("/login/:tenant/callback", {
		exposeHeadRoute: false,
		config: { access: "public" },
		schema: {
			tags: ["access"],
			summary: "Where the identity provider sends the browser back to",
			params: Tenant,
			querystring: FromProvider,
			response: { 303: Nothing, ...FAILURES },
		},
		handler: async (request, reply) => {
			const transaction = readCookie(request, name);
			dropCookie(reply, settings.publicUrl, name);
			const to = await orTold(request, async () => {
				const { search } = new URL(request.url, settings.publicUrl);
				const { tenant } = request.params;
				const noteAs = (code: ErrorCode) => withinLimits(limits.countFailedSignIn(request, tenant), code);
				const { account, returnTo } = await signIn.complete(tenant, search, transaction, noteAs);
				await openSession(deps, { request, reply }, account);
				return returnTo;
			});
			return reply.redirect(to, 303);
		},
	});
}

/** As of logins of clients: the entry of the failure that reaches a limit says so, and beyond it nothing is written any more. */
async function withinLimits(
	counted: Promise<{ readonly reached: boolean }>,
	code: ErrorCode,
): Promise<ErrorCode | null> {
	try {
		return (await counted).reached ? "too-many-requests" : code;
	} catch (error) {
		if (asTributaryError(error).code !== "too-many-requests") throw error;
		return null;
	}
}

/** Where the page tells why nobody was signed in. */
const toldAs = (code: string): string => `/?sign-in=${code}`;

/** A person sees a page that tells him what went wrong, not problem details. @returns where the browser goes */
async function orTold(request: FastifyRequest, work: () => Promise<string>): Promise<string> {
	try {
		return await work();
	} catch (thrown) {
		const { code } = asTributaryError(thrown);
		if (!(code in ACCOUNT_ERRORS)) throw thrown;
		request.log.warn({ event: "sign-in-refused", code, err: thrown });
		return toldAs(code);
	}
}

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;

/** Only where the server was given links to honour, which `serve` never is. */
function localLinks(instance: FastifyInstance, deps: ApiDeps, links: LoginLinks): void {
	const { tenancy, settings } = deps;
	instance.withTypeProvider<ZodTypeProvider>().get("/login/link/:token", {
		exposeHeadRoute: false,
		config: { access: "public" },
		schema: {
			hide: true,
			summary: "Sign in once, from this machine",
			params: z.strictObject({ token: z.string().max(100) }),
			response: { 303: Nothing, ...FAILURES },
		},
		handler: async (request, reply) => {
			const isLocal = LOOPBACK.test(request.raw.socket.remoteAddress ?? "");
			if (!isLocal || request.headers["x-forwarded-for"] !== undefined) throw new TributaryError("not-found");
			demandOwnSite(request, settings.publicUrl);
			const isIn = await links.redeem(request.params.token, async (id) => {
				const account = await tenancy.accounts.find(id);
				if (account !== null) await openSession(deps, { request, reply }, account);
				return account !== null;
			});
			return reply.redirect(isIn ? "/?by=link" : toldAs("link-used"), 303);
		},
	});
}

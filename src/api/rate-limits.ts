import rateLimit, {
	type CreateRateLimitOptions,
	type FastifyRateLimitStore,
	type FastifyRateLimitStoreCtor,
} from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { TributaryError } from "../errors.ts";
import type { SharedCounts } from "../tenancy/shared-counts.ts";
import type { ApiSettings } from "./settings.ts";

/** Who asks too often is told when to come back. Counted in this process, or by all nodes of a cluster together. */
export interface RateLimits {
	/** Once for every authenticated request. @throws `too-many-requests` */
	readonly admitClient: (request: FastifyRequest) => Promise<void>;
	/** Before a secret is looked at: an address that guessed too often. @throws `too-many-requests` */
	readonly admitLogin: (request: FastifyRequest) => Promise<void>;
	/**
	 * After a wrong secret. The right secret is never refused because others guess at the same client id, or anybody could
	 * lock a client out. The limit per address counts failures only, too, but beyond it no secret is looked at any more: it is
	 * the wider one, as many people may share an address.
	 * @returns reached: the next failure, with this id or from this address, is beyond a limit
	 * @throws `too-many-requests`
	 */
	readonly countFailedLogin: (request: FastifyRequest, clientId: string) => Promise<{ readonly reached: boolean }>;
	/** The same of a person's sign-in at a tenant. */
	readonly countFailedSignIn: (request: FastifyRequest, tenant: string) => Promise<{ readonly reached: boolean }>;
}

const MINUTE = 60_000;

/**
 * Installs the limit per address, which holds for every request, also for those that name nothing.
 * @param shared of the other nodes; null: this is the only one
 */
export async function installRateLimits(
	app: FastifyInstance,
	limits: ApiSettings["limits"],
	shared: SharedCounts | null,
): Promise<RateLimits> {
	await app.register(rateLimit, { global: false, ...(shared === null ? {} : { store: storeOn(shared) }) });
	// The key of this one is the address: of the socket, or what a trusted proxy says.
	const perAddress = limiter(app, "requests-of-address", { max: limits.requestsPerAddress });
	const perClient = limiter(app, "requests-of-client", {
		max: limits.requestsPerClient,
		keyGenerator: (request) => (request as FastifyRequest).principal?.actor.id ?? "",
	});
	const loginsOfAddress = limiter(app, "logins-of-address", { max: limits.failedLoginsPerAddress });
	app.decorateRequest("claimedClient", "");
	const named = { max: limits.failedLogins, keyGenerator: (request: FastifyRequest) => request.claimedClient };
	const loginsOfClient = limiter(app, "logins-of-client", named);
	const signInsOfTenant = limiter(app, "sign-ins-of-tenant", named);
	const countFailed = (each: Limiter) => async (request: FastifyRequest, name: string) => {
		request.claimedClient = name.slice(0, 200);
		const left = [await loginsOfAddress(request, true), await each(request, true)];
		// Whoever guesses at one node is known to the others before he gets his answer.
		await shared?.exchange().catch(() => {});
		return { reached: left.includes(0) };
	};
	// A route that counts by itself is open to whoever may use it; of an address only what was refused there is counted.
	app.addHook("onRequest", async (request) => void (await perAddress(request, !countsItself(request))));
	app.addHook("onResponse", async (request, reply) => {
		if (countsItself(request) && REFUSALS.has(reply.statusCode)) await perAddress(request, true).catch(() => {});
	});
	return {
		admitClient: async (request) => void (await perClient(request, true)),
		admitLogin: async (request) => void (await loginsOfAddress(request, false)),
		countFailedLogin: countFailed(loginsOfClient),
		countFailedSignIn: countFailed(signInsOfTenant),
	};
}

const REFUSALS: ReadonlySet<number> = new Set([401, 403, 414, 431]);
const countsItself = (request: FastifyRequest): boolean => request.routeOptions.config.ownLimits === true;

declare module "fastify" {
	interface FastifyRequest {
		/** The client id that a login names, right or wrong; of a sign-in the tenant. */
		claimedClient: string;
	}
}

type NamedLimit = CreateRateLimitOptions & { readonly limitName?: string };
type Told = Parameters<FastifyRateLimitStore["incr"]>[1];

/** A store for the plugin that counts with all nodes. */
function storeOn(shared: SharedCounts): FastifyRateLimitStoreCtor {
	return class Store implements FastifyRateLimitStore {
		readonly #name: string;

		constructor({ limitName = "" }: NamedLimit) {
			this.#name = limitName;
		}

		incr(key: string, tell: Told, length: number, most: number): void {
			const { count, left } = shared.add({ name: this.#name, most, length }, key, 1);
			tell(null, { current: count, ttl: left });
		}

		read(key: string, tell: Told, length: number, most: number): void {
			const { count, left } = shared.read({ name: this.#name, most, length }, key);
			tell(null, { current: count, ttl: left });
		}

		child(options: Parameters<FastifyRateLimitStore["child"]>[0]): FastifyRateLimitStore {
			return new Store(options as unknown as NamedLimit);
		}
	};
}

/** @returns how many more there may be */
type Limiter = (request: FastifyRequest, count: boolean) => Promise<number>;

function limiter(app: FastifyInstance, limitName: string, options: CreateRateLimitOptions): Limiter {
	const named: NamedLimit = { timeWindow: MINUTE, ...options, limitName };
	const check = app.createRateLimit(named);
	return async (request, count) => {
		const state = await check(request, { increment: count });
		if (state.isAllowed) return Number.POSITIVE_INFINITY;
		const spent = count ? state.isExceeded : state.remaining === 0 && state.ttl > 0;
		if (spent) throw new TributaryError("too-many-requests", { retryAfter: Math.max(1, state.ttlInSeconds) });
		return state.remaining;
	};
}

import type { FastifyRequest } from "fastify";
import type { Permission } from "../../domain/actor.ts";
import { TributaryError } from "../../errors.ts";
import type { Refusals } from "../../tenancy/refusals.ts";

/**
 * Does what a request asks for. That it named something of somebody else's is written down in the log of the tenant whose client it
 * was, without what was named: one who tries out contexts is seen, and his own log tells him nothing.
 * @throws what `work` throws · TributaryError `audit-unavailable`
 */
export async function withForeignNoted<T>(
	refusals: Refusals,
	request: FastifyRequest,
	permission: Permission,
	work: () => Promise<T>,
): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const isForeign = error instanceof TributaryError && error.code === "foreign-context";
		if (isForeign && request.principal !== null) {
			const purpose = `api ${request.method} ${request.routeOptions.url}`;
			await refusals.request(request.principal, { purpose, permission, code: "foreign-context" });
		}
		throw error;
	}
}

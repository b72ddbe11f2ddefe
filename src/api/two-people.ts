import type { FastifyRequest } from "fastify";
import { demandSecondPerson, type Wanted } from "../tenancy/accounts/second-person.ts";
import type { Scope } from "../tenancy/scope.ts";
import { scopeOf } from "./access.ts";
import type { ApiDeps } from "./deps.ts";

/** The tenant's own scope, whatever the seat of who asks. */
export const wholeScopeOf = (request: FastifyRequest): Scope => request.wholeScope ?? scopeOf(request);

/** Has what reaches far wait for another person, where the tenant wants that. @throws TributaryError `second-person-required` */
export const twoPeople = (request: FastifyRequest, { tenancy, ingest }: ApiDeps, wanted: Wanted): Promise<void> =>
	demandSecondPerson(wholeScopeOf(request), { accounts: tenancy.accounts, clock: ingest.clock }, wanted);

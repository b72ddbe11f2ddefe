import { randomBytes } from "node:crypto";
import { TLSSocket } from "node:tls";
import fastify, { type FastifyContextConfig, type FastifyRequest, type InjectOptions } from "fastify";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { guardRoutes, scopeOf } from "../../src/api/access.ts";
import { certificateOf } from "../../src/api/client-certificate.ts";
import { dpopChallenge, proofOf, verifyToken } from "../../src/api/dpop.ts";
import { confineToSeats, SeatHeaders, seatInBody } from "../../src/api/seat.ts";
import { installCookies } from "../../src/api/session-cookie.ts";
import type { Permission } from "../../src/domain/actor.ts";
import { TributaryError } from "../../src/errors.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import type { Tenancy } from "../../src/tenancy/tenancy.ts";
import type { Bearer } from "../../src/tenancy/tokens.ts";
import { codeOf, openRig, type Rig } from "../tenancy/rig.ts";

/** What stands before every route, each guard by itself: the whole API goes through them in test/api/access.test.ts. */

const SITE = "https://acme.example";

describe("who asks", () => {
	let rig: Rig;
	let token: string;
	let session: string;
	let csrfToken: string;
	let accountId: string;
	const admit = vi.fn(async (_request: FastifyRequest) => {});
	beforeAll(async () => {
		rig = await openRig();
		const tenant = await rig.tenant("acme");
		const { clientId, clientSecret } = await rig.client(tenant, ["search", "jobs:read"]);
		const { tokens, clients, accounts, sessions } = rig.tenancy;
		token = (await tokens.issue(await clients.verify(clientId, clientSecret))).token;
		accountId = (await accounts.invite(tenant, { name: "Ada", email: "ada@acme.example", roles: ["recruiter"] })).id;
		session = (await sessions.open(accountId)).token;
		({ csrfToken } = await sessions.verify(session));
	});

	/** Asks a route with this configuration; what it was told of who asks, or the code of the refusal. */
	async function ask(config: FastifyContextConfig, { headers = {}, method = "GET" }: InjectOptions = {}) {
		admit.mockClear();
		const app = fastify();
		await installCookies(app);
		guardRoutes(app, { tenancy: rig.tenancy, publicUrl: SITE, admit });
		app.setErrorHandler((error, _, reply) => reply.code(403).send({ code: (error as TributaryError).code }));
		app.route({
			method: ["GET", "POST"],
			url: "/v1/things/:id",
			config,
			handler: async ({ principal, person, scope }) => ({
				principal,
				person,
				actor: scope?.actor,
				for: scope?.purpose,
				isShut: scope === null,
			}),
		});
		const answer = await app.inject({ method, url: "/v1/things/1", headers });
		return { ...answer.json(), nonce: answer.headers["dpop-nonce"], admitted: admit.mock.calls.length };
	}
	const bearer = () => ({ authorization: `Bearer ${token}` });
	const search = { access: { permission: "search" } } as const;

	test("R12: a client that is granted it opens its tenant for this route", async () => {
		const asked = await ask(search, { headers: bearer() });
		const actor = { kind: "client", id: expect.any(String) };
		expect(asked).toMatchObject({
			principal: { actor, tenant: "acme", permissions: ["search", "jobs:read"] },
			person: null,
			actor,
			for: "api GET /v1/things/:id",
			admitted: 1,
		});
		expect(asked.nonce).toBeUndefined();
	});

	test("R12: public routes ask nobody; one that does not say who may call it is not there", async () => {
		expect(await ask({ access: "public" }, { headers: bearer() })).toMatchObject({
			principal: null,
			isShut: true,
			admitted: 0,
		});
		expect(await ask({}, { headers: bearer() })).toMatchObject({ code: "not-found", admitted: 0 });
		const scope = {} as Scope;
		expect(scopeOf({ scope } as FastifyRequest)).toBe(scope);
		expect(() => scopeOf({ scope: null } as FastifyRequest)).toThrow("A public route has no scope.");
	});

	test("R12: whoever is known may ask what is for the known, and is not granted more by it", async () => {
		expect(await ask({ access: "known" }, { headers: bearer() })).toMatchObject({ for: "api GET /v1/things/:id" });
		expect(await ask({ access: "known" })).toMatchObject({ code: "invalid-token", admitted: 0 });
		const refused = await ask({ access: { permission: "jobs:write" } }, { headers: bearer() });
		expect(refused).toMatchObject({ code: "insufficient-scope", admitted: 1 });
		expect((await rig.tenancy.audit.latest("acme" as never, 1))[0]).toMatchObject({
			action: "api.request",
			purpose: "api GET /v1/things/:id",
			subject: { permission: "jobs:write" },
			result: { outcome: "denied", code: "insufficient-scope" },
		});
	});

	test("routes that count by themselves are not counted twice", async () => {
		expect(await ask({ ...search, ownLimits: true }, { headers: bearer() })).toMatchObject({ admitted: 0 });
		expect(await ask({ ...search, ownLimits: false }, { headers: bearer() })).toMatchObject({ admitted: 1 });
		admit.mockRejectedValueOnce(new TributaryError("limit-reached"));
		expect((await ask(search, { headers: bearer() })).code).toBe("limit-reached");
	});

	test("R13: who shows a proof is given the next nonce, also with a refusal", async () => {
		for (const scheme of ["DPoP", "dpop"])
			expect(await ask(search, { headers: { authorization: `${scheme} x.y.z` } })).toMatchObject({
				code: "invalid-token",
				nonce: expect.stringMatching(/^[\w-]{43}$/),
			});
		for (const authorization of ["DPoPx y", "Bearer DPoP x"])
			expect((await ask(search, { headers: { authorization } })).nonce).toBeUndefined();
	});

	test("a person comes by his cookie, from a page of ours, and is himself", async () => {
		const cookie = { cookie: `__Host-tributary=${session}` };
		const asked = await ask(search, { headers: cookie });
		expect(asked).toMatchObject({
			principal: { actor: { kind: "account", id: accountId }, tenant: "acme" },
			person: { accountId },
			actor: { kind: "account", id: accountId },
		});
		expect(asked.principal.permissions).toEqual(asked.person.permissions);
		expect((await ask(search, { headers: cookie, method: "POST" })).code).toBe("csrf-refused");
		const own = { ...cookie, "tributary-csrf": csrfToken };
		expect((await ask(search, { headers: own, method: "POST" })).person).toMatchObject({ accountId });
		expect((await ask({ access: "known" }, { headers: cookie })).person).toMatchObject({ accountId });
		const grants = (await rig.tenancy.accounts.get("acme" as never, accountId)).grants;
		expect(grants[0]?.lastUsedAt).not.toBeNull();
	});

	test("who sends a token, good or bad, is never taken for the person whose browser he uses", async () => {
		const cookie = `__Host-tributary=${session}`;
		expect((await ask(search, { headers: { ...bearer(), cookie } })).person).toBeNull();
		expect((await ask(search, { headers: { authorization: "Basic x", cookie } })).code).toBe("invalid-token");
	});
});

describe("a token and its scheme", () => {
	const plain: Bearer = {
		clientId: "client",
		tenant: "acme" as Bearer["tenant"],
		permissions: [],
		thumbprint: null,
		certificate: null,
		binding: "none",
	};
	const prove = vi.fn(async (_proof: object) => "key");
	const verify = (authorization: string | undefined, bearer: Partial<Bearer> = {}, more: object = {}) => {
		const token = vi.fn(async () => ({ ...plain, ...bearer }));
		const tenancy = { tokens: { verify: token }, dpop: { verify: prove } } as unknown as Tenancy;
		const request = {
			headers: { authorization, dpop: "proof" },
			method: "POST",
			url: "/v1/search?q=1",
			raw: { rawHeaders: ["authorization", authorization] },
			...more,
		};
		return { token, answer: verifyToken(tenancy, request as unknown as FastifyRequest, `${SITE}/`) };
	};
	const refusal = (...given: Parameters<typeof verify>) => codeOf(verify(...given).answer);
	const bound = { thumbprint: "key" };

	test("R9: is read from the header alone, in the two schemes that there are", async () => {
		for (const header of ["Bearer a.b.c", "bearer a.b.c", "BEARER  a.b.c"]) {
			const { token, answer } = verify(header);
			expect(await answer).toEqual(plain);
			expect(token).toHaveBeenCalledWith("a.b.c", undefined);
		}
		const none = [
			undefined,
			"",
			"a.b.c",
			"Basic a.b.c",
			"xBearer a.b.c",
			"Bearer",
			"Bearer ",
			"Bearer a b",
			"Bearer a\u00e4",
		];
		for (const header of none) expect([header, await refusal(header)]).toEqual([header, "invalid-token"]);
	});

	test("R13: bound to a key it comes with a proof of that key for this address; any other without", async () => {
		prove.mockClear();
		expect(await verify("DPoP a.b.c", bound).answer).toMatchObject(bound);
		const asked = { jwt: "proof", method: "POST", url: `${SITE}/v1/search`, token: "a.b.c" };
		expect(prove).toHaveBeenLastCalledWith({ ...asked, needsNonce: false });
		await verify("dpop a.b.c", { ...bound, binding: "dpop-nonce" }).answer;
		expect(prove).toHaveBeenLastCalledWith({ ...asked, needsNonce: true });
		expect(await refusal("Bearer a.b.c", bound)).toBe("invalid-token");
		expect(await refusal("DPoP a.b.c")).toBe("invalid-token");
		expect(prove).toHaveBeenCalledTimes(2);
		expect(await refusal("DPoP a.b.c", { thumbprint: "another" })).toBe("invalid-dpop-proof");
	});

	test("R13: that lacks what its client's tokens have to be bound to is refused", async () => {
		for (const binding of ["dpop", "dpop-nonce", "mtls"] as const)
			expect([binding, await refusal("Bearer a.b.c", { binding })]).toEqual([binding, "invalid-token"]);
		expect(await refusal("DPoP a.b.c", { ...bound, binding: "dpop" })).toBeUndefined();
		expect(await refusal("DPoP a.b.c", { ...bound, binding: "mtls" })).toBe("invalid-token");
	});

	test("R13: bound to a certificate it comes over a connection that was made with it", async () => {
		const made = (raw: Buffer) => ({
			raw,
			subject: "CN=ats",
			validFromDate: new Date(0),
			validToDate: new Date(1),
			subjectAltName: undefined,
		});
		const connection = (certificate: object | undefined, authorized = false) =>
			Object.assign(Object.create(TLSSocket.prototype) as object, {
				getPeerX509Certificate: vi.fn(() => certificate),
				authorized,
			});
		const socket = connection(made(randomBytes(20)), true);
		const request = { raw: { socket } } as unknown as FastifyRequest;
		const peer = certificateOf(request);
		expect(peer).toMatchObject({ subject: "CN=ats", isVouchedFor: true });
		expect(certificateOf(request)).toBe(peer);
		expect(socket.getPeerX509Certificate).toHaveBeenCalledTimes(1);
		const over = (one: object) => ({ raw: { socket: one, rawHeaders: [] } });
		expect(certificateOf(over(connection(undefined)) as unknown as FastifyRequest)).toBeNull();
		const plainSocket = { getPeerX509Certificate: () => made(randomBytes(20)), authorized: true };
		expect(certificateOf(over(plainSocket) as unknown as FastifyRequest)).toBeNull();
		const own = { certificate: peer?.thumbprint ?? "" };
		expect(await refusal("Bearer a.b.c", own, over(socket))).toBeUndefined();
		expect(await refusal("Bearer a.b.c", { ...own, binding: "mtls" }, over(socket))).toBeUndefined();
		for (const one of [connection(undefined), connection(made(randomBytes(20))), plainSocket])
			expect(await refusal("Bearer a.b.c", own, over(one))).toBe("invalid-token");
	});

	test("R13: two proofs are none, and a refusal names how to prove", () => {
		const request = (dpop: unknown) =>
			({ headers: { dpop }, method: "GET", url: "/v1/me" }) as unknown as FastifyRequest;
		expect(proofOf(request("a.b.c"), SITE)).toEqual({ jwt: "a.b.c", method: "GET", url: `${SITE}/v1/me` });
		expect(proofOf(request(["a.b.c", "d.e.f"]), SITE).jwt).toBeUndefined();
		const algorithms = 'algs="ES256 EdDSA PS256 RS256"';
		expect(dpopChallenge("invalid-dpop-proof")).toBe(`DPoP error="invalid_dpop_proof", ${algorithms}`);
		expect(dpopChallenge("use-dpop-nonce")).toBe(`DPoP error="use_dpop_nonce", ${algorithms}`);
		expect(dpopChallenge("invalid-token")).toBeNull();
	});
});

describe("the seat that is asked for", () => {
	let scope: Scope;
	beforeAll(async () => {
		const rig = await openRig();
		scope = await rig.scope(await rig.tenant("acme"));
	});
	/** The seat that a request is confined to; null: to none; or the code of the refusal. */
	async function seatOf(config: FastifyContextConfig, seat: string | null | undefined, headers: object = {}) {
		const app = fastify();
		const person = seat === undefined ? null : { seat };
		app.decorateRequest("person", null);
		app.decorateRequest("scope", null);
		app.addHook("onRequest", async (request) => {
			Object.assign(request, { person, scope: config.access === "public" ? null : scope });
		});
		confineToSeats(app);
		app.setErrorHandler((error, _, reply) => reply.code(403).send((error as TributaryError).code));
		app.get("/", { config }, async (request) => (request.scope === scope ? "whole" : (request.scope?.seat ?? "none")));
		return (await app.inject({ url: "/", headers: { ...headers } })).body;
	}
	const needs = (permission: Permission) => ({ access: { permission } }) as const;
	const named = { "tributary-seat": "rita" };

	test("R3: a client names one where the route reads for a recruiter, and nowhere else", async () => {
		expect(await seatOf({ ...needs("search"), honoursSeats: true }, undefined, named)).toBe("rita");
		expect(await seatOf({ ...needs("search"), honoursSeats: true }, undefined)).toBe("whole");
		for (const config of [needs("search"), { ...needs("search"), honoursSeats: false }, { access: "known" } as const])
			expect(await seatOf(config, undefined, named)).toBe("invalid-request");
		expect(await seatOf({ access: "public", honoursSeats: true }, undefined, named)).toBe("none");
		expect(SeatHeaders.safeParse(named).success).toBe(true);
		expect(SeatHeaders.safeParse({ "tributary-seat": "no id" }).success).toBe(false);
	});

	test("R3: a person is confined to his own, wherever that can be, and is refused where it cannot", async () => {
		expect(await seatOf({ ...needs("search"), honoursSeats: true }, "rita")).toBe("rita");
		expect(await seatOf({ ...needs("search"), honoursSeats: true }, null)).toBe("whole");
		expect(await seatOf(needs("search"), null)).toBe("whole");
		expect(await seatOf(needs("search"), "rita")).toBe("insufficient-scope");
		expect(await seatOf({ ...needs("search"), seatInBody: true }, "rita")).toBe("whole");
		expect(await seatOf({ access: "known" }, "rita")).toBe("whole");
		expect(await seatOf({}, "rita")).toBe("whole");
		expect(await seatOf({ access: "public" }, "rita", { "tributary-seat": "rob" })).toBe("none");
	});

	test("R3: a person names no seat and no desk but his own", async () => {
		const config = { ...needs("search"), honoursSeats: true };
		for (const name of ["tributary-seat", "tributary-desk"]) {
			expect(await seatOf(config, "rita", { [name]: "rita" })).toBe("rita");
			expect(await seatOf(config, "rita", { [name]: "rob" })).toBe("not-yours");
			expect(await seatOf(config, null, { [name]: "rob" })).toBe("not-yours");
		}
		const inBody = (seat: string | null | undefined, wanted: string | undefined) =>
			seatInBody({ person: seat === undefined ? null : { seat } } as FastifyRequest, wanted);
		expect([inBody(undefined, "rob"), inBody(undefined, undefined)]).toEqual(["rob", undefined]);
		expect([inBody("rita", "rita"), inBody("rita", undefined), inBody(null, undefined)]).toEqual([
			"rita",
			"rita",
			undefined,
		]);
		for (const seat of ["rita", null])
			expect(() => inBody(seat, "rob")).toThrow(expect.objectContaining({ code: "not-yours" }));
	});

	test("R12: who runs the tenant and who watches over it do so whatever their seat; nobody else", async () => {
		const unguarded: readonly Permission[] = [
			...(["accounts:read", "accounts:write", "clients:read", "clients:write"] as const),
			...(["tenant:read", "tenant:manage", "tenant:export", "audit:read", "audit:review"] as const),
			...(["integrations:read", "integrations:write", "webhooks:read", "webhooks:write"] as const),
		];
		for (const permission of unguarded)
			expect([permission, await seatOf(needs(permission), "rita")]).toEqual([permission, "whole"]);
		for (const permission of ["candidates:read", "exports:read", "ats:sync", "people:erase", "ranking:read"] as const)
			expect(await seatOf(needs(permission as Permission), "rita")).toBe("insufficient-scope");
	});
});

import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import fastify, { type FastifyHttpOptions, type FastifyInstance, LogController } from "fastify";
import { serializerCompiler } from "fastify-type-provider-zod";
import { TributaryError } from "../errors.ts";
import { guardRoutes } from "./access.ts";
import { separateAdministration } from "./administration.ts";
import { type AcceptedCertificates, authorizationServer } from "./authorization-server.ts";
import { acceptJson, refuseEncodedBodies } from "./bodies.ts";
import { closeInTime } from "./closing.ts";
import { announceDeprecations } from "./deprecations.ts";
import type { ApiDeps } from "./deps.ts";
import { answerFrameworkError, answerSocketError, installFailures, refuseUnknownRoutes } from "./failures.ts";
import { isRepeated } from "./header-lines.ts";
import { installHeaders } from "./headers.ts";
import { honourKeys } from "./idempotency.ts";
import { createLoginRefusals } from "./login-refusal.ts";
import { WIRE_FAILURES } from "./middleware/failures.ts";
import { createWireLimits } from "./middleware/limits.ts";
import { uploadRoutes } from "./middleware/uploads.ts";
import { wireRoutes } from "./middleware/wire.ts";
import { accessToken } from "./oauth.ts";
import { installOpenApi } from "./openapi.ts";
import { page } from "./page.ts";
import { installRateLimits } from "./rate-limits.ts";
import { logRequests } from "./request-log.ts";
import { collectRoutes } from "./route-table.ts";
import { confineToSeats } from "./seat.ts";
import { installCookies } from "./session-cookie.ts";
import { type ApiSettings, MAX_HEADERS, MAX_URL, TIMEOUTS } from "./settings.ts";
import { signInRoutes } from "./sign-in.ts";
import { accessRequestRoutes } from "./v1/access-requests.ts";
import { accountRoutes } from "./v1/accounts.ts";
import { activityRoutes } from "./v1/activity.ts";
import { auditRoutes } from "./v1/audit.ts";
import { candidateRoutes } from "./v1/candidates.ts";
import { clientRoutes } from "./v1/clients.ts";
import { experimentRoutes } from "./v1/experiments.ts";
import { exportRoutes } from "./v1/exports.ts";
import { healthRoutes } from "./v1/health.ts";
import { exportableJobRoutes, historyRoutes } from "./v1/history.ts";
import { identityProviderRoutes } from "./v1/identity-provider.ts";
import { importRoutes } from "./v1/import.ts";
import { integrationRoutes } from "./v1/integrations.ts";
import { jobRoutes } from "./v1/jobs.ts";
import { matchRoutes } from "./v1/matches.ts";
import { matchingRoutes } from "./v1/matching.ts";
import { meRoutes } from "./v1/me.ts";
import { mergeRoutes } from "./v1/merges.ts";
import { operatorGrantRoutes } from "./v1/operator-grants.ts";
import { peopleRoutes } from "./v1/people.ts";
import { personRightsRoutes } from "./v1/person-rights.ts";
import { profileRoutes } from "./v1/profiles.ts";
import { projectRoutes } from "./v1/projects.ts";
import { rankingRoutes } from "./v1/ranking.ts";
import { rankingJudgingRoutes } from "./v1/ranking-judging.ts";
import { rankingRunRoutes } from "./v1/ranking-runs.ts";
import { rankingVocabularyRoutes } from "./v1/ranking-vocabulary.ts";
import { reasonRoutes } from "./v1/reasons.ts";
import { resumeRoutes } from "./v1/resumes.ts";
import { retentionRoutes } from "./v1/retention.ts";
import { savedSearchRoutes } from "./v1/saved-searches.ts";
import { searchRoutes } from "./v1/search.ts";
import { seatRoutes } from "./v1/seats.ts";
import { secondPersonRoutes } from "./v1/second-person.ts";
import { signalRoutes } from "./v1/signals.ts";
import { suggestRoutes } from "./v1/suggest.ts";
import { syncRoutes } from "./v1/sync.ts";
import { taskUploadRoutes } from "./v1/task-upload.ts";
import { taskRoutes } from "./v1/tasks.ts";
import { tenantRoutes } from "./v1/tenant.ts";
import { tenantExportRoutes } from "./v1/tenant-exports.ts";
import { tenantKeyRoutes } from "./v1/tenant-keys.ts";
import { webhookRoutes } from "./v1/webhooks.ts";
import { compileValidator } from "./validation.ts";

/**
 * The API, complete and booted, not listening.
 * @throws Error when a route does not declare who may call it, or has no schema
 */
export async function buildApp(deps: ApiDeps): Promise<FastifyInstance> {
	const { settings, tenancy } = deps;
	// Several nodes may serve the same tenants there.
	const shared = deps.deployment.engine === "elasticsearch" ? tenancy.sharedCounts : null;
	const app = createInstance(deps);
	app.setValidatorCompiler(compileValidator);
	app.setSerializerCompiler(serializerCompiler);
	collectRoutes(app);
	deps.observe?.(app);
	announceDeprecations(app, deps.deprecations);
	const isHidden = separateAdministration(app, settings.administrationApart === true, { http: SERVER, tls: deps.tls });
	closeInTime(app);
	if (shared !== null) app.addHook("onClose", shared.begin());
	const unknown = { other: WIRE_FAILURES, isHidden };
	installFailures(app, unknown);
	await installHeaders(app, { https: settings.publicUrl.startsWith("https:") });
	app.addHook("onRequest", async (request) => {
		if (request.url.length > MAX_URL) throw new TributaryError("url-too-long");
		// RFC 9112, 3.2; Node refuses a request without one only.
		if (isRepeated(request.raw, "host"))
			throw new TributaryError("invalid-request", { detail: "Send one Host header." });
	});
	const limits = await installRateLimits(app, settings.limits, shared);
	refuseUnknownRoutes(app, unknown);
	await installCookies(app);
	guardRoutes(app, { tenancy, publicUrl: settings.publicUrl, admit: limits.admitClient });
	honourKeys(app, { clock: deps.ingest.clock, required: settings.requireIdempotencyKeys === true });
	confineToSeats(app);
	logRequests(app);
	refuseEncodedBodies(app);
	acceptJson(app);
	await installOpenApi(app, settings, deps.version);
	const refusals = createLoginRefusals(app, deps.pause);
	await app.register(accessToken, { tenancy, limits, publicUrl: settings.publicUrl, refusals });
	const certificates = certificatesOf(settings.tls);
	await app.register(authorizationServer, { tenancy, publicUrl: settings.publicUrl, certificates });
	await app.register(signInRoutes, { ...deps, limits });
	await app.register(meRoutes, deps);
	await app.register(accountRoutes, deps);
	await app.register(accessRequestRoutes, deps);
	await app.register(secondPersonRoutes, deps);
	await app.register(identityProviderRoutes, deps);
	await app.register(operatorGrantRoutes, deps);
	await app.register(healthRoutes, deps);
	await app.register(searchRoutes, deps);
	await app.register(reasonRoutes, deps);
	await app.register(suggestRoutes, deps);
	await app.register(matchingRoutes, deps);
	await app.register(candidateRoutes, deps);
	await app.register(personRightsRoutes, deps);
	await app.register(matchRoutes, deps);
	await app.register(mergeRoutes, deps);
	await app.register(resumeRoutes, deps);
	await app.register(importRoutes, deps);
	await app.register(taskRoutes, deps);
	await app.register(taskUploadRoutes, deps);
	await app.register(jobRoutes, deps);
	await app.register(exportableJobRoutes, deps);
	await app.register(historyRoutes, deps);
	await app.register(profileRoutes, deps);
	await app.register(seatRoutes, deps);
	await app.register(activityRoutes, deps);
	await app.register(webhookRoutes, deps);
	await app.register(savedSearchRoutes, deps);
	await app.register(projectRoutes, deps);
	await app.register(peopleRoutes, deps);
	await app.register(signalRoutes, deps);
	await app.register(experimentRoutes, deps);
	await app.register(rankingRoutes, deps);
	await app.register(rankingRunRoutes, deps);
	await app.register(rankingJudgingRoutes, deps);
	await app.register(rankingVocabularyRoutes, deps);
	await app.register(integrationRoutes, deps);
	await app.register(exportRoutes, deps);
	await app.register(auditRoutes, deps);
	await app.register(clientRoutes, deps);
	await app.register(syncRoutes, deps);
	await app.register(retentionRoutes, deps);
	await app.register(tenantRoutes, deps);
	await app.register(tenantKeyRoutes, deps);
	await app.register(tenantExportRoutes, deps);
	// One count for an application, whichever way its records and its files come.
	const wireLimits = createWireLimits(settings.limits, deps.ingest.clock, shared);
	await app.register(wireRoutes, { ...deps, wireLimits });
	await app.register(uploadRoutes, { ...deps, wireLimits });
	await app.register(page);
	await app.ready();
	return app;
}

function certificatesOf(tls: ApiSettings["tls"]): AcceptedCertificates {
	if (tls?.clientCertificates == null) return "none";
	return tls.clientCertificates.caFile === null ? "registered" : "authority";
}

/** Of the server itself, with TLS and without. */
const SERVER = { maxHeaderSize: MAX_HEADERS, connectionsCheckingInterval: TIMEOUTS.check };

function createInstance({ settings, log, tls }: ApiDeps): FastifyInstance {
	const options: FastifyHttpOptions<Server> = {
		...(log === undefined ? { logger: false } : { loggerInstance: log }),
		logController: new LogController({ disableRequestLogging: true }),
		genReqId: () => randomUUID(),
		// From a list of addresses only: with a number or true the caller would choose the address he is counted under.
		trustProxy: settings.trustProxy.length === 0 ? false : [...settings.trustProxy],
		bodyLimit: settings.limits.bodyBytes,
		http: SERVER,
		requestTimeout: TIMEOUTS.bulk,
		handlerTimeout: TIMEOUTS.request,
		connectionTimeout: TIMEOUTS.idle,
		keepAliveTimeout: TIMEOUTS.keepAlive,
		return503OnClosing: true,
		forceCloseConnections: "idle",
		// A segment of the ATS wire is a key of several parts.
		routerOptions: { maxParamLength: 4096 },
		frameworkErrors: answerFrameworkError,
		clientErrorHandler: answerSocketError,
	};
	// The type of an https instance differs in its server only, which nobody here touches.
	const app = fastify(
		tls === undefined ? options : ({ ...options, https: { ...SERVER, ...tls } } as FastifyHttpOptions<Server>),
	);
	app.server.headersTimeout = TIMEOUTS.headers;
	return app;
}

import { parseTenantId } from "../../src/domain/tenant.ts";
import { pairIdOf, putPair } from "../../src/lab/pairs.ts";
import { put } from "../../src/lab/records.ts";
import { RunInput, type RunState } from "../../src/lab/run-record.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import type { Tenancy } from "../../src/tenancy/tenancy.ts";
import { CORPUS, WEIGHTS } from "./requests.ts";

/** What admins and ranking engineers have of their own, for the requests of the authorisation test. */

export async function fillLab(
	scope: Scope,
	send: (method: "PUT" | "POST", url: string, body: object) => Promise<unknown>,
) {
	for (const id of ["mine", "old"]) {
		await send("PUT", `/v1/ranking/corpora/${id}`, { ...CORPUS, name: "Canary" });
		await send("PUT", `/v1/ranking/profiles/${id}.v1`, { ...WEIGHTS, description: "Canary" });
	}
	const given = { corpus: "first", query: "q1", document: "d1", asked: "Canary", place: 0, grades: {} };
	const pair = pairIdOf("first", "q1", "d1");
	// The clock is moved on, and a run that says nothing for long is taken for interrupted.
	const at = "2099-01-01T00:00:00.000Z";
	const input = RunInput.parse({ kind: "measure", corpus: "first", systems: ["bm25"] });
	const times = { createdAt: at, updatedAt: at, by: "Canary", failure: null, pairs: null, progress: null };
	const run = (id: string, state: RunState) => put(`run:${id}`, { id, input, state, ...times });
	await scope.store.write([
		putPair({ ...given, id: pair }, false),
		run("done", "done"),
		run("open", "running"),
		run("old", "failed"),
	]);
	const runs = { run: "done", openRun: "open", oldRun: "old" };
	return { corpus: "mine", oldCorpus: "old", profile: "mine.v1", oldProfile: "old.v1", pair, ...runs };
}

export async function fillClients({ clients, audit }: Pick<Tenancy, "clients" | "audit">) {
	const tenant = parseTenantId("acme");
	const made = await clients.create({ tenant, name: "Canary client", permissions: ["clients:write"] });
	const { credential } = await clients.credentials.rotate(tenant, made.clientId);
	return { client: made.clientId, credential, head: JSON.stringify(await audit.signedHead(tenant)) };
}

import { closeSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { pick, random } from "../../bench/random.ts";
import { type Context, everyReason, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { type Request, serveProduct } from "../served/served.ts";
import { NOTHING_FOUND } from "./isolation-bugs.ts";

/** Many tenants at once over many connections, each document with a word of its own: none comes out in an answer or a log of another's. */

const TENANTS = 20;
const PEOPLE = 10;
const CONNECTIONS = 64;

const canary = (tenant: number, number: number) => `kanari${letters(tenant)}x${letters(number)}z`;
const letters = (number: number) =>
	[...String(number).padStart(2, "0")].map((digit) => "bcdfghjklm"[Number(digit)]).join("");
const FORM = /kanari([b-m]{2})x[b-m]{2}z/g;

async function prove(context: Context): Promise<Outcome> {
	const log = path.join(context.folder(), "log");
	const output = openSync(log, "w");
	context.after(() => closeSync(output));
	const served = await serveProduct(context, { connections: CONNECTIONS, output, config: { log: { level: "debug" } } });
	const tokens: string[] = [];
	for (let tenant = 0; tenant < TENANTS; tenant++) {
		await served.order("tenant", `t-${tenant}`);
		tokens.push(await served.order("token", `t-${tenant}`));
	}
	const next = random(context.seed);
	const wanted = context.amount({ quick: 2500, full: 200_000, control: 3000 });
	const faults: string[] = [];
	let [asked, refused, seen] = [0, 0, 0];
	const worker = async () => {
		while (asked < wanted && faults.length < 20) {
			asked++;
			const tenant = Math.floor(next() * TENANTS);
			const request = requestOf(tenant, next);
			const answer = await served.ask({ ...request, token: tokens[tenant] as string });
			const text = `${JSON.stringify(answer.headers)}\n${answer.body}`;
			// A machine that is too busy says so, and that is no answer to be afraid of.
			if (answer.status === 503) refused++;
			else if (answer.status >= 500)
				faults.push(
					`${request.method ?? "GET"} ${request.url} was answered with ${answer.status}: ${answer.body.slice(0, 300)}`,
				);
			for (const [word, whose] of text.matchAll(FORM)) {
				// What somebody asked himself is told back to him.
				if (JSON.stringify(request).includes(word)) continue;
				if (whose === letters(tenant)) seen++;
				else faults.push(`tenant ${tenant} was told ${word} by ${request.method ?? "GET"} ${request.url}`);
			}
		}
	};
	await Promise.all(Array.from({ length: CONNECTIONS }, worker));
	await served.stop();
	// First: they are what this is about, and only so many are kept.
	faults.unshift(...inLog(log));
	if (faults.length === 0 && seen < asked)
		faults.push(`In ${asked} answers ${seen} own canaries were seen: hardly anything was told.`);
	return {
		figure: `${asked.toLocaleString("en")} requests of ${TENANTS} tenants over ${CONNECTIONS} connections, ${seen.toLocaleString("en")} own canaries seen, ${refused} refused as too busy, faults: ${faults.length}`,
		faults,
		short: everyReason(fewer(asked, 200_000, "requests")),
	};
}

/** Nothing of a document, of an answer or of what was asked is in a log. */
function inLog(file: string): string[] {
	const text = readFileSync(file, "utf8");
	const found = [...new Set([...text.matchAll(FORM)].map(([word]) => word))];
	const quiet = text.length > 0 ? [] : ["The log is empty: it was not looked at."];
	return [...found.map((word) => `${word} is in the log`), ...quiet];
}

function requestOf(tenant: number, next: () => number): Request {
	const number = Math.floor(next() * PEOPLE);
	const other = Math.floor(next() * TENANTS);
	const word = canary(tenant, number);
	const line = {
		id: `p${number}`,
		resume: { basics: { name: `Ann ${word}`, label: "java" }, skills: [{ name: word }] },
	};
	const all: readonly Request[] = [
		{
			method: "POST",
			url: "/v1/candidates/import",
			headers: { "content-type": "application/x-ndjson" },
			body: `${JSON.stringify(line)}\n`,
		},
		{
			method: "POST",
			url: "/v1/candidates/import",
			headers: { "content-type": "application/x-ndjson" },
			body: `{"id":"${word}"`,
		},
		{ url: `/v1/candidates/p${number}` },
		{ method: "POST", url: "/v1/search", body: { query: "java", facets: ["skill"] } },
		{ method: "POST", url: "/v1/search", body: { query: `kanari* ${canary(other, number)}` } },
		{ method: "POST", url: "/v1/search", body: { query: `((${word}`, colour: word } },
		{ url: "/v1/suggest?q=kanari" },
		{ method: "PUT", url: `/v1/jobs/j${number}`, body: { title: word } },
		{ url: "/v1/jobs" },
		{ url: `/v1/jobs/j${number}` },
		{ method: "POST", url: "/v1/people/export", body: { query: "java" } },
		{ url: "/v1/audit?limit=5" },
		{ method: "POST", url: "/v1/access-reports", body: { candidateId: `p${number}` } },
		{ method: "POST", url: "/v1/erasures", body: { candidateId: `p${number}` } },
	];
	// What is stored goes on being stored, so that there is something to be seen.
	return next() < 0.3 ? (all[0] as Request) : pick(next, all);
}

export const canaries: Proof = {
	name: "canaries",
	claim: "Under load no word of a tenant comes out in another's answers, nor any in a log",
	requirements: [6],
	minutes: 60,
	target:
		"20 tenants, 64 connections, 200,000 mixed requests, a canary in each document: 0 foreign canaries in bodies, headers, logs and errors",
	controls: [
		{
			name: "the scope of the last request is everybody's",
			edits: [
				{
					file: "src/api/access.ts",
					find: "	return request.scope;\n}",
					replace: "	return (globalThis as never as { last: Scope }).last ?? request.scope;\n}",
				},
				{
					file: "src/api/access.ts",
					find: "		request.scope = await tenancy.openScope({ tenant: principal.tenant, actor: principal.actor, purpose });",
					replace:
						"		request.scope = await tenancy.openScope({ tenant: principal.tenant, actor: principal.actor, purpose }); (globalThis as never as { last: Scope }).last = request.scope;",
				},
			],
		},
		{
			name: "writes of all stores wait in one queue",
			edits: [
				{
					file: "src/engine/embedded/writer-worker.ts",
					find: "return queue.add(place.file,",
					replace: 'return queue.add("all",',
				},
			],
		},
		{
			name: "nobody finds anything",
			found: /hardly anything was told/,
			edits: [NOTHING_FOUND],
		},
		{
			name: "what was asked is written into the log",
			found: /^kanari\w+ is in the log$/,
			edits: [
				{
					file: "src/api/request-log.ts",
					find: "export function logRequests(app: FastifyInstance): void {",
					replace:
						'export function logRequests(app: FastifyInstance): void {\n	app.addHook("preHandler", async (request) => request.log.info({ event: "body", code: JSON.stringify(request.headers["content-type"] === "application/json" ? request.body : null) }));',
				},
			],
		},
	],
	onCluster: true,
	run: prove,
};

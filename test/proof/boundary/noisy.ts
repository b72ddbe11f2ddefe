import { setTimeout } from "node:timers/promises";
import { percentiles } from "../../bench/platform.ts";
import { type Context, everyReason, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { type Answer, type Request, type Served, serveProduct } from "../served/served.ts";

/**
 * One tenant asks ten times what it may, with files that blow up; the other goes on with its work. Afterwards the first asks as fast as
 * its connections allow, some hundred times what it may: more than is promised, so that it is known what then becomes of the other.
 */

const CONNECTIONS = 16;
const TIMES_ITS_QUOTA = 10;
/** Milliseconds between two requests of the quiet tenant. */
const PAUSE = 120;
/** Requests a minute at most: above what the quiet tenant asks, in runs of any length. */
const quotaFor = (seconds: number): number => Math.min(600, 30 + Math.ceil((1.5 * seconds * 1000) / PAUSE));

async function prove(context: Context): Promise<Outcome> {
	const seconds = context.amount({ quick: 4, full: 300 });
	const quota = quotaFor(seconds);
	const served = await serveProduct(context, {
		connections: CONNECTIONS + 4,
		config: { limits: { requestsPerClient: quota } },
	});
	const [quiet, noisy] = [await tenantOf(served, "quiet"), await tenantOf(served, "noisy")];
	const before = await work(served, quiet, seconds / 2);
	const pause = (CONNECTIONS * 60_000) / (TIMES_ITS_QUOTA * quota);
	const began = performance.now();
	const [during, answers] = await beside(served, noisy, pause, () => work(served, quiet, seconds));
	const [faster, more] = await beside(served, noisy, 0, () => work(served, quiet, seconds / 5));
	const minutes = (performance.now() - began) / 60_000;
	const faults = [...before.wrong, ...during.wrong, ...faster.wrong]
		.slice(0, 3)
		.map((status) => `the quiet tenant was answered with ${status}`);
	// A minute may begin and end on the way.
	faults.push(...faultsOf([...answers, ...more], quota * Math.ceil(1 + minutes)));
	const [p99, was] = [percentiles(during.times).p99, percentiles(before.times).p99];
	const rate = Math.round(more.length / (seconds / 5) / (quota / 60));
	return {
		figure: `${answers.length} requests of the noisy tenant, ${refusedOf(answers).length} refused; the quiet one: ${during.times.length} answers, 0 errors, p99 ${p99} ms against ${was} ms alone; beside ${rate} times the quota ${percentiles(faster.times).p99} ms`,
		faults,
		short: everyReason(
			p99 > 2 * was ? `p99 is ${(p99 / was).toFixed(1)} times that of the quiet server` : null,
			fewer(seconds, 300, "seconds"),
		),
	};
}

/** Something done while the noisy tenant asks over all its connections. @param pause milliseconds between two requests of one of them */
async function beside<T>(served: Served, token: string, pause: number, work: () => Promise<T>): Promise<[T, Answer[]]> {
	let flooding = true;
	const answers: Answer[] = [];
	const flood = Array.from({ length: CONNECTIONS }, async (_, at) => {
		await setTimeout((at * pause) / CONNECTIONS);
		for (let number = at; flooding; number++) {
			const next = performance.now() + pause;
			answers.push(await served.ask({ ...floodOf(number), token }));
			if (pause > 0) await setTimeout(Math.max(0, next - performance.now()));
		}
	});
	const done = await work();
	flooding = false;
	await Promise.all(flood);
	return [done, answers];
}

const refusedOf = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 429 || status === 503);

/** @param allowed at most */
function faultsOf(answers: readonly Answer[], allowed: number): string[] {
	const faults: string[] = [];
	const refused = refusedOf(answers);
	const silent = refused.filter(({ headers }) => !headers.some(([name]) => name === "retry-after"));
	if (silent.length > 0) faults.push(`${silent.length} refusals name no time to come back`);
	if (refused.length < answers.length - allowed)
		faults.push(`of ${answers.length} requests ${allowed} were allowed, and only ${refused.length} refused`);
	if (answers.some(({ status }) => status === 500)) faults.push("the noisy tenant was answered with 500");
	return faults;
}

async function tenantOf(served: Served, name: string): Promise<string> {
	await served.order("tenant", name);
	const token = await served.order("token", name);
	const line = `${JSON.stringify({ id: "p1", resume: { basics: { name: "Ann Poe", label: "java" } } })}\n`;
	await served.ask({
		method: "POST",
		url: "/v1/candidates/import",
		token,
		headers: { "content-type": "application/x-ndjson" },
		body: line,
	});
	return token;
}

/** Searches as a recruiter at work makes them, below the quota. */
async function work(served: Served, token: string, seconds: number) {
	const end = performance.now() + seconds * 1000;
	const times: number[] = [];
	const wrong: number[] = [];
	while (performance.now() < end) {
		const from = performance.now();
		const { status } = await served.ask({ url: "/v1/search?q=java", token });
		times.push(performance.now() - from);
		if (status !== 200) wrong.push(status);
		await setTimeout(PAUSE);
	}
	return { times, wrong };
}

/** Mostly searches; now and then a file whose insides are too many to be read. */
function floodOf(number: number): Request {
	if (number % 40 !== 7) return { method: "POST", url: "/v1/search", body: { query: "java OR jav* OR jaav~" } };
	const nested = `<html>${"<div>".repeat(60_000)}`;
	return {
		method: "PUT",
		url: `/v1/candidates/b${number}/resume`,
		headers: { "content-type": "text/html", "x-file-name": "b.html" },
		body: nested,
	};
}

export const noisy: Proof = {
	name: "noisy",
	claim: "A tenant that asks far too much is told so, and another's work goes on",
	requirements: [7],
	target:
		"10 x the quota and files that blow up for 5 minutes: the other tenant's p99 at most twice what it was, 0 errors; Retry-After on every refusal",
	controls: [
		{
			name: "one count of requests for all clients",
			edits: [
				{
					file: "src/api/rate-limits.ts",
					find: 'keyGenerator: (request) => (request as FastifyRequest).principal?.actor.id ?? "",',
					replace: 'keyGenerator: () => "all",',
				},
			],
		},
	],
	run: prove,
};

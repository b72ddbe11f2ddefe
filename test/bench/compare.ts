import type { SearchRequest } from "../../src/domain/query.ts";
import { type BenchPlatform, percentiles, processorOf, round } from "./platform.ts";
import { openRival, RIVAL_FORMS, type Rival, type RivalForm } from "./rival.ts";

/**
 * Every query is asked of us and of the rival in turns, so that whatever else the machine does is in the way of both: first queries that neither
 * was asked before, others for each form, then known ones, which were asked once more, unmeasured.
 * Ours by a call in this process, the rival over HTTP, as each is used: its own clock ("took") leaves the wire out.
 * @param fresh queries that nobody asked yet, others for each number from 0 on
 */
export async function compare(
	bench: BenchPlatform,
	requests: readonly SearchRequest[],
	fresh: (set: number) => readonly SearchRequest[],
	{ candidates, network, quiet }: { readonly candidates: number; readonly network: number; readonly quiet: boolean },
) {
	const { rival, ...stored } = await openRival(candidates, network, quiet);
	try {
		const forms: Record<string, object> = {};
		for (const [set, form] of RIVAL_FORMS.entries())
			forms[`${form}, new queries`] = await inTurns(bench, rival, fresh(set), form);
		for (const request of requests) {
			await askUs(bench, request);
			for (const form of RIVAL_FORMS) await rival.ask(request, form);
		}
		for (const form of RIVAL_FORMS) forms[`${form}, asked before`] = await inTurns(bench, rival, requests, form);
		return { ...stored, ...forms };
	} finally {
		await rival.stop();
	}
}

async function askUs({ platform, scope }: BenchPlatform, request: SearchRequest) {
	const processor = process.cpuUsage();
	const began = performance.now();
	await platform.search.search(scope, request);
	return { ms: performance.now() - began, processor: processorOf(processor) };
}

async function inTurns(bench: BenchPlatform, rival: Rival, requests: readonly SearchRequest[], form: RivalForm) {
	const before = await rival.processorTime();
	const [ours, theirs]: [Awaited<ReturnType<typeof askUs>>[], Awaited<ReturnType<Rival["ask"]>>[]] = [[], []];
	for (const request of requests) {
		ours.push(await askUs(bench, request));
		theirs.push(await rival.ask(request, form));
	}
	const spent = (await rival.processorTime()) - before;
	const us = percentiles(ours.map(({ ms }) => ms));
	const them = percentiles(theirs.map(({ ms }) => ms));
	const byOwnClock = percentiles(theirs.map(({ took }) => took));
	const totals = theirs.map(({ total }) => total ?? 0).toSorted((one, other) => one - other);
	return {
		"ours, ms": us,
		"Elasticsearch, ms": them,
		"Elasticsearch by its own clock, ms": byOwnClock,
		"ours / Elasticsearch": ratioOf(us, them),
		"ours / Elasticsearch by its own clock": ratioOf(us, byOwnClock),
		"processor time of a search, ms": {
			ours: round(ours.reduce((sum, { processor }) => sum + processor, 0) / requests.length),
			Elasticsearch: round(spent / requests.length),
		},
		...(form === "bare" ? {} : { "median total of Elasticsearch": totals[totals.length >> 1] }),
	};
}

const ratioOf = (one: ReturnType<typeof percentiles>, other: ReturnType<typeof percentiles>) => ({
	p50: round(one.p50 / other.p50),
	p95: round(one.p95 / other.p95),
	p99: round(one.p99 / other.p99),
});

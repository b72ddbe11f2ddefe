import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createLog } from "../../src/api/request-log.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { type Harness, openHarness } from "./harness.ts";

/** In small what `npm run proof -- stress canaries noisy` does to the served product: one tenant beside others. */

const letters = (number: number) =>
	[...String(number).padStart(2, "0")].map((digit) => "bcdfghjklm"[Number(digit)]).join("");
const lineOf = (id: string, words: string) =>
	JSON.stringify({ id, resume: { basics: { name: "Sam Roe", summary: words } }, updatedAt: "2026-01-01T00:00:00Z" });

const load = ({ app }: Harness, token: string, lines: readonly string[]) =>
	app.inject({
		method: "POST",
		url: "/v1/candidates/import",
		headers: { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson" },
		payload: `${lines.join("\n")}\n`,
	});
const search = ({ app }: Harness, token: string, query: string) =>
	app.inject({
		method: "POST",
		url: "/v1/search",
		headers: { authorization: `Bearer ${token}` },
		payload: { query, pageSize: 50 },
	});

test("R2: neither scores nor the order of one's own people tell which words another tenant has; in one's own index they do", async () => {
	const harness = await openHarness({ real: true });
	const [mine, theirs] = [await harness.tokenOf("acme"), await harness.tokenOf("other")];
	const terms = Array.from({ length: 20 }, (_, at) => `term${letters(at)}q`);
	// Every other word, six times: a word that many have counts for less.
	const planted = terms
		.filter((_, at) => at % 2 === 0)
		.flatMap((term, at) => Array.from({ length: 6 }, (_, each) => lineOf(`p${at}-${each}`, `secret words ${term}`)));
	await load(
		harness,
		mine,
		terms.map((term, at) => lineOf(`c${at}`, `known words ${term}`)),
	);
	/** Of each word who has it, and how he stands beside the one who has the next, with the scores of both. */
	const look = () =>
		Promise.all(
			terms.map(async (term, at) => {
				const [own, next] = [`c${at}`, `c${(at + 1) % terms.length}`];
				const answer = await search(harness, mine, `%${term} %${terms[(at + 1) % terms.length]}`);
				const hits: { candidateId: string; score: number }[] = answer.json().hits;
				const known = hits.filter(({ candidateId }) => candidateId === own || candidateId === next);
				return {
					scores: known.map(({ candidateId, score }) => [candidateId, score]),
					isAhead: known[0]?.candidateId === own,
				};
			}),
		);
	const before = await look();
	expect((await load(harness, theirs, planted)).statusCode).toBe(200);
	expect(await look()).toEqual(before);
	// The same attack where it has to succeed.
	expect((await load(harness, mine, planted)).statusCode).toBe(200);
	const shared = await look();
	expect(shared.map(({ isAhead }) => isAhead)).toEqual(terms.map((_, at) => at % 2 === 1));
	for (const { scores } of shared) expect(new Set(scores.map(([, score]) => score)).size).toBe(2);
	await harness.close();
});

test("R6: of eight tenants at once none is told a word of another, nor is any in the log", async () => {
	let log = "";
	const sink = new Writable({
		write(chunk, _encoding, done) {
			log += chunk.toString();
			done();
		},
	});
	const harness = await openHarness({ real: true, deps: { log: createLog("debug", sink) } });
	const names = Array.from({ length: 8 }, (_, at) => `t-${at}`);
	for (const name of names) await harness.tenancy.tenants.create({ id: parseTenantId(name), name });
	const tokens = await Promise.all(names.map((name) => harness.tokenOf(name)));
	const canary = (tenant: number, number: number) => `kanari${letters(tenant)}x${letters(number)}z`;
	const told: string[] = [];
	let own = 0;
	const worker = async (tenant: number) => {
		const headers = { authorization: `Bearer ${tokens[tenant]}` };
		for (let number = 0; number < 6; number++) {
			const word = canary(tenant, number);
			const answers = [
				await load(harness, tokens[tenant] ?? "", [lineOf(`p${number}`, word), `{"id":"${word}"`]),
				await search(harness, tokens[tenant] ?? "", "kanari*"),
				await search(harness, tokens[tenant] ?? "", "words"),
				await search(harness, tokens[tenant] ?? "", "(("),
				await harness.app.inject({ url: "/v1/suggest?q=kanari", headers }),
				await harness.app.inject({ url: `/v1/candidates/p${number}`, headers }),
				await harness.app.inject({ url: `/v1/candidates/p${(number + 1) % 6}`, headers }),
				await harness.app.inject({ url: "/v1/audit?limit=5", headers }),
			];
			for (const { headers, body } of answers)
				for (const [found, whose] of `${JSON.stringify(headers)}${body}`.matchAll(/kanari([b-m]{2})x[b-m]{2}z/g)) {
					if (whose === letters(tenant)) own++;
					else told.push(`${names[tenant]} was told ${found}`);
				}
		}
	};
	await Promise.all(names.map((_, tenant) => worker(tenant)));
	expect(told).toEqual([]);
	expect(own).toBeGreaterThan(100);
	expect(log).toContain("/v1/search");
	expect(log).not.toContain("kanari");
	await harness.close();
});

test("R7: who asks beyond his limit is told when to come back, and another goes on", async () => {
	const most = 30;
	const harness = await openHarness({ limits: { requestsPerClient: most } });
	const [quiet, noisy] = [await harness.tokenOf("acme"), await harness.tokenOf("other")];
	const answers = await Promise.all(
		Array.from({ length: 3 * most }, async (_, at) => {
			const one = await search(harness, noisy, "java");
			if (at % 5 === 0) expect((await search(harness, quiet, "java")).statusCode).toBe(200);
			return one;
		}),
	);
	const refused = answers.filter(({ statusCode }) => statusCode === 429);
	expect([answers.filter(({ statusCode }) => statusCode === 200).length, refused.length]).toEqual([most, 2 * most]);
	for (const { headers } of refused) expect(Number(headers["retry-after"])).toBeGreaterThan(0);
	await harness.close();
});

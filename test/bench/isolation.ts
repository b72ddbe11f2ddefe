/**
 * R5: can a caller tell by time or size what he is not told? Pairs of requests that must be answered alike, interleaved over HTTP in a random order: what is
 * another tenant's against what is nowhere, an unknown client against a wrong secret, a question to the network that another tenant has just asked against a
 * new one. The median of the differences with a bootstrapped
 * 95% interval, and the sizes of the answers. The control has half a millisecond planted in one of the two, and must be told.
 */
import { availableParallelism } from "node:os";
import path from "node:path";
import { createLog } from "../../src/api/request-log.ts";
import { configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import { serve } from "../../src/server.ts";
import type { Bench } from "./main.ts";
import { candidateOf } from "./people.ts";
import { fill, fillNetwork, openBenchPlatform, round } from "./platform.ts";
import { random } from "./random.ts";

const PAIRS = 2000;
/** A refused login takes a quarter of a second by design: fewer of them, several at once. */
const LOGINS = 200;
const LOGINS_AT_ONCE = 10;
const PEOPLE = 300;
const PROFILES = 5000;
const MOST = 1_000_000;
const RESAMPLES = 2000;
/** Planted, milliseconds. */
const PLANTED = 0.5;

interface Ask {
	(): Promise<{ readonly status: number; readonly body: string }>;
	/** What happens before the clock runs. */
	readonly before?: () => Promise<unknown>;
}

export const run: Bench = async ({ rest, seed, json }) => {
	const pairs = Number(rest[0] ?? PAIRS);
	const bench = await openBenchPlatform();
	const next = random(seed);
	try {
		await fillNetwork(bench, PROFILES, PEOPLE, json);
		await fill(bench, PEOPLE, json);
		const { platform } = bench;
		const other = parseTenantId("other");
		await platform.tenancy.tenants.create({ id: other, name: "other" });
		const theirs = Array.from({ length: PEOPLE }, (_, index) => ({ ...candidateOf(index), id: `theirs-${index}` }));
		theirs[0] = {
			...theirs[0],
			id: "theirs-0",
			resume: { basics: { name: "Ann Poe", label: "Zanzibarologist" } },
		} as never;
		await importCandidates(await platform.operatorScope(other, "bench"), platform.ingest, theirs);
		const limits = {
			requestsPerClient: MOST,
			requestsPerAddress: MOST,
			failedLogins: MOST,
			failedLoginsPerAddress: MOST,
		};
		const config = configFor({
			dataDir: bench.dataDir,
			masterKey: { file: path.join(bench.dataDir, "../master.key") },
			listen: { port: 0 },
			limits,
			parser: { allowWithoutNamespace: true },
		});
		const server = await serve(platform, config, { log: createLog("silent") });
		const clientOf = async (tenant: typeof other) => {
			const { clients, tokens } = platform.tenancy;
			const client = await clients.create({ tenant, name: "bench", permissions: ["search", "candidates:read"] });
			const { token } = await tokens.issue(await clients.verify(client.clientId, client.clientSecret));
			return { client, token };
		};
		const { client, token } = await clientOf(parseTenantId("bench"));
		const { token: theirToken } = await clientOf(other);
		const get =
			(place: string, bearer = token): Ask =>
			async () => {
				const answer = await fetch(server.url + place, { headers: { authorization: `Bearer ${bearer}` } });
				return { status: answer.status, body: await answer.text() };
			};
		const questions = newQuestions();
		const asking = (isAskedBefore: boolean): Ask => {
			let question = "";
			const before = async () => {
				question = questions.next().value;
				if (isAskedBefore) await get(question, theirToken)();
			};
			// What is found differs with the question: only times are compared.
			return Object.assign(async () => ({ status: (await get(question)()).status, body: "" }), { before });
		};
		const login =
			(id: string): Ask =>
			async () => {
				const form = { grant_type: "client_credentials", client_id: id, client_secret: "A".repeat(43) };
				const answer = await fetch(`${server.url}/oauth/v2/accessToken`, {
					method: "POST",
					body: new URLSearchParams(form),
				});
				return { status: answer.status, body: await answer.text() };
			};
		const slower =
			(ask: Ask): Ask =>
			async () => {
				for (const until = performance.now() + PLANTED; performance.now() < until; );
				return ask();
			};
		const foreign = get("/v1/candidates/theirs-7");
		const unknown = get("/v1/candidates/nobodys-7");
		const measure = (one: Ask, two: Ask, count = pairs, atOnce = 1) => compare([one, two], { count, atOnce, next });
		const result = {
			pairs,
			"foreign id - unknown id": await measure(foreign, unknown),
			"word of another tenant - word of nobody": await measure(
				get("/v1/search?q=zanzibarologist"),
				get("/v1/search?q=zanzibarolojist"),
			),
			"question that another tenant has just asked - new one": await measure(asking(true), asking(false)),
			"wrong secret - unknown client": await measure(
				login(client.clientId),
				login("A".repeat(22)),
				LOGINS,
				LOGINS_AT_ONCE,
			),
			[`control: ${PLANTED} ms planted`]: await measure(slower(foreign), unknown),
			machine: { node: process.version, cores: availableParallelism() },
		};
		await server.close();
		return result;
	} finally {
		await bench.close();
	}
};

/** That many people have; each is asked for by others soon, so that it is not the words that are new. */
const WORDS = ["engineer", "manager", "sales", "data", "software", "project", "team", "senior", "java", "python"];

/** No question twice, up to a million: the remainders differ together. */
function* newQuestions(): Generator<string, never> {
	const anyOf = (mask: number) => `(${WORDS.filter((_, index) => (mask >> index) & 1).join(" OR ")})`;
	for (let number = 0; ; number++) {
		const query = `${anyOf(1 + (number % 1023))} ${anyOf(1 + (number % 1021))}`;
		yield `/v1/search?q=${encodeURIComponent(query)}`;
	}
}

interface Settings {
	readonly count: number;
	readonly atOnce: number;
	readonly next: () => number;
}

async function compare([one, two]: readonly [Ask, Ask], { count, atOnce, next }: Settings) {
	const differences: number[] = [];
	const bodies: [Set<string>, Set<string>] = [new Set(), new Set()];
	const timed = async (ask: Ask, place: 0 | 1) => {
		await ask.before?.();
		const began = performance.now();
		const { status, body } = await ask();
		const time = performance.now() - began;
		bodies[place].add(`${status} ${body.length} ${body.replaceAll(/"tookMs":[\d.]+|zanzibarolo.ist|[\w-]{20,}/g, "")}`);
		return time;
	};
	const pair = async () => {
		const isFirst = next() < 0.5;
		const a = isFirst ? await timed(one, 0) : await timed(two, 1);
		const b = isFirst ? await timed(two, 1) : await timed(one, 0);
		return isFirst ? a - b : b - a;
	};
	for (let warm = 0; warm < 50 / atOnce; warm++) await pair();
	for (let done = 0; done < count; done += atOnce)
		differences.push(...(await Promise.all(Array.from({ length: atOnce }, pair))));
	const [low, high] = interval(differences, next);
	return {
		"median of the differences, microseconds": Math.round(median(differences) * 1000),
		"95% interval": `${Math.round(low * 1000)} to ${Math.round(high * 1000)}`,
		"answers alike but for what was asked": [...bodies[0]].toSorted().join() === [...bodies[1]].toSorted().join(),
		"spread (interquartile), microseconds": Math.round(
			round(quantile(differences, 0.75) - quantile(differences, 0.25), 4) * 1000,
		),
	};
}

const quantile = (values: readonly number[], part: number) =>
	values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(part * values.length))] ?? 0;
const median = (values: readonly number[]) => quantile(values, 0.5);

/** Percentile bootstrap. */
function interval(values: readonly number[], next: () => number): readonly [number, number] {
	const medians = Array.from({ length: RESAMPLES }, () =>
		median(Array.from({ length: values.length }, () => values[Math.floor(next() * values.length)] ?? 0)),
	);
	return [quantile(medians, 0.025), quantile(medians, 0.975)];
}

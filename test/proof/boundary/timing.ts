import { random } from "../../bench/random.ts";
import { type Context, everyReason, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { login, type Request, type Served, serveProduct } from "../served/served.ts";
import { NOTHING_FOUND } from "./isolation-bugs.ts";

/**
 * Does the time of an answer tell what the answer does not? Pairs of requests in random order, their difference each, and a bootstrap
 * interval of the median of these. (After dudect, with pairs in place of its t test, since samples are not independent.)
 */

/** Microseconds that the median may differ: less cannot be told over a network. */
const ALLOWED = 50;
const RESAMPLES = 1000;
/** Parts of the resampled medians that are cut off at each end. */
const CUT = { told: 0.0005, shown: 0.025 };

interface Question {
	readonly name: string;
	/** Pairs under way at once. A refused login is answered a quarter of a second later on purpose, in which the server has nothing to do. */
	readonly together?: number;
	readonly one: (at: number) => Request;
	readonly other: (at: number) => Request;
}

async function prove(context: Context): Promise<Outcome> {
	const served = await serveProduct(context);
	const own = await world(served);
	const pairs = context.amount({ quick: 300, full: 20_000, control: 1200 });
	const next = random(context.seed);
	const faults = await silence(served, own);
	const shown: string[] = [];
	let isWide = false;
	for (const question of questionsOf(own)) {
		// A planted leak is in the first of them.
		if (context.size === "control" && shown.length + faults.length > 0) break;
		const differences = await measure(served, question, pairs, next);
		const medians = resampled(differences, next);
		const at = (part: number) => medians[Math.min(medians.length - 1, Math.floor(part * medians.length))] as number;
		const [low, high] = [at(CUT.shown), at(1 - CUT.shown)];
		shown.push(`${question.name} ${Math.round(low)}..${Math.round(high)} µs`);
		if (low < -ALLOWED || high > ALLOWED) isWide = true;
		if (at(CUT.told) > ALLOWED || at(1 - CUT.told) < -ALLOWED)
			faults.push(
				`${question.name}: the times differ by ${Math.round(at(0.5))} µs (99.9%: ${Math.round(at(CUT.told))}..${Math.round(at(1 - CUT.told))})`,
			);
	}
	return {
		figure: `${pairs.toLocaleString("en")} pairs each; 95% of the median difference: ${shown.join(", ")}`,
		faults,
		short: everyReason(isWide ? "an interval is wider than 50 µs" : null, fewer(pairs, 20_000, "pairs")),
	};
}

interface World {
	readonly token: string;
	readonly theirs: string;
	readonly clientId: string;
	readonly clientSecret: string;
}

/** What is there is answered to whom it belongs: refusals of everything take equally long. */
async function silence(served: Served, { token, theirs, clientId, clientSecret }: World): Promise<string[]> {
	const told = [
		["one's own id", await served.ask({ url: "/v1/candidates/own-1", token }), "common"],
		["a word of one's own", await served.ask({ url: "/v1/search?q=common", token }), '"total":50'],
		["another's word, to him", await served.ask({ url: "/v1/search?q=theirsalone", token: theirs }), '"total":500'],
		["the right secret", await login(served, clientId, clientSecret), "access_token"],
	] as const;
	return told.flatMap(([what, { status, body }, part]) =>
		status === 200 && body.includes(part) ? [] : [`${what} was answered with ${status} ${body.slice(0, 200)}`],
	);
}

async function world(served: Served): Promise<World> {
	await served.order("tenant", "acme");
	await served.order("tenant", "other");
	const [token, theirs] = [await served.order("token", "acme"), await served.order("token", "other")];
	const line = (id: string, word: string) => `${JSON.stringify({ id, resume: { basics: { name: `Ann ${word}` } } })}\n`;
	const headers = { "content-type": "application/x-ndjson" };
	const load = (who: string, body: string) =>
		served.ask({ method: "POST", url: "/v1/candidates/import", token: who, headers, body });
	await load(token, Array.from({ length: 50 }, (_, at) => line(`own-${at}`, "common")).join(""));
	await load(theirs, Array.from({ length: 500 }, (_, at) => line(`not-${at}`, "theirsalone")).join(""));
	return { token, theirs, ...(await served.order("client", "acme")) };
}

const questionsOf = ({ token, clientId }: World): readonly Question[] => [
	{
		name: "another's id against none",
		one: (at) => ({ url: `/v1/candidates/not-${at % 500}`, token }),
		other: (at) => ({ url: `/v1/candidates/nil-${at % 500}`, token }),
	},
	{
		name: "a word of another's against none",
		one: () => ({ url: "/v1/search?q=theirsalone", token }),
		other: () => ({ url: "/v1/search?q=nobodysword", token }),
	},
	{
		name: "wrong secret against unknown client",
		together: 12,
		one: () => wrongLogin(clientId),
		other: () => wrongLogin("A".repeat(22)),
	},
];

const wrongLogin = (clientId: string): Request => ({
	method: "POST",
	url: "/oauth/v2/accessToken",
	headers: { "content-type": "application/x-www-form-urlencoded" },
	body: `grant_type=client_credentials&client_id=${clientId}&client_secret=${"B".repeat(43)}`,
});

/** @returns of each pair, by how many microseconds the first took longer */
async function measure(
	served: Served,
	{ one, other, together = 1 }: Question,
	pairs: number,
	next: () => number,
): Promise<Float64Array> {
	const took = async (request: Request) => {
		const from = performance.now();
		await served.ask(request);
		return (performance.now() - from) * 1000;
	};
	for (let at = 0; at < pairs / 10 / together; at++) await took(at % 2 === 0 ? one(at) : other(at));
	const differences = new Float64Array(pairs);
	const orders = Array.from({ length: pairs }, () => next() < 0.5).entries();
	const asker = async () => {
		for (const [at, isFirst] of orders) {
			const first = await took(isFirst ? one(at) : other(at));
			const second = await took(isFirst ? other(at) : one(at));
			differences[at] = isFirst ? first - second : second - first;
		}
	};
	await Promise.all(Array.from({ length: together }, asker));
	return differences;
}

/** Medians of resamples, in order. */
function resampled(values: Float64Array, next: () => number): Float64Array {
	const medians = new Float64Array(RESAMPLES);
	const drawn = new Float64Array(values.length);
	for (let at = 0; at < RESAMPLES; at++) {
		for (let each = 0; each < drawn.length; each++) drawn[each] = values[Math.floor(next() * values.length)] as number;
		drawn.sort();
		medians[at] = drawn[drawn.length >> 1] as number;
	}
	return medians.sort();
}

export const timing: Proof = {
	name: "timing",
	claim: "The time of an answer does not tell another tenant's id, word or client from none",
	requirements: [5],
	target:
		"20,000 interleaved pairs each: 95% interval of the median difference within 50 µs; a planted leak of 0.5 ms is found",
	minutes: 60,
	controls: [
		{
			name: "half a millisecond more where another tenant has the id",
			edits: [
				{
					file: "src/api/v1/candidates.ts",
					find: "					const stored = await readCandidate(scope.store, id);",
					replace:
						'					const stored = await readCandidate(scope.store, id); for (const until = performance.now() + (id.startsWith("not-") ? 0.5 : 0); performance.now() < until; );',
				},
			],
		},
		{
			name: "nobody gets any answer but that there is nothing",
			found: /was answered with 404/,
			edits: [NOTHING_FOUND],
		},
	],
	run: prove,
};

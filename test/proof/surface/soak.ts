import { pick, random } from "../../bench/random.ts";
import { type Context, everyReason, fewer, mib, type Outcome, type Proof } from "../frame/proof.ts";
import { type Request, type Served, serveProduct } from "../served/served.ts";

/** As many requests as come in days, of every frequent kind: what the server has of memory and open files at the end it had after the first of them. */

const CONNECTIONS = 16;
const PEOPLE = 200;
/** The run is looked at after each of so many parts. What is kept on purpose was filled by the first of them. */
const PARTS = 10;
const FILLED = 2;
/** How many times as much as then there may be in the end. */
const GROWTH = 1.1;
/** Bytes: from less than this nothing can be concluded. */
const SLIGHT = 16 * 2 ** 20;
/**
 * Requests before which the pages that the process holds say nothing of what it keeps, and objects do: they grew over the first 100,000 and no
 * more, and a fifth of the requests has to be more than that.
 */
const LEAST_FOR_PAGES = 600_000;
const WORDS = ["java", "nurse", "berlin", "sql", "welder", "paris"] as const;

interface Memory {
	readonly rss: number;
	readonly heap: number;
	readonly files: number;
}

async function prove(context: Context): Promise<Outcome> {
	const served = await serveProduct(context, { connections: CONNECTIONS });
	await served.order("tenant", "acme");
	const token = await served.order("token", "acme");
	await bring(served, token);
	const part = Math.ceil(context.amount({ quick: 1500, control: 10_000, full: 5_000_000 }) / PARTS);
	const next = random(context.seed);
	const wrong: string[] = [];
	const seen: Memory[] = [];
	while (seen.length < PARTS) {
		const left = { count: part };
		await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(served, token, { next, left, wrong })));
		seen.push(await served.order("memory"));
		context.say(`${(seen.length * part).toLocaleString("en")} requests: ${shown(seen.at(-1) as Memory)}`);
	}
	const [filled, end] = [seen[FILLED - 1], seen.at(-1)] as [Memory, Memory];
	return {
		figure: `${(PARTS * part).toLocaleString("en")} requests, ${wrong.length} answered as they should not be; after a fifth of them ${shown(filled)}, at the end ${shown(end)}`,
		faults: [...wrong.slice(0, 5), ...grown(filled, end, PARTS * part >= LEAST_FOR_PAGES)],
		short: everyReason(fewer(PARTS * part, 5_000_000, "requests")),
	};
}

function grown(filled: Memory, end: Memory, areManyAsked: boolean): string[] {
	const kinds = areManyAsked ? (["rss", "heap"] as const) : (["heap"] as const);
	const bytes = kinds.filter((what) => end[what] > Math.max(filled[what] * GROWTH, filled[what] + SLIGHT));
	return [
		...bytes.map((what) => `${what} grew from ${mib(filled[what])} to ${mib(end[what])} MiB`),
		...(end.files > filled.files + CONNECTIONS ? [`open files grew from ${filled.files} to ${end.files}`] : []),
	];
}

const shown = ({ rss, heap, files }: Memory) => `${mib(rss)} MiB, ${mib(heap)} of them objects, ${files} files`;

interface Asking {
	readonly next: () => number;
	readonly left: { count: number };
	readonly wrong: string[];
}

async function ask(served: Served, token: string, { next, left, wrong }: Asking): Promise<void> {
	while (left.count-- > 0) {
		const [request, wanted] = requestOf(token, next);
		const { status, body } = await served.ask(request);
		if (status !== wanted) wrong.push(`${request.method ?? "GET"} ${request.url}: ${status} ${body.slice(0, 200)}`);
	}
}

/** What integrations and pages ask most, and what should not be asked. */
function requestOf(token: string, next: () => number): readonly [request: Request, wanted: number] {
	const number = Math.floor(next() * PEOPLE);
	const word = pick(next, WORDS);
	return pick<readonly [Request, number]>(next, [
		[{ url: "/v1/health" }, 200],
		[{ url: "/v1/ready" }, 200],
		[{ url: `/v1/candidates/p${number}`, token }, 200],
		[{ url: `/v1/candidates/q${number}`, token }, 404],
		[{ url: `/v1/suggest?q=${word.slice(0, 2)}`, token }, 200],
		[{ method: "POST", url: "/v1/search", token, body: { query: word, pageSize: 5 } }, 200],
		[{ method: "POST", url: "/v1/search", token, body: { query: 1 } }, 422],
		[{ url: "/v1/jobs", token }, 200],
		[{ url: "/v1/jobs", token: `${token.slice(0, -4)}AAAA` }, 401],
		[{ method: "PUT", url: `/v1/jobs/j${number}`, token, body: { title: `${word} wanted` } }, 200],
	]);
}

async function bring(served: Served, token: string): Promise<void> {
	const lines = Array.from({ length: PEOPLE }, (_, at) =>
		JSON.stringify({
			id: `p${at}`,
			resume: { basics: { name: `Ann ${at}`, label: WORDS[at % WORDS.length] }, skills: [{ name: "SQL" }] },
		}),
	);
	const headers = { "content-type": "application/x-ndjson" };
	await served.ask({ method: "POST", url: "/v1/candidates/import", headers, body: `${lines.join("\n")}\n`, token });
	for (let at = 0; at < PEOPLE; at++)
		await served.ask({ method: "PUT", url: `/v1/jobs/j${at}`, token, body: { title: "Nurse wanted" } });
}

export const soak: Proof = {
	name: "soak",
	claim: "What is asked leaves nothing behind in the server, however much is asked",
	requirements: [36],
	target:
		"5,000,000 mixed requests: each answered as it should be, memory within 10% of what it was after a fifth, files as many",
	minutes: 180,
	controls: [
		{
			name: "each request is remembered",
			edits: [
				{
					file: "src/api/app.ts",
					find: "	app.server.headersTimeout = TIMEOUTS.headers;",
					replace:
						'	app.server.headersTimeout = TIMEOUTS.headers; const kept: Buffer[] = []; app.addHook("onRequest", async () => void kept.push(Buffer.alloc(8192, 1)));',
				},
			],
		},
	],
	run: prove,
};

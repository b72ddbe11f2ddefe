/**
 * How long from Enter to the people on the screen? Mixed queries typed into the page in Chromium, served by the product with its people, each
 * measured in the page itself: from the key to the first frame that shows the answer, and besides it how long the service took of that. As many
 * on a service that was just opened, whose code and postings are all cold, and then others of the same kind.
 */
import { chromium, type Page } from "playwright-core";
import { makePerson, toJsonResume } from "../../corpora/generate/people.ts";
import { buildPage } from "../../scripts/web.ts";
import { createLoginLinks } from "../../src/api/login-links.ts";
import { createLog } from "../../src/api/request-log.ts";
import { configFor } from "../../src/config.ts";
import { serve } from "../../src/server.ts";
import type { Bench } from "./main.ts";
import { type BenchPlatform, fill, fillNetwork, openBenchPlatform, percentiles, processorOf } from "./platform.ts";
import { recruiterQueries } from "./queries.ts";

const QUERIES = 120;
/** The first ones warm the browser and the store, and are not counted. */
const WARM = 10;
/** Beyond what the API lets one client ask by default: here one asks as fast as he can. */
const PER_MINUTE = 100_000;

export const run: Bench = async ({ candidates, network, seed, json, keep }) => {
	await buildPage();
	const bench = await openBenchPlatform(keep);
	try {
		if (bench.isNew && network > 0) await fillNetwork(bench, network, candidates, json);
		if (bench.isNew) await fill(bench, candidates, json);
		const texts = recruiterQueries(WARM + 2 * QUERIES, seed, (index) => toJsonResume(makePerson(index % candidates)));
		const { first, times } = await inBrowser(
			bench,
			texts.map(({ query = "" }) => query),
		);
		return {
			candidates,
			network,
			seed,
			queries: QUERIES,
			"just opened": summaryOf(times.slice(WARM, WARM + QUERIES)),
			"other queries": summaryOf(times.slice(WARM + QUERIES)),
			...first,
		};
	} finally {
		await bench.close();
	}
};

interface Timed {
	readonly screen: number;
	readonly service: number;
	/** Of the service, all threads. */
	readonly processor: number;
}

const summaryOf = (times: readonly Timed[]) => ({
	"Enter to people on the screen, ms": percentiles(times.map(({ screen }) => screen)),
	"of that the service, ms": percentiles(times.map(({ service }) => service)),
	"of that the page, ms": percentiles(times.map(({ screen, service }) => screen - service)),
	"processor time of the service, ms": percentiles(times.map(({ processor }) => processor)),
});

interface InBrowser {
	readonly first: Record<string, number>;
	readonly times: readonly Timed[];
}

async function inBrowser({ platform, scope, dataDir }: BenchPlatform, queries: readonly string[]): Promise<InBrowser> {
	const links = createLoginLinks(`${dataDir}/../links`);
	const limits = { requestsPerClient: PER_MINUTE, requestsPerAddress: PER_MINUTE };
	const config = configFor({ dataDir, masterKey: { file: `${dataDir}/../master.key` }, listen: { port: 0 }, limits });
	const server = await serve(platform, config, { links, log: createLog("silent") });
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		args: ["--headless", "--no-sandbox", "--disable-gpu"],
	});
	try {
		const invited = { name: "Bench", email: `bench-${Date.now()}@bench.example`, roles: ["recruiter" as const] };
		const account = await platform.tenancy.accounts.invite(scope.tenant.id, invited);
		const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		await page.goto(`${server.url}/login/link/${links.issue(account.id)}`);
		await page.waitForSelector("#query");
		const first = await firstLoad(page);
		const times: Timed[] = [];
		for (const query of queries) times.push(await timed(page, query));
		return { first, times };
	} finally {
		await browser.close();
		await server.close();
	}
}

/** Of the first load, with nothing kept: what Lighthouse measures, on this machine's own network. */
const firstLoad = (page: Page) =>
	page.evaluate(`(async () => {
		const seen = (type) => new Promise((resolve) => {
			const watcher = new PerformanceObserver((list) => resolve(list.getEntries()));
			watcher.observe({ type, buffered: true });
			setTimeout(() => resolve([]), 300);
		});
		const [painted, long, shifts] = [await seen("largest-contentful-paint"), await seen("longtask"), await seen("layout-shift")];
		return {
			"largest contentful paint, ms": painted.at(-1)?.startTime ?? 0,
			"blocked beyond 50 ms a task, ms": long.reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0),
			"layout shift": shifts.reduce((sum, { value }) => sum + value, 0),
		};
	})()`) as Promise<Record<string, number>>;

/** Types a query at once and presses Enter: what suggests while one types is another bench. */
async function timed(page: Page, query: string): Promise<Timed> {
	await page.fill("#query", query);
	const before = process.cpuUsage();
	const measured = (await page.evaluate(`new Promise((resolve, reject) => {
		const list = () => document.getElementById("results");
		const began = performance.now();
		let wasBusy = false;
		const look = () => {
			const busy = list()?.getAttribute("aria-busy");
			wasBusy ||= busy === "true";
			if (wasBusy && busy === "false") {
				return requestAnimationFrame(() => {
					const screen = performance.now() - began;
					const call = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/v1/search")).at(-1);
					performance.clearResourceTimings();
					resolve({ screen, service: call === undefined ? 0 : call.responseEnd - call.startTime });
				});
			}
			if (performance.now() - began > 20000) return reject(new Error("No answer in 20 seconds."));
			setTimeout(look, 1);
		};
		document.getElementById("search-form").requestSubmit();
		look();
	})`)) as Omit<Timed, "processor">;
	return { ...measured, processor: processorOf(before) };
}

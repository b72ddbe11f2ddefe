import { afterAll, beforeAll, expect, test } from "vitest";
import { settled } from "./acts.ts";
import { type BrowserRig, openBrowserRig } from "./rig.ts";

/** The list is made by the test: what is looked at is what the page does with it, one page behind the other. */
const PEOPLE = 10_000;

let rig: BrowserRig;
beforeAll(async () => {
	rig = await openBrowserRig();
});
afterAll(() => rig.close());

const hit = (rank: number) => ({
	rank,
	origin: "ats-only",
	candidateId: `long-${rank}`,
	profileId: null,
	score: PEOPLE - rank,
	name: `Person ${rank}`,
	headline: null,
	currentTitle:
		rank % 3 === 0 ? "A rather long title of a role that takes more than one line on narrow screens" : "Nurse",
	currentCompany: null,
	location: null,
	years: null,
	skills: [],
	updatedAt: "2026-01-01T00:00:00.000Z",
	highlights: [],
	explanation: null,
});

function answer(request: { cursor?: string; pageSize: number }) {
	const from = Number(request.cursor ?? 0);
	const to = Math.min(from + request.pageSize, PEOPLE);
	return {
		understood: "long",
		interpretation: { natural: true, clauses: [], query: "long" },
		lint: [],
		total: PEOPLE,
		totalFull: PEOPLE,
		page: 1,
		pageSize: request.pageSize,
		hits: Array.from({ length: to - from }, (_, index) => hit(from + index + 1)),
		nextCursor: to === PEOPLE ? null : String(to),
		facets: {},
		didYouMean: [],
		expansions: [],
		profile: "default.v4",
	};
}

test("10,000 people are scrolled through without one missing or coming twice, and few are in the document at a time", async () => {
	// A high window: fewer steps, and everybody is looked at all the same.
	const page = await rig.signedIn({ viewport: { width: 1280, height: 3000 } });
	await page.route("**/v1/search", (route) => route.fulfill({ json: answer(route.request().postDataJSON()) }));
	await page.fill("#query", "long");
	await page.keyboard.press("Enter");
	await settled(page);
	const seen = (await page.evaluate(`(async () => {
		const list = document.querySelector(".bench-list");
		const seen = new Map();
		const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
		// A block that comes into sight is drawn in the next frame; nobody reads faster than that.
		const isDrawn = () => [...document.querySelectorAll(".block")].every((block) => {
			const { top, bottom } = block.getBoundingClientRect();
			return bottom <= 0 || top >= innerHeight || block.childElementCount > 0;
		});
		let most = 0;
		for (let step = 0; step < 20000 && document.querySelector(".list-foot") === null || list.scrollTop + list.clientHeight < list.scrollHeight - 2; step += 1) {
			while (!isDrawn()) await frame();
			for (const card of document.querySelectorAll(".hit")) {
				const { top, bottom } = card.getBoundingClientRect();
				if (bottom > 0 && top < innerHeight) seen.set(card.dataset.rank, (seen.get(card.dataset.rank) ?? new Set()).add(card.dataset.key));
			}
			most = Math.max(most, document.querySelectorAll(".hit").length);
			list.scrollTop += list.clientHeight * 0.8;
			await frame();
		}
		for (const card of document.querySelectorAll(".hit")) seen.set(card.dataset.rank, (seen.get(card.dataset.rank) ?? new Set()).add(card.dataset.key));
		return { ranks: seen.size, twice: [...seen.values()].filter((keys) => keys.size !== 1).length, most };
	})()`)) as { ranks: number; twice: number; most: number };
	expect(seen.ranks).toBe(PEOPLE);
	expect(seen.twice).toBe(0);
	expect(seen.most).toBeLessThan(300);
	await page.evaluate("document.querySelector('.bench-list').scrollTop = 0");
	await page.locator('.hit[data-rank="1"]').waitFor();
	expect(rig.complaints).toEqual([]);
	await page.context().close();
}, 480_000);

/** As on a machine that is busy: what the observers saw is told late, all of it at once. */
const TOLD_LATE = `
	const Native = window.IntersectionObserver;
	const waiting = new Map();
	window.isHeld = false;
	window.IntersectionObserver = class extends Native {
		constructor(told, options) {
			super((entries, self) => {
				if (!window.isHeld) return told(entries, self);
				waiting.set(told, [...(waiting.get(told) ?? []), ...entries]);
			}, options);
		}
	};
	window.tellAll = () => {
		window.isHeld = false;
		for (const [told, entries] of waiting) told(entries);
		waiting.clear();
	};
`;

test("a block that went out of sight and came back before anybody was told is drawn", async () => {
	const page = await rig.signedIn();
	await page.addInitScript(TOLD_LATE);
	await page.route("**/v1/search", (route) => route.fulfill({ json: answer(route.request().postDataJSON()) }));
	await page.goto(`${rig.url}/?late#/recruiter/search?q=long`);
	// The second page of the list has come.
	await page.locator(".block").nth(2).waitFor({ state: "attached" });
	await page.evaluate(`(async () => {
		const list = document.querySelector(".bench-list");
		const frames = async () => { for (let left = 4; left > 0; left -= 1) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))); };
		await frames();
		window.isHeld = true;
		for (const top of [list.scrollHeight, 0]) { list.scrollTop = top; await frames(); }
		window.tellAll();
		await frames();
	})()`);
	expect(await page.locator('.hit[data-rank="1"]').count()).toBe(1);
	await page.context().close();
});

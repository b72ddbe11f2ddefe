import { describe, expect, test } from "vitest";
import { candidateDocument } from "../../src/analysis/person-document.ts";
import { Candidate } from "../../src/domain/candidate.ts";
import { SearchRequest, type SearchRequestInput } from "../../src/domain/query.ts";
import type { View } from "../../src/search/view.ts";
import { AS_OF, openWorld, type Person, recognizer, type World } from "./world.ts";

/** People who differ in how well they answer. */
const crowd = (count: number, prefix = "c"): Person[] =>
	Array.from({ length: count }, (_, index) => ({
		id: `${prefix}${String(index).padStart(4, "0")}`,
		resume: {
			skills: index % 3 === 0 ? [{ name: "Java" }] : [],
			basics: { summary: `java ${"and more ".repeat(index % 7)}` },
		},
	}));

async function idsByCursor(world: World, request: SearchRequestInput): Promise<string[]> {
	const ids: string[] = [];
	for (let cursor: string | undefined; ; ) {
		const page = await world.find("java", { ...request, ...(cursor === undefined ? {} : { cursor }), facets: [] });
		ids.push(...page.hits.map((hit) => hit.candidateId ?? hit.profileId ?? ""));
		expect(page.hits.map(({ rank }) => rank)).toEqual(
			page.hits.map((_, index) => ids.length - page.hits.length + index + 1),
		);
		if (page.nextCursor === null) return ids;
		cursor = page.nextCursor;
	}
}

const bare = { explain: false, highlight: false } as const;

describe("pages by cursor", () => {
	test("together are the whole list, beyond what pages are numbered to, each person once", async () => {
		const profiles = crowd(300, "p").map(({ id, resume = {} }) => ({ id, resume }));
		const world = await openWorld({ candidates: crowd(900), profiles, profile: { depth: 200 } });
		const ids = await idsByCursor(world, { ...bare, pageSize: 97 });
		expect(ids).toHaveLength(1200);
		expect(new Set(ids).size).toBe(1200);
		const numbered: string[] = [];
		for (let page = 1; page <= 10; page++) {
			const { hits } = await world.find("java", { ...bare, page, pageSize: 100, facets: [] });
			numbered.push(...hits.map((hit) => hit.candidateId ?? hit.profileId ?? ""));
		}
		expect(ids.slice(0, 1000)).toEqual(numbered);
	}, 120_000);

	test("a page of another size, without facets and explanations, goes on in the same list", async () => {
		const world = await openWorld({ candidates: crowd(20) });
		const first = await world.find("java", { pageSize: 3 });
		const rest = await world.find("java", {
			pageSize: 100,
			cursor: first.nextCursor ?? "",
			facets: [],
			explain: false,
		});
		const whole = await world.find("java", { pageSize: 100 });
		expect([...first.hits, ...rest.hits].map(({ candidateId }) => candidateId)).toEqual(
			whole.hits.map(({ candidateId }) => candidateId),
		);
		expect([rest.nextCursor, whole.nextCursor]).toEqual([null, null]);
	});

	test("who came or went before the last one shown shifts nobody out of sight", async () => {
		const world = await openWorld({ candidates: crowd(30) });
		const first = await world.find("java", { pageSize: 10 });
		const whole = (await world.find("java", { pageSize: 100 })).hits.map(({ candidateId }) => candidateId);
		const at = AS_OF.toISOString();
		const resume = { skills: [{ name: "Java" }], work: [{ position: "Java Developer", startDate: "2020-01" }] };
		const best = Candidate.parse({ id: "best", resume, file: null, match: null, createdAt: at, updatedAt: at });
		await world.scope.store.write([
			{
				op: "put",
				collection: "person",
				id: "best",
				record: JSON.stringify(best),
				document: candidateDocument(best, recognizer),
			},
			{ op: "delete", collection: "person", id: whole[1] ?? "" },
			{ op: "delete", collection: "person", id: whole[2] ?? "" },
		]);
		const next = await world.find("java", { pageSize: 100, cursor: first.nextCursor ?? "" });
		expect(next.hits.map(({ candidateId }) => candidateId)).toEqual(whole.slice(10));
	});

	describe("when people go between two pages", () => {
		const profiles = crowd(15, "p").map(({ id, resume = {} }) => ({ id, resume }));
		type Ref = { readonly candidateId: string | null; readonly profileId: string | null };
		const idOf = ({ candidateId, profileId }: Ref) => candidateId ?? profileId ?? "";
		/** Two pages shown, then some of their people gone from a list of fifty: everybody behind them, as before. */
		async function behindTwoPages(
			go: (world: World, shown: readonly Ref[]) => Promise<View | undefined>,
			network: typeof profiles = [],
		) {
			const world = await openWorld({ candidates: crowd(50 - network.length), profiles: network });
			const whole = (await world.find("java", { pageSize: 100 })).hits.map(idOf);
			const first = await world.find("java", { pageSize: 10 });
			const second = await world.find("java", { pageSize: 10, cursor: first.nextCursor ?? "" });
			const view = await go(world, [...first.hits, ...second.hits]);
			const rest = SearchRequest.parse({ query: "java", pageSize: 100, cursor: second.nextCursor ?? "" });
			const { hits } = await world.search.search(world.scope, rest, view);
			expect(hits.map(idOf)).toEqual(whole.slice(20));
		}
		const hiding = (people: readonly Ref[]): View => ({
			hidden: async () => ({
				candidates: people.flatMap(({ candidateId }) => candidateId ?? []),
				profiles: people.flatMap(({ profileId }) => profileId ?? []),
			}),
			hiding: async () => null,
			marks: async () => [],
		});
		const drop = async ({ scope }: World, people: readonly Ref[]) => {
			await scope.store.write(people.map((one) => ({ op: "delete", collection: "person", id: idOf(one) })));
			return undefined;
		};

		test.each([
			["the last", -1],
			["all of the page", -10],
			["all that were shown", -20],
		])("nobody is out of sight: %s hidden", (_, from) =>
			behindTwoPages(async (_world, shown) => hiding(shown.slice(from)), profiles),
		);

		test.each([
			["the last", -1],
			["the last five", -5],
		])("nor: %s not there any more", (_, from) => behindTwoPages((world, shown) => drop(world, shown.slice(from))));

		test("nor: the last not there any more, those before hidden", () =>
			behindTwoPages(async (world, shown) => {
				await drop(world, shown.slice(-1));
				return hiding(shown.slice(0, -3));
			}));
	});

	test("a cursor of the version before, which remembered the last one alone, leads on", async () => {
		const { find, scope } = await openWorld({ candidates: crowd(20) });
		const [first, whole] = [await find("java", { pageSize: 5 }), await find("java", { pageSize: 100 })];
		const payload = (first.nextCursor ?? "").split(".")[0] ?? "";
		const { earlier: _, ...before } = JSON.parse(Buffer.from(payload, "base64url").toString());
		const signed = (value: object) => {
			const text = Buffer.from(JSON.stringify(value)).toString("base64url");
			return `${text}.${scope.digest(text, "cursor")}`;
		};
		expect((await find("java", { pageSize: 100, cursor: signed(before) })).hits[0]?.candidateId).toBe(
			whole.hits[5]?.candidateId,
		);
		await expect(find("java", { cursor: signed({ ...before, later: 1 }) })).rejects.toMatchObject({
			code: "invalid-cursor",
		});
	});

	test("are of the day on which the first was asked for", async () => {
		let now = new Date("2026-06-01T23:50:00Z");
		const candidates = crowd(20).map((person, index) => ({ ...person, updatedAt: `2026-05-${10 + index}T12:00:00Z` }));
		const world = await openWorld({ candidates, clock: () => now });
		const filters = { updatedWithinDays: 10 };
		const first = await world.find("java", { pageSize: 2, filters });
		now = new Date("2026-06-02T00:05:00Z");
		const rest = await world.find("java", { pageSize: 100, filters, cursor: first.nextCursor ?? "" });
		expect([rest.total, rest.hits.length]).toEqual([first.total, first.total - 2]);
	});
});

describe("a cursor that leads nowhere", () => {
	let now = AS_OF;
	const world = openWorld({ candidates: crowd(5), clock: () => now });
	const cursorOf = async () => (await (await world).find("java", { pageSize: 2 })).nextCursor ?? "";
	const refused = (detail: RegExp) => ({ code: "invalid-cursor", status: 400, detail: expect.stringMatching(detail) });

	test("of another query, other filters or another profile of ranking", async () => {
		const { find } = await world;
		const cursor = await cursorOf();
		await expect(find("kotlin", { cursor })).rejects.toMatchObject(refused(/another query/));
		await expect(find("java", { cursor, filters: { skills: ["Java"] } })).rejects.toMatchObject(refused(/filters/));
		expect((await find("java", { cursor, pageSize: 2 })).hits).toHaveLength(2);
	});

	test("expired", async () => {
		const cursor = await cursorOf();
		now = new Date(AS_OF.getTime() + 29 * 60_000);
		expect((await (await world).find("java", { cursor })).hits).toHaveLength(3);
		now = new Date(AS_OF.getTime() + 31 * 60_000);
		await expect((await world).find("java", { cursor })).rejects.toMatchObject(refused(/expired/));
		now = AS_OF;
	});

	test("forged, cut, made up, or signed by what stands in the log", async () => {
		const { find, scope } = await world;
		const cursor = await cursorOf();
		const [payload = "", signature = ""] = cursor.split(".");
		const decoded = JSON.parse(Buffer.from(payload, "base64url").toString());
		const forged = Buffer.from(JSON.stringify({ ...decoded, place: 4 })).toString("base64url");
		const logged = scope.digest(forged);
		for (const bad of [
			`${forged}.${signature}`,
			payload,
			`${payload}.`,
			`${cursor}.x`,
			"x",
			".",
			`${forged}.${logged}`,
		])
			await expect(find("java", { cursor: bad })).rejects.toMatchObject(refused(/not given to you/));
	});

	test("R3: of another tenant, told as a forged one is", async () => {
		const other = await openWorld({ candidates: crowd(5), secret: "other" });
		const cursor = await cursorOf();
		await expect(other.find("java", { cursor })).rejects.toMatchObject(refused(/not given to you/));
	});

	test("beside a page it is refused", async () => {
		const cursor = await cursorOf();
		await expect((await world).find("java", { cursor, page: 2 })).rejects.toMatchObject({
			code: "invalid-field",
			errors: [{ pointer: "/page" }],
		});
	});
});

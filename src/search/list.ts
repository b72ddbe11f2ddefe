import type { SearchFilters } from "../domain/query.ts";
import type { RankingProfile } from "../domain/ranking-profile.ts";
import type { Listed } from "../engine/port.ts";
import { teamDraft } from "../rank/interleave.ts";
import type { Asked, AskedGroup, Pool, PoolName, RankInput } from "../rank/pool.ts";
import { type Ranked, type RankedPerson, rank } from "../rank/rank.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Nearness, PoolNearness } from "./meaning/people/people-vectors.ts";
import type { Draft } from "./observer.ts";
import { askedGroups, type QueryPlan } from "./plan/plan.ts";
import { type Pools, retrieveBlock } from "./pools.ts";

/** The whole ranked list, of which only the blocks that a page needs are fetched and ordered. */

export interface ListInput {
	/** The first block. */
	readonly pools: Pools;
	readonly plan: QueryPlan;
	readonly profile: RankingProfile;
	/** Milliseconds since 1970. */
	readonly asOf: number;
	readonly years: NonNullable<SearchFilters["years"]> | null;
	/** How near people are to the query in meaning; null where nobody looks at it. */
	readonly nearness: Nearness | null;
	/** A second ranking of the same blocks; absent or null: none. */
	readonly draft?: Pick<Draft, "other" | "lot"> | null;
}

/** `depth` people of each pool in the order of the first stage, ordered anew. */
export interface Block {
	readonly pools: Pools;
	readonly input: RankInput;
	readonly ranked: Ranked;
}

/** A person with the place in the whole list, from 0. */
export interface Seat {
	readonly place: number;
	readonly block: Block;
	readonly person: RankedPerson;
}

export class RankedList {
	readonly #scope: Scope;
	readonly #input: ListInput;
	readonly #asked: Asked;
	readonly #blocks = new Map<number, Promise<Block>>();

	constructor(scope: Scope, input: ListInput) {
		this.#scope = scope;
		this.#input = input;
		const { years: asked, plan } = input;
		const years = asked === null ? plan.years : { min: asked.min ?? null, max: asked.max ?? null };
		this.#asked = {
			groups: askedGroups(input.plan.parts),
			years,
			seniority: input.plan.seniority,
			near: input.plan.near,
			education: input.plan.education,
			asOf: input.asOf,
		};
	}

	/** The same list of other people. @param pools their first block */
	of(pools: Pools): RankedList {
		return new RankedList(this.#scope, { ...this.#input, pools });
	}

	/** People from `start` to `end`, exclusive; fewer at the end of the list. */
	async slice(start: number, end: number): Promise<Seat[]> {
		const seats: Seat[] = [];
		let first = 0;
		for (let index = 0; first < end; index++) {
			const size = this.#sizeOf(index);
			if (size === 0) break;
			if (first + size > start) seats.push(...(await this.#seatsOf(index, first, start, end)));
			first += size;
		}
		return seats;
	}

	/** The place of somebody among the first `end` people; null when he is not there. Only blocks that reach beyond `start` are looked at. */
	async placeOf(pool: PoolName, id: string, start: number, end: number): Promise<number | null> {
		let first = 0;
		for (let index = 0; first < end; index++) {
			const size = this.#sizeOf(index);
			if (size === 0) break;
			const place = first + size > start ? (await this.#block(index)).ranked.placeOf(pool, id) : null;
			if (place !== null) return first + place < end ? first + place : null;
			first += size;
		}
		return null;
	}

	#sizeOf(block: number): number {
		const { pools, profile } = this.#input;
		const left = (answer: Listed | null) => Math.max(0, (answer?.total ?? 0) - block * profile.depth);
		return Math.min(profile.depth, left(pools.ats)) + Math.min(profile.depth, left(pools.network));
	}

	async #seatsOf(index: number, first: number, start: number, end: number): Promise<Seat[]> {
		const block = await this.#block(index);
		const from = Math.max(0, start - first);
		const to = Math.min(block.ranked.length, end - first);
		const places = Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset);
		return places.map((place) => ({ place: first + place, block, person: block.ranked.at(place) }));
	}

	#block(index: number): Promise<Block> {
		const { pools } = this.#input;
		const known = this.#blocks.get(index);
		const block =
			known ??
			(index === 0 ? Promise.resolve(pools) : retrieveBlock(this.#scope, pools, index)).then((own) =>
				this.#ordered(own, index),
			);
		this.#blocks.set(index, block);
		return block;
	}

	async #ordered(pools: Pools, index: number): Promise<Block> {
		const { ats, network } = pools;
		const { nearness } = this.#input;
		const near = (await nearness?.of(pools)) ?? {};
		const asked = this.#asked.groups.filter(({ feature }) => feature === undefined);
		const lists: Pool[] = [];
		if (ats !== null) lists.push(poolOf("ats", ats, asked, near));
		if (network !== null) lists.push(poolOf("network", network, asked, near));
		const input: RankInput = {
			pools: lists,
			asked: this.#asked,
			profile: this.#input.profile,
			...(nearness === null ? {} : { usualSimilarity: nearness.usual }),
		};
		const ranked = rank(input);
		const { draft } = this.#input;
		if (draft == null) return { pools, input, ranked };
		const other = rank({ ...input, profile: draft.other });
		return { pools, input, ranked: teamDraft(ranked, other, draft.lot(index)) };
	}
}

/** @param asked the groups that were asked for; what features look at has no say in how much a word tells */
function poolOf(
	name: PoolName,
	answer: Listed,
	asked: readonly AskedGroup[],
	{ [name]: similarities }: PoolNearness,
): Pool {
	return {
		name,
		rows: answer.rows,
		population: answer.population,
		documents: asked.map((group, index) => documentsOf(group, answer.groups[index]?.added ?? [])),
		averageBodyLength: answer.averageBodyLength,
		...(similarities === undefined ? {} : { similarities }),
	};
}

/** People who have the thing itself: what is only related to it does not make it any more common. */
function documentsOf({ alternatives }: AskedGroup, added: readonly number[]): number {
	return alternatives.reduce((sum, { related }, index) => sum + (related ? 0 : (added[index] ?? 0)), 0);
}

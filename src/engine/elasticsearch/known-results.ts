import type { Plan, Retrieved, Rows } from "../port.ts";
import { type Counted, countedOf } from "./counting.ts";
import type { Person } from "./person.ts";
import type { Seen, View } from "./view.ts";

/** Results of which everyone was read: whatever is asked of them is known without the cluster. */
export interface Whole {
	readonly head: Omit<Retrieved, "rows" | "also" | keyof Counted>;
	/** The best first, and their rows in the same order. */
	readonly people: readonly Person[];
	readonly rows: Rows;
	/** How many of them pass the `narrowed` of their plan. */
	readonly narrowed: number;
}

/** The answer to any plan that asks for just these results. */
export function answerFrom({ head, people, rows, narrowed }: Whole, plan: Plan): Retrieved {
	const places = new Map((plan.alsoFor ?? []).length === 0 ? [] : rows.ids.map((id, place) => [id, place]));
	const wanted = [...new Set(plan.alsoFor)].flatMap((id) => places.get(id) ?? []);
	const best = [...people.keys()].slice(plan.offset, plan.offset + plan.limit);
	return {
		...head,
		rows: best.length === people.length ? rows : pickRows(rows, best),
		also: pickRows(rows, wanted),
		...countedOf(people, plan),
		narrowed,
	};
}

/** Some of many rows. */
function pickRows(rows: Rows, places: readonly number[]): Rows {
	const count = rows.ids.length;
	function pick<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(all: T): T {
		const width = count === 0 ? 0 : all.length / count;
		const picked = all.slice(0, width * places.length) as T;
		for (const [at, place] of places.entries())
			picked.set(all.subarray(place * width, (place + 1) * width), at * width);
		return picked;
	}
	return {
		ids: places.map((place) => rows.ids[place] as string),
		links: places.map((place) => rows.links[place] as string | null),
		masks: pick(rows.masks),
		alternatives: pick(rows.alternatives),
		ways: pick(rows.ways),
		bodyFrequencies: pick(rows.bodyFrequencies),
		bodyLengths: pick(rows.bodyLengths),
		columns: pick(rows.columns),
		scores: pick(rows.scores),
	};
}

interface Known<T> {
	readonly seen: Seen;
	readonly value: T;
	readonly size: number;
	/** Those whom it holds whole. */
	readonly people?: number;
}

/**
 * Answers of one store, of its present view only: the next page, the same people counted otherwise, what every search asks for. An answer is
 * the same object for the same question: it is seen at once that nothing has changed.
 */
export class KnownResults {
	readonly #most: number;
	/** Those used longest ago first. */
	readonly #all = new Map<string, Known<unknown>>();
	readonly #lists = new WeakMap<readonly string[], number>();
	#listed = 0;
	#view: View | null = null;
	#rows = 0;
	#people = 0;

	/** @param most rows in all of them together, a quarter of a kB each */
	constructor(most: number) {
		this.#most = most;
	}

	/** Rows that are kept, and people of them, some several times. */
	get kept(): { readonly rows: number; readonly people: number } {
		return { rows: this.#rows, people: this.#people };
	}

	/** @param make asked where the answer is not known, and nothing is that it could be made from */
	async answer(seen: Seen, plan: Plan, make: () => Promise<Retrieved>): Promise<Retrieved> {
		const { exclude, ...question } = plan;
		const name = `answer ${this.#nameOf(question, exclude)}`;
		const known = this.#get<Promise<Retrieved>>(seen, name);
		if (known !== null) return known;
		const whole = this.#get<Whole>(seen, this.#wholeName(plan));
		if (whole !== null) return answerFrom(whole, plan);
		const answer = make();
		this.#keep(name, { seen, value: answer, size: 0 });
		answer.then(
			({ rows }) => this.#keep(name, { seen, value: answer, size: rows.ids.length }),
			() => this.#forget(name),
		);
		return answer;
	}

	keep(seen: Seen, plan: Plan, whole: Whole): void {
		const people = whole.people.length;
		this.#keep(this.#wholeName(plan), { seen, value: whole, size: people, people });
	}

	clear(): void {
		this.#all.clear();
		this.#rows = 0;
		this.#people = 0;
		this.#view = null;
	}

	#get<T>(seen: Seen, name: string): T | null {
		const known = this.#all.get(name);
		if (known?.seen !== seen) return null;
		this.#all.delete(name);
		this.#all.set(name, known);
		return known.value as T;
	}

	#keep(name: string, known: Known<unknown>): void {
		// What nobody is to be told faster is not kept.
		if (known.seen.asker === null) return;
		if (this.#view !== known.seen.view) this.clear();
		this.#view = known.seen.view;
		this.#forget(name);
		this.#all.set(name, known);
		this.#rows += weightOf(known);
		this.#people += known.people ?? 0;
		while (this.#rows > this.#most) this.#forget(this.#all.keys().next().value as string);
	}

	#forget(name: string): void {
		const known = this.#all.get(name);
		if (known === undefined) return;
		this.#all.delete(name);
		this.#rows -= weightOf(known);
		this.#people -= known.people ?? 0;
	}

	/** What says who is found, and with which score. Where people are wanted who may be left out, they are part of it. */
	#wholeName({ filter, groups, coverage, scoring, exclude, narrowed, alsoFor = [] }: Plan): string {
		const beside = exclude === undefined ? [] : alsoFor;
		return `whole ${this.#nameOf({ filter, groups, coverage, scoring, narrowed, beside }, exclude)}`;
	}

	#nameOf(question: object, exclude: Plan["exclude"]): string {
		const said = JSON.stringify(question, withInfinities);
		return exclude === undefined ? said : `${said} without ${this.#numberOf(exclude)}`;
	}

	/** Of a list, which is never changed. */
	#numberOf(list: readonly string[]): number {
		const known = this.#lists.get(list) ?? this.#listed++;
		this.#lists.set(list, known);
		return known;
	}
}

/** JSON has none, and a range may have either. */
const withInfinities = (_: string, value: unknown): unknown =>
	typeof value === "number" && !Number.isFinite(value) ? `${value}` : value;

/** Every answer has counts and words, too: as much as a few rows. */
const weightOf = ({ size }: Known<unknown>): number => size + 10;

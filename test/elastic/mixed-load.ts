/** Writes, searches and reads of several API nodes at once, with a model that knows what every answer may be. */
import { setTimeout as pause } from "node:timers/promises";
import { COLUMNS } from "../../src/domain/document.ts";
import type { Change, Store } from "../../src/engine/port.ts";
import { TributaryError } from "../../src/errors.ts";
import { filtered, person, word } from "../contract/people.ts";

/** Revision of a person; 0: not there. A write that was not acknowledged leaves the old or the new one. */
type Possible = readonly number[];

/** A question that is on its way: what was written meanwhile it may see or not. */
interface Asking {
	readonly before: ReadonlyMap<string, Possible>;
	readonly touched: Set<string>;
}

export interface LoadReport {
	readonly acknowledged: number;
	readonly answered: number;
	/** Refused with a 503: the caller knows. */
	readonly refused: number;
	/** Milliseconds that the slowest search took that was answered. */
	readonly slowestSearch: number;
	/** Milliseconds that the slowest of these took, of what was asked and of what was to be written. */
	readonly slowestRefusal: { readonly asked: number; readonly written: number };
	/** These, by code and what was behind it. */
	readonly refusals: Readonly<Record<string, number>>;
	/** Answers that no order of what was acknowledged explains, and errors that are not a 503. */
	readonly wrong: readonly string[];
}

/** People of each writer: so few that each search gives all. */
const PEOPLE = 60;
const BATCH = 4;
const COUNTER = "counter";
const YEARS = COLUMNS.indexOf("years");

export class MixedLoad {
	readonly #stores: readonly Store[];
	readonly #people = new Map<string, Possible>();
	readonly #asking = new Set<Asking>();
	readonly #wrong: string[] = [];
	readonly #refusals: Record<string, number> = {};
	#counted = 0;
	#uncertain = 0;
	#acknowledged = 0;
	#answered = 0;
	#refused = 0;
	readonly #slowestRefusal = { asked: 0, written: 0 };
	#slowestSearch = 0;
	/** When the last question was refused, and by store when the last answer came whose question was put after that; performance.now(). */
	#lastRefusal = 0;
	readonly #lastAnswer: number[];
	#isRunning = true;
	readonly #work: Promise<unknown>;

	/** @param stores the same store, opened by each of the nodes */
	constructor(stores: readonly Store[]) {
		this.#stores = stores;
		this.#lastAnswer = stores.map(() => 0);
		this.#work = Promise.all(
			stores.flatMap((store, at) => [
				this.#repeat("written", () => this.#write(store, `w${at}`)),
				this.#repeat("written", () => this.#count(store)),
				this.#repeat("asked", () => this.#search(store, at)),
				this.#repeat("asked", () => this.#read(store, `w${(at + 1) % stores.length}`)),
			]),
		);
	}

	get report(): LoadReport {
		return {
			acknowledged: this.#acknowledged,
			answered: this.#answered,
			refused: this.#refused,
			slowestSearch: Math.round(this.#slowestSearch),
			slowestRefusal: {
				asked: Math.round(this.#slowestRefusal.asked),
				written: Math.round(this.#slowestRefusal.written),
			},
			refusals: this.#refusals,
			wrong: this.#wrong.slice(0, 20),
		};
	}

	/** Milliseconds after `since` until every node answered searches again and none was refused any more. */
	async backAfter(since: number): Promise<number> {
		for (;;) {
			const answers = this.#lastAnswer.every((at) => at > Math.max(since, this.#lastRefusal));
			if (answers && performance.now() - this.#lastRefusal > 1000) break;
			await pause(20);
		}
		return Math.max(0, this.#lastRefusal - since);
	}

	/** Ends the load and compares everything that is stored. @returns what is wrong with it */
	async stop(fresh: Store): Promise<LoadReport> {
		this.#isRunning = false;
		await this.#work;
		await this.#search(fresh, -1);
		for (const writer of this.#stores.keys()) await this.#read(fresh, `w${writer}`);
		const [counter] = await fresh.read("setting", { ids: [COUNTER] });
		const count = Number(counter?.record ?? 0);
		if (count < this.#counted || count > this.#counted + this.#uncertain)
			this.#wrong.push(`the counter is ${count}, acknowledged were ${this.#counted}, not known ${this.#uncertain}`);
		return this.report;
	}

	async #repeat(kind: "asked" | "written", work: () => Promise<void>): Promise<void> {
		while (this.#isRunning) {
			const began = performance.now();
			await work().catch((error) => this.#failed(error, kind, performance.now() - began));
			await pause(20);
		}
	}

	#failed(error: unknown, kind: "asked" | "written", took: number): void {
		if (error instanceof TributaryError && error.status === 503) {
			this.#refused++;
			this.#slowestRefusal[kind] = Math.max(this.#slowestRefusal[kind], took);
			const why = `${error.code}: ${error.cause instanceof Error ? error.cause.message.slice(0, 200) : error.cause}`;
			this.#refusals[why] = (this.#refusals[why] ?? 0) + 1;
		} else this.#wrong.push(String((error as Error).stack));
	}

	async #write(store: Store, writer: string): Promise<void> {
		const wanted = new Map<string, number>();
		while (wanted.size < BATCH) {
			const id = `${writer}-${Math.floor(Math.random() * PEOPLE)}`;
			const latest = Math.max(0, ...(this.#people.get(id) ?? []));
			wanted.set(id, Math.random() < 0.2 ? 0 : latest + 1 + Math.floor(Math.random() * 5));
		}
		for (const [id, revision] of wanted) this.#may(id, [...new Set([...(this.#people.get(id) ?? [0]), revision])]);
		await store.write([...wanted].map(([id, revision]) => changeOf(id, revision)));
		this.#acknowledged++;
		for (const [id, revision] of wanted) this.#may(id, [revision]);
	}

	#may(id: string, possible: Possible): void {
		this.#people.set(id, possible);
		for (const { touched } of this.#asking) touched.add(id);
	}

	async #count(store: Store): Promise<void> {
		const [found] = await store.read("setting", { ids: [COUNTER] });
		const record = `${Number(found?.record ?? 0) + 1}`;
		try {
			const ifVersion = found?.version ?? 0;
			await store.write([{ op: "put", collection: "setting", id: COUNTER, record, ifVersion }]);
			this.#counted++;
		} catch (error) {
			if (error instanceof TributaryError && error.code === "conflict") return;
			this.#uncertain++;
			throw error;
		}
	}

	async #search(store: Store, at: number): Promise<void> {
		const began = performance.now();
		try {
			await this.#ask(async (check) => {
				const { total, rows } = await store.retrieve({ ...filtered(word("here")), limit: 1000 });
				const found = new Map(rows.ids.map((id, row) => [id, rows.columns[row * COLUMNS.length + YEARS] as number]));
				if (total !== found.size) this.#wrong.push(`a search says ${total} and gives ${found.size}`);
				check("a search", (id) => found.get(id) ?? 0);
				for (const id of found.keys()) if (!this.#people.has(id)) this.#wrong.push(`a search gives ${id}`);
			});
			this.#slowestSearch = Math.max(this.#slowestSearch, performance.now() - began);
			if (at >= 0 && began > this.#lastRefusal) this.#lastAnswer[at] = performance.now();
		} catch (error) {
			this.#lastRefusal = performance.now();
			throw error;
		}
	}

	async #read(store: Store, writer: string): Promise<void> {
		await this.#ask(async (check) => {
			const ids = Array.from({ length: PEOPLE }, (_, index) => `${writer}-${index}`);
			const records = await store.read("person", { ids });
			const read = new Map(ids.map((id, at) => [id, Number(records[at]?.record ?? 0)]));
			check("a read", (id) => read.get(id) ?? (id.startsWith(`${writer}-`) ? 0 : null));
		});
	}

	async #ask(question: (check: (what: string, seen: (id: string) => number | null) => void) => Promise<void>) {
		const asking: Asking = { before: new Map(this.#people), touched: new Set() };
		this.#asking.add(asking);
		try {
			await question((what, seen) => {
				this.#answered++;
				for (const [id, possible] of asking.before) {
					const revision = seen(id);
					if (asking.touched.has(id) || revision === null || possible.includes(revision)) continue;
					this.#wrong.push(`${what} sees ${id} as ${revision}, possible are ${possible.join(", ")}`);
				}
			});
		} finally {
			this.#asking.delete(asking);
		}
	}
}

function changeOf(id: string, revision: number): Change {
	if (revision === 0) return { op: "delete", collection: "person", id };
	return {
		...person(id, { body: `here of ${id}` }, { columns: { years: revision } }),
		record: `${revision}`,
	} as Change;
}

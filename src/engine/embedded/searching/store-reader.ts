import type { Statement } from "better-sqlite3-multiple-ciphers";
import type { Among, Audience, Collection, StoredRecord } from "../../port.ts";
import type { Connection } from "../connection.ts";
import { withStoreFaults } from "../faults.ts";
import type { SentAnswer, SentCounts, SentPlan } from "../lists.ts";
import { packAnswer, packCounts } from "../packed-answer.ts";
import { unpackAsked, unpackRest } from "../packed-plan.ts";
import type { SearchedStore } from "../paths.ts";
import type { Caches } from "./caches.ts";
import { FacetCompletions } from "./completions.ts";
import { Conditions } from "./conditions.ts";
import { ScoreBuffers } from "./first-stage.ts";
import { Follower } from "./follower.ts";
import { ExcludedLists, LinkedList } from "./known-lists.ts";
import { Leaves } from "./leaves.ts";
import { QuestionMemories } from "./question-memory.ts";
import { ReadingAhead } from "./reading-ahead.ts";
import { count, find, retrieve } from "./retrieve.ts";
import { scratch } from "./scratch.ts";
import { Audiences } from "./seen/audiences.ts";
import { WholeRecords } from "./whole-records.ts";
import { type WordCount, Words } from "./words.ts";

interface RecordRow {
	readonly id: string;
	readonly version: number;
	readonly json: string;
	readonly bytes: Buffer | null;
	/** JSON, where it was asked for. */
	readonly keys?: string | null;
}

export interface StorePage {
	readonly after: string | null;
	readonly limit: number;
	readonly reverse: boolean;
	readonly keys: boolean;
}

/** What searching holds in memory. */
interface Searching {
	readonly follower: Follower;
	readonly leaves: Leaves;
	readonly words: Words;
	readonly completions: FacetCompletions;
	readonly memories: QuestionMemories;
	readonly buffers: ScoreBuffers;
	readonly excludedLists: ExcludedLists;
	readonly linkedList: LinkedList;
	readonly audiences: Audiences;
}

/** What suggestions are looked for among, and for whose eyes. */
export interface SuggestChoice {
	readonly among: Among | null;
	readonly audience: Audience | null;
}

/** Results whose facets are counted sooner than a message of its own would bring who is found. */
const FEW = 1000;

/** SQLite's limit that limits nothing. */
const ALL = -1;

/** Reads from one store over a connection of its own. What searching needs in memory is made with the first search. */
export class StoreReader {
	readonly #connection: Connection;
	readonly #caches: Caches;
	readonly #store: SearchedStore;
	readonly #begin: Statement<[]>;
	readonly #commit: Statement<[]>;
	readonly #byId: Statement<[string, string], RecordRow>;
	readonly #idsOfKey: Statement<[string, string, number], string>;
	#search: Searching | null = null;
	#ahead: ReadingAhead | null = null;

	constructor(connection: Connection, caches: Caches, store: SearchedStore) {
		this.#connection = connection;
		this.#caches = caches;
		this.#store = store;
		this.#begin = connection.prepare("BEGIN");
		this.#commit = connection.prepare("COMMIT");
		this.#byId = connection.prepare("SELECT id, version, json, bytes FROM record WHERE collection = ? AND id = ?");
		this.#idsOfKey = connection
			.prepare<[string, string, number], string>(
				"SELECT id FROM lookup WHERE collection = ? AND key = ? ORDER BY id LIMIT ?",
			)
			.pluck();
	}

	readIds(collection: Collection, ids: readonly string[], whole: boolean): (StoredRecord | null)[] {
		if (!whole) return this.#atOneMoment(() => ids.map((id) => this.#read(collection, id)));
		const records = new WholeRecords(this.#connection);
		return this.#atOneMoment(() => ids.map((id) => records.read(collection, id)));
	}

	/** @param atMost records of each key that are read; null: all */
	readKeys(collection: Collection, keys: readonly string[], atMost: number | null): StoredRecord[] {
		return this.#atOneMoment(() => {
			const ids = new Set(keys.flatMap((key) => this.#idsOfKey.all(collection, key, atMost ?? ALL)));
			return [...ids].map((id) => this.#read(collection, id)).filter((record) => record !== null);
		});
	}

	list(collection: Collection, { after, limit, reverse, keys }: StorePage): StoredRecord[] {
		const [beyond, order] = reverse ? ["<", "DESC"] : [">", "ASC"];
		const condition = after === null ? "" : `AND id ${beyond} ?`;
		const sql = `SELECT id, version, json, NULL AS bytes, ${keys ? "keys" : "NULL AS keys"} FROM record WHERE collection = ? ${condition} ORDER BY id ${order} LIMIT ?`;
		const rows = withStoreFaults(() =>
			this.#connection.prepare<unknown[], RecordRow>(sql).all(collection, ...(after === null ? [] : [after]), limit),
		);
		return rows.map(toRecord);
	}

	suggest(text: string, limit: number, { among, audience }: SuggestChoice): readonly WordCount[] {
		return this.#atOneMoment(() => {
			if (audience !== null) {
				const whole = this.#followed();
				return whole.audiences.of(audience, whole).suggest(text, limit, among);
			}
			const { words, follower, completions } = this.#searching();
			if (among !== null && "facet" in among) {
				follower.follow();
				return completions.of(follower.people, among.facet).beginningWith(text, limit);
			}
			words.at(follower.lookedAt());
			return among === null ? words.beginningWith(text, limit) : words.resembling(text, among.edits, limit);
		});
	}

	/**
	 * @param tell is given who is found, where counts are wanted of them that take longer
	 * @returns null where a list is not known here; the counts alone where the rest was told
	 */
	retrieve(
		{ plan: packed, exclude, known, inParts }: SentPlan,
		tell: (found: SentAnswer) => void,
	): SentAnswer | SentCounts | null {
		return this.#atOneMoment(() => {
			const whole = this.#followed();
			const { version, buffers } = whole;
			const excluded = whole.excludedLists.bits(exclude, whole.people, version);
			if (excluded === null) return null;
			const { asked: text } = packed;
			const read = () => unpackAsked(packed);
			const rest = unpackRest(packed);
			const seen = rest.audience === undefined ? whole : whole.audiences.of(rest.audience, whole);
			const { people, words, linkedList } = seen;
			const memories = seen.memories.at(version);
			const memory = memories.of(rest.asker);
			const plan = { ...rest, ...(typeof text === "string" ? memory.asked(text, read) : read()) };
			const live = memories.live(people);
			const leaves = seen === whole ? whole.leaves.of(memory.own) : seen.leaves;
			const conditions = new Conditions(people, live, leaves, words, memory);
			const state = { people, live, conditions, memory, buffers, excluded };
			const key = typeof text === "string" ? `${exclude?.name ?? ""} ${text}` : null;
			const found = memory.found(key) ?? find(plan, state);
			const linkedProfiles = plan.linkedProfiles
				? linkedList.answer(key, version, known, () => people.linksOf(found.results))
				: null;
			const answer = { answer: packAnswer(retrieve(plan, found, state)), linkedProfiles };
			const isTold = inParts && plan.facets.length > 0 && found.results.length > FEW;
			if (isTold) tell(answer);
			const counts = packCounts(count(plan, found, state));
			memory.keep(key, found);
			return isTold ? { counts } : { ...answer, counts };
		});
	}

	/** Reads what is likely to be asked for, for so many milliseconds. @returns whether anything is left; nothing is before the first search */
	readAhead(milliseconds: number): boolean {
		if (this.#search === null) return false;
		return this.#atOneMoment(() => {
			const { people, leaves, words } = this.#followed();
			if (this.#ahead?.people !== people) this.#ahead = new ReadingAhead(people, leaves, words);
			return this.#ahead.read(milliseconds);
		});
	}

	close(): void {
		this.#search?.audiences.forget();
		this.#caches.forget(this.#store.label);
		this.#search = null;
		this.#ahead = null;
		this.#connection.close();
	}

	#read(collection: Collection, id: string): StoredRecord | null {
		const row = this.#byId.get(collection, id);
		return row === undefined ? null : toRecord(row);
	}

	/** All of the newest state. */
	#followed() {
		const { follower, ...searching } = this.#searching();
		follower.follow();
		const { people, version } = follower;
		searching.leaves.at(people, version);
		searching.words.at(version);
		return { ...searching, people, version };
	}

	#searching(): Searching {
		if (this.#search !== null) return this.#search;
		const leaves = new Leaves(this.#connection, this.#caches.matches, this.#store.label);
		const [follower, words] = [new Follower(this.#connection), new Words(this.#connection)];
		this.#search = {
			follower,
			leaves,
			words,
			completions: new FacetCompletions(),
			memories: new QuestionMemories(this.#caches.remembered, this.#store.label, this.#store.isShared),
			buffers: new ScoreBuffers(),
			excludedLists: new ExcludedLists(),
			linkedList: new LinkedList(),
			audiences: new Audiences(this.#connection, this.#caches, this.#store),
		};
		return this.#search;
	}

	/** One read transaction: all that `work` reads is of the same commit, and of the newest. */
	#atOneMoment<T>(work: () => T): T {
		return withStoreFaults(() => {
			this.#begin.run();
			scratch.clear();
			try {
				const result = work();
				this.#commit.run();
				return result;
			} catch (thrown) {
				// What was half followed cannot be trusted.
				this.#search?.audiences.forget();
				this.#search = null;
				if (this.#connection.inTransaction) this.#connection.exec("ROLLBACK");
				throw thrown;
			}
		});
	}
}

function toRecord({ id, version, json, bytes, keys = null }: RecordRow): StoredRecord {
	return {
		id,
		version,
		record: json,
		...(bytes === null ? {} : { blob: new Uint8Array(bytes) }),
		...(keys === null ? {} : { keys: JSON.parse(keys) as string[] }),
	};
}

import { TributaryError } from "../../errors.ts";
import { compareBytes } from "../order.ts";
import type { Collection } from "../port.ts";
import { applyCall, type Call, type Touched, takeGroup } from "./calls.ts";
import { type Addition, additionSource } from "./dictionary.ts";
import { hasPlainOrder, placed } from "./documents.ts";
import { itemFault, named } from "./faults.ts";
import { apply, commit, type Head, markOf, type Operation, readHead, type Source } from "./head.ts";
import { versionOf } from "./names.ts";
import { Patience, within } from "./patience.ts";
import { greatestId } from "./records.ts";
import type { SealedChanges } from "./sealed-changes.ts";
import type { StoreState } from "./state.ts";

/** How often somebody else may come first before a writer gives up. */
const RACES = 400;
const RACE_MS = 5;
/** How long a writer waits for a store that is being moved, and how often it looks. */
const MOVING_MS = 30_000;
const MOVING_LOOK_MS = 50;

/**
 * Writes of this process to one store, one transaction after the other. Calls that wait share the next one. What makes it all or
 * nothing for every process, whenever any of them dies, is in head.ts.
 */
export class Writer {
	readonly #state: StoreState;
	readonly #calls: Call[] = [];
	/** The last call that is not among them yet: it is still being sealed, or one before it is. Never rejects. */
	#entering: Promise<void> | null = null;
	#head: Head | null = null;
	/** What is being done to the store now. Never rejects. */
	#turn: Promise<void> | null = null;

	constructor(state: StoreState) {
		this.#state = state;
	}

	/** Calls are carried out in their order, also where a later one was sealed first. */
	write(sealed: SealedChanges | Promise<SealedChanges>): Promise<readonly number[]> {
		return new Promise((resolve, reject) => {
			const enter = (changes: SealedChanges) => {
				this.#calls.push({ ...changes, resolve, reject });
				if (this.#turn === null) this.#next();
			};
			if (this.#entering === null && !(sealed instanceof Promise)) return enter(sealed);
			const before = this.#entering;
			// Also where it cannot be sealed, who comes after it waits for those before.
			const entering: Promise<void> = Promise.allSettled([sealed, before])
				.then(([made]) => (made.status === "fulfilled" ? enter(made.value) : reject(made.reason)))
				.finally(() => {
					if (this.#entering === entering) this.#entering = null;
				});
			this.#entering = entering;
		});
	}

	/** Resolves when nothing is being written. */
	async settled(): Promise<void> {
		while (this.#entering !== null || this.#turn !== null) await (this.#entering ?? this.#turn);
	}

	/**
	 * Waits for the transaction of our own that is on its way; where there is none, finishes that of another process, which may have died
	 * in the middle of it. Returns as soon as `sequence` is applied: others may come first in our turn, again and again.
	 */
	async catchUp(sequence: number): Promise<void> {
		if (this.#turn !== null) return Promise.race([this.#turn, this.#state.reached(sequence)]);
		const recovery = within(new Patience(), () => this.#recover());
		this.#take(recovery.then(() => {}));
		await recovery;
	}

	#next(): void {
		if (this.#calls.length > 0) this.#take(this.#writeNext());
	}

	#take(work: Promise<void>): void {
		const turn: Promise<void> = work
			.catch(() => {})
			.then(() => {
				this.#turn = null;
				this.#next();
			});
		this.#turn = turn;
	}

	async #writeNext(): Promise<void> {
		// Not a microtask: calls that are made together shall share a transaction.
		await new Promise(setImmediate);
		const group = takeGroup(this.#calls);
		// Not that of whoever happened to write when this turn began.
		const patience = new Patience();
		try {
			await within(patience, () => this.#writeGroup(group));
		} catch (error) {
			this.#head = null;
			for (const call of group) call.reject(error);
			// Else each that waits would find out by itself, one after the other.
			if (isUnreachable(error) || patience.left <= 0) for (const call of this.#calls.splice(0)) call.reject(error);
		}
	}

	async #writeGroup(group: readonly Call[]): Promise<void> {
		for (let race = 0; race < RACES; race++) {
			if (race > 0) await new Promise((resolve) => setTimeout(resolve, RACE_MS * Math.random() * Math.min(race, 20)));
			const last = this.#head === null || this.#head.isMoving ? await this.#settledHead() : this.#head;
			const prepared = await this.#prepare(group, last);
			if (prepared.operations.length === 0) {
				// Nothing to commit, mostly because versions did not hold: true only if nobody else has written since.
				if ((await this.#state.readSequence()) === last.sequence) return prepared.settle();
				this.#head = null;
				continue;
			}
			const head = await this.#commitPrepared(last, prepared);
			if (head === null) continue;
			if (this.#state.access.isLog) prepared.settle();
			await this.#applyOwn(head);
			if (head.deleted === head.sequence) this.#state.expunge.request(head.sequence);
			return prepared.settle();
		}
		throw new TributaryError("store-unavailable", { detail: "Others write to this store all the time." });
	}

	/**
	 * What is committed is done, also where the account that wrote it is refused by now: it is applied with the store's next one. Whoever
	 * gave the store another key, or another place, has applied it before; of one that is gone nothing is left to apply.
	 */
	async #applyOwn(head: Head): Promise<void> {
		try {
			await apply(this.#state.access, head);
		} catch (thrown) {
			if (!isAccount(thrown)) throw thrown;
			if (!(await this.#state.isStillReached())) {
				this.#head = null;
				return;
			}
			await apply(this.#state.access, head);
		}
		this.#state.applied(head.sequence);
	}

	async #commitPrepared(last: Head, prepared: Prepared): Promise<Head | null> {
		let head: Head | null = null;
		try {
			const { operations, greatest } = prepared;
			const deleted = this.#state.expunge.left(last.deleted);
			head = await commit(this.#state.access, last, operations, { next: last.next, greatest, deleted });
		} finally {
			this.#head = head;
			if (head === null) prepared.undo();
		}
		if (head === null) return null;
		this.#state.marked(head);
		prepared.keep(head.sequence);
		return head;
	}

	/**
	 * The head of a store that is not about to lie elsewhere. What takes too long is taken to be given up: whoever moves it notices.
	 * @throws `cluster-read-only` its copy was finished, and nobody has it take the place
	 */
	async #settledHead(): Promise<Head> {
		const until = performance.now() + MOVING_MS;
		for (;;) {
			const head = await this.#recover();
			if (!head.isMoving || (performance.now() > until && head.final === undefined)) return head;
			if (performance.now() > until)
				throw new TributaryError("cluster-read-only", {
					detail: "Run again what was begun: engine migrate, or key rotate.",
				});
			await new Promise((resolve) => setTimeout(resolve, MOVING_LOOK_MS));
		}
	}

	/** The head as it is now, with its transaction applied. */
	async #recover(): Promise<Head> {
		const head = await readHead(this.#state.access);
		this.#state.marked(head);
		this.#state.expunge.follow(head.deleted);
		if (head.sequence > this.#state.appliedSequence) {
			await apply(this.#state.access, head);
			this.#state.appliedByOthers(head.sequence);
		}
		this.#head = head;
		return head;
	}

	async #prepare(group: readonly Call[], last: Head): Promise<Prepared> {
		const { index: alias } = this.#state.access;
		const place = { sequence: last.sequence + 1, mapping: versionOf({ alias }, last.index) };
		const changed = group.flatMap(({ changes }) => changes);
		const greatest = changed.some(({ collection }) => hasPlainOrder(collection)) ? await this.#greatest(last) : null;
		const touched = await this.#versions(changed, greatest ?? "");
		const outcomes = group.map((call) => applyCall(call, touched));
		const added: [Collection, string][] = [];
		const operations: Operation[] = [];
		const written = [...touched.values()].filter(({ put, stored }) => (put === null ? stored > 0 : put !== undefined));
		for (const one of written) {
			const source = this.#source(one, place, added);
			operations.push({ id: one.esId, source });
			if (source === null && last.next !== undefined) operations.push(markOf(this.#state.access, one, place.sequence));
		}
		const accepted = group.filter((_, at) => outcomes[at]?.isAccepted);
		const addition = written.length === 0 ? null : await this.#additionOf(accepted);
		if (addition !== null) operations.push(additionSource(this.#state.access, place.sequence, addition) as Operation);
		const own = written.filter(({ collection }) => hasPlainOrder(collection)).map(({ id }) => id);
		return {
			operations,
			greatest: greatest === null ? last.greatest : [greatest, ...own].sort(compareBytes).at(-1),
			settle: () => {
				for (const { tell } of outcomes) tell();
			},
			undo: () => {
				for (const [collection, id] of added) this.#state.directory(collection).remove(id);
			},
			keep: (committed) => this.#keep(written, addition, committed),
		};
	}

	async #additionOf(calls: readonly Call[]): Promise<Addition | null> {
		const additions = calls.map(({ addition }) => addition).filter((addition) => addition !== null);
		if (additions.length === 0) return null;
		await this.#state.followDictionary();
		return this.#state.dictionary.missingStill(additions);
	}

	#keep(written: readonly Touched[], addition: Addition | null, sequence: number): void {
		for (const { collection, id, put, version } of written) {
			if (hasPlainOrder(collection)) continue;
			const directory = this.#state.directory(collection);
			if (put == null) directory.remove(id);
			else directory.setVersion(id, version);
		}
		if (addition !== null) this.#state.dictionary.add(addition);
		this.#state.advance(sequence);
	}

	#source(
		{ collection, id, version, put }: Touched,
		place: { readonly sequence: number; readonly mapping: number },
		added: [Collection, string][],
	): Source | null {
		if (put == null) return null;
		let order = id;
		if (!hasPlainOrder(collection)) {
			const directory = this.#state.directory(collection);
			if (directory.versionOf(id) === 0) added.push([collection, id]);
			order = directory.codeFor(id);
		}
		return placed(put, { version, order, ...place });
	}

	/** See {@link Head.greatest}. What an earlier version did not say is looked up, once for all time. */
	async #greatest({ greatest, sequence }: Head): Promise<string> {
		if (greatest !== undefined) return greatest;
		await this.#state.demandSeen(sequence);
		return greatestId(this.#state.access);
	}

	/** The versions that the records of these changes have now. */
	async #versions(changes: Call["changes"], greatest: string): Promise<Map<string, Touched>> {
		const touched = new Map<string, Touched>();
		const unknown: Touched[] = [];
		for (const { collection, id, esId } of changes) {
			if (touched.has(esId)) continue;
			if (!hasPlainOrder(collection)) await this.#state.followDirectory(collection);
			const version = hasPlainOrder(collection)
				? versionBehind(id, greatest)
				: this.#state.directory(collection).versionOf(id);
			const one: Touched = { collection, id, esId, stored: version ?? 0, version: version ?? 0, put: undefined };
			touched.set(esId, one);
			if (version === undefined) unknown.push(one);
		}
		if (unknown.length > 0) await this.#askVersions(unknown);
		return touched;
	}

	async #askVersions(unknown: readonly Touched[]): Promise<void> {
		const { client, index } = this.#state.access;
		const ids = unknown.map(({ esId }) => esId);
		const { docs } = await named(client.mget<{ version: number }>({ index, ids, _source_includes: ["version"] }));
		for (const [at, one] of unknown.entries()) {
			const found = docs[at];
			if (found !== undefined && "error" in found) throw itemFault(found.error);
			one.stored = found !== undefined && "_source" in found ? (found._source?.version ?? 0) : 0;
			one.version = one.stored;
		}
	}
}

/** Behind the greatest id that was ever put there is none. */
const versionBehind = (id: string, greatest: string): 0 | undefined => (compareBytes(id, greatest) > 0 ? 0 : undefined);

interface Prepared {
	readonly operations: readonly Operation[];
	/** See {@link Head.greatest}. */
	readonly greatest: string | undefined;
	/** Tells the callers. */
	settle(): void;
	/** Nothing was committed. */
	undo(): void;
	/** It was committed with this sequence. */
	keep(sequence: number): void;
}

const isUnreachable = (thrown: unknown): boolean =>
	thrown instanceof TributaryError && thrown.code === "cluster-unreachable";

const isAccount = (thrown: unknown): boolean =>
	thrown instanceof TributaryError && (thrown.code === "cluster-refused" || thrown.code === "not-found");

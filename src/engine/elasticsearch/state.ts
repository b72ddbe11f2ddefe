import { TributaryError } from "../../errors.ts";
import type { Collection } from "../port.ts";
import { Dictionary } from "./dictionary.ts";
import { Directory } from "./directory.ts";
import { Expunge } from "./expunge.ts";
import { named } from "./faults.ts";
import { type HeadMark, readIndex, readMark, type StoreAccess } from "./head.ts";
import { SECTIONS_VERSION, versionOf } from "./names.ts";
import { View } from "./view.ts";
import { Writer } from "./writer.ts";

/** How often it is tried to catch a moment in which nobody writes; after that what is not acknowledged yet may be seen in part. */
const WHOLE_VIEWS = 5;
/** How often a refresh is repeated that did not reach all copies of a shard, and the first wait between. */
const REFRESHES = 5;
const REFRESH_MS = 50;

/**
 * What this process knows of a store: copies of what lies on the cluster, and up to which transaction they are true. Nothing here is
 * lost with the process.
 */
export class StoreState {
	readonly access: StoreAccess;
	readonly isStillReached: () => Promise<boolean>;
	readonly dictionary: Dictionary;
	readonly writer: Writer;
	readonly expunge: Expunge;
	readonly #directories = new Map<Collection, Directory>();
	/** The last state of the head that was seen. */
	#mark: HeadMark | null = null;
	/** A question for it that is not sent yet. */
	#marking: Promise<number> | null = null;
	#applied = -1;
	readonly #waiting = new Map<number, PromiseWithResolvers<void>>();
	#refreshed = -1;
	#refreshing: Promise<void> | null = null;
	/** An index is never followed by one of an older mapping. */
	#hasSections = false;
	#view: View | null = null;
	#opening: Promise<unknown> | null = null;

	/** @param isStillReached asked when the cluster refuses the store's account: whether this key opens it with another one, by now in `access` */
	constructor(access: StoreAccess, isStillReached: () => Promise<boolean>) {
		this.access = access;
		this.isStillReached = isStillReached;
		this.dictionary = new Dictionary(access.keys);
		this.writer = new Writer(this);
		this.expunge = new Expunge(access);
	}

	/** Every transaction up to this one is known to be applied. */
	get appliedSequence(): number {
		return this.#applied;
	}

	/** The number of the last transaction, whoever wrote it. Who asks before the question is sent shares the answer. */
	readSequence(): Promise<number> {
		this.#marking ??= new Promise(setImmediate).then(async () => {
			this.#marking = null;
			this.#mark = await readMark(this.access, this.#mark);
			return this.#mark.sequence;
		});
		return this.#marking;
	}

	/** A head was read or written. */
	marked({ sequence, index, seqNo, primaryTerm }: HeadMark): void {
		this.#mark = { sequence, index, seqNo, primaryTerm };
	}

	applied(sequence: number): void {
		this.#applied = Math.max(this.#applied, sequence);
		for (const [waiting, tell] of this.#waiting) {
			if (waiting > this.#applied) continue;
			this.#waiting.delete(waiting);
			tell.resolve();
		}
	}

	/** Resolves when every transaction up to this one is applied. */
	reached(sequence: number): Promise<void> {
		if (this.#applied >= sequence) return Promise.resolve();
		const waiting = this.#waiting.get(sequence) ?? Promise.withResolvers<void>();
		this.#waiting.set(sequence, waiting);
		return waiting.promise;
	}

	appliedByOthers(sequence: number): void {
		this.applied(sequence);
		for (const directory of this.#directories.values()) directory.forgetVersions();
	}

	/** A transaction of our own was committed, and directories and dictionary were told what is in it. */
	advance(sequence: number): void {
		for (const directory of this.#directories.values()) directory.advance(sequence);
		this.dictionary.advance(sequence);
	}

	directory(collection: Collection): Directory {
		const directory = this.#directories.get(collection) ?? new Directory(collection);
		this.#directories.set(collection, directory);
		return directory;
	}

	/** For a writer: the directory as of the last transaction. */
	async followDirectory(collection: Collection): Promise<void> {
		const directory = this.directory(collection);
		if (directory.sequence >= this.#applied) return;
		const sequence = this.#applied;
		await this.#refresh(sequence);
		await directory.follow(this.access, sequence);
	}

	async followDictionary(): Promise<void> {
		if (this.dictionary.sequence >= this.#applied) return;
		const sequence = this.#applied;
		await this.#refresh(sequence);
		await this.dictionary.follow(this.access, sequence);
	}

	/**
	 * Makes every transaction that was acknowledged before this call visible to searches, whichever process wrote it.
	 * @returns the sequence that searches see at least
	 */
	async fresh(): Promise<number> {
		await this.caughtUp();
		await this.#refresh(this.#applied);
		return this.#refreshed;
	}

	/** Resolves when every transaction that was committed before this call is applied, whichever process wrote it. */
	async caughtUp(): Promise<void> {
		const sequence = await this.readSequence();
		while (this.#applied < sequence) await this.writer.catchUp(sequence);
	}

	/** Makes a transaction that is applied visible to searches. */
	demandSeen(sequence: number): Promise<void> {
		return this.#refresh(sequence);
	}

	/** The view that was asked last; null: there is none. What it says is good only where {@link view} gives the same one afterwards. */
	get lastView(): View | null {
		return this.#view;
	}

	/** A view that every transaction is in which was acknowledged before this call. */
	async view(): Promise<View> {
		const sequence = await this.fresh();
		while (this.#view === null || this.#view.sequence < sequence) {
			this.#opening ??= this.#openView().finally(() => {
				this.#opening = null;
			});
			await this.#opening;
		}
		return this.#view;
	}

	/** @throws `cluster-mapping` the index was made before it held what each source says of a person */
	async demandSections(): Promise<void> {
		if (this.#hasSections) return;
		this.#hasSections = versionOf({ alias: this.access.index }, await readIndex(this.access)) >= SECTIONS_VERSION;
		if (!this.#hasSections)
			throw new TributaryError("cluster-mapping", {
				detail: "It knows nothing of access lists: tributary engine migrate.",
			});
	}

	/** It cannot be asked any more. */
	leave(view: View): void {
		view.retire();
		if (this.#view === view) this.#view = null;
	}

	/** Gives back what it holds on the cluster. */
	letGo(): void {
		this.expunge.stop();
		if (this.#view !== null) this.leave(this.#view);
	}

	/** Nothing can be read through this any more. */
	end(): void {
		this.letGo();
		this.access.keys.destroy();
	}

	async #openView(): Promise<void> {
		let view = await View.open(this.access, this.#refreshed);
		// A transaction that is being applied at this moment may be in it in part.
		for (let tries = 1; tries < WHOLE_VIEWS && (await this.readSequence()) !== view.sequence; tries++) {
			view.retire();
			await this.fresh();
			view = await View.open(this.access, this.#refreshed);
		}
		if (this.#view !== null) this.leave(this.#view);
		this.#view = view;
	}

	async #refresh(sequence: number): Promise<void> {
		while (this.#refreshed < sequence) {
			this.#refreshing ??= this.#refreshNow().finally(() => {
				this.#refreshing = null;
			});
			await this.#refreshing;
		}
	}

	async #refreshNow(): Promise<void> {
		const { client, index } = this.access;
		const sequence = this.#applied;
		for (let tries = 1; ; tries++) {
			const { _shards } = await named(client.indices.refresh({ index }));
			// A copy that did not follow is not taken out of searches for that: it would answer from the past.
			if (_shards?.failed === 0) break;
			if (tries === REFRESHES) throw new TributaryError("cluster-unavailable");
			await new Promise((resolve) => setTimeout(resolve, REFRESH_MS * tries));
		}
		this.#refreshed = sequence;
	}
}

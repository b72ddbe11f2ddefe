import type { Collection } from "../port.ts";
import { Dictionary } from "./dictionary.ts";
import { Directory } from "./directory.ts";
import { Expunge } from "./expunge.ts";
import { named } from "./faults.ts";
import { readSequence, type StoreAccess } from "./head.ts";
import { Writer } from "./writer.ts";

/**
 * What this process knows of a store: copies of what lies on the cluster, and up to which transaction they are true. Nothing here is
 * lost with the process.
 */
export class StoreState {
	readonly access: StoreAccess;
	readonly dictionary: Dictionary;
	readonly writer: Writer;
	readonly expunge: Expunge;
	readonly #directories = new Map<Collection, Directory>();
	#applied = -1;
	#refreshed = -1;
	#refreshing: Promise<void> | null = null;

	constructor(access: StoreAccess) {
		this.access = access;
		this.dictionary = new Dictionary(access.keys);
		this.writer = new Writer(this);
		this.expunge = new Expunge(access);
	}

	/** Every transaction up to this one is known to be applied. */
	get appliedSequence(): number {
		return this.#applied;
	}

	applied(sequence: number): void {
		this.#applied = Math.max(this.#applied, sequence);
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
		const sequence = await readSequence(this.access);
		while (this.#applied < sequence) await this.writer.catchUp();
		await this.#refresh(this.#applied);
		return this.#refreshed;
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
		await named(client.indices.refresh({ index }));
		this.#refreshed = sequence;
	}
}

import { TributaryError } from "../../errors.ts";
import { changeError, checkChanges, TOKEN_LIMIT } from "../check-changes.ts";
import { checkAmong, checkAudience, checkLimit, checkPlan } from "../check-plan.ts";
import type { Among, Audience, Change, Collection, ListPage, Plan, Retrieved, Store, StoredRecord } from "../port.ts";
import { hasPlainOrder } from "./documents.ts";
import type { StoreAccess } from "./head.ts";
import type { Keeper } from "./kept-memory.ts";
import { KnownResults } from "./known-results.ts";
import { Patience, within } from "./patience.ts";
import { PeopleCache } from "./people-cache.ts";
import { listRecords, readByIds, readByKeys } from "./records.ts";
import { retrieve } from "./retrieve.ts";
import { sealChanges } from "./sealed-changes.ts";
import { StoreState } from "./state.ts";
import { suggest } from "./suggest.ts";
import type { View } from "./view.ts";

/** Decrypted people that one store keeps in memory, and bytes of each, about. */
const KEPT_PEOPLE = 20_000;
const PERSON_BYTES = 4000;
/** Rows of answers that it keeps, and bytes of each. */
const KEPT_ROWS = 150_000;
const ROW_BYTES = 250;

/** `index.mapping.nested_objects.limit` is 10,000, of which one says what everybody sees. */
const SECTION_LIMIT = 9999;

/** Views that one search tries before it is given up. */
const VIEWS = 3;

/** What a view is refused with whose node is gone, or whose index was moved: another one is answered. */
const OF_VIEW: ReadonlySet<string> = new Set(["cluster-unavailable", "not-found", "internal"]);
const isOfView = (thrown: unknown): boolean => thrown instanceof TributaryError && OF_VIEW.has(thrown.code);

type End = "not-found" | "store-unavailable" | "wrong-key";

/** A handle on one store. */
export class ClusterStore implements Store, Keeper {
	/** Another one after a rest: nothing in it is lost with it. */
	#state: StoreState;
	#calls = 0;
	#lastUse = performance.now();
	readonly #people = new PeopleCache(KEPT_PEOPLE);
	readonly #results = new KnownResults(KEPT_ROWS);
	readonly #whyRefused: () => Promise<End | null>;
	#ended: End | null = null;
	/** Nothing had been written when the last question was asked. */
	#isQuiet = false;

	/** @param whyRefused asked when the cluster refuses the store's account: whether the store is gone; null: it is to be tried once more */
	constructor(access: StoreAccess, whyRefused: () => Promise<End | null>) {
		this.#whyRefused = whyRefused;
		this.#state = this.#stateOf(access);
	}

	/** Resolves when all writes that were accepted are done. */
	settled(): Promise<void> {
		return this.#state.writer.settled();
	}

	/** See {@link Keeper}. */
	get held(): number {
		const { rows, people } = this.#results.kept;
		return (this.#people.size + people) * PERSON_BYTES + rows * ROW_BYTES;
	}

	get lastUse(): number {
		return this.#lastUse;
	}

	/** People and answers: whoever asks for them reads them again. */
	forget(): void {
		this.#people.clear();
		this.#results.clear();
	}

	/** Lets go of all that is held in memory, where nobody has asked for so many milliseconds; the next call reads it again. */
	rest(idleMs: number): void {
		const { expunge, access } = this.#state;
		if (this.#calls > 0 || this.#ended !== null || expunge.isRunning || performance.now() - this.#lastUse < idleMs)
			return;
		this.forget();
		access.keys.forgetTokens();
		this.#state.letGo();
		this.#state = this.#stateOf(access);
	}

	#stateOf(access: StoreAccess): StoreState {
		return new StoreState(access, async () => {
			try {
				const end = await this.#whyRefused();
				if (end === "store-unavailable") throw new TributaryError(end);
				return end === null;
			} catch (thrown) {
				if (thrown instanceof TributaryError && thrown.code === "wrong-key") return false;
				throw thrown;
			}
		});
	}

	/** From now on every call throws this. */
	end(code: End): void {
		this.#ended = code;
		this.forget();
		this.#state.end();
	}

	async write(changes: readonly Change[]): Promise<readonly number[]> {
		this.#demandOpen();
		checkChanges(changes);
		checkSizes(changes);
		if (changes.length === 0) return [];
		const sealed = sealChanges(this.#state, changes);
		return this.#asked(() => this.#state.writer.write(sealed));
	}

	read(
		collection: Collection,
		by: { readonly ids: readonly string[]; readonly whole?: boolean },
	): Promise<readonly (StoredRecord | null)[]>;
	read(
		collection: Collection,
		by: { readonly keys: readonly string[]; readonly atMost?: number },
	): Promise<readonly StoredRecord[]>;
	async read(
		collection: Collection,
		by:
			| { readonly ids: readonly string[]; readonly whole?: boolean }
			| { readonly keys: readonly string[]; readonly atMost?: number },
	): Promise<readonly StoredRecord[]> {
		this.#demandOpen();
		const { access } = this.#state;
		// The overloads give the two forms their own types; the implementation has to answer both.
		if ("ids" in by)
			return this.#asked(async () => {
				if (access.isLog) await this.#state.caughtUp();
				return (await readByIds(access, collection, by)) as StoredRecord[];
			});
		return this.#asked(async () => {
			await this.#state.fresh();
			return readByKeys(access, collection, by);
		});
	}

	async list(collection: Collection, page: ListPage): Promise<readonly StoredRecord[]> {
		this.#demandOpen();
		checkLimit(page.limit);
		return this.#asked(async () => {
			await this.#state.fresh();
			if (!hasPlainOrder(collection) && page.after !== undefined) await this.#state.followDirectory(collection);
			return listRecords(this.#state, collection, page);
		});
	}

	async retrieve(plan: Plan): Promise<Retrieved> {
		this.#demandOpen();
		checkPlan(plan);
		return this.#inView(plan.audience, (view) =>
			retrieve(plan, { state: this.#state, view, people: this.#people, results: this.#results }),
		);
	}

	async suggest(
		text: string,
		limit: number,
		among?: Among,
		audience?: Audience,
	): Promise<readonly { readonly word: string; readonly documents: number }[]> {
		this.#demandOpen();
		checkLimit(limit);
		checkAmong(among);
		checkAudience(audience);
		return this.#inView(audience, (view) =>
			suggest(this.#state, view.seenBy(audience, undefined), { text, limit, among }),
		);
	}

	/** Asks one state of the store; another one where the node that keeps it dies meanwhile. */
	#inView<T>(audience: Audience | undefined, work: (view: View) => Promise<T>): Promise<T> {
		return this.#asked(async () => {
			if (audience !== undefined) await this.#state.demandSections();
			const last = this.#state.lastView;
			const early = last !== null && this.#isQuiet ? begun(last, work) : null;
			for (let tries = 1; ; tries++) {
				const view = await this.#state.view();
				this.#isQuiet = view === last;
				try {
					return await (tries === 1 && early !== null && view === last ? early : view.during(work));
				} catch (thrown) {
					this.#state.leave(view);
					if (tries === VIEWS || !isOfView(thrown)) throw thrown;
				}
			}
		});
	}

	#asked<T>(work: () => Promise<T>): Promise<T> {
		return within(new Patience(), () => this.#tried(work));
	}

	async #tried<T>(work: () => Promise<T>): Promise<T> {
		this.#calls++;
		try {
			return await work();
		} catch (thrown) {
			if (this.#ended !== null) throw new TributaryError(this.#ended);
			if (!(thrown instanceof TributaryError) || !["cluster-refused", "not-found"].includes(thrown.code)) throw thrown;
			const end = await this.#whyRefused();
			if (end !== null) throw new TributaryError(end);
			return await work();
		} finally {
			this.#calls--;
			this.#lastUse = performance.now();
		}
	}

	#demandOpen(): void {
		if (this.#ended !== null) throw new TributaryError(this.#ended);
	}
}

/** While nobody writes the view of the last question is that of the next one: it is asked while the cluster says whether it still is. */
function begun<T>(view: View, work: (view: View) => Promise<T>): Promise<T> {
	const answer = view.during(work);
	// Of a view that turns out to be an old one nobody wants it.
	answer.catch(() => {});
	return answer;
}

/** What the cluster would refuse only after it was committed. @throws `invalid-field` */
function checkSizes(changes: readonly Change[]): void {
	for (const [index, change] of changes.entries()) {
		if (change.op !== "put" || change.document === undefined) continue;
		if ((change.document.access?.sections.length ?? 0) > SECTION_LIMIT)
			throw changeError(index, `A person has at most ${SECTION_LIMIT} sections.`);
		const fields = Object.values(change.document.fields);
		if (fields.some((tokens) => tokens.some((token) => token.length > TOKEN_LIMIT)))
			throw changeError(index, `A token has at most ${TOKEN_LIMIT} UTF-16 units.`);
	}
}

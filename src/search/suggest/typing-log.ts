import type { Scope } from "../../tenancy/scope.ts";

/** One who types, from his first letter on. */
interface Typing {
	readonly scope: Scope;
	/** Answers since the last entry. */
	count: number;
	/** The text of the last of them. */
	text: string;
	timer: NodeJS.Timeout | null;
	/** The count could not be written: nothing more is answered before it is. */
	owed: boolean;
}

/** Milliseconds for which one entry stands for a beginning, and the next for all that followed. */
const WINDOW = 10_000;

/**
 * Writes down who types. A durable entry for every letter would make typing slow and the log long: so the first answer is in
 * the log before it is given, as any access is, and those that follow within ten seconds together in one entry with their number.
 * A crash loses the number, never that somebody was answered.
 */
export class TypingLog {
	readonly #typing = new Map<string, Typing>();
	readonly #window: number;

	/** @param window milliseconds */
	constructor(window: number = WINDOW) {
		this.#window = window;
	}

	/** @throws TributaryError `audit-unavailable` in place of an answer; else what `run` throws */
	async record<T>(scope: Scope, text: string, run: () => Promise<T>): Promise<T> {
		const key = JSON.stringify([scope.tenant.id, scope.actor.kind, scope.actor.id, scope.purpose]);
		const known = this.#typing.get(key);
		if (known?.owed === true) await this.#settle(key, known);
		const open = this.#typing.get(key);
		if (open !== undefined) {
			const value = await run();
			Object.assign(open, { count: open.count + 1, text });
			return value;
		}
		const value = await scope.record("suggest", { queryDigest: scope.digest(text) }, async () => ({
			value: await run(),
			result: { outcome: "ok" },
		}));
		if (!this.#typing.has(key)) this.#open(key, scope);
		return value;
	}

	/** Writes what is not written yet. */
	async close(): Promise<void> {
		await Promise.allSettled(Array.from(this.#typing, ([key, typing]) => this.#settle(key, typing)));
	}

	#open(key: string, scope: Scope): void {
		const typing: Typing = { scope, count: 0, text: "", timer: null, owed: false };
		typing.timer = setTimeout(() => this.#settle(key, typing).catch(() => {}), this.#window).unref();
		this.#typing.set(key, typing);
	}

	async #settle(key: string, typing: Typing): Promise<void> {
		if (typing.timer !== null) clearTimeout(typing.timer);
		const { scope, count, text } = typing;
		this.#typing.delete(key);
		if (count === 0) return;
		try {
			await scope.record("suggest", { queryDigest: scope.digest(text), count }, async () => ({
				value: null,
				result: { outcome: "ok", count },
			}));
		} catch (error) {
			const since = this.#typing.get(key);
			this.#typing.set(key, { ...typing, count: count + (since?.count ?? 0), owed: true });
			throw error;
		}
	}
}

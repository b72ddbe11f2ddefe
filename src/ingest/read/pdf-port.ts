type Listener = (event: { readonly data: unknown }) => void;

const isPlain = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The engine goes on filling, or empties, the lists that it has sent, so a message is copied as deep as it is used again. */
function snapshot(message: unknown): unknown {
	if (!isPlain(message)) return message;
	const copy: Record<string, unknown> = { ...message };
	for (const name of ["chunk", "data"]) if (isPlain(copy[name])) copy[name] = copyOf(copy[name]);
	return copy;
}

const copyOf = (part: Record<string, unknown>): Record<string, unknown> =>
	Object.fromEntries(Object.entries(part).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]));

/**
 * The wire between the two halves of pdfjs where both run in one process. The library's own makes a deep copy of
 * every run of glyphs, though nothing behind it changes one.
 */
export class PdfPort {
	readonly #listeners = new Set<Listener>();

	postMessage(message: unknown): void {
		const event = { data: snapshot(message) };
		void Promise.resolve().then(() => {
			for (const listener of this.#listeners) listener.call(this, event);
		});
	}

	addEventListener(_name: string, listener: Listener, options?: { readonly signal?: AbortSignal }): void {
		this.#listeners.add(listener);
		options?.signal?.addEventListener("abort", () => this.#listeners.delete(listener));
	}

	removeEventListener(_name: string, listener: Listener): void {
		this.#listeners.delete(listener);
	}
}

import { errors, UndiciConnection } from "@elastic/elasticsearch";

/**
 * Milliseconds without an answer after which a node is asked for a sign of life, and how long it has to give one; where it gave none when it
 * was asked last, at once.
 */
const SILENT_MS = 800;
const SIGN_MS = { first: 800, again: 400 };

type Params = Parameters<UndiciConnection["request"]>[0];
type Options = Parameters<UndiciConnection["request"]>[1];

/** A node neither answered nor gave a sign of life. */
export class SilentNode extends errors.TimeoutError {
	constructor() {
		super("The node gives no sign of life.");
	}
}

/**
 * A machine that stands still, or to which the way is cut, refuses nothing: whatever is asked of it would be waited for until the time
 * of the question is up, which has to be long enough for the slowest answer. So who is silent is asked whether he is there: who has much to do
 * says so, and is waited for.
 */
export class WatchedConnection extends UndiciConnection {
	/** The answer to whether it is there, while it is waited for. */
	#sign: Promise<boolean> | null = null;
	/** It was not there when it was asked last. */
	#isSilent = false;

	/** @throws SilentNode beside what the client throws */
	override async request(params: Params, options: Options): Promise<never> {
		const stop = new AbortController();
		const { signal = stop.signal } = options;
		const unwatch = this.#watch(options, stop);
		try {
			const answer = await super.request(params, { ...options, signal: AbortSignal.any([signal, stop.signal]) });
			this.#isSilent = false;
			return answer as never;
		} catch (thrown) {
			throw stop.signal.aborted ? new SilentNode() : thrown;
		} finally {
			unwatch();
		}
	}

	/** Stops a request whose node is not there. @returns ends it */
	#watch(options: Options, stop: AbortController): () => void {
		let hasEnded = false;
		const look = async (): Promise<void> => {
			const isThere = await this.#isThere(options);
			if (hasEnded) return;
			if (isThere) timer = setTimeout(look, SILENT_MS);
			else stop.abort();
		};
		let timer = setTimeout(look, this.#isSilent ? 0 : SILENT_MS);
		return () => {
			hasEnded = true;
			clearTimeout(timer);
		};
	}

	/** Whatever it says, that it is not allowed or has too much to do, it is there. */
	#isThere({ requestId, name, context }: Options): Promise<boolean> {
		const asked = performance.now();
		const patience = this.#isSilent ? SIGN_MS.again : SIGN_MS.first;
		// Where the time is up that late, it was this process that stood still: the sign may lie there unread.
		const stoodStill = () => performance.now() - asked > 2 * patience;
		this.#sign ??= super
			.request({ method: "HEAD", path: "/" }, { requestId, name, context, timeout: patience })
			.then(() => true, stoodStill)
			.then((isThere) => {
				this.#sign = null;
				this.#isSilent = !isThere;
				return isThere;
			});
		return this.#sign;
	}
}

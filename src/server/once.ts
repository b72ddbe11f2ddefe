/** The same work for every caller, done a single time. */
export function once(work: () => Promise<void>): () => Promise<void> {
	let doing: Promise<void> | undefined;
	return () => {
		doing ??= work();
		return doing;
	};
}

/** Keys for as long as `work` takes: overwritten when it has ended, however it did. */
export async function withKeys<const K extends readonly Uint8Array[], T>(
	keys: K,
	work: (keys: K) => Promise<T>,
): Promise<T> {
	try {
		return await work(keys);
	} finally {
		for (const key of keys) key.fill(0);
	}
}

/**
 * A key in memory that all threads see: what is sent to a thread says where it lies and holds no copy of it, and whoever overwrites it does so
 * for all. V8 keeps small typed arrays in its own heap, and leaves their bytes behind where it moves them from; this it never moves.
 */
export type SharedKey = Uint8Array<SharedArrayBuffer>;

/** A copy, which belongs to the caller: to be overwritten when it is no longer needed. */
export function shareKey(key: Uint8Array): SharedKey {
	const shared = new Uint8Array(new SharedArrayBuffer(key.length));
	shared.set(key);
	return shared;
}

/** Typed arrays that grow at their end by doubling. */
type Typed = Uint8Array | Int32Array | Uint32Array | Float64Array;

/** `array`, or a copy with room for at least `needed` items. */
export function withRoom<T extends Typed>(array: T, needed: number): T {
	if (array.length >= needed) return array;
	const grown = new (array.constructor as new (length: number) => T)(Math.max(needed, array.length * 2, 64));
	grown.set(array);
	return grown;
}

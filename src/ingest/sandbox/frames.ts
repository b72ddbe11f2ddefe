/** Length-prefixed frames over a pipe: four bytes big-endian, then the content. */

const HEADER = 4;

export function frame(content: Uint8Array): Buffer {
	const header = Buffer.alloc(HEADER);
	header.writeUInt32BE(content.length);
	return Buffer.concat([header, content]);
}

/** A frame that says it is longer than the limit. */
export class FrameTooLong extends Error {}

/** Puts the chunks of a pipe together into frames. */
export class FrameReader {
	#chunks: Buffer[] = [];
	#length = 0;
	readonly #limit: number;

	/** @param limit bytes that a frame may have */
	constructor(limit: number) {
		this.#limit = limit;
	}

	/**
	 * Takes a chunk and gives the frames that are whole now.
	 * @throws FrameTooLong before the content of such a frame is kept
	 */
	push(chunk: Buffer): Buffer[] {
		this.#chunks.push(chunk);
		this.#length += chunk.length;
		const frames: Buffer[] = [];
		while (this.#length >= HEADER) {
			const size = this.#peekSize();
			if (size > this.#limit) throw new FrameTooLong();
			if (this.#length < HEADER + size) break;
			frames.push(this.#take(HEADER + size).subarray(HEADER));
		}
		return frames;
	}

	#peekSize(): number {
		if ((this.#chunks[0] as Buffer).length < HEADER) this.#chunks = [Buffer.concat(this.#chunks)];
		return (this.#chunks[0] as Buffer).readUInt32BE(0);
	}

	#take(count: number): Buffer {
		const all = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
		this.#chunks = all.length > count ? [all.subarray(count)] : [];
		this.#length -= count;
		return all.subarray(0, count);
	}
}

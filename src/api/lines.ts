import type { Readable } from "node:stream";
import { TributaryError } from "../errors.ts";

/** A line of a stream. `bytes` is null for a line beyond the limit: it was passed over without being kept. */
export interface Line {
	/** From 1. */
	readonly number: number;
	readonly bytes: Uint8Array | null;
}

const NEWLINE = 0x0a;
/** A group of long lines is written as one transaction, too, and is in memory in several forms. */
const GROUP_BYTES = 8 * 1024 * 1024;

/**
 * Lines of a byte stream, in groups: a group ends when it has enough lines or bytes, or when nothing more has arrived yet, so that a slow
 * sender gets his answers at once and a fast one is served in large groups. Reads no further than it is asked to.
 * @param options.most bytes of one line, without its end
 * @param options.total bytes of the whole stream
 * @throws TributaryError `body-too-large` for a longer stream
 */
export async function* lineGroups(
	stream: Readable,
	options: { readonly most: number; readonly total: number; readonly group: number },
): AsyncGenerator<readonly Line[]> {
	const splitter = createSplitter(options.most);
	let group: Line[] = [];
	let held = 0;
	let received = 0;
	// A request that is left early must stay open: its answer still has to go out on the same connection.
	const chunks: AsyncIterable<Buffer> = stream.iterator({ destroyOnReturn: false });
	for await (const chunk of chunks) {
		received += chunk.length;
		if (received > options.total) throw new TributaryError("body-too-large");
		for (const line of splitter.push(chunk)) {
			group.push(line);
			held += line.bytes?.length ?? 0;
			if (group.length < options.group && held < GROUP_BYTES) continue;
			yield group;
			[group, held] = [[], 0];
		}
		if (group.length > 0 && stream.readableLength === 0) {
			yield group;
			[group, held] = [[], 0];
		}
	}
	group.push(...splitter.end());
	if (group.length > 0) yield group;
}

function createSplitter(most: number) {
	let number = 0;
	let parts: Buffer[] = [];
	let length = 0;
	const keep = (part: Buffer) => {
		length += part.length;
		// Beyond the limit nothing is kept: a line without an end must not fill the memory.
		if (length > most) parts = [];
		else if (part.length > 0) parts.push(part);
	};
	const finish = (): Line => {
		const bytes = length > most ? null : Buffer.concat(parts);
		parts = [];
		length = 0;
		number += 1;
		return { number, bytes };
	};
	return {
		*push(chunk: Buffer): Generator<Line> {
			let start = 0;
			for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
				keep(chunk.subarray(start, end));
				yield finish();
				start = end + 1;
			}
			keep(chunk.subarray(start));
		},
		*end(): Generator<Line> {
			if (length > 0) yield finish();
		},
	};
}

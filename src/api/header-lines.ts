import type { IncomingMessage } from "node:http";

/** Header fields that stand in several lines, of which Node keeps the first and drops the rest: whoever stands before us may have read another one. */

export function isRepeated({ rawHeaders }: Pick<IncomingMessage, "rawHeaders">, name: string): boolean {
	// Names and values take turns.
	return rawHeaders.filter((written, place) => place % 2 === 0 && written.toLowerCase() === name).length > 1;
}

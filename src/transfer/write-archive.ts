import { createHash } from "node:crypto";
import { pack as newPack, type Pack } from "tar-stream";
import type { Member } from "./format.ts";

/** Members of a tar archive, one after the other, each waiting until the last is taken: memory does not grow with the archive. */
export interface ArchiveWriter {
	add(name: string, content: Uint8Array | string): Promise<void>;
	/** The same in pieces, where the sum of their bytes is known before. */
	addPieces(name: string, bytes: number, pieces: AsyncIterable<string>): Promise<void>;
	/** Written so far. */
	readonly members: readonly Member[];
	/** Nothing comes after. */
	finish(): void;
	/** Whoever reads it fails with this. */
	fail(error: unknown): void;
	readonly output: ReadableStream<Uint8Array>;
}

export function createArchiveWriter(madeAt: Date): ArchiveWriter {
	const pack = newPack();
	const members: Member[] = [];
	const addPieces: ArchiveWriter["addPieces"] = async (name, bytes, pieces) => {
		const hash = createHash("sha256");
		await entry(pack, { name, size: bytes, mtime: madeAt }, pieces, (piece) => hash.update(piece));
		members.push({ name, bytes, sha256: hash.digest("hex") });
	};
	return {
		add: (name, content) => {
			const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
			return addPieces(
				name,
				bytes.length,
				(async function* () {
					yield bytes as Uint8Array & string;
				})(),
			);
		},
		addPieces,
		members,
		finish: () => pack.finalize(),
		fail: (error) => pack.destroy(error instanceof Error ? error : new Error(String(error))),
		output: ReadableStream.from(pack) as unknown as ReadableStream<Uint8Array>,
	};
}

async function entry(
	pack: Pack,
	{ name, size, mtime }: { readonly name: string; readonly size: number; readonly mtime: Date },
	pieces: AsyncIterable<Uint8Array | string>,
	seen: (piece: Uint8Array) => void,
): Promise<void> {
	const { promise, resolve, reject } = Promise.withResolvers<null>();
	const done = () => resolve(null);
	const sink = pack.entry({ name, size, mtime, mode: 0o600 }, (error) => (error ? reject(error) : done()));
	// Whoever reads may be gone: then nobody takes what is written.
	sink.on("close", done);
	try {
		for await (const piece of pieces) {
			const bytes = typeof piece === "string" ? Buffer.from(piece, "utf8") : piece;
			seen(bytes);
			if (!sink.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))) await drained(sink);
		}
		sink.end(undefined);
	} catch (error) {
		sink.destroy(error as Error);
		throw error;
	}
	await promise;
}

const drained = (sink: ReturnType<Pack["entry"]>) =>
	new Promise<void>((resolve) => {
		sink.once("drain", () => resolve());
		sink.once("close", () => resolve());
	});

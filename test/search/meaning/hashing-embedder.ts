import { createHash } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A service in the embeddings format of OpenAI, over real HTTP, whose model is none: a text's vector counts its groups of three letters in
 * hashed places. So texts that share letters are near, the same on every machine and without weights to load; what a real model
 * is worth is measured by `npm run bench -- meaning`, not here.
 */
export interface EmbeddingService {
	readonly url: string;
	/** What was asked, in order. */
	readonly asked: {
		readonly body: { readonly model: string; readonly input: readonly string[] };
		readonly key: string;
	}[];
	/** From now on it answers so instead. */
	answerWith(answer: { readonly status?: number; readonly body?: string; readonly hang?: boolean } | null): void;
	close(): Promise<void>;
}

export const DIMENSION = 64;

export function hashedVector(text: string): number[] {
	const vector = new Array<number>(DIMENSION).fill(0);
	const padded = `  ${text.toLowerCase()} `;
	for (let at = 0; at + 3 <= padded.length; at++) {
		const place =
			createHash("sha256")
				.update(padded.slice(at, at + 3))
				.digest()
				.readUInt32LE() % DIMENSION;
		vector[place] = (vector[place] ?? 0) + 1;
	}
	return vector;
}

export async function serveEmbeddings(): Promise<EmbeddingService> {
	const asked: EmbeddingService["asked"] = [];
	let instead: Parameters<EmbeddingService["answerWith"]>[0] = null;
	const server = http.createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const body = JSON.parse(Buffer.concat(chunks).toString("utf8"));
		asked.push({ body, key: request.headers.authorization ?? "" });
		if (instead?.hang === true) return;
		response.statusCode = instead?.status ?? 200;
		const data = body.input.map((text: string, index: number) => ({ index, embedding: hashedVector(text) }));
		// In any order: the index says which is which.
		response.end(instead?.body ?? JSON.stringify({ object: "list", model: body.model, data: data.toReversed() }));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/embeddings`,
		asked,
		answerWith: (answer) => {
			instead = answer;
		},
		close: () =>
			new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

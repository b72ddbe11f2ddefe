/** A judged collection before it is written: what corpora/README.md describes, with judgments from the generator's own truth. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { freshFolder, ndjson } from "../write.ts";

export interface JudgedCollection {
	readonly name: string;
	readonly description: string;
	readonly language: string;
	/** How it is made, and what the grades say. */
	readonly made: string;
	readonly candidates: readonly { readonly id: string }[];
	/** Profiles of the network. */
	readonly network?: readonly { readonly id: string }[];
	readonly queries: readonly { readonly id: string }[];
	readonly judgments: readonly Judgment[];
	/** What the grades were made of, a line for each candidate: for whoever checks them by hand. */
	readonly truth?: readonly { readonly id: string }[];
	/** Files that candidates name, by their path in the folder. */
	readonly files?: readonly { readonly file: string; readonly bytes: Buffer }[];
}

export interface Judgment {
	readonly query: string;
	readonly document: string;
	/** 0 for who is listed to say that he is wrong; everybody who is not listed is 0 too. */
	readonly grade: number;
}

/** Writes `out` anew. The same collection gives the same bytes. */
export async function writeCollection(collection: JudgedCollection, out: string): Promise<void> {
	await freshFolder(out);
	const { name, description, language, made } = collection;
	const head = { name, description, language, licence: "CC0-1.0", made, tenant: "synthetic" };
	const qrels = collection.judgments.map(({ query, document, grade }) => `${query} 0 ${document} ${grade}\n`).join("");
	const write = (file: string, content: string | Buffer) => writeFile(path.join(out, file), content);
	await write("corpus.json", `${JSON.stringify(head, null, "\t")}\n`);
	await write("candidates.ndjson", ndjson(collection.candidates));
	if (collection.network !== undefined) await write("network.ndjson", ndjson(collection.network));
	await write("queries.ndjson", ndjson(collection.queries));
	await write("qrels.txt", qrels);
	if (collection.truth !== undefined) await write("truth.ndjson", ndjson(collection.truth));
	for (const { file, bytes } of collection.files ?? []) {
		await mkdir(path.dirname(path.join(out, file)), { recursive: true });
		await write(file, bytes);
	}
}

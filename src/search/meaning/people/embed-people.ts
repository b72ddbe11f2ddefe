import type { ParsedResume, Resume } from "../../../domain/resume.ts";
import type { Change, StoredRecord } from "../../../engine/port.ts";
import { TributaryError } from "../../../errors.ts";
import { eachPage } from "../../../tenancy/listing.ts";
import type { EmbeddedPeople } from "../../../tenancy/network.ts";
import { type Embedder, MOST_TEXTS } from "../embedder.ts";
import { knows } from "../known-language.ts";
import { languageOf, passageOf } from "./passage.ts";
import { digestOf, isOf, putVector } from "./stored-vectors.ts";

/** Makes the vectors of people that are missing, or of another text or model than they should be. All else is left as it is. */

/** Times that a page is read anew because somebody in it was changed in between; then the next run takes it up. */
const MOST_TRIES = 5;

/**
 * Everybody in the store.
 * @param stop checked between pages; what is done stays
 * @returns vectors made or removed
 * @throws EmbedderFault when the model could not be asked; what is done stays · what the store throws
 */
export async function embedAll(store: EmbeddedPeople, embedder: Embedder, stop: AbortSignal): Promise<number> {
	let count = 0;
	for await (const page of eachPage(store, "person", { size: MOST_TEXTS })) {
		stop.throwIfAborted();
		count += await embedPage(store, embedder, page);
	}
	return count;
}

/** The same for some people; who is not there any more is passed over. */
export async function embedSome(
	store: EmbeddedPeople,
	embedder: Embedder,
	ids: readonly string[],
	stop: AbortSignal,
): Promise<number> {
	let count = 0;
	for (let start = 0; start < ids.length; start += MOST_TEXTS) {
		stop.throwIfAborted();
		const found = await store.read("person", { ids: ids.slice(start, start + MOST_TEXTS) });
		const people = found.filter((one) => one !== null);
		count += await embedPage(store, embedder, people);
	}
	return count;
}

/** Removes every vector of a store. */
export async function forgetVectors(store: EmbeddedPeople): Promise<number> {
	for (let count = 0; ; ) {
		const page = await store.list("embedding", { limit: 500 });
		if (page.length === 0) return count;
		await store.write(page.map(({ id }) => ({ op: "delete", collection: "embedding", id })));
		count += page.length;
	}
}

async function embedPage(store: EmbeddedPeople, embedder: Embedder, page: readonly StoredRecord[]): Promise<number> {
	let people = page;
	for (let tries = 1; people.length > 0; tries++) {
		const changes = await changesFor(store, embedder, people);
		try {
			if (changes.length > 0) await store.write(changes);
			return changes.filter(({ op }) => op !== "check").length;
		} catch (error) {
			const isConflict = error instanceof TributaryError && error.code === "conflict";
			if (!isConflict || tries === MOST_TRIES) throw error;
			const again = await store.read("person", { ids: page.map(({ id }) => id) });
			people = again.filter((one) => one !== null);
		}
	}
	return 0;
}

/** Each with the check that the person is still as it was read: nobody's vector is written after the person is gone. */
async function changesFor(
	store: EmbeddedPeople,
	embedder: Embedder,
	people: readonly StoredRecord[],
): Promise<Change[]> {
	const stored = await store.read("embedding", { ids: people.map(({ id }) => id) });
	const due: { readonly id: string; readonly version: number; readonly text: string; readonly digest: string }[] = [];
	const changes: Change[] = [];
	for (const [at, { id, version, record }] of people.entries()) {
		const text = textFor(embedder, record);
		const digest = digestOf(text);
		const known = stored[at] ?? null;
		if (text === "" && known !== null) changes.push({ op: "delete", collection: "embedding", id });
		if (text !== "" && !isOf(embedder, digest, known)) due.push({ id, version, text, digest });
	}
	const vectors = due.length === 0 ? [] : await embedder.embed(due.map(({ text }) => text));
	for (const [at, { id, version, digest }] of due.entries()) {
		changes.push({ op: "check", collection: "person", id, ifVersion: version });
		changes.push(putVector(embedder, id, digest, vectors[at] as Float32Array));
	}
	return changes;
}

/** Empty for who says nothing of what he does, or says it in a language that the model does not know. */
function textFor(embedder: Embedder, record: string): string {
	const { resume } = JSON.parse(record) as { readonly resume: Resume | ParsedResume };
	const text = passageOf(resume);
	const language = languageOf(resume);
	const isKnown = (language === null || embedder.languages.includes(language)) && knows(embedder, text);
	return isKnown ? text : "";
}

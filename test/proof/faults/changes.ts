import { pick, random } from "../../bench/random.ts";
import { type Answer, jsonOf, type Request } from "../served/served.ts";

/** People who come, change, send a file and go, one change after the other, and what must be there after some of them. */

export interface Change {
	readonly id: string;
	/** A word of its own in the person's record or file; null: erased. */
	readonly text: string | null;
	readonly request: Request;
}
export type Ask = (request: Request) => Promise<Answer>;

const PEOPLE = 5;
const FILES = 2;

/** @returns `count` changes, the same for the same seed */
export function changesOf(seed: number, count: number): readonly Change[] {
	const next = random(seed);
	const there = new Set<string>();
	return Array.from({ length: count }, (_, at): Change => {
		const known = [...there];
		if (at % 5 === 4 && known.length > 0) {
			const id = pick(next, known);
			there.delete(id);
			return { id, text: null, request: { method: "POST", url: "/v1/erasures", body: { candidateId: id } } };
		}
		const isFile = at % 6 === 2;
		const id = isFile ? `f${Math.floor(next() * FILES)}` : `p${Math.floor(next() * PEOPLE)}`;
		const text = `wort${at}x${Math.floor(next() * 1e9).toString(36)}`;
		there.add(id);
		return { id, text, request: isFile ? upload(id, text) : importOf(id, text) };
	});
}

const importOf = (id: string, text: string): Request => ({
	method: "POST",
	url: "/v1/candidates/import",
	headers: { "content-type": "application/x-ndjson" },
	body: `${JSON.stringify({ id, resume: { basics: { name: text } } })}\n`,
});

const upload = (id: string, text: string): Request => ({
	method: "PUT",
	url: `/v1/candidates/${id}/resume`,
	headers: { "content-type": "text/plain", "x-file-name": "resume.txt" },
	body: `Jane Roe\njane@example.com\n\nExperience\nWelder at ${text}, 2019 - 2024\n`,
});

/** What each id may be after `known` changes were acknowledged, while those from there to `begun` were under way. */
export function allowedAfter(
	changes: readonly Change[],
	known: number,
	begun: number,
): ReadonlyMap<string, ReadonlySet<string | null>> {
	const allowed = new Map<string, Set<string | null>>();
	for (const { id } of changes) allowed.set(id, new Set([null]));
	for (const { id, text } of changes.slice(0, known)) allowed.set(id, new Set([text]));
	for (const { id, text } of changes.slice(known, begun)) allowed.get(id)?.add(text);
	return allowed;
}

/** @returns what is there and may not be, is not there and must be, or is stored and not found */
export async function missedBy(ask: Ask, allowed: ReadonlyMap<string, ReadonlySet<string | null>>): Promise<string[]> {
	const faults: string[] = [];
	for (const [id, texts] of allowed) {
		const found = await wordOf(ask, id);
		if (!texts.has(found)) faults.push(`${id} is ${found}, not ${[...texts].join(" or ")}`);
		const words = [...texts, found].filter((text) => text !== null);
		for (const word of new Set(words)) {
			const answer = await ask({ url: `/v1/search?q=${word}` });
			if (answer.status !== 200) faults.push(`a search for ${word} was answered with ${answer.status}`);
			else {
				const hits = (jsonOf(answer).hits as { candidateId: string }[]).map(({ candidateId }) => candidateId);
				const wanted = word === found ? id : "";
				if (hits.join() !== wanted) faults.push(`${id} is ${found}, and ${word} finds ${hits.join() || "nobody"}`);
			}
		}
	}
	return faults;
}

/** The word in somebody's record or file; null: he is not there. What else is answered is told as it is. */
async function wordOf(ask: Ask, id: string): Promise<string | null> {
	const isFile = id.startsWith("f");
	const answer = await ask({ url: isFile ? `/v1/candidates/${id}/resume` : `/v1/candidates/${id}` });
	if (answer.status === 404) return null;
	if (answer.status !== 200) return `answered with ${answer.status} ${answer.body.slice(0, 200)}`;
	return isFile ? (/wort\w+/.exec(answer.body)?.[0] ?? answer.body) : jsonOf(answer).resume?.basics?.name;
}

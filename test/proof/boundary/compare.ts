import type { Answer } from "../served/served.ts";

/**
 * Compares what two worlds answer, byte for byte. What is random (ids and keys that a server makes, signatures) may differ, but only one
 * for one: the same value in one world is always the same value in the other. So nothing is masked that could carry a message.
 */

/**
 * UUIDs; the second half of a search's id, in records behind a slash, which may have no letter by chance; keys, ids, digests and signatures of 8, 12, 16, 32 or 64 bytes in base64url or hex. Of exactly these lengths, so that no word is
 * one.
 */
const RANDOM =
	/(?<!\w)(?=\d*[a-f])[0-9a-f]{16}(?!\w)|(?<=(?<!\w)\d{16}[-/])\d{16}(?!\w)|(?<![\w-])(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{24}|[\w-]{86}|[\w-]{43}|[\w-]{22})(?![\w-])/g;
/** A cursor: a payload that can be read, and a signature. */
const CURSOR = /([\w-]{50,})\.([0-9a-f]{64})(?![\w-])/g;
/** Of the moment and the connection. The rest of the headers must be equal, what is left of a rate limit included. */
const UNHEEDED: ReadonlySet<string> = new Set(["date"]);

export class Pairs {
	readonly #there = new Map<string, string>();
	readonly #back = new Map<string, string>();

	/** @returns where the answers differ, null if nowhere */
	difference(one: Answer, other: Answer): string | null {
		const head = this.#apart(headOf(one), headOf(other));
		// Most bodies are the same: then there is nothing to be taken apart.
		if (head !== null || one.body === other.body) return head;
		return this.#apart(readable(one.body), readable(other.body));
	}

	#apart(left: string, right: string): string | null {
		if (left === right) return null;
		const [a, b] = [pieces(left), pieces(right)];
		for (let at = 0; at < Math.max(a.length, b.length); at++) {
			const [x = "", y = ""] = [a[at], b[at]];
			if (x === y || (at % 2 === 1 && this.#isPair(x, y))) continue;
			const place = [...x].findIndex((sign, index) => sign !== y[index]);
			const around = (text: string) => text.slice(Math.max(0, place - 60), place + 80);
			return `${JSON.stringify(around(x))} against ${JSON.stringify(around(y))}`;
		}
		return null;
	}

	#isPair(one: string, other: string): boolean {
		if (one.length !== other.length) return false;
		const [there, back] = [this.#there.get(one), this.#back.get(other)];
		if (there === undefined && back === undefined) {
			this.#there.set(one, other);
			this.#back.set(other, one);
			return true;
		}
		return there === other && back === one;
	}
}

function headOf({ status, headers }: Answer): string {
	const told = headers.filter(([name]) => !UNHEEDED.has(name)).map(([name, value]) => `${name}: ${value}`);
	return `${status}\n${told.join("\n")}`;
}

const readable = (body: string) =>
	body.replaceAll(CURSOR, (_, payload: string, signature: string) => {
		return `${Buffer.from(payload, "base64url").toString("latin1")} ${signature}`;
	});

/** What stands between random values, and these, in turn. */
function pieces(text: string): string[] {
	const found: string[] = [];
	let from = 0;
	for (const match of text.matchAll(RANDOM)) {
		found.push(text.slice(from, match.index), match[0]);
		from = match.index + match[0].length;
	}
	return [...found, text.slice(from)];
}

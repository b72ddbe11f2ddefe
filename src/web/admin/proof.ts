import type { AuditEntry, PublicJwk, SignedHead } from "./model.ts";

/**
 * What the service claims, worked out anew in the browser with its own cryptography: canonical JSON (RFC 8785), Ed25519 (RFC 8032),
 * thumbprints (RFC 7638), the Merkle tree of RFC 9162. The formats are those of docs/audit.md.
 */

export function canonicalJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value);
	const members = Object.entries(value).filter(([, member]) => member !== undefined);
	return `{${members
		.toSorted(([one], [other]) => (one < other ? -1 : 1))
		.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`)
		.join(",")}}`;
}

type Bytes = Uint8Array<ArrayBuffer>;
const bytesOf = (text: string): Bytes => new TextEncoder().encode(text);
const sha256 = async (...parts: readonly Bytes[]): Promise<Bytes> => {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let place = 0;
	for (const part of parts) {
		whole.set(part, place);
		place += part.length;
	}
	return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
};
export const hexOf = (bytes: Bytes): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (text: string): Bytes =>
	new Uint8Array((text.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)));
const fromBase64Url = (text: string): Bytes =>
	Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const toBase64Url = (bytes: Bytes): string =>
	btoa(String.fromCharCode(...bytes))
		.replaceAll("+", "-")
		.replaceAll("/", "_")
		.replace(/=+$/, "");

/** Whether this browser knows Ed25519. */
export async function canVerify(): Promise<boolean> {
	try {
		await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
		return true;
	} catch {
		return false;
	}
}

/** @returns false also for what is no key or no signature */
export async function isSigned(value: unknown, signature: string, { kty, crv, x }: PublicJwk): Promise<boolean> {
	try {
		const key = await crypto.subtle.importKey("jwk", { kty, crv, x }, { name: "Ed25519" }, false, ["verify"]);
		return await crypto.subtle.verify("Ed25519", key, fromBase64Url(signature), bytesOf(canonicalJson(value)));
	} catch {
		return false;
	}
}

/** RFC 7638. */
export const thumbprint = async ({ kty, crv, x }: PublicJwk): Promise<string> =>
	toBase64Url(await sha256(bytesOf(canonicalJson({ kty, crv, x }))));

export async function isHeadWhole({ head, signature, publicKey, fingerprint }: SignedHead): Promise<boolean> {
	return (await isSigned(head, signature, publicKey)) && (await thumbprint(publicKey)) === fingerprint;
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const leafOf = (entry: AuditEntry) => sha256(LEAF, bytesOf(canonicalJson(entry)));
const nodeOf = (left: Bytes, right: Bytes) => sha256(NODE, left, right);
const same = (one: Bytes, other: Bytes) => hexOf(one) === hexOf(other);
const half = (n: number) => Math.floor(n / 2);

/** RFC 9162, 2.1.3.2: whether an entry is in the log of this head. */
export async function isIncluded(entry: AuditEntry, path: readonly string[], { head }: SignedHead): Promise<boolean> {
	let [fn, sn] = [entry.seq - 1, head.size - 1];
	if (fn > sn) return false;
	let hash = await leafOf(entry);
	for (const next of path.map(fromHex)) {
		if (sn === 0) return false;
		if (fn % 2 === 1 || fn === sn) {
			hash = await nodeOf(next, hash);
			while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
		} else hash = await nodeOf(hash, next);
		[fn, sn] = [half(fn), half(sn)];
	}
	return sn === 0 && hexOf(hash) === head.root;
}

/** RFC 9162, 2.1.4.2: whether the log of the earlier head is the beginning of that of the later one. */
export async function isConsistent(earlier: SignedHead, later: SignedHead, path: readonly string[]): Promise<boolean> {
	const [from, to] = [earlier.head.size, later.head.size];
	const [fromRoot, toRoot] = [fromHex(earlier.head.root), fromHex(later.head.root)];
	if (from < 1 || from > to) return false;
	if (from === to) return path.length === 0 && same(fromRoot, toRoot);
	const hashes = [...(Number.isInteger(Math.log2(from)) ? [fromRoot] : []), ...path.map(fromHex)];
	const [first, ...rest] = hashes;
	if (path.length === 0 || first === undefined) return false;
	let [fn, sn] = [from - 1, to - 1];
	while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
	let [fr, sr] = [first, first];
	for (const next of rest) {
		if (sn === 0) return false;
		if (fn % 2 === 1 || fn === sn) {
			fr = await nodeOf(next, fr);
			sr = await nodeOf(next, sr);
			while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
		} else sr = await nodeOf(sr, next);
		[fn, sn] = [half(fn), half(sn)];
	}
	return sn === 0 && same(fr, fromRoot) && same(sr, toRoot);
}

/** A log as it is read from its first entry on: whether each is linked to the one before, and the root of all. */
export class LogReader {
	#size = 0;
	#previous: string | null = null;
	/** Roots of complete subtrees, the largest first. */
	#stack: Bytes[] = [];
	/** Whether each entry so far is what its hash says, and follows the one before. */
	isLinked = true;

	async add(entry: AuditEntry): Promise<void> {
		const { hash, ...content } = entry;
		const follows = entry.seq === this.#size + 1 && (this.#previous === null || entry.previous === this.#previous);
		if (!follows || hexOf(await sha256(bytesOf(canonicalJson(content)))) !== hash) this.isLinked = false;
		this.#previous = hash;
		let node = await leafOf(entry);
		for (let index = this.#size; index % 2 === 1; index = (index - 1) / 2) {
			node = await nodeOf(this.#stack.pop() as Bytes, node);
		}
		this.#stack.push(node);
		this.#size += 1;
	}

	get size(): number {
		return this.#size;
	}

	/** Hex. */
	async root(): Promise<string> {
		const nodes = this.#stack.toReversed();
		const [last, ...larger] = nodes;
		if (last === undefined) return hexOf(await sha256());
		let root = last;
		for (const left of larger) root = await nodeOf(left, root);
		return hexOf(root);
	}
}

/** The hostile set: file number n of a seed is always the same file. */
import { random } from "../bench/random.ts";
import { CONTAINERS } from "./containers.ts";
import type { Bait, HostileKind } from "./kind.ts";
import { MUTATIONS } from "./mutations.ts";
import { PACKAGES } from "./packages.ts";
import { PDFS } from "./pdfs.ts";
import { TEXTS } from "./texts.ts";

export const KINDS: readonly HostileKind[] = [...PACKAGES, ...PDFS, ...TEXTS, ...CONTAINERS, ...MUTATIONS];

export interface HostileFile {
	readonly number: number;
	readonly kind: string;
	readonly name: string;
	readonly bytes: Buffer;
}

/** A larger file is refused before anything looks at it, so it would test nothing. */
const LONGEST = 9_900_000;

/** Kinds come in turn; what differs within a kind comes from the seed and the number. */
export async function hostileFile(seed: number, number: number, bait: Bait): Promise<HostileFile> {
	const kind = KINDS[number % KINDS.length] as HostileKind;
	const next = random(Math.imul(seed, 2_654_435_761) + number);
	const made = await kind.make({ ...bait, next });
	return { number, kind: kind.name, name: `${number}.${kind.ending}`, bytes: made.subarray(0, LONGEST) };
}

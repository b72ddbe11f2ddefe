import type { Resume, Work } from "../domain/resume.ts";
import { employerKey } from "./employer-key.ts";
import { type NameParts, type NameWord, nameParts } from "./names/name-parts.ts";
import { representative } from "./names/nicknames.ts";
import { soundOf } from "./names/sound.ts";

/**
 * Secondary keys under which records that may be of one person stand together, so that nobody is compared with everybody. They only
 * choose what is compared: what is equal and how much that says is decided in `identity`.
 */

/** Employers that give keys: the latest, so that a record that is a job behind still meets the other. Each key is paid for in writing. */
const EMPLOYERS = 2;
/** Code letters of a sound and letters of an employer in a key. */
const SOUND_LETTERS = 6;
const EMPLOYER_LETTERS = 14;

/**
 * `name:JN+T` for the given name beside each family name, whatever their order; `job:JN@acme` and `job:T@acme` for either name beside
 * a late employer: whose family name changed, or is misspelt, is found by the other. At most 6 keys.
 */
export function identityKeys(resume: Resume): readonly string[] {
	const known = made.get(resume);
	if (known !== undefined) return known;
	const parts = nameParts(resume);
	const keys = parts === null ? [] : [...nameKeysOf(parts), ...jobKeysOf(parts, resume.work ?? [])];
	made.set(resume, keys);
	return keys;
}

/** A record is looked for and then indexed: the same keys, made once for as long as it is in memory. */
const made = new WeakMap<Resume, readonly string[]>();

function nameKeysOf(parts: NameParts): string[] {
	const given = codeOf(parts.given);
	const families = familyCodes(parts);
	if (given === undefined) return families.map((family) => `name:${family}`);
	return [...new Set(families.map((family) => `name:${[given, family].toSorted().join("+")}`))];
}

function jobKeysOf(parts: NameParts, work: readonly Work[]): string[] {
	const names = [...new Set([codeOf(parts.given), ...familyCodes(parts)].filter((code) => code !== undefined))];
	const keys = latestEmployers(work).flatMap((employer) => names.slice(0, 2).map((name) => `job:${name}@${employer}`));
	return [...new Set(keys)];
}

const codeOf = (words: readonly NameWord[]): string | undefined => words.map(code)[0];

/** Codes of the last family name and of the one before it, which counts where a person has two. */
function familyCodes({ middle, family }: NameParts): string[] {
	const full = [...middle.filter(({ isInitial }) => !isInitial), ...family];
	return [...new Set(full.slice(-2).map(code))].toReversed();
}

function code(word: NameWord): string {
	if (word.isUnreadable) return word.latin;
	const sound = soundOf(representative(word.latin));
	// Very short names have hardly a sound that would tell them apart: Wei, Lee, Yu.
	return (sound.length < 2 ? word.skeleton : sound).slice(0, SOUND_LETTERS);
}

function latestEmployers(work: readonly Work[]): string[] {
	const when = ({ startDate, endDate }: Work) => startDate ?? endDate ?? "";
	const sorted = work.length < 2 ? work : work.toSorted((a, b) => (when(a) < when(b) ? 1 : when(a) > when(b) ? -1 : 0));
	const keys = sorted.map(({ name }) => (name === undefined ? "" : employerKey(name))).filter((key) => key !== "");
	return [...new Set(keys)].slice(0, EMPLOYERS).map((key) => key.slice(0, EMPLOYER_LETTERS));
}

/** The jobs of a person: employers, titles, places and what was done there. */
import { COUNTRY_POOL } from "./countries.ts";
import { chooseTools, type Decks, dealPhrases, highlights, type Voice, writeOut } from "./highlights.ts";
import { lexicon } from "./lexicon.ts";
import { employerOf } from "./organisations.ts";
import type { Place, Role, Seniority } from "./person.ts";
import { placeIn } from "./places.ts";
import { profession, wordsOf } from "./professions.ts";
import type { Random } from "./random.ts";
import type { Span } from "./timeline.ts";

/** Highlights that a whole resume should have, about 14 words each. */
const HIGHLIGHTS_IN_ALL = 17;

/** Share of people with three jobs or more who learned another trade first. */
const CHANGED_TRADE = 0.07;

interface Post {
	readonly employer: string;
	readonly place: Place;
}

function titleFor(level: Seniority, previous: string | undefined, voice: Voice): string {
	const titles = wordsOf(voice.profession, voice.language).section(level);
	for (let tries = 0; ; tries++) {
		const title = writeOut(voice, voice.random.pick(titles));
		if (title !== previous || tries > 4) return title;
	}
}

/** The next employer, or the same one where no month lies between two jobs. */
function nextPost(voice: Voice, home: Place, previous: Post | undefined, contiguous: boolean): Post {
	const { random } = voice;
	if (previous !== undefined && contiguous && random.chance(0.3)) return previous;
	const abroad = random.chance(0.05);
	const country = abroad ? random.pick(COUNTRY_POOL) : voice.country;
	const { city, region } = abroad || random.chance(0.4) ? placeIn(country, random) : home;
	const place = { city, ...(region === undefined ? {} : { region }), country };
	return { employer: employerOf(random.pick(profession(voice.profession).employers), country, random), place };
}

/** The person's voice in the first job, in case that was in another trade. */
function firstVoice(voice: Voice, jobs: number): Voice {
	const { random } = voice;
	if (jobs < 3 || !random.chance(CHANGED_TRADE)) return voice;
	const before = random.pick(profession(voice.profession).adjacent);
	return { ...voice, profession: before, tools: chooseTools(random, before, 1) };
}

function roleSummary(voice: Voice, jobs: number, random: Random): string | undefined {
	if (!random.chance(jobs <= 2 ? 0.8 : 0.3)) return undefined;
	return writeOut(voice, random.pick(lexicon(`languages/${voice.language}`).section("roleSummary")));
}

/** The latest job gets a line more than the others, the first of a long career a line less. */
function lineCount(index: number, jobs: number): number {
	const each = Math.min(7, Math.max(2, Math.round(HIGHLIGHTS_IN_ALL / jobs)));
	if (index === jobs - 1) return each + 1;
	return index === 0 && jobs > 3 ? Math.max(2, each - 1) : each;
}

/** Jobs for spans and levels (both oldest first), newest first. */
export function rolesOf(spans: readonly Span[], levels: readonly Seniority[], voice: Voice, home: Place): Role[] {
	const jobs = spans.length;
	const first = firstVoice(voice, jobs);
	const decks: Decks = dealPhrases(voice.random, voice.profession, voice.language);
	const firstDecks = first === voice ? decks : dealPhrases(voice.random, first.profession, voice.language);
	const taken = new Set<string>();
	const roles: Role[] = [];
	for (const [i, span] of spans.entries()) {
		const speaker = i === 0 ? first : voice;
		const before = roles.at(-1);
		const seniority = levels[i] as Seniority;
		const post = nextPost(speaker, home, before, before?.end !== undefined && span.start - before.end === 1);
		const title = titleFor(seniority, before?.title, speaker);
		const summary = roleSummary(speaker, jobs, voice.random);
		const lines = highlights(speaker, i === 0 ? firstDecks : decks, seniority, lineCount(i, jobs), taken);
		const { employer, place } = post;
		const role = { employer, place, title, seniority, profession: speaker.profession, ...span, highlights: lines };
		roles.push(summary === undefined ? role : { ...role, summary });
	}
	return roles.reverse();
}

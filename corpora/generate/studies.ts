/** Schools, degrees and certificates that lead up to a career. */
import { lexicon } from "./lexicon.ts";
import { schoolOf } from "./organisations.ts";
import {
	AS_OF,
	type Certificate,
	type CountryCode,
	type Language,
	type Month,
	type Seniority,
	type Study,
} from "./person.ts";
import { expand } from "./phrase.ts";
import { profession, wordsOf } from "./professions.ts";
import type { Random } from "./random.ts";
import { graduationBefore } from "./timeline.ts";

export interface Learner {
	readonly random: Random;
	readonly country: CountryCode;
	readonly language: Language;
	readonly profession: string;
	readonly seniority: Seniority;
	readonly careerStart: Month;
}

type Stage = "doctorate" | "master" | "bachelor" | "vocational" | "school";

/** Months a stage takes: [least, most], in whole years of study. */
const LENGTH: Readonly<Record<Stage, readonly [number, number]>> = {
	doctorate: [36, 60],
	master: [12, 24],
	bachelor: [36, 48],
	vocational: [24, 36],
	school: [36, 72],
};

function stages(learner: Learner): Stage[] {
	const { random, seniority } = learner;
	const trade = profession(learner.profession);
	const school: Stage[] = random.chance(seniority === "intern" ? 0.8 : 0.25) ? ["school"] : [];
	if (trade.route === "vocational" && random.chance(0.7)) {
		return [...(random.chance(0.2) ? (["bachelor"] as const) : []), "vocational", ...school];
	}
	if (random.chance(0.12)) return ["bachelor", "vocational", ...school];
	const ladder: Stage[] = random.chance(0.5) && seniority !== "intern" ? ["master", "bachelor"] : ["bachelor"];
	const scholar = trade.degree === "science" || trade.degree === "engineering";
	return [
		...(scholar && ladder.length === 2 && random.chance(0.1) ? (["doctorate"] as const) : []),
		...ladder,
		...school,
	];
}

function degreeSection(stage: Stage, degree: string): string {
	return stage === "bachelor" || stage === "master" ? `degree.${stage}.${degree}` : `degree.${stage}`;
}

function institution(stage: Stage, learner: Learner): string {
	const kind = stage === "school" ? "highschools" : stage === "vocational" ? "vocational" : "universities";
	return schoolOf(kind, learner.country, learner.random);
}

function scoreOf(learner: Learner): string {
	const { random } = learner;
	const scores = lexicon(`countries/${learner.country.toLowerCase()}`).section("score");
	return expand(random.pick(scores), random, "male", () => undefined);
}

function study(stage: Stage, area: string, span: Pick<Study, "start" | "end">, learner: Learner): Study {
	const { random, language } = learner;
	const graded = stage === "bachelor" || stage === "master";
	const section = degreeSection(stage, profession(learner.profession).degree);
	return {
		institution: institution(stage, learner),
		degree: random.pick(lexicon(`languages/${language}`).section(section)),
		...(stage === "school" ? {} : { area }),
		...span,
		...(graded && span.end !== undefined && random.chance(0.35) ? { score: scoreOf(learner) } : {}),
	};
}

/** Studies before the first job, newest first; an intern is mostly still at it. */
export function studiesOf(learner: Learner): { studies: Study[]; area: string } {
	const { random, seniority } = learner;
	const area = random.pick(wordsOf(learner.profession, learner.language).section("areas"));
	const ongoing = seniority === "intern" && random.chance(0.75);
	const studies: Study[] = [];
	let end = ongoing ? AS_OF : graduationBefore(learner.careerStart, random);
	for (const stage of stages(learner)) {
		const [least, most] = LENGTH[stage];
		const open = ongoing && studies.length === 0;
		// What is still being studied began at least a year before the first job beside it.
		const months = open ? AS_OF - learner.careerStart + random.int(12, 30) : 12 * random.int(least / 12, most / 12);
		// Terms begin in September or October, whatever month the degree was handed out in.
		const start = Math.floor((end - months) / 12) * 12 + (stage === "doctorate" ? random.int(0, 9) : random.int(8, 9));
		const field =
			studies.length > 0 && random.chance(0.2)
				? random.pick(wordsOf(learner.profession, learner.language).section("areas"))
				: area;
		studies.push(study(stage, field, open ? { start } : { start, end }, learner));
		end = graduationBefore(start, random);
	}
	return { studies, area };
}

/** Certificates earned between the first job and now, newest first. */
export function certificatesOf(learner: Learner): Certificate[] {
	const { random, careerStart } = learner;
	const offered = profession(learner.profession).certificates;
	const count = random.pick([0, 0, 1, 1, 2, 3]);
	const months = Math.max(0, AS_OF - careerStart);
	return random
		.sample(offered, count)
		.map(({ name, issuer }) => ({ name, issuer, date: AS_OF - Math.floor(random.next() * Math.min(months, 140)) }))
		.sort((a, b) => b.date - a.date);
}

/**
 * `npm run tune -- --corpus DIR --out FILE`: searches weights by coordinate ascent (Metzler & Croft 2007) for nDCG@10 on
 * half of the queries, and reports what they are worth on the other half, which the search for weights never saw.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { RankingProfile } from "../src/domain/ranking-profile.ts";
import { openCollection } from "./collection.ts";
import { type Corpus, type CorpusQuery, readCorpus } from "./corpus.ts";
import { measure } from "./metrics.ts";

const { values } = parseArgs({
	options: {
		corpus: { type: "string" },
		from: { type: "string", default: "default.v1" },
		out: { type: "string" },
		passes: { type: "string", default: "2" },
	},
});
if (values.corpus === undefined || values.out === undefined) {
	process.stderr.write("Name a collection and a file for the new profile: --corpus DIR --out FILE\n");
	process.exit(2);
}

/** Factors tried on each weight in turn. */
const FACTORS = [0, 0.5, 0.8, 1.25, 2];

/** One number of a profile that may be turned, with its way in and out. */
interface Knob {
	readonly name: string;
	read(profile: RankingProfile): number;
	write(profile: RankingProfile, value: number): RankingProfile;
}

const KNOBS: readonly Knob[] = [
	...(["currentTitle", "pastTitle", "skill", "degree", "certificate", "body"] as const).map((field) => ({
		name: `fields.${field}`,
		read: (profile: RankingProfile) => profile.fields[field],
		write: (profile: RankingProfile, value: number) => ({ ...profile, fields: { ...profile.fields, [field]: value } }),
	})),
	...(["yearsFit", "recency", "seniorityFit"] as const).map((feature) => ({
		name: `features.${feature}`,
		read: (profile: RankingProfile) => profile.features[feature],
		write: (profile: RankingProfile, value: number) => ({
			...profile,
			features: { ...profile.features, [feature]: value },
		}),
	})),
	{
		name: "coverage",
		read: (profile) => profile.coverage,
		write: (profile, value) => ({ ...profile, coverage: value }),
	},
];

const corpus = readCorpus(values.corpus);
const judged = corpus.queries.filter((query) => corpus.judgments.has(query.id));
const training = judged.filter((_, index) => index % 2 === 0);
const heldOut = judged.filter((_, index) => index % 2 === 1);
const collection = await openCollection(corpus);
try {
	const before = collection.platform.profiles.get(values.from, null);
	const after = await ascend(before, Number(values.passes));
	const report = {
		training: {
			queries: training.length,
			before: await quality(before, training),
			after: await quality(after, training),
		},
		heldOut: { queries: heldOut.length, before: await quality(before, heldOut), after: await quality(after, heldOut) },
	};
	writeFileSync(values.out, `${JSON.stringify(after, null, "\t")}\n`);
	process.stdout.write(`${JSON.stringify(report, null, 2)}\nwrote ${values.out}\n`);
} finally {
	await collection.close();
}

async function ascend(from: RankingProfile, passes: number): Promise<RankingProfile> {
	let best = asTuned(from, corpus);
	let score = await quality(best, training);
	for (let pass = 0; pass < passes; pass++) {
		for (const knob of KNOBS) {
			for (const factor of FACTORS) {
				const trial = knob.write(best, knob.read(best) * factor);
				const reached = await quality(trial, training);
				if (reached <= score) continue;
				[best, score] = [trial, reached];
				process.stderr.write(`${knob.name} = ${knob.read(best).toFixed(3)}: nDCG@10 ${score.toFixed(4)}\n`);
			}
		}
	}
	return best;
}

function asTuned(profile: RankingProfile, { description }: Corpus): RankingProfile {
	const tenant = description.tenant === "synthetic" ? null : description.tenant;
	return RankingProfile.parse({
		...profile,
		id: "tuned.v1",
		description: `Tuned from ${profile.id} on ${description.name}.`,
		provenance: { method: "tuned", tenant, corpora: [description.name] },
	});
}

/** Mean nDCG@10. */
async function quality(profile: RankingProfile, queries: readonly CorpusQuery[]): Promise<number> {
	const search = collection.platform.searchWith(profile);
	let sum = 0;
	let count = 0;
	for (const query of queries) {
		const ranked = await collection.run(query, { depth: 10, profile: profile.id, search });
		const metrics = measure(
			ranked.map(({ id }) => id),
			corpus.judgments.get(query.id) ?? new Map(),
		);
		if (metrics === null) continue;
		sum += metrics["ndcg@10"];
		count++;
	}
	return count === 0 ? 0 : sum / count;
}

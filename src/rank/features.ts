/** The values of features, each between 0 and 1. Pure; what is unknown says nothing for or against anybody. */

/** Years beyond the range that was asked for within which somebody still fits a little. */
const YEARS_TOLERANCE = 3;
/** Levels of seniority between two people who have nothing in common any more. */
const SENIORITY_TOLERANCE = 3;
const DAY = 86_400_000;

/**
 * 1 inside the range, both ends included; outside it falls in a straight line to 0 at three years away.
 * Source: column years, from the dates of jobs. Falls with the distance from the range.
 * @param years NaN where unknown: 0
 */
export function yearsFit(years: number, asked: { readonly min: number | null; readonly max: number | null }): number {
	if (Number.isNaN(years)) return 0;
	const below = asked.min === null ? 0 : Math.max(0, asked.min - years);
	const above = asked.max === null ? 0 : Math.max(0, years - asked.max);
	return Math.max(0, 1 - Math.max(below, above) / YEARS_TOLERANCE);
}

/**
 * 1 for a record that changed now, a half after each half-life, never 0. A date in the future counts as now.
 * Source: columns updatedAt, resumeAt and appliedAt. Never grows with the age.
 * @param updatedAt milliseconds since 1970, NaN where unknown: 0
 * @param halfLife days
 */
export function recency(updatedAt: number, asOf: number, halfLife: number): number {
	if (Number.isNaN(updatedAt)) return 0;
	return 2 ** (-Math.max(0, asOf - updatedAt) / DAY / halfLife);
}

/**
 * 1 for the level that was asked for, a third less for each level away from it. A title without a level may be of any: a half.
 * Source: column seniority, from titles. Never grows with the levels between.
 * @param rank NaN where no title states one
 */
export function seniorityFit(rank: number, asked: number): number {
	return Number.isNaN(rank) ? 0.5 : Math.max(0, 1 - Math.abs(rank - asked) / SENIORITY_TOLERANCE);
}

/** Confidence of the parser, 0 to 1; 1 for a record that was never parsed: it came as data. Source: column confidence. */
export function parseConfidence(confidence: number): number {
	return Number.isNaN(confidence) ? 1 : confidence;
}

/** 1 for people who say that they are open to work, 0 for all others. Source: column openToWork, of the profile. */
export function openToWork(flag: number): number {
	return flag === 1 ? 1 : 0;
}

/**
 * 1 in the centre, falling in a straight line to 0 at twice the radius that was asked for; a half at its edge.
 * Source: columns latitude and longitude, from the city of the resume. Falls with the distance.
 * @param kilometres NaN where unknown: 0
 */
export function distance(kilometres: number, radius: number): number {
	return Number.isNaN(kilometres) ? 0 : Math.max(0, 1 - kilometres / (2 * radius));
}

/** Levels of education between what somebody has and what was asked for at which nothing is left. */
const EDUCATION_TOLERANCE = 3;

/**
 * 1 for the level that was asked for and every level above, a third less for each below. Source: column educationLevel, ISCED 2011.
 * Never falls with the level.
 * @param level NaN where unknown: 0
 */
export function educationFit(level: number, asked: number): number {
	return Number.isNaN(level) ? 0 : Math.min(1, Math.max(0, 1 - (asked - level) / EDUCATION_TOLERANCE));
}

/** How it went with this tenant before, 0 to 1. Source: column pastOutcome; unknown, and everybody of the network, 0. */
export function pastOutcome(value: number): number {
	return Number.isNaN(value) ? 0 : value;
}

/** How sure it is that the two sides of a matched person are one, 0 to 1. Source: column matchScore; 0 for who is not matched. */
export function matchConfidence(score: number): number {
	return Number.isNaN(score) ? 0 : score;
}

/**
 * How near somebody is to what was asked in meaning: the cosine between the model's vector of the query and that of the latest titles and
 * the skills, 0 to 1. Source: the vector beside the record. Who has none is given the mean of those in the list who have.
 * @param similarity NaN where unknown
 */
export function meaningSimilarity(similarity: number, usual: number): number {
	return Number.isNaN(similarity) ? usual : similarity;
}

/** Body frequency with diminishing returns [BM25, Robertson & Zaragoza 2009], 0 to k1 + 1. Without lengths, each counts as average. */
export function saturated(
	frequency: number,
	length: number,
	averageLength: number,
	{ k1, b }: { readonly k1: number; readonly b: number },
): number {
	if (frequency === 0) return 0;
	const ratio = averageLength > 0 ? length / averageLength : 1;
	return (frequency * (k1 + 1)) / (frequency + k1 * (1 - b + b * ratio));
}

/**
 * How much each group tells within its pool: inverse document frequencies as in Lucene's BM25, divided by their mean. With the
 * mean at 1 a full answer is worth the same in a pool of twelve people and in one of a million, and one list can hold both.
 */
export function groupWeights(population: number, documents: readonly number[]): Float64Array {
	const idf = Float64Array.from(documents, (n) => Math.log(1 + (population - n + 0.5) / (n + 0.5)));
	const sum = idf.reduce((total, value) => total + value, 0);
	return sum > 0 ? idf.map((value) => (value * documents.length) / sum) : idf.fill(1);
}

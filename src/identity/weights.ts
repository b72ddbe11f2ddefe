/**
 * How much each kind of evidence says, in bits: log2 of how often it is seen between two records of one person (m), over how often
 * between records of two people (u). Bits add up (Fellegi and Sunter 1969), and agreement on what is rare says more (Winkler 1989).
 * m and u are judged from what the field knows of such data, rounded to whole or half bits; no data of any tenant went into them.
 */
export const WEIGHTS = {
	/** Before anything is compared: of about a million people who could be meant, one is (2^-20). */
	prior: -20,

	/** The same personal address, held by nobody else: chance agreement happens by error only. */
	email: 30,
	/** The same page of a person, LinkedIn's or another's. */
	url: 28,
	/** The same number. Given to somebody else after some years, and in a family shared by two or three. */
	phone: 19,
	/** An address that several people have, whatever its kind. They know each other, no more. */
	sharedContact: 4,
	/** Both name a page on LinkedIn and it is not the same. Some people have renamed theirs. */
	otherLinkedIn: -8,

	/** Family name that one in about 8,000 has; a frequent one, one in 128. */
	familyRare: 13,
	familyFrequent: 7,
	/** One of two family names stands on both sides. */
	familyPart: -1.5,
	/** Spelt otherwise in the same sound or by another transliteration. */
	familyVariant: -1,
	/** A likely slip of the pen. */
	familyTypo: -2.5,
	/** Another family name: one in about thirty has changed it between two records. */
	familyOther: -5,

	/** Given name that one in about 500 has; a frequent one, one in 64. */
	givenRare: 9,
	givenFrequent: 6,
	givenVariant: -0.5,
	/** A form of the name: Bob and Robert. */
	givenNickname: -1.5,
	givenTypo: -3,
	/** One or two letters of a short name are others: a slip as often as somebody else. */
	givenSimilar: -2,
	/** An initial: the tenth part of all, for some are much more frequent than others. */
	initial: 3,
	/** Another given name. Very few people change it, and twins differ in it alone. */
	givenOther: -11,

	/** A job at the same employer that began together. */
	jobBegan: 9,
	/** At the same employer at the same time. */
	jobOverlap: 5.5,
	/** At the same employer, dates not stated on one side. */
	jobUndated: 4,
	/** At the same employer at another time: then, or again, or somebody else. */
	jobApart: 1,
	/** With a title that shares most of its words. */
	jobTitle: 1.5,
	/** Each further job says less: who shares one with a name-sake in a small trade may share two. Factor of the one before. */
	jobFurther: 0.8,
	/** At work for two years or more at the same time, and never at the same employer. */
	careersApart: -7,

	/** The same school; with the same year of leaving. */
	school: 4,
	schoolYear: 7,
	/** Both name schools, none of them the same: lists are often cut. */
	schoolsApart: -2.5,

	city: 3,
	/** Moved, or somebody else. */
	otherCity: -0.5,
	otherCountry: -2,
} as const;

/** A link is made by rule from this probability on; a person is asked from the lower one on. */
export const THRESHOLDS = { link: 0.99, suggest: 0.2 } as const;

/** Bits that the best must be ahead of the second best for a rule to decide between them. */
export const MARGIN = 6;

/** Probability that two records are of one person, from the sum of their bits. */
export const probability = (bits: number): number => 1 / (1 + 2 ** -bits);

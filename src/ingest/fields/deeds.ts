/** Points under a heading of skills that tell what somebody did: "Led a team of 45 across three shifts" names no skill. */

const FEWEST_WORDS = 5;

/** Verbs in the past that such points begin with, beside those in "-ed". */
const DID =
	/^(?:\p{Lu}\p{Ll}+ed|Led|Built|Ran|Cut|Grew|Made|Won|Wrote|Taught|Oversaw|Drove|Sold|Held|Went|Brought|Kept|Set|Took|Gave|Spoke|Began|Became|Met|Rebuilt|Spearheaded)\s/u;
/** In other languages the verb stands elsewhere, and what was reached is a number. */
const REACHED =
	/(?:^|\s)[+~]?[$€£]?\d[\d.,]*\s?(?:%|k|m|million(?:s|en|es)?|mio\.?|prozent|percent|por ciento|pour cent)(?=$|[\s,.;)])/iu;
/** Names of skills that begin so have none: "Automated testing", "Distributed systems". */
const SMALL_WORD =
	/\s(?:a|an|the|of|for|from|by|in|with|to|across|over|into|on|at|without|und|von|um|auf|mit|für|de|des|du|d['’]un|par|pour|del|por|para|con|di|per|van|voor|met|med|för|av|na|z|o)\s/iu;

/** "Reconciled petty cash and prepared weekly deposits": two verbs in the past. */
const TWICE = /\s(?:and|&)\s(?:\p{Ll}+ed|led|built|ran|cut|wrote|taught|sold|kept|made)\s/u;

export const tellsDeed = (text: string): boolean =>
	text.split(/\s+/).length >= FEWEST_WORDS &&
	((DID.test(text) && (SMALL_WORD.test(text) || TWICE.test(text))) || (SMALL_WORD.test(text) && REACHED.test(text)));

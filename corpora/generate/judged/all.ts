import type { JudgedCollection } from "./collection.ts";
import { first } from "./first.ts";
import { jobAds } from "./job-ads.ts";
import { merge } from "./merge.ts";
import { parsed } from "./parsed.ts";
import { synonyms } from "./synonyms.ts";

/**
 * Every judged collection, by name. Variant 0 is the committed one; every other number gives other people and queries of the same
 * kind: what was made while looking at the committed ones has not seen them.
 */
export const JUDGED: Readonly<Record<string, (variant: number) => JudgedCollection | Promise<JudgedCollection>>> = {
	first,
	synonyms,
	"job-ads": jobAds,
	merge,
	"parsed-files": (variant) => parsed("files", variant),
	"parsed-fields": (variant) => parsed("fields", variant),
};

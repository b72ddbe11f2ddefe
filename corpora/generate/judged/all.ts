import type { JudgedCollection } from "./collection.ts";
import { first } from "./first.ts";
import { jobAds } from "./job-ads.ts";
import { merge } from "./merge.ts";
import { parsed } from "./parsed.ts";
import { synonyms } from "./synonyms.ts";

/** Every judged collection, by name. */
export const JUDGED: Readonly<Record<string, () => JudgedCollection | Promise<JudgedCollection>>> = {
	first,
	synonyms,
	"job-ads": jobAds,
	merge,
	"parsed-files": () => parsed("files"),
	"parsed-fields": () => parsed("fields"),
};

import type { JudgedCollection } from "./collection.ts";
import { jobAds } from "./job-ads.ts";
import { merge } from "./merge.ts";
import { parsed } from "./parsed.ts";
import { synonyms } from "./synonyms.ts";

/** Every judged collection that is made here, by name. `first` is older and has a program of its own. */
export const JUDGED: Readonly<Record<string, () => JudgedCollection | Promise<JudgedCollection>>> = {
	synonyms,
	"job-ads": jobAds,
	merge,
	"parsed-files": () => parsed("files"),
	"parsed-fields": () => parsed("fields"),
};

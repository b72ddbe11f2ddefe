import { type Meaning, NO_MEANING } from "../concept.ts";
import { type HeldPerTenant, holdPerTenant } from "../held.ts";
import { readModel } from "./model.ts";

/** What was learned from each tenant's resumes, for its searches. */
export type LearnedModels = HeldPerTenant<Meaning>;

/** @param now milliseconds since 1970 */
export const createLearnedModels = (now?: () => number): LearnedModels =>
	holdPerTenant(({ store }) => readModel(store), NO_MEANING, now);

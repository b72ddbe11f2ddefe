import { credentials } from "./access/credentials.ts";
import { functions } from "./access/functions.ts";
import { tokens } from "./access/tokens.ts";
import { canaries } from "./boundary/canaries.ts";
import { erased } from "./boundary/erased.ts";
import { matrix } from "./boundary/matrix.ts";
import { noisy } from "./boundary/noisy.ts";
import { stress } from "./boundary/stress.ts";
import { timing } from "./boundary/timing.ts";
import { worlds } from "./boundary/worlds.ts";
import type { Proof } from "./frame/proof.ts";

/** All of them, in the order of docs/proof.md. */
export const PROOFS: readonly Proof[] = [
	worlds,
	stress,
	matrix,
	timing,
	canaries,
	noisy,
	erased,
	tokens,
	credentials,
	functions,
];

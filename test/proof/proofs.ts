import { credentials } from "./access/credentials.ts";
import { functions } from "./access/functions.ts";
import { tokens } from "./access/tokens.ts";
import { audit } from "./audit/audit.ts";
import { canaries } from "./boundary/canaries.ts";
import { erased } from "./boundary/erased.ts";
import { matrix } from "./boundary/matrix.ts";
import { noisy } from "./boundary/noisy.ts";
import { stress } from "./boundary/stress.ts";
import { timing } from "./boundary/timing.ts";
import { worlds } from "./boundary/worlds.ts";
import { engineFaults } from "./faults/engine.ts";
import { failing } from "./faults/failing.ts";
import { kill } from "./faults/kill.ts";
import { power } from "./faults/power.ts";
import { hostile } from "./files/hostile.ts";
import type { Proof } from "./frame/proof.ts";
import { atRest } from "./keys/at-rest.ts";
import { restored } from "./keys/restored.ts";
import { rotation } from "./keys/rotation.ts";
import { tamper } from "./keys/tamper.ts";
import { vectors } from "./keys/vectors.ts";
import { wipe } from "./keys/wipe.ts";
import { load } from "./load/load.ts";
import { contract } from "./surface/contract.ts";
import { repeats } from "./surface/repeats.ts";
import { soak } from "./surface/soak.ts";
import { sockets } from "./surface/sockets.ts";
import { supply } from "./surface/supply.ts";

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
	atRest,
	tamper,
	vectors,
	wipe,
	restored,
	rotation,
	audit,
	hostile,
	kill,
	power,
	failing,
	engineFaults,
	contract,
	repeats,
	sockets,
	soak,
	supply,
	load,
];

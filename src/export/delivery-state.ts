import * as z from "zod";
import type { Change, Store } from "../engine/port.ts";
import { Failure, type Queue } from "./outbox.ts";

/** How it went with one receiver so far. */
export const DeliveryState = z.strictObject({
	/** Events that arrived, tries that failed, events that were given up. */
	delivered: z.int().nonnegative(),
	failed: z.int().nonnegative(),
	givenUp: z.int().nonnegative(),
	lastSuccessAt: z.iso.datetime().nullable(),
	lastFailure: Failure.nullable(),
});
export type DeliveryState = z.output<typeof DeliveryState>;

export const NO_DELIVERIES: DeliveryState = {
	delivered: 0,
	failed: 0,
	givenUp: 0,
	lastSuccessAt: null,
	lastFailure: null,
};

export const stateId = (queue: Queue): string => `deliveries:${queue}`;

/** The states of several receivers, in the order asked for, with their versions. */
export async function readDeliveryStates(store: Store, queues: readonly Queue[]) {
	const found = await store.read("setting", { ids: queues.map(stateId) });
	return found.map((one) => ({
		state: one === null ? NO_DELIVERIES : DeliveryState.parse(JSON.parse(one.record)),
		version: one?.version ?? 0,
	}));
}

export const putDeliveryState = (queue: Queue, state: DeliveryState, ifVersion: number): Change => ({
	op: "put",
	collection: "setting",
	id: stateId(queue),
	record: JSON.stringify(state),
	ifVersion,
});

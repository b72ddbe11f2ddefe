import type { EventType } from "../../src/domain/event.ts";
import type { TenantId } from "../../src/domain/tenant.ts";
import { createDeliveries, type Deliveries, type DeliveriesOptions } from "../../src/export/deliveries.ts";
import { type EventInput, webhookEvents } from "../../src/export/outbox.ts";
import { createTransport, type Transport } from "../../src/export/transport.ts";
import { createWebhooks, type Webhooks } from "../../src/export/webhooks.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import type { Tenancy } from "../../src/tenancy/tenancy.ts";
import { openRig, type Rig } from "../tenancy/rig.ts";
import { makeCertificate } from "./receiver.ts";

/** Everything of the outbound side on the strict engine, with a clock that the test moves and receivers on this machine. */

export interface Outbound {
	readonly rig: Rig;
	readonly transport: Transport;
	readonly webhooks: Webhooks;
	readonly deliveries: Deliveries;
	/** Milliseconds. */
	pass(milliseconds: number): void;
	/** Moves the clock, looks at the outbox, and waits until what is due was tried. */
	passAndDeliver(tenant: TenantId, milliseconds: number): Promise<void>;
	/** Writes an event as sync and export do: beside other data, in one write. @returns ids of what is in the outbox now */
	tell<T extends EventType>(scope: Scope, type: T, data: EventInput<T>): Promise<void>;
	/** Another process over the same stores. */
	again(tenancy?: Tenancy): Deliveries;
}

export const certificate = makeCertificate();

export async function openOutbound(options: Partial<DeliveriesOptions> = {}): Promise<Outbound> {
	const rig = await openRig();
	const clock = () => rig.now;
	const resolve = async () => ["127.0.0.1"];
	const transport = createTransport({ allowLoopback: true, resolve, ca: certificate.cert, timeout: 2000 });
	// Right in the middle of the jitter: pauses are as they are written.
	const fixed = { transport, clock, random: () => 0.5 };
	const make = (tenancy: Tenancy) => createDeliveries({ ...fixed, openScope: tenancy.openScope, ...options });
	const deliveries = make(rig.tenancy);
	const pass = (milliseconds: number) => {
		rig.now = new Date(rig.now.getTime() + milliseconds);
	};
	return {
		rig,
		transport,
		webhooks: createWebhooks({ transport, clock }),
		deliveries,
		pass,
		passAndDeliver: async (tenant, milliseconds) => {
			pass(milliseconds);
			deliveries.wake(tenant);
			await deliveries.idle();
		},
		tell: async (scope, type, data) => {
			const job = { op: "put", collection: "job", id: "beside", record: "{}" } as const;
			await scope.store.write([job, ...(await webhookEvents(scope, type, data, rig.now))]);
		},
		again: (tenancy = rig.tenancy) => make(tenancy),
	};
}

export const SECOND = 1000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;

export const idsOf = async (scope: Scope): Promise<string[]> =>
	(await scope.store.list("outbox", { limit: 1000 })).map(({ id }) => id);

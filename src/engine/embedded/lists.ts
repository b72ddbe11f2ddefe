/**
 * Long lists of ids on their way between the threads. A tenant's matched profiles are tens of thousands, and every search of its
 * leaves them out of the network: each list crosses once, and is only named afterwards.
 */
import { randomUUID } from "node:crypto";
import type { Plan, Retrieved } from "../port.ts";
import { type PackedAnswer, unpackAnswer } from "./packed-answer.ts";
import { type PackedPlan, packPlan } from "./packed-plan.ts";

/** A list by name; with its ids where the other side may not have it. */
export interface SentList {
	readonly name: string;
	readonly ids: readonly string[] | null;
}

export interface SentPlan {
	readonly plan: PackedPlan;
	readonly exclude: SentList | null;
	/** The list of linked profiles that the main thread has already. */
	readonly known: string | null;
}

export interface SentAnswer {
	readonly answer: PackedAnswer;
	readonly linkedProfiles: SentList | null;
}

export const newName = (): string => randomUUID();

/** Lists by the object: nobody changes them. */
const names = new WeakMap<readonly string[], string>();

/** The main thread's side, for one store. */
export class ListDesk {
	#links: SentList | null = null;

	/**
	 * Asks with the names of lists, and once more with their ids where a name says nothing to the worker.
	 * @param ask what the worker answers; null where it does not know a list
	 */
	async ask({ exclude = [], ...rest }: Plan, ask: (sent: SentPlan) => Promise<SentAnswer | null>): Promise<Retrieved> {
		const plan = packPlan(rest);
		const links = this.#links;
		const known = links?.name ?? null;
		const isNew = !names.has(exclude);
		const name = names.get(exclude) ?? newName();
		names.set(exclude, name);
		const sent = (withIds: boolean): SentPlan => ({
			plan,
			exclude: exclude.length === 0 ? null : { name, ids: withIds ? exclude : null },
			known,
		});
		const answered = (await ask(sent(isNew))) ?? (await ask(sent(true)));
		if (answered === null) throw new TypeError("The worker does not know a list that came with its ids.");
		return { ...unpackAnswer(answered.answer), linkedProfiles: this.#linksOf(answered.linkedProfiles, links) };
	}

	/** @param before what the worker was told to be known */
	#linksOf(received: SentList | null, before: SentList | null): readonly string[] {
		if (received === null) return [];
		if (received.ids === null) return before?.ids ?? [];
		this.#links = received;
		return received.ids;
	}
}

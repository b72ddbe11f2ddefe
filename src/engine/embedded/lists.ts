/**
 * Long lists of ids on their way between the threads. A tenant's matched profiles are tens of thousands, and every search of its
 * leaves them out of the network: each list crosses once, and is only named afterwards.
 */
import { randomUUID } from "node:crypto";
import type { Listed, Plan, Retrieved } from "../port.ts";
import { type PackedAnswer, unpackAnswer, unpackCounts } from "./packed-answer.ts";
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
	/** Whether who is found is wanted before the counts. */
	readonly inParts: boolean;
}

/** Packed counts, see packed-answer.ts. */
export interface SentCounts {
	readonly counts: string;
}

/** Who is found; without counts where they follow. */
export interface SentAnswer extends Partial<SentCounts> {
	readonly answer: PackedAnswer;
	readonly linkedProfiles: SentList | null;
}

type Ask = (sent: SentPlan, take: (part: SentAnswer) => void) => Promise<SentAnswer | SentCounts | null>;

export const newName = (): string => randomUUID();

/** Lists by the object: nobody changes them. */
const names = new WeakMap<readonly string[], string>();

/** The main thread's side, for one store. */
export class ListDesk {
	#links: SentList | null = null;

	/**
	 * Asks with the names of lists, and once more with their ids where a name says nothing to the worker.
	 * @param ask what the worker answers; null where it does not know a list
	 * @param listed as in `Store.retrieve`
	 */
	async ask({ exclude = [], ...rest }: Plan, ask: Ask, listed?: (list: Listed) => void): Promise<Retrieved> {
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
			inParts: listed !== undefined,
		});
		let list: Listed | null = null;
		const unpacked = ({ answer, linkedProfiles }: SentAnswer): Listed => ({
			...unpackAnswer(answer),
			linkedProfiles: this.#linksOf(linkedProfiles, links),
		});
		const take = (part: SentAnswer) => {
			list = unpacked(part);
			listed?.(list);
		};
		const answered = (await ask(sent(isNew), take)) ?? (await ask(sent(true), take));
		if (answered === null) throw new TypeError("The worker does not know a list that came with its ids.");
		const found = "answer" in answered ? unpacked(answered) : (list as Listed | null);
		if (found === null || answered.counts === undefined)
			throw new TypeError("The worker answered half of what it was asked.");
		return { ...found, ...unpackCounts(answered.counts) };
	}

	/** @param before what the worker was told to be known */
	#linksOf(received: SentList | null, before: SentList | null): readonly string[] {
		if (received === null) return [];
		if (received.ids === null) return before?.ids ?? [];
		this.#links = received;
		return received.ids;
	}
}

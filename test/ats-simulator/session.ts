/** What every phase works with. */
import { openClient, type WireClient } from "./client.ts";
import { type Belief, createBelief, type Kind } from "./entries.ts";
import type { Generation } from "./keys.ts";
import { createProgress, type Progress } from "./progress.ts";
import { type Resources, resourcesOf } from "./resources.ts";
import { createTally, type Tally } from "./tally.ts";
import { makeWorld, type World } from "./world.ts";

export const PHASES = ["sync", "edit", "delete", "export"] as const;
export type Phase = (typeof PHASES)[number];

export interface Settings {
	readonly url: string;
	readonly clientId: string;
	readonly clientSecret: string;
	/** N of urn:li:organization:N. */
	readonly organization: number;
	readonly candidates: number;
	readonly jobs: number;
	readonly applications: number;
	readonly resumes: number;
	readonly seed: number;
	readonly generation: Generation;
	readonly phases: readonly Phase[];
	/** What the first load sends; the rest is left out. */
	readonly kinds: readonly Kind[];
	readonly concurrency: number;
	/** Exports that are waited for, and for how long each. */
	readonly exports: number;
	readonly exportSeconds: number;
	/** 0: any that is free. */
	readonly callbackPort: number;
	readonly quiet: boolean;
	/** N of urn:li:contract:N, for what recruiters did. */
	readonly contract?: number;
	/** Of the vendor, who opens an application for each customer. */
	readonly parentId?: string;
	readonly parentSecret?: string;
}

export interface Session {
	readonly settings: Settings;
	/** urn:li:organization:N */
	readonly context: string;
	readonly client: WireClient;
	readonly resources: Resources;
	readonly world: World;
	readonly belief: Belief;
	readonly tally: Tally;
	readonly progress: Progress;
}

export function openSession(settings: Settings): Session {
	const context = `urn:li:organization:${settings.organization}`;
	const progress = createProgress(settings.quiet);
	progress.say("making people, jobs and applications");
	const world = makeWorld({ ...settings, context });
	const belief = createBelief();
	// Later phases alone: the same load went before, in another run.
	if (!settings.phases.includes("sync")) for (const entry of Object.values(world.entries).flat()) belief.put(entry);
	return {
		settings,
		context,
		client: openClient({ ...settings, onWait: (seconds, reason) => progress.say(`waiting ${seconds} s: ${reason}`) }),
		resources: resourcesOf(settings.generation, context),
		world,
		belief,
		tally: createTally(),
		progress,
	};
}
